"""Rows of pipe tables."""

from __future__ import annotations

import re
from itertools import pairwise

from groundplan.model.location import Span

_DELIMITER = re.compile(rb"\|?:?-+:?(?:\|:?-+:?)*\|?")
_PIPE = re.compile(rb"\\.|\|", re.DOTALL)


def is_delimiter_row(text: bytes, start: int, end: int) -> bool:
    """Tell whether a line is the row of dashes below a table's header; it must have a pipe."""
    if text.find(b"|", start, end) < 0:
        return False
    return _DELIMITER.fullmatch(text[start:end].translate(None, b" \t")) is not None


def split_cells(text: bytes, start: int, end: int) -> tuple[Span, ...]:
    """Return the trimmed cells of a row; a pipe behind a backslash does not separate."""
    bounds = [match.start() for match in _PIPE.finditer(text, start, end) if match.end() - match.start() == 1]
    edges = [start - 1, *bounds, end]
    cells = [_trimmed(text, left + 1, right) for left, right in pairwise(edges)]
    if cells and bounds and cells[0].start == cells[0].end:
        cells = cells[1:]
    if cells and bounds and cells[-1].start == cells[-1].end:
        cells = cells[:-1]
    return tuple(cells)


def _trimmed(text: bytes, start: int, end: int) -> Span:
    while start < end and text[start] in b" \t":
        start += 1
    while end > start and text[end - 1] in b" \t":
        end -= 1
    return Span(start, end)
