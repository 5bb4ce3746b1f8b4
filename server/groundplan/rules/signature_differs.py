"""GP204: a signature or struct that the plan quotes differs from the code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.discover.field_pairs import bare_type
from groundplan.index.once import once
from groundplan.index.projection import signature_text
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeMatch, TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.go import Field, Parameter, Signature
from groundplan.model.location import Location, Span
from groundplan.model.plan import Fence, Intent, Mention, MentionKind, Plan, ProposedType
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.ground import Ground, ground
from groundplan.plan.promises import last_name
from groundplan.plan.ties import ties_of
from groundplan.rules.decisions import decisions
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of
from groundplan.syntax.golang import read_go_fragment

# A parameter list with its result behind a name, up to the closing back quote.
_LIST = re.compile(rb"(\([^`]{0,300}\)[^`]{0,120})`")
_CHANGES = re.compile(
    rb"\b(?:chang\w*|extend\w*|add(?:s|ed|ing)?|accept\w*|gain\w*|becom\w*|new|now|refactor\w*|updat\w*|remov\w*|drop\w*|replac\w*"
    rb"|instead|convert\w*|migrat\w*|renam\w*|modif\w*|introduc\w*|rewrit\w*|widen\w*|take[sn]?\b(?=\s+an?\b))",
    re.IGNORECASE,
)

# What is said of a field that gets another type; adding it, or adding something to it, is another matter.
_RETYPES = re.compile(
    rb"\b(?:chang(?:e[sd]?|ing)|becom(?:es?|ing)|convert(?:s|ed|ing)?|migrat(?:e[sd]?|ing|ion)|switch(?:es|ed|ing)?"
    rb"|turn(?:s|ed|ing)?|widen(?:s|ed|ing)?|retyp(?:e[sd]?|ing)|replac(?:e[sd]?|ing|ement)|instead|now\s+an?)\b",
    re.IGNORECASE,
)

_CODE = re.compile(rb"`[^`\n]*`")
_NAME = re.compile(r"\w+")
_PACKAGE = re.compile(rb"^[ \t]*package[ \t]+(\w+)", re.MULTILINE)

FEWEST_FIELDS = 2
"""Other fields of a struct that must agree before one that differs is called a slip.

One is enough for a struct quoted whole, and where the text says which type is meant.
"""

MOST_IN = 4
"""Fields that must agree for each that differs beside the first."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each quoted signature or field that the code has otherwise, and that nothing changes."""
    here = ground(snapshot, plan)
    homes = {tie.symbol.span: tie.path for tie in ties_of(plan)}
    for mention in here.mentions(MentionKind.SYMBOL):
        if mention.intent in (Intent.NEW, Intent.CHANGED):
            continue
        finding = _signature(here, mention, homes.get(mention.span))
        if finding is not None:
            yield finding
    yield from _fields(here)


def _signature(here: Ground, mention: Mention, home: Mention | None) -> Finding | None:
    quoted = _LIST.match(here.plan.text, mention.span.end)
    if quoted is None:
        return None
    said = _read(quoted.group(1))
    if said is None or not _has_types(said):
        return None
    symbols = _functions(here, mention, home)
    truths = [(symbol, signature) for symbol in symbols if (signature := _signature_of(here, symbol)) is not None]
    if not truths or len(truths) < len(symbols) or any(_agrees(said, true) for _, true in truths):
        return None
    if len(truths) > 1 or _speaks_of_change(here.plan, mention):
        return None
    symbol, true = truths[0]
    written = signature_text(true)
    message = f"`{symbol.qualified_name}` is `{symbol.name}{written}` in the code ({place_of(symbol)})."
    at = mention.span.end
    end = at + len(quoted.group(1).rstrip())
    fix = Fix(f"Write {symbol.name}{written}", (TextEdit(Span(at, end), written),), preferred=True)
    related = Related(symbol.kind.value, symbol.name, symbol.location, symbol.signature)
    return Finding(
        SIGNATURE_DIFFERS.code, Severity.WARNING, 0.8, message, mention.span, mention.text, (related,), (fix,)
    )


def _read(text: bytes) -> Signature | None:
    facts = read_go_fragment(b"func quoted" + text.strip() + b" {}")
    return facts.funcs[0].signature if facts.funcs and not facts.broken else None


def _has_types(signature: Signature) -> bool:
    """Tell whether a quoted list spells types: `(ctx, id)` names arguments, which people shorten as they like."""
    params = signature.params
    if not params:
        return False
    if all(param.name for param in params):
        return True
    return all(not param.type.isidentifier() or param.type in _BUILT_IN for param in params)


