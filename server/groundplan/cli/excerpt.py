"""A source line cut and marked for display: what carets point at."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.cli.terminal import cells_of, printable

MAX_CELLS = 160
"""Where a line is cut when nothing says how wide the terminal is."""
MIN_CELLS = 30
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A printable line with the marked part given in terminal cells; `length` is at least 1."""

    text: str
    offset: int
    length: int

    @property
    def carets(self) -> str:
        """The line to print below: spaces, then carets."""
        return " " * self.offset + "^" * self.length


def cut_excerpt(line: str, start: int, end: int, cells: int = 0) -> Excerpt:
    """Cut a line around the characters `start` to `end` (0-based, half-open) so that it fits into `cells`.

    0 cells mean the default width. The beginning of the marked part is always shown; an empty part is marked at its
    place with one caret. Trailing white space is not shown.
    """
    room = max(cells or MAX_CELLS, MIN_CELLS)
    start = min(max(start, 0), len(line))
    end = min(max(end, start), len(line))
    before = printable(line[:start])
    at = cells_of(before)
    marked = printable(line[start:end], at)
    after = printable(line[end:], at + cells_of(marked)).rstrip()
    if cells_of(before) + cells_of(marked) + cells_of(after) > room:
        before, marked, after = _fit(before, marked, after, room)
    return Excerpt((before + marked + after).rstrip(), cells_of(before), max(1, cells_of(marked)))


def _fit(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    """Shorten the marked part to the room, then give what is left to both sides, the left one first up to a third."""
    marked = _shorten_right(marked, room - 2)
    left = room - cells_of(marked)
    before = _shorten_left(before, max(left // 3, left - cells_of(after)))
    after = _shorten_right(after, room - cells_of(before) - cells_of(marked))
    return before, marked, after


def _shorten_right(text: str, cells: int) -> str:
    if cells_of(text) <= cells:
        return text
    used = 0
    for index, character in enumerate(text):
        used += cells_of(character)
        if used > cells - 1:
            return text[:index] + ELLIPSIS
    return text


def _shorten_left(text: str, cells: int) -> str:
    if cells_of(text) <= cells:
        return text
    used = 0
    for index in range(len(text) - 1, -1, -1):
        used += cells_of(text[index])
        if used > cells - 1:
            return ELLIPSIS + text[index + 1 :]
    return text
