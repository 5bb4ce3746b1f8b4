"""Prior art for a description: the functions, types and routes of the workspace that resemble it, with reasons."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from heapq import nsmallest

from groundplan.discover.file_evidence import FileEvidence, add_companions, add_history, add_words
from groundplan.discover.file_users import add_users
from groundplan.discover.query import Query, describe
from groundplan.discover.reasons import reasons_for
from groundplan.discover.signals import Signal
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.index.word_postings import WordPostings
from groundplan.model.candidate import Candidate
from groundplan.model.route import Route
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import words

COLUMNS = (("name", 5.0), ("doc", 2.0), ("members", 5.0))
"""What a word is worth by where it stands in a symbol, each column searched by itself as for files. Its package and its
file do not count here: they are what the score of its file is about."""

FILE_SHARE = 5.0
"""What the best file is worth to its symbols; the best words of a symbol are worth 1."""

NAMED_SHARE = 0.5
"""What it is worth to a symbol to be named in the description."""

ROUTE_SHARE = 0.6
"""What a route with all words of the description is worth to the function that serves it."""

CROWDING = 0.93
"""What is left of a symbol's score per better one of the same file, so that the next feature is not crowded out."""

MANY_WORDS = 12
"""Words of a description beyond which a word is passed over in a column where a crowd of files or symbols has it."""

POOL = 300
"""Symbols that are ranked."""

MAX_NAMESAKES = 5
"""Symbols of one name beyond which a text that has the word need not mean them."""

SILENT_FILES = 12
"""Of so many best files a symbol is shown even where no symbol of theirs has a word of the query."""

USUAL_BYTES = 400
"""The length of a declaration that is neither a line nor a page, in bytes."""

SHORTEST_BYTES = 50
"""Below it, shorter is not less."""

LENGTH_SHARE = 0.05
"""What a declaration gains by being e times as long: features are worked on where much happens, not in accessors."""

KIND_FACTOR = {
    SymbolKind.STRUCT: 1.15,
    SymbolKind.INTERFACE: 0.9,
    SymbolKind.TYPE: 0.8,
    SymbolKind.ALIAS: 0.6,
    SymbolKind.FUNC: 1.0,
    SymbolKind.METHOD: 1.0,
    SymbolKind.CONST: 0.45,
    SymbolKind.VAR: 0.5,
}
"""How often a symbol of a kind is what a planner looks for; constants match many words and answer few questions."""

HIDDEN = Origin.GENERATED | Origin.VENDORED | Origin.MOCK | Origin.TEST | Origin.EXTERNAL


@dataclass(slots=True)
class _Scored:
    symbol: Symbol
    text: float = 0.0
    named: float = 0.0
    served: float = 0.0
    routes: list[Route] = field(default_factory=list)


def find_prior_art(
    snapshot: Snapshot, query: str | Query, limit: int, *, explain: bool = False
) -> tuple[Candidate, ...]:
    """Return at most `limit` symbols that resemble a description, best first.

    Generated, vendored, mock and test code is never among them. Scores lie between 0 and 1 and are comparable inside
    one answer only. With `explain`, candidates tell what each signal adds to their score.
    """
    if isinstance(query, str):
        query = describe(query)
    if not query.terms or limit <= 0:
        return ()
    evidence = FileEvidence()
    postings = WordPostings(snapshot, brief=len(query.terms) > MANY_WORDS)
    scored = _score_symbols(snapshot, query, postings)
    _add_named(snapshot, query, scored)
    _add_routes(snapshot, query, scored)
    _weigh_files(snapshot, query, scored, evidence, postings)
    totals = evidence.totals()
    _add_silent(snapshot, evidence, scored)
    ranked = _rank(scored, totals, snapshot)
    best = (ranked[0][1] if ranked else 0.0) or 1.0
    return tuple(
        Candidate(
            entry.symbol,
            round(score / best, 4),
            reasons_for(snapshot, query, entry.symbol, tuple(entry.routes), evidence),
            tuple(entry.routes),
            _signals(entry, evidence, totals, score, best, snapshot) if explain else (),
        )
        for entry, score in ranked[:limit]
    )


def _score_symbols(snapshot: Snapshot, query: Query, postings: WordPostings) -> dict[int, _Scored]:
    """BM25 is a sum over words, so words are searched one by one and weighed as the query weighs them."""
    scores: dict[int, float] = defaultdict(float)
    for word, weight in query.terms:
        for column, worth in COLUMNS:
            for identity, score in postings.symbols(column, word):
                scores[identity] += weight * worth * score
    best = nsmallest(POOL, [(-score, identity) for identity, score in scores.items()])
    symbols = snapshot.symbols_by_id(identity for _, identity in best)
    top = (best[0][0] if best else 0.0) or -1.0
    return {
        identity: _Scored(symbols[identity], score / top)
        for score, identity in best
        if identity in symbols and not symbols[identity].origin & HIDDEN
    }


def _add_named(snapshot: Snapshot, query: Query, scored: dict[int, _Scored]) -> None:
    """Credit symbols that the description spells as the code does."""
    declared = Lookups(snapshot).symbols_of_names(query.names)
    for name in query.names:
        found = [symbol for symbol in declared.get(name, ()) if not symbol.origin & HIDDEN]
        if not 0 < len(found) <= MAX_NAMESAKES:
            continue
        # `Token` may be prose; `AccessToken` and `access_token` are not.
        worth = 1.0 if any(letter.isupper() for letter in name[1:]) or "_" in name else 0.5
        for symbol in found:
            entry = scored.setdefault(symbol.id, _Scored(symbol))
            entry.named = max(entry.named, worth)