_BUILT_IN = frozenset(
    "string int int64 int32 uint uint64 bool byte float64 float32 error any rune uint32 uint8 int8 int16 uint16".split()
)


def _functions(here: Ground, mention: Mention, home: Mention | None) -> list[Symbol]:
    name = last_name(mention.text)
    found = [s for s in here.symbols(name) if s.kind in (SymbolKind.FUNC, SymbolKind.METHOD)]
    found = [symbol for symbol in found if not symbol.origin] or found
    if "." in mention.text:
        owner = mention.text.split(".")[-2].strip("(*)")
        return [symbol for symbol in found if owner in (symbol.receiver, symbol.package)]
    files = here.files(home.text) if home is not None else ()
    at_home = [symbol for symbol in found if symbol.path in files]
    if at_home or files:
        return at_home
    if len(found) == 1 and name[:1].isupper():
        return found
    # A name that several have, or that only its own package can use: it is the one in a file that the plan names.
    return [symbol for symbol in found if symbol.path in here.files_meant]


def _signature_of(here: Ground, symbol: Symbol) -> Signature | None:
    decl = here.snapshot.func_decl(symbol)
    return decl.signature if decl is not None and not decl.type_params else None


def _agrees(said: Signature, true: Signature) -> bool:
    if not _same_types(said.params, true.params):
        return False
    return not said.results or _same_types(said.results, true.results)


def _same_types(said: tuple[Parameter, ...], true: tuple[Parameter, ...]) -> bool:
    return len(said) == len(true) and all(
        _plain(one.type) == _plain(other.type) for one, other in zip(said, true, strict=True)
    )


def _plain(spelled: str) -> str:
    """Return a type as it compares: without packages, which plans leave out inside of their own, and without spaces."""
    return re.sub(r"\b\w+\.(?=\w)", "", spelled).replace("interface{}", "any").replace(" ", "")


def _speaks_of_change(plan: Plan, mention: Mention) -> bool:
    """Tell whether the line of a mention speaks of changing something."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    end = plan.text.find(b"\n", mention.span.end)
    return _CHANGES.search(plan.text, start, end if end >= 0 else len(plan.text)) is not None


def _fields(here: Ground) -> Iterator[Finding]:
    # A field that gets a type which the plan makes is changed on purpose.
    declared = {each.decl.name for each in here.plan.types if not here.snapshot.types_named(each.decl.name)}
    for proposed, decision in decisions(here.snapshot, here.plan):
        match = decision.match
        if match is None or decision.verdict not in (TypeVerdict.RESTATES, TypeVerdict.EXTENDS):
            continue
        if _is_of_another_package(here, proposed, match.symbol):
            continue
        differing = [(new, old) for new, old in match.changed if bare_type(new.type) != bare_type(old.type)]
        agreeing = len(match.shared) - len(differing)
        missing = _left_out(match)
        if not differing:
            continue
        told = _is_told_to_be(here, proposed, match.symbol)
        fewest = 1 if told or not (match.added or missing) else FEWEST_FIELDS
        if agreeing < max(fewest, MOST_IN * (len(differing) - 1)):
            continue
        rewritten = match.added and (missing * 4 > agreeing or agreeing * 2 < len(match.added))
        if rewritten and not proposed.elided and not (told and missing <= agreeing):
            # Somebody writes down another type; what is nearly whole and gains some fields is quoted.
            continue
        for new, old in differing:
            if not declared & set(_NAME.findall(new.type)):
                yield from _of_field(here, proposed, match.symbol, new, old)


def _is_told_to_be(here: Ground, proposed: ProposedType, symbol: Symbol) -> bool:
    """Tell whether the text says which type a fence means: the only one of its name, its file or package named."""
    if len(here.snapshot.types_named(symbol.name)) != 1:
        return False
    fence = here.plan.fences[proposed.fence]
    if fence.file_hint:
        return here.files(fence.file_hint) == (symbol.path,)
    if _package_clause(here.plan, fence) == symbol.package:
        return True
    return symbol.path in _files_by_section(here).get(fence.section, frozenset())


def _files_by_section(here: Ground) -> dict[int, frozenset[str]]:
    """Return the files that each section of the plan names without doubt, outside of fences."""

    def gather() -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = {}
        for mention in here.mentions(MentionKind.PATH):
            files = here.files(mention.text)
            if len(files) == 1 and not mention.in_fence:
                found.setdefault(mention.section, set()).add(files[0])
        return {section: frozenset(files) for section, files in found.items()}

    return once(here.snapshot, "files by section", here.plan, gather)


def _package_clause(plan: Plan, fence: Fence) -> str:
    """Return the package that a fence begins with, "" for none."""
    clause = _PACKAGE.search(plan.text, fence.content_span.start, fence.content_span.end)
    return clause.group(1).decode() if clause is not None else ""


def _of_field(here: Ground, proposed: ProposedType, owner: Symbol, new: Field, old: Field) -> Iterator[Finding]:
    span = _field_span(here.plan, proposed, new.name, new.line)
    if span is None or _says_why(here.plan, span, new.name):
        return
    message = f"`{owner.name}.{old.name}` is `{old.type}` in the code ({owner.path}:{old.line}), not `{new.type}`."
    related = Related("field", old.name, Location(owner.path, old.line or owner.line, Span(0, 0)), old.name)
    at = here.plan.text.find(new.type.encode(), span.end)
    fixes: tuple[Fix, ...] = ()
    if 0 <= at <= span.end + 40:
        fixes = (Fix(f"Write {old.type}", (TextEdit(Span(at, at + len(new.type.encode())), old.type),), True),)
    subject = f"{owner.name}.{new.name}"
    yield Finding(SIGNATURE_DIFFERS.code, Severity.WARNING, 0.7, message, span, subject, (related,), fixes)


def _left_out(match: TypeMatch) -> int:
    """Return how many fields of the existing type a restated one lacks."""
    paired = {existing.name for _, existing in match.shared}
    return sum(field.name not in paired and not field.embedded for field in match.decl.fields)


def _is_of_another_package(here: Ground, proposed: ProposedType, symbol: Symbol) -> bool:
    """Tell whether a fence's type belongs elsewhere than the existing one of its name, or is too bare to be that."""
    existing = here.snapshot.type_decl(symbol)
    fence = here.plan.fences[proposed.fence]
    tagged = existing is not None and any(field.tag for field in existing.fields)
    untagged = tagged and not proposed.elided and not any(field.tag for field in proposed.decl.fields)
    # Without their tags fields are those of another type, unless its very file is named.
    if untagged and not (fence.file_hint and here.files(fence.file_hint) == (symbol.path,)):
        return True
    if _package_clause(here.plan, fence) not in ("", symbol.package):
        return True
    folder = posixpath.dirname(fence.file_hint)
    return bool(folder) and not f"/{posixpath.dirname(symbol.path)}".endswith(f"/{folder}")


