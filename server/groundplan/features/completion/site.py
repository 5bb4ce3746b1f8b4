"""Where in a plan the cursor stands, read from its line and the fences above: no parsing, at any keystroke."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from groundplan.model.location import Span
from groundplan.text.positions import LineIndex

MAX_LINE = 4_000
"""Bytes of a line in front of the cursor that are looked at; a longer line is no prose."""


class SiteKind(Enum):
    """What stands at a place."""

    CODE = auto()
    LINK = auto()
    HEADING = auto()
    PROSE = auto()
    FENCE = auto()


@dataclass(frozen=True, slots=True)
class Site:
    """A place where something can be typed.

    `head` is the text in front of the cursor that belongs to the place: of a code span its content, of a link its
    target, of prose, heading and fence the line. `before` is the line in front of that. `start` is the byte offset of
    `head`, `cursor` the cursor's, `end` where the code span or target ends. `language` and `content` (the first byte of
    the first line) are those of a fence.
    """

    kind: SiteKind
    head: str
    before: str
    start: int
    cursor: int
    end: int
    language: str = ""
    content: int = 0

    def span_from(self, typed: str) -> Span:
        """Return the bytes of the last characters typed in front of the cursor."""
        return Span(self.cursor - len(typed.encode("utf-8", "surrogateescape")), self.cursor)


_FENCE = re.compile(rb"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^\r\n`]*)$", re.MULTILINE)
_HEADING = re.compile(rb" {0,3}#{1,6}(?:[ \t]|$)")
_RUN = re.compile(rb"`+")
_LINK = re.compile(rb"\]\(<?([^\s()<>]*)$")
_LINK_END = re.compile(rb"[^\s()<>]*")


def site_at(text: bytes, lines: LineIndex, offset: int) -> Site | None:
    """Return what stands at a byte offset; None inside a line too long for prose."""
    offset = min(max(offset, 0), len(text))
    line = lines.line_span(lines.line_of(offset))
    head = text[line.start : offset]
    if len(head) > MAX_LINE:
        return None
    fence = _open_fence(text, line.start)
    if fence is not None:
        language, content = fence
        return Site(SiteKind.FENCE, _text(head), "", line.start, offset, line.end, language, content)
    if _FENCE.match(head):
        return None
    if _HEADING.match(head):
        start = line.start + len(head) - len(head.lstrip(b" "))
        in_code = _code_start(head)
        if in_code is None:
            return Site(SiteKind.HEADING, _text(text[start:offset]), "", start, offset, line.end)
    opened = _code_start(head)
    if opened is not None:
        if head.endswith(b"``"):
            # The marker of a fence, half typed.
            return None
        end = text.find(b"`", offset, line.end)
        start = line.start + opened
        return Site(
            SiteKind.CODE, _text(head[opened:]), _text(head[:opened]), start, offset, end if end >= 0 else line.end
        )
    link = _LINK.search(head)
    if link is not None:
        target = _LINK_END.match(text, offset, line.end)
        end = target.end() if target else offset
        start = line.start + link.start(1)
        return Site(SiteKind.LINK, _text(link.group(1)), _text(head[: link.start(1)]), start, offset, end)
    return Site(SiteKind.PROSE, _text(head), "", line.start, offset, line.end)


def _open_fence(text: bytes, before: int) -> tuple[str, int] | None:
    """Return the language and the content's start of the fence that is open at a line's start."""
    marker, language, content = b"", "", 0
    for match in _FENCE.finditer(text, 0, before):
        run, info = match.group(1), match.group(2).strip()
        if not marker:
            marker = run
            language = _text(info.split(b" ")[0].strip(b"{}.")).lower() if info else ""
            content = match.end()
        elif run.startswith(marker) and not info:
            marker = b""
    return (language, content) if marker else None


def _code_start(head: bytes) -> int | None:
    """Return where the content of an unfinished code span begins in the text in front of the cursor."""
    opened: tuple[int, int] | None = None
    for run in _RUN.finditer(head):
        length = run.end() - run.start()
        if opened is None:
            opened = (length, run.end())
        elif opened[0] == length:
            opened = None
    return opened[1] if opened is not None else None


def _text(raw: bytes) -> str:
    # Bytes that are no UTF-8 stay one character each, so that lengths can be told from the text.
    return raw.decode("utf-8", "surrogateescape")
