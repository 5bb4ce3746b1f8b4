"""The text of a document as an editor keeps it; its arithmetic shares nothing with the server's."""

from __future__ import annotations

import re

from lsprotocol import types

from tests.e2e.profiles import Encoding


def _units(text: str, encoding: Encoding) -> int:
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-8":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]


def index_of(text: str, position: types.Position, encoding: Encoding) -> int:
    """Return the index into the string of a position."""
    at = _line_starts(text)[position.line]
    units = 0
    while units < position.character:
        units += _units(text[at], encoding)
        at += 1
    assert units == position.character, "a position inside a character"
    return at


def position_of(text: str, index: int, encoding: Encoding) -> types.Position:
    """Return the position of an index into the string."""
    starts = _line_starts(text)
    line = max(number for number, start in enumerate(starts) if start <= index)
    return types.Position(line, _units(text[starts[line] : index], encoding))


def slice_of(text: str, where: types.Range, encoding: Encoding) -> str:
    """Return the text of a range."""
    return text[index_of(text, where.start, encoding) : index_of(text, where.end, encoding)]


def apply_edits(text: str, edits: list[types.TextEdit], encoding: Encoding) -> str:
    """Return the text after edits that are all relative to the text as given."""
    spans = [
        (index_of(text, edit.range.start, encoding), index_of(text, edit.range.end, encoding), number, edit.new_text)
        for number, edit in enumerate(edits)
    ]
    for start, end, _, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def smallest_change(before: str, after: str, encoding: Encoding) -> types.TextDocumentContentChangePartial:
    """Return one change that turns a text into another, as an editor sends it for a keystroke."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    stop = len(before) - end
    # An editor's change neither starts nor ends between the two halves of a line end.
    if before[start - 1 : start] == "\r":
        start -= 1
    if before[stop - 1 : stop] == "\r" and before[stop : stop + 1] == "\n":
        stop += 1
        end -= 1
    return types.TextDocumentContentChangePartial(
        range=types.Range(position_of(before, start, encoding), position_of(before, stop, encoding)),
        text=after[start : len(after) - end],
    )