def _add_routes(snapshot: Snapshot, query: Query, scored: dict[int, _Scored]) -> None:
    """Credit handlers with the words of the routes that they serve."""
    wanted = dict(query.terms)
    total = sum(wanted.values())
    for route in snapshot.routes:
        if not route.handler_path:
            continue
        hit = {word for word in words(route.path) if word in wanted}
        if not hit:
            continue
        symbol = serving_symbol(snapshot, route)
        if symbol is None or symbol.origin & HIDDEN:
            continue
        worth = sum(wanted[word] for word in hit)
        entry = scored.setdefault(symbol.id, _Scored(symbol))
        entry.routes.append(route)
        entry.served += ROUTE_SHARE * worth / total


def serving_symbol(snapshot: Snapshot, route: Route) -> Symbol | None:
    """Return the function that serves a route, None for a closure or where it was not resolved."""
    if not route.handler_path:
        return None
    for symbol in snapshot.symbols_of_file(route.handler_path):
        if symbol.line == route.handler_line and symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD):
            return symbol
    return None


def _weigh_files(
    snapshot: Snapshot, query: Query, scored: dict[int, _Scored], evidence: FileEvidence, postings: WordPostings
) -> None:
    named: dict[str, float] = defaultdict(float)
    for entry in scored.values():
        path = entry.symbol.path
        named[path] = max(named[path], entry.named)
    add_words(evidence, snapshot, query, postings)
    evidence.add(Signal.NAMED, named)
    files = snapshot.searchable_paths
    add_history(evidence, snapshot, query, files)
    add_companions(evidence, snapshot, files)
    add_users(evidence, snapshot)


def _add_silent(snapshot: Snapshot, evidence: FileEvidence, scored: dict[int, _Scored]) -> None:
    """Let the best files have a say of which no symbol matches: the one that others would look for first."""
    speaking = {entry.symbol.path for entry in scored.values()}
    for path, _ in evidence.best(SILENT_FILES):
        if path in speaking:
            continue
        symbols = [symbol for symbol in snapshot.symbols_of_file(path) if not symbol.origin & HIDDEN]
        if symbols:
            chosen = max(symbols, key=_prominence)
            scored[chosen.id] = _Scored(chosen)


def _prominence(symbol: Symbol) -> tuple[float, int, int]:
    return KIND_FACTOR[symbol.kind], symbol.span.end - symbol.span.start, -symbol.line


def _rank(scored: dict[int, _Scored], files: dict[str, float], snapshot: Snapshot) -> list[tuple[_Scored, float]]:
    top = max(files.values(), default=1.0) or 1.0
    ranked: list[tuple[_Scored, float]] = []
    for entry in scored.values():
        file = files.get(entry.symbol.path, 0.0) / top
        score = FILE_SHARE * file + entry.text + entry.served + NAMED_SHARE * entry.named
        ranked.append((entry, score * _factor(entry, snapshot)))
    ranked.sort(key=_by_score_and_place)
    per_file: dict[str, int] = defaultdict(int)
    spread: list[tuple[_Scored, float]] = []
    for entry, score in ranked:
        spread.append((entry, score * CROWDING ** per_file[entry.symbol.path]))
        per_file[entry.symbol.path] += 1
    spread.sort(key=_by_score_and_place)
    return spread


def _factor(entry: _Scored, snapshot: Snapshot) -> float:
    length = max(entry.symbol.span.end - entry.symbol.span.start, SHORTEST_BYTES)
    registered = 1.2 if entry.symbol.kind.is_type and snapshot.is_registered_model(entry.symbol) else 1.0
    return KIND_FACTOR[entry.symbol.kind] * registered * (1 + LENGTH_SHARE * math.log(length / USUAL_BYTES))


def _signals(
    entry: _Scored, evidence: FileEvidence, files: dict[str, float], score: float, best: float, snapshot: Snapshot
) -> tuple[tuple[str, float], ...]:
    """Return what each signal adds to a candidate's score, which is their sum, strongest first."""
    top = max(files.values(), default=1.0) or 1.0
    parts = {signal: FILE_SHARE * value / top for signal, value in evidence.contributions(entry.symbol.path).items()}
    parts[Signal.OWN_WORDS] = entry.text
    parts[Signal.ROUTES] = entry.served
    parts[Signal.NAMED] = parts.get(Signal.NAMED, 0.0) + NAMED_SHARE * entry.named
    plain = sum(parts.values())
    factor = _factor(entry, snapshot)
    parts[Signal.KIND] = plain * (factor - 1.0)
    parts[Signal.CROWD] = score - plain * factor
    shown = [(signal.value, round(value / best, 4)) for signal, value in parts.items() if abs(value) >= 0.001 * best]
    return tuple(sorted(shown, key=lambda item: (-item[1], item[0])))


def _by_score_and_place(item: tuple[_Scored, float]) -> tuple[float, str, int]:
    return -item[1], item[0].symbol.path, item[0].symbol.line
