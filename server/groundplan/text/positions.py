"""Byte offsets to lines and editor positions, and back.

Lines end at `\\n`, `\\r\\n` or `\\r` and nowhere else (Language Server Protocol 3.17, "Text Documents"); form feeds and
U+2028 are ordinary characters. Invalid UTF-8 counts as an editor shows it: each maximal invalid sequence is one
U+FFFD, the same as `bytes.decode("utf-8", "replace")`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from groundplan.model.location import Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = re.compile(rb"\r\n|\n|\r")

# One decoded character per match: well-formed sequences first, then the maximal invalid ones of the Unicode standard
# (chapter 3, table 3-7), then any other byte by itself.
_CHARACTER = re.compile(
    rb"""
      [\x00-\x7f] | [\xc2-\xdf][\x80-\xbf]
    | \xe0[\xa0-\xbf][\x80-\xbf] | [\xe1-\xec\xee\xef][\x80-\xbf]{2} | \xed[\x80-\x9f][\x80-\xbf]
    | \xf0[\x90-\xbf][\x80-\xbf]{2} | [\xf1-\xf3][\x80-\xbf]{3} | \xf4[\x80-\x8f][\x80-\xbf]{2}
    | \xe0[\xa0-\xbf] | [\xe1-\xec\xee\xef][\x80-\xbf] | \xed[\x80-\x9f]
    | \xf0[\x90-\xbf][\x80-\xbf]? | [\xf1-\xf3][\x80-\xbf]{1,2} | \xf4[\x80-\x8f][\x80-\xbf]?
    | [\x80-\xff]
    """,
    re.VERBOSE,
)


class LineIndex:
    """The lines of one text. Lines of `line_*` are 1-based; those of editor positions are 0-based."""

    __slots__ = ("_ends", "_starts", "text")

    def __init__(self, text: bytes) -> None:
        self.text = text
        starts = [0]
        ends = []
        if b"\r" in text:
            for match in _LINE_END.finditer(text):
                ends.append(match.start())
                starts.append(match.end())
        else:
            # Four times as fast as the expression, and most texts have no carriage return.
            at = text.find(b"\n")
            while at >= 0:
                ends.append(at)
                starts.append(at + 1)
                at = text.find(b"\n", at + 1)
        ends.append(len(text))
        self._starts = starts
        self._ends = ends

    @property
    def line_count(self) -> int:
        """The number of lines; a text that ends in a line end has an empty last line."""
        return len(self._starts)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """All lines as (start, end) byte offsets without their line ends."""
        return list(zip(self._starts, self._ends, strict=True))

    def line_of(self, offset: int) -> int:
        """Return the 1-based line of a byte offset; offsets outside of the text are clamped."""
        return max(1, bisect_right(self._starts, offset))

    def line_span(self, line: int) -> Span:
        """Return the bytes of a 1-based line without its line end; lines outside of the text are clamped."""
        row = min(max(line, 1), len(self._starts)) - 1
        return Span(self._starts[row], self._ends[row])

    def position_of(self, offset: int, encoding: Encoding) -> tuple[int, int]:
        """Return the 0-based (line, character) of a byte offset, the character in units of `encoding`.

        An offset inside a character means the character's start, one inside a line end the end of the line.
        """
        offset = min(max(offset, 0), len(self.text))
        row = self.line_of(offset) - 1
        start = self._starts[row]
        offset = min(offset, self._ends[row])
        before = self.text[start:offset]
        if before.isascii():
            return row, len(before)
        units = 0
        at = start
        for character in _CHARACTER.finditer(self.text, start, self._ends[row]):
            if character.end() > offset:
                break
            units += _units(character.group(), encoding)
            at = character.end()
            if at == offset:
                break
        return row, units

    def offset_of(self, line: int, character: int, encoding: Encoding) -> int:
        """Return the byte offset of a 0-based position whose character is in units of `encoding`.

        A line outside of the text and a character behind the line's end are clamped; a position in the middle of
        a character (half of a surrogate pair) means the character's start.
        """
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[line], self._ends[line]
        if character <= 0:
            return start
        if self.text[start : min(end, start + character)].isascii():
            return min(end, start + character)
        units = 0
        for match in _CHARACTER.finditer(self.text, start, end):
            units += _units(match.group(), encoding)
            if units > character:
                return match.start()
            if units == character:
                return match.end()
        return end


def _units(character: bytes, encoding: Encoding) -> int:
    if len(character) == 1 and character < b"\x80":
        return 1
    if encoding == "utf-32":
        return 1
    if len(character) == 4:
        return 4 if encoding == "utf-8" else 2
    if encoding == "utf-16":
        return 1
    return len(character.decode("utf-8", "replace").encode())


def encode_text(text: str) -> bytes:
    """Return an editor's text as UTF-8 bytes.

    A lone surrogate, which UTF-8 cannot hold, becomes `?`: one byte for one UTF-16 unit, so positions stay exact.
    """
    return text.encode("utf-8", "replace")


def decode_text(text: bytes) -> str:
    """Return bytes as text, invalid sequences as U+FFFD."""
    return text.decode("utf-8", "replace")
