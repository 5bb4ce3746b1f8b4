"""GP203: a line reference that does not hold what the plan says it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.symbol import Symbol
from groundplan.plan.ground import Ground, ground
from groundplan.plan.promises import last_name
from groundplan.plan.ties import Tie, ties_of
from groundplan.rules.rule import Rule

TOLERANCE = 3
"""Lines by which a reference may miss: a doc comment, an attribute line, a rounded number."""

_BRACKETS = re.compile(rb"[:#][L\d,\s:\-]+`?[*_]*\s*\(([^()`\n]{1,120})\)")
_MIXED_CASE = re.compile(rb"\b(?:[a-z]+[A-Z]\w*|[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]+[a-z]\w*)\b")

# A number in brackets without a word is as often a mode, a port or a year.
_SAYS_LINES = re.compile(rb"`?[:#]|[^\n]{0,40}\blines?\b|[^\n]{0,12}\bL\d", re.IGNORECASE)

_FILE_BYTES = 2_000_000


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each line beyond its file's end, and for each symbol that stands on other lines."""
    here = ground(snapshot, plan)
    tied = {tie.path.span: tie for tie in ties_of(plan)}
    referring = {mention.line for mention in here.mentions(MentionKind.PATH) if mention.lines}
    by_line: dict[int, list[Mention]] = {}
    for mention in plan.mentions:
        if mention.line in referring and not mention.in_fence:
            by_line.setdefault(mention.line, []).append(mention)
    for mention in here.mentions(MentionKind.PATH):
        files = here.files(mention.text) if mention.lines else ()
        if len(files) != 1 or mention.intent is Intent.NEW:
            continue
        finding = _beyond_the_end(here, mention, files[0])
        if finding is None:
            symbol = _named_behind(here, mention, files[0])
            finding = _away_from(here, mention, symbol, files[0]) if symbol is not None else None
        if finding is None:
            tie = tied.get(mention.span) or _only_pair(here, by_line.get(mention.line, []), mention, files[0])
            finding = _elsewhere(here, tie, files[0]) if tie is not None else None
        if finding is not None:
            yield finding


def _only_pair(here: Ground, beside: list[Mention], path: Mention, file: str) -> Tie | None:
    """Return the tie of a line that names one file and one symbol of it."""
    if any(each.kind is MentionKind.PATH and each.span != path.span for each in beside):
        return None
    symbols = [
        each
        for each in beside
        if each.kind is MentionKind.SYMBOL and any(symbol.path == file for symbol in here.symbols(last_name(each.text)))
    ]
    return Tie(symbols[0], path, symbols[0].span.start < path.span.start) if len(symbols) == 1 else None


def _beyond_the_end(here: Ground, mention: Mention, file: str) -> Finding | None:
    text = here.plan.text
    said_before = b"line" in text[max(0, mention.span.start - 40) : mention.span.start].lower()
    if not file.endswith(".go") or not (said_before or _SAYS_LINES.match(text, mention.span.end)):
        return None
    facts = here.snapshot.facts_of(file)
    last = max(end for _, end in mention.lines)
    if facts is None or not facts.lines or last <= facts.lines + TOLERANCE:
        return None
    message = f"`{mention.text}` has {facts.lines} lines; there is no line {last}."
    related = Related("file", mention.text, Location(file, facts.lines, Span(0, 0)), file)
    return _finding(mention, message, related, ())


def _elsewhere(here: Ground, tie: Tie, file: str) -> Finding | None:
    name = last_name(tie.symbol.text)
    declared = [symbol for symbol in here.symbols(name) if symbol.path == file]
    if len(declared) != 1 or ("." in tie.symbol.text and not _is_owner(declared[0], tie.symbol.text)):
        return None
    return _away_from(here, tie.path, declared[0], file)


def _named_behind(here: Ground, mention: Mention, file: str) -> Symbol | None:
    """Return the one symbol of a file that the brackets behind a line reference name without back quotes."""
    behind = _BRACKETS.match(here.plan.text, mention.span.end)
    if behind is None:
        return None
    names = {name.decode() for name in _MIXED_CASE.findall(behind.group(1))}
    if not names:
        return None
    declared = [symbol for symbol in here.snapshot.symbols_of_file(file) if symbol.name in names]
    return declared[0] if len(declared) == 1 else None


def _away_from(here: Ground, mention: Mention, symbol: Symbol, file: str) -> Finding | None:
    """Return a finding when a line reference holds neither the declaration nor a use of a symbol."""
    name = symbol.name
    if any(start - TOLERANCE <= symbol.line <= end + TOLERANCE for start, end in mention.lines):
        # Its first line is there already: no need to read the file for its last.
        return None
    source = here.lookups.document(file, _FILE_BYTES)
    if source is None:
        return None
    last = symbol.line + source.count(b"\n", symbol.span.start, symbol.span.end)
    if any(start - TOLERANCE <= last and symbol.line <= end + TOLERANCE for start, end in mention.lines):
        return None
    lines = source.split(b"\n")
    for start, end in mention.lines:
        # The place may be a use of the name, which is as good.
        if any(name.encode() in line for line in lines[max(0, start - 1 - TOLERANCE) : end + TOLERANCE]):
            return None
    start, end = mention.lines[0]
    said = _lines(start, end)
    message = f"`{name}` is not at {said} of `{mention.text}`: it is at {_lines(symbol.line, last)}."
    related = Related(symbol.kind.value, symbol.name, symbol.location, symbol.display_name)
    return _finding(mention, message, related, _fixes(here.plan, mention, symbol.line, last))


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _is_owner(symbol: Symbol, text: str) -> bool:
    owner = text.split(".")[-2].strip("(*)")
    return owner in (symbol.receiver, symbol.package)


def _fixes(plan: Plan, mention: Mention, first: int, last: int) -> tuple[Fix, ...]:
    """Return the fix that writes the true lines, where the numbers stand right behind the path."""
    if len(mention.lines) != 1:
        return ()
    start, end = mention.lines[0]
    number = f"{start}" if start == end else f"{start}-{end}"
    behind = plan.text[mention.span.end : mention.span.end + 40]
    at = behind.find(number.encode())
    if at < 0 or b"\n" in behind[:at]:
        return ()
    true = f"{first}" if start == end or first == last else f"{first}-{last}"
    span = Span(mention.span.end + at, mention.span.end + at + len(number))
    return (Fix(f"Write {true}", (TextEdit(span, true),), preferred=True),)


def _finding(mention: Mention, message: str, related: Related, fixes: tuple[Fix, ...]) -> Finding:
    return Finding(LINE_MOVED.code, Severity.WARNING, 0.8, message, mention.span, mention.text, (related,), fixes)


LINE_MOVED = Rule(
    code="GP203",
    name="line-does-not-hold-symbol",
    severity=Severity.WARNING,
    summary="A line reference points past the end of its file or away from the symbol it names",
    rationale=(
        "Line numbers are proof that the author looked, until the code moves. A reference is reported when its"
        " file is shorter, or when the symbol named beside it is declared on other lines and the quoted lines do"
        " not speak of it either. The fix writes where the symbol is now."
    ),
    bad="`Create` (`internal/api/invoices.go:44`), which now begins in line 92",
    good="`Create` (`internal/api/invoices.go:92`)",
    check=check,
)
