"""Turn `path:line` into `path` (`Symbol`) and back: numbers prove, names last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.features.actions.request import ActionRequest
from groundplan.model.feature import Action, ActionKind
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Mention, MentionKind
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.targets import files_meant

_LINES = re.compile(rb":L?\d+(?:-L?\d+)?(?![\d:]|,\s?:?\d)")
_SYMBOL = re.compile(rb"`?[ \t]\((`?)([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?:\(\))?\1\)")
_DECLARING = (SymbolKind.STRUCT, SymbolKind.INTERFACE, SymbolKind.TYPE, SymbolKind.FUNC, SymbolKind.METHOD)


def offer(request: ActionRequest) -> Iterator[Action]:
    """Offer the other spelling of the line references that touch the requested span."""
    for mention in request.context.plan.mentions:
        touched = mention.span.start <= request.span.end and request.span.start <= mention.span.end
        if mention.kind is not MentionKind.PATH or mention.in_fence or not touched:
            continue
        files = files_meant(request.context.snapshot, request.context.plan.path, mention.text)
        if len(files) == 1 and request.context.plan.text[mention.span.start : mention.span.end].endswith(b".go"):
            yield from _as_symbol(request, mention, files[0])
            yield from _as_line(request, mention, files[0])


def _as_symbol(request: ActionRequest, mention: Mention, path: str) -> Iterator[Action]:
    text = request.context.plan.text
    lines = _LINES.match(text, mention.span.end)
    if lines is None or not mention.lines:
        return
    symbol = _symbol_around(request, path, mention.lines[0][0])
    if symbol is None:
        return
    inside = _in_code(text, mention.span.start, lines.end())
    behind = lines.end() + inside
    name = f" (`{symbol.qualified_name}`)"
    edits = [TextEdit(Span(lines.start(), lines.end()), ""), TextEdit(Span(behind, behind), name)]
    if not inside:
        edits = [TextEdit(Span(lines.start(), lines.end()), name)]
    yield Action(f"Name `{symbol.qualified_name}` in place of the line", ActionKind.REWRITE, tuple(edits))


def _as_line(request: ActionRequest, mention: Mention, path: str) -> Iterator[Action]:
    text = request.context.plan.text
    match = _SYMBOL.match(text, mention.span.end)
    if match is None:
        return
    name = match.group(2).decode()
    found = [
        symbol
        for symbol in request.context.snapshot.symbols_of_file(path)
        if name in (symbol.qualified_name, symbol.name)
    ]
    exact = [symbol for symbol in found if symbol.qualified_name == name] or found
    if len(exact) != 1:
        return
    number = f":{exact[0].line}"
    inside = text[mention.span.end : mention.span.end + 1] == b"`"
    start = mention.span.end + inside
    edits = (
        TextEdit(Span(mention.span.end, mention.span.end), number),
        TextEdit(Span(start, match.end()), ""),
    )
    yield Action(f"Give the line of `{name}` ({exact[0].line})", ActionKind.REWRITE, edits)


def _symbol_around(request: ActionRequest, path: str, line: int) -> Symbol | None:
    """Return the innermost declaration of a file that a 1-based line lies in or, as its doc comment, in front of."""
    snapshot = request.context.snapshot
    ordered = snapshot.symbols_of_file(path)
    before = [symbol for symbol in ordered if symbol.line <= line]
    after = next((symbol for symbol in ordered if symbol.line > line), None)
    if after is not None and after.doc and after.line - line <= after.doc.count("\n") + 1:
        found: Symbol | None = after
    else:
        found = before[-1] if before else None
    return found if found is not None and found.kind in _DECLARING else None


def _in_code(text: bytes, start: int, end: int) -> int:
    """Return 1 where a path and its line are all of an inline code, else 0."""
    return int(text[start - 1 : start] == b"`" and text[end : end + 1] == b"`")