def _field_span(plan: Plan, proposed: ProposedType, name: str, line: int) -> Span | None:
    decl = proposed.decl
    pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    for match in pattern.finditer(plan.text, decl.name_span.end, decl.span.end):
        if plan.text.count(b"\n", 0, match.start()) + 1 == line:
            return Span(*match.span())
    return None


def _says_why(plan: Plan, span: Span, name: str) -> bool:
    """Tell whether a comment on the field's line speaks of change, or any line that names the field of its type's."""
    end = plan.text.find(b"\n", span.end)
    line = plan.text[span.end : end if end >= 0 else len(plan.text)]
    if _CHANGES.search(line.partition(b"//")[2]):
        return True
    named = re.compile(rb"`(?:[\w.]+\.)?" + re.escape(name.encode()) + rb"(?:[ \t][^`\n/]*)?`")
    for match in named.finditer(plan.text):
        start = max(plan.text.rfind(b"\n", 0, match.start()), plan.text.rfind(b". ", 0, match.start())) + 1
        stops = [at for mark in (b"\n", b". ") if (at := plan.text.find(mark, match.end())) >= 0]
        # What code is called says nothing of what is done: `replaceTasks`, `migrations/1.sql`.
        said = _CODE.sub(b"` `", plan.text[start : min(stops, default=len(plan.text))])
        if _RETYPES.search(said):
            return True
    return False


SIGNATURE_DIFFERS = Rule(
    code="GP204",
    name="quoted-code-differs",
    severity=Severity.WARNING,
    summary="A signature or field that the plan quotes is different in the code",
    rationale=(
        "Code written against a wrong signature does not build, and a type quoted wrongly hides a migration."
        " Parameter types and results of a quoted signature, and the field types of a restated struct, are"
        " compared with the code; names of parameters and package names do not count. Where the sentence speaks of"
        " changing, adding or accepting something, nothing is said; nor of a struct that is written anew: one that is"
        " quoted nearly whole may gain fields. Where the section names the file of the only type of that name, or the"
        " fence its package, one other field that agrees is enough."
    ),
    bad="The worker calls `Send(ctx context.Context, to string) error`, which takes a third parameter in the code.",
    good="The worker calls `Send(ctx context.Context, to string, body []byte) error`.",
    check=check,
)
