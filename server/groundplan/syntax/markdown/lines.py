"""Questions about the lines of a document that need no state: front matter, and where a fence ends."""

from __future__ import annotations

from groundplan.model.location import Span
from groundplan.syntax.markdown.blocks import FrontMatter

# How far behind the end of a list item a closing fence is looked for. It bounds the work on documents full of
# unclosed fences; code inside a list item is shorter than that.
_LOOK_AHEAD = 300

_BOM = b"\xef\xbb\xbf"


def find_front_matter(text: bytes, lines: list[tuple[int, int]]) -> tuple[FrontMatter | None, int]:
    """Return the YAML front matter and the first row behind it; (None, 0) when the text has none."""
    first_start, first_end = lines[0]
    if text.startswith(_BOM):
        first_start = len(_BOM)
    if text[first_start:first_end].rstrip() != b"---":
        return None, 0
    for row in range(1, len(lines)):
        start, end = lines[row]
        if text.startswith((b"---", b"..."), start, end) and text[start:end].rstrip() in (b"---", b"..."):
            return FrontMatter(Span(first_start, end), Span(lines[1][0], start)), row + 1
    return None, 0


def text_start(text: bytes) -> int:
    """Return the offset behind a byte order mark, 0 without one."""
    return len(_BOM) if text.startswith(_BOM) else 0


def find_fence_end(
    text: bytes, lines: list[tuple[int, int]], row: int, marker: bytes, indent: int, quotes: int, container: int
) -> tuple[int, bool]:
    """Return the row of the line that closes the fence opened in `row`, and True.

    `indent` is the opening marker's column, `container` the content column of the list item around it (0 outside of
    lists). Without a closing line: the first row behind the fence (the number of lines at the end of text), and False.
    """
    char = marker[0]
    outside = -1  # the first row that strictly ends the list item around the fence
    for candidate in range(row + 1, len(lines)):
        start, end = lines[candidate]
        at = start
        depth = 0
        while at < end and (text[at] in b" \t" or (text[at] == 0x3E and depth < quotes)):
            depth += text[at] == 0x3E
            at += 1
        if depth < quotes:
            return candidate, False
        if at == end:
            continue
        column = at - start
        if outside < 0 and not quotes and column < container:
            outside = candidate
        if outside >= 0 and candidate - outside > _LOOK_AHEAD:
            break
        if text[at] != char:
            continue
        run = at
        while run < end and text[run] == char:
            run += 1
        if run - at < len(marker):
            continue
        rest = text[run:end].strip(b" \t")
        if not rest and (quotes or column < max(indent, container) + 4):
            return candidate, True
        if rest and outside >= 0 and b"`" not in rest:
            # Another fence opens before this one closed, so the list item's end was its end.
            break
    return (outside, False) if outside >= 0 else (len(lines), False)
