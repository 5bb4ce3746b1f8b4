"""Questions about the lines of a document that need no state: front matter, and where a fence ends."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from groundplan.model.location import Span
from groundplan.syntax.markdown.blocks import FrontMatter
from groundplan.text.positions import LineIndex

LOOK_AHEAD = 300
"""How many lines behind the end of a list item its closing fence is looked for."""

_BOM = b"\xef\xbb\xbf"


def find_front_matter(text: bytes, lines: list[tuple[int, int]]) -> tuple[FrontMatter | None, int]:
    """Return the YAML front matter and the first row behind it; (None, 0) when the text has none."""
    if not may_open_front_matter(text, Span(*lines[0])):
        return None, 0
    first_start = text_start(text)
    for row in range(1, len(lines)):
        start, end = lines[row]
        if text.startswith((b"---", b"..."), start, end) and text[start:end].rstrip() in (b"---", b"..."):
            return FrontMatter(Span(first_start, end), Span(lines[1][0], start)), row + 1
    return None, 0


def may_open_front_matter(text: bytes, first: Span) -> bool:
    """Tell whether the first line of a text opens front matter, if a later one closes it."""
    return text[text_start(text) : first.end].rstrip() == b"---"


def text_start(text: bytes) -> int:
    """Return the offset behind a byte order mark, 0 without one."""
    return len(_BOM) if text.startswith(_BOM) else 0


def fence_rows(text: bytes, index: LineIndex) -> list[int]:
    """Return the rows (0-based) that may open or close a fence: nothing but quote marks and space before the marker."""
    rows = set()
    for marker in (b"```", b"~~~"):
        at = text.find(marker)
        while at >= 0:
            row = index.line_of(at) - 1
            start, end = index.line_span(row + 1).start, index.line_span(row + 1).end
            if not text[start:at].strip(b" \t>"):
                rows.add(row)
            at = text.find(marker, max(end, at + 3))
    return sorted(rows)


@dataclass(frozen=True, slots=True)
class FenceOpening:
    """The line that opens a fence: its row (0-based), its marker and the marker's column, the depth of quotes, and
    the content column of the list item around it (0 outside of lists)."""

    row: int
    marker: bytes
    column: int
    quotes: int
    container: int


def find_fence_end(
    text: bytes, lines: list[tuple[int, int]], candidates: list[int], opening: FenceOpening
) -> tuple[int, bool]:
    """Return the row of the line that closes a fence, and True.

    Without a closing line: the first row behind the fence (the number of lines at the end of text), and False.
    `candidates` are all rows that may close a fence.
    """
    if opening.quotes:
        return _quoted_fence_end(text, lines, opening)
    outside = _first_outside(text, lines, opening, candidates)
    for at in range(bisect_right(candidates, opening.row), len(candidates)):
        row = candidates[at]
        if outside >= 0 and row - outside > LOOK_AHEAD:
            break
        start, end = lines[row]
        marker = _marker_end(text, start, end, opening.marker)
        if marker is None:
            continue
        column, rest = marker
        if not rest and column < max(opening.column, opening.container) + 4:
            return row, True
        if rest and 0 <= outside <= row and b"`" not in rest:
            # Another fence opens before this one closed, so the list item's end was its end.
            break
    return (outside, False) if outside >= 0 else (len(lines), False)


def _marker_end(text: bytes, start: int, end: int, marker: bytes) -> tuple[int, bytes] | None:
    """Return the column of a run that is at least as long as the marker, and what stands behind it."""
    at = start
    while at < end and text[at] in b" \t":
        at += 1
    run = at
    while run < end and text[run] == marker[0]:
        run += 1
    return (at - start, text[run:end].strip(b" \t")) if run - at >= len(marker) else None


def _first_outside(text: bytes, lines: list[tuple[int, int]], opening: FenceOpening, candidates: list[int]) -> int:
    """Return the first row that strictly ends the list item around a fence before the fence can end, -1 if none."""
    if opening.container == 0:
        return -1
    next_one = bisect_right(candidates, opening.row)
    last = candidates[next_one] if next_one < len(candidates) else len(lines)
    for row in range(opening.row + 1, last):
        start, end = lines[row]
        content = text[start:end].lstrip(b" \t")
        if content and end - start - len(content) < opening.container:
            return row
    return -1


def _quoted_fence_end(text: bytes, lines: list[tuple[int, int]], opening: FenceOpening) -> tuple[int, bool]:
    """Find the end of a fence in a block quote: its marker, or the first line outside of the quote."""
    for row in range(opening.row + 1, len(lines)):
        start, end = lines[row]
        at = start
        depth = 0
        while at < end and (text[at] in b" \t" or (text[at] == 0x3E and depth < opening.quotes)):
            depth += text[at] == 0x3E
            at += 1
        if depth < opening.quotes:
            return row, False
        marker = _marker_end(text, at, end, opening.marker)
        if marker is not None and not marker[1]:
            return row, True
    return len(lines), False
