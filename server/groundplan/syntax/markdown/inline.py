"""Inline parts of a text block: code spans, links and comments, in time linear in the block's length."""

from __future__ import annotations

import re
from bisect import bisect_right

from groundplan.model.location import Span
from groundplan.syntax.markdown.blocks import CodeSpan, Link

_MARK = re.compile(rb"`+|<!--")
_TARGET = re.compile(
    rb"""
    \([ \t]{0,9}
    (?: <([^<>\r\n]*)> | ([^\s()]*(?:\([^\s()]*\)[^\s()]*)*) )
    (?:[ \t]{1,9}["'(][^\r\n]{0,300}?)?
    [ \t]{0,9}\)
    """,
    re.VERBOSE,
)
_AUTOLINK = re.compile(rb"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_DEFINITION = re.compile(rb"\[([^\[\]\r\n]+)\]:[ \t]*<?([^\s<>]+)>?")

# CommonMark bounds link labels by 999 characters. The budget bounds the way back over the brackets of a whole block,
# so that thousands of stray brackets cost links, not time.
_LONGEST_LABEL = 999
_BRACKET_BUDGET = 200_000

_BACKTICK = 0x60
_BACKSLASH = 0x5C


def scan_inline(text: bytes, start: int, end: int) -> tuple[tuple[CodeSpan, ...], tuple[Link, ...], tuple[Span, ...]]:
    """Return the code spans, links and HTML comments between two offsets, each in source order."""
    code: tuple[CodeSpan, ...] = ()
    comments: tuple[Span, ...] = ()
    if text.find(b"`", start, end) >= 0 or text.find(b"<!--", start, end) >= 0:
        code, comments = _scan_code(text, start, end)
    links: list[Link] = []
    bracketed = text.find(b"](", start, end) >= 0
    angled = text.find(b"<", start, end) >= 0
    if bracketed or angled:
        opaque = sorted([part.span for part in code] + list(comments))
        if bracketed:
            links += _scan_links(text, start, end, opaque)
        if angled:
            for match in _AUTOLINK.finditer(text, start, end):
                if not _is_inside(opaque, match.start()):
                    target = Span(*match.span(1))
                    links.append(Link(Span(*match.span()), target, target))
    if text.startswith(b"[", start) and (definition := _DEFINITION.match(text, start, end)):
        links.append(Link(Span(*definition.span()), Span(*definition.span(1)), Span(*definition.span(2))))
    links.sort(key=lambda link: link.span)
    return code, tuple(links), comments


def _scan_code(text: bytes, start: int, end: int) -> tuple[tuple[CodeSpan, ...], tuple[Span, ...]]:
    marks = [match.span() for match in _MARK.finditer(text, start, end)]
    closers: dict[int, list[int]] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark_start, mark_end = marks[index]
        if text[mark_start] == _BACKTICK:
            closers.setdefault(mark_end - mark_start, []).append(index)

    code: list[CodeSpan] = []
    comments: list[Span] = []
    last_close = text.rfind(b"-->", start, end)
    done = start
    for index, (mark_start, mark_end) in enumerate(marks):
        if mark_start < done:
            continue
        escaped = _is_escaped(text, start, mark_start)
        if text[mark_start] != _BACKTICK:
            # Comments open only before the block's last `-->`, so the search below always succeeds and stays linear.
            if mark_start < last_close and not escaped:
                done = text.find(b"-->", mark_start + 2, end) + 3
                comments.append(Span(mark_start, done))
            continue
        opening = mark_start + escaped
        later = closers.get(mark_end - opening)
        while later and later[-1] <= index:
            later.pop()
        if later:
            close_start, done = marks[later[-1]]
            code.append(CodeSpan(Span(opening, done), _unpadded(text, mark_end, close_start)))
    return tuple(code), tuple(comments)


def _is_escaped(text: bytes, start: int, at: int) -> bool:
    first = at
    while first > start and text[first - 1] == _BACKSLASH:
        first -= 1
    return (at - first) % 2 == 1


def _unpadded(text: bytes, start: int, end: int) -> Span:
    if end - start > 2 and text[start] == 0x20 and text[end - 1] == 0x20 and not text[start:end].isspace():
        return Span(start + 1, end - 1)
    return Span(start, end)


def _is_inside(spans: list[Span], at: int) -> bool:
    index = bisect_right(spans, Span(at, len(spans) and spans[-1].end)) - 1
    return index >= 0 and spans[index].start < at < spans[index].end


def _scan_links(text: bytes, start: int, end: int, opaque: list[Span]) -> list[Link]:
    links: list[Link] = []
    budget = _BRACKET_BUDGET
    position = start
    while budget > 0 and (close := text.find(b"](", position, end)) >= 0:
        position = close + 2
        if _is_inside(opaque, close):
            continue
        target = _TARGET.match(text, close + 1, end)
        if target is None:
            continue
        floor = max(start, close - _LONGEST_LABEL)
        opening, steps = _opening_bracket(text, floor, close)
        budget -= steps
        if opening < 0:
            continue
        image = opening > start and text[opening - 1] == 0x21
        where = target.span(1) if target.group(1) is not None else target.span(2)
        links.append(Link(Span(opening - image, target.end()), Span(opening + 1, close), Span(*where), image))
        position = target.end()
    return links


def _opening_bracket(text: bytes, floor: int, close: int) -> tuple[int, int]:
    """Return the offset of the bracket that `close` closes (-1 when there is none) and the number of bytes read."""
    depth = 0
    for at in range(close - 1, floor - 1, -1):
        char = text[at]
        if char == 0x5D:
            depth += 1
        elif char == 0x5B:
            if depth == 0:
                return at, close - at
            depth -= 1
    return -1, close - floor
