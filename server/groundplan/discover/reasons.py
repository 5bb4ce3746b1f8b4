"""Why a symbol was found, in words that a person can check."""

from __future__ import annotations

from groundplan.discover.file_evidence import FileEvidence
from groundplan.discover.query import Query
from groundplan.index.snapshot import Snapshot
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol
from groundplan.text.doc_comments import said_in
from groundplan.text.identifiers import spoken_name, words

MAX_WORDS = 4
"""Words quoted per reason."""


NAMED = "named after "
DOCUMENTED = "documented with "
CALLING = "calls "
REGISTERED = "registered model"
"""How reasons begin that tell what a thing is about; whoever ranks by them compares with these."""

SUBJECT_CHARACTERS = 72
"""How much of a commit's first line is quoted."""

TELLING_COMMITS = 2
"""Like commits of a file of which the first is quoted: what history says beyond them is no reason."""


def reasons_for(
    snapshot: Snapshot, query: Query, symbol: Symbol, routes: tuple[Route, ...], evidence: FileEvidence
) -> tuple[str, ...]:
    """Return one short clause per kind of evidence, strongest first."""
    wanted = query.words
    reasons: list[str] = []
    named = f"{symbol.name} {symbol.receiver}"
    if not symbol.kind.is_type:
        named = f"{named} {spoken_name(symbol.name, symbol.receiver, symbol.import_path)}"
    in_name = _hits(wanted, named)
    if in_name:
        reasons.append(f"{NAMED}{_listed(in_name)}")
    for route in routes[:2]:
        reasons.append(f"serves `{route.title}`")
    in_doc = [word for word in _hits(wanted, said_in(symbol.doc)) if word not in in_name]
    if in_doc:
        reasons.append(f"{DOCUMENTED}{_listed(in_doc)}")
    in_members = [word for word in _hits(wanted, _members(snapshot, symbol)) if word not in in_name]
    if in_members:
        reasons.append(f"{'has fields for' if symbol.kind.is_type else 'works with'} {_listed(in_members)}")
    file = symbol.path.rsplit("/", 1)[-1]
    if not reasons and any(
        word not in in_name for word in _hits(wanted, f"{symbol.package} {file.removesuffix('.go')}")
    ):
        reasons.append(f"in {symbol.package}/{file}")
    if snapshot.is_registered_model(symbol):
        reasons.append(REGISTERED)
    reasons.extend(_from_history(query, symbol, evidence, alone=not reasons))
    spoken = [word for word in wanted if symbol.path in evidence.speaking.get(word, ())] if not reasons else []
    if spoken:
        reasons.append(f"the file speaks of {_listed(spoken)}")
    if not reasons and symbol.path in evidence.used:
        name, other = evidence.used[symbol.path]
        reasons.append(f"the file uses `{name}` of {other}")
    return tuple(reasons)


def _from_history(query: Query, symbol: Symbol, evidence: FileEvidence, alone: bool) -> list[str]:
    """Name the commit most like the query, where it shares words with it, and the file that changes along."""
    reasons: list[str] = []
    for commit in evidence.commits.get(symbol.path, ())[:TELLING_COMMITS]:
        shared = _hits(query.words, commit.subject)
        if len(shared) >= min(2, len(query.words)):
            subject = commit.subject
            if len(subject) > SUBJECT_CHARACTERS:
                subject = subject[: SUBJECT_CHARACTERS - 1].rstrip() + "…"
            reasons.append(f"commit {commit.hash[:8]} “{subject}” touched the file")
            break
    if symbol.path in evidence.companions and (alone or not reasons):
        other, together, commits = evidence.companions[symbol.path]
        if 2 * together >= commits:
            reasons.append(f"the file changed with {other} in {together} of {commits} commits")
    return reasons


def _members(snapshot: Snapshot, symbol: Symbol) -> str:
    if symbol.kind.is_type:
        return " ".join(field.name for field in snapshot.type_fields(symbol))
    func = snapshot.func_decl(symbol)
    return f"{symbol.signature} {' '.join(func.calls)}" if func is not None else symbol.signature


def _hits(wanted: tuple[str, ...], text: str) -> list[str]:
    present = set(words(text))
    return [word for word in wanted if word in present]


def _listed(found: list[str]) -> str:
    quoted = [f"“{word}”" for word in found[:MAX_WORDS]]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]
