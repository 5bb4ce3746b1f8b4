"""The logical lines of a YAML or JSON file: where block structure can stand, with the text that spans lines set aside.

The tree-sitter grammar for YAML is not used for this: it corrupts memory beyond 253 levels of nesting, cannot count
more than 32,767 lines, and gives up everything behind a syntax error, which a file under edit has most of the time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

BOM = b"\xef\xbb\xbf"
WHITE = frozenset(b" \t\r\n")

DOUBLE = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SINGLE = re.compile(rb"'[^']*(?:''[^']*)*'")
FLOW_PLAIN = re.compile(
    rb"[^\s,\[\]{}:#\"'&*!](?:[^\s,\[\]{}:#]+|:(?=[^\s,\[\]{}])|(?<=\S)#|\s+(?=[^\s,\[\]{}:#]|:[^\s,\[\]{}]))*"
)
PROPERTY = re.compile(rb"[!&][^\s,\[\]{}]*[ \t]*")

_QUOTED_ON_LINE = rb'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'
_JSON_INSIDE = re.compile(rb'(?:[^"\[\]{}]+|' + _QUOTED_ON_LINE + rb")*")
_FLOW_INSIDE, _FLOW_INSIDE_OF_JSON = (
    re.compile(
        # The quotes inside a plain scalar open nothing, so a plain scalar is taken whole.
        rb"(?:[\s,:]+|(?<=\s)#[^\n]*|[!&*][^\s,\[\]{}]*|"
        + b"|".join((double, SINGLE.pattern, FLOW_PLAIN.pattern))
        + rb")*",
        re.DOTALL,
    )
    for double in (DOUBLE.pattern, _QUOTED_ON_LINE)
)
_INDENT = re.compile(rb"(?:[ \t\r]*(?:#[^\n]*)?\n)*([ \t\r]*)")
# A line that opens no bracket and no block scalar, which stand behind white space, and whose quoted value ends on it.
_ORDINARY = re.compile(
    _INDENT.pattern
    + rb"""(?=[^\s#])[^\n"'\[{|>]*(?:(?<=\S)["'\[{|>][^\n"'\[{|>]*)*"""
    + rb"""(?:(?:"[^"\\\n]*"|'[^'\n]*')[ \t\r]*)?(?:\n|\Z)"""
)
_DASHES = re.compile(rb"(?:-[ \t]+)+")
_QUOTED_KEY = re.compile(rb"""(?:"([^"\\\n]*(?:\\[^\n][^"\\\n]*)*)"|'([^'\n]*(?:''[^'\n]*)*)')[ \t]*:""")
_PLAIN_KEY = re.compile(rb"[^:#\n]*(?:(?::(?=[^\s])|(?<=[^ \t])#)[^:#\n]*)*")
_NO_PLAIN_KEY = frozenset(b"\"'[]{},#&*!|>")
_INDICATOR_BEFORE_SPACE = frozenset(b"-?:")
_BLANKS = re.compile(rb"[ \t]*")
_BLOCK_HEADER = re.compile(rb"[|>][-+0-9]*(?:[ \t]+#[^\n]*|[ \t]*)\r?(?:\n|\Z)")
_FIRST_CONTENT = re.compile(rb"(?:[ \t\r]*\n)*([ ]*)(?=\S)")
_BEHIND_QUOTE = re.compile(rb"[ \t]*,?[ \t]*(?:(?<=[ \t])#[^\n]*)?\r?(?:\n|\Z)")
_NEWLINE, _DOUBLE_QUOTE, _HASH, _PERCENT = b'\n"#%'
_DIGITS = frozenset(b"123456789")
_OPENERS = frozenset(b"[{")
_CLOSER_OF = {ord("["): ord("]"), ord("{"): ord("}")}
_SPECIAL = frozenset(b"|>\"'[{")
_FAILED_SCANS = 4  # how often the bytes of a file may be read for brackets that turn out not to close


class Key(NamedTuple):
    """A key on a line: the byte range of its text without quotes, and the offset behind its colon."""

    start: int
    end: int
    after: int


@dataclass(slots=True)
class Lines:
    """The lines of a file where block structure can stand, in order.

    A line that lies inside a quoted text, a bracketed collection or a block scalar begun above is no logical line; nor
    is a blank line or a comment. `starts` are the byte offsets of the lines' first characters, `indents` their columns
    (bytes), `ends` the offsets of the line ends behind them, several physical lines below for text that spans lines.
    `flow_ends` gives the offset behind the closing bracket for that of each opening one. `documents` are half-open
    ranges of logical lines. `is_json` tells that the file begins with a brace.
    """

    source: bytes
    starts: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    flow_ends: dict[int, int] = field(default_factory=dict)
    documents: list[tuple[int, int]] = field(default_factory=list)
    is_json: bool = False
    _newlines: list[int] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """Return the 1-based number of the physical line of a byte offset."""
        if not self._newlines:
            self._newlines = [-1, *(match.start() for match in re.finditer(rb"\n", self.source))]
        return bisect_right(self._newlines, offset - 1)

    def column(self, line: int, offset: int) -> int:
        """Return the column (bytes, 0-based) of an offset on a logical line's first physical line."""
        return offset - self.starts[line] + self.indents[line]


def key_at(source: bytes, offset: int) -> Key | None:
    """Return the key that begins at an offset of a block mapping's line, or None when there is none."""
    first = source[offset] if offset < len(source) else 0
    if first in b"\"'":
        match = _QUOTED_KEY.match(source, offset)
        if match is None:
            return None
        group = 1 if first == _DOUBLE_QUOTE else 2
        return Key(match.start(group), match.end(group), match.end())
    if first in _NO_PLAIN_KEY or (first in _INDICATOR_BEFORE_SPACE and source[offset + 1 : offset + 2].isspace()):
        return None
    match = _PLAIN_KEY.match(source, offset)
    if match is None or source[match.end() : match.end() + 1] != b":":
        return None
    return Key(offset, offset + len(source[offset : match.end()].rstrip()), match.end() + 1)


def skip_blanks(source: bytes, offset: int) -> int:
    """Return the offset of the next byte that is neither a space nor a tab."""
    match = _BLANKS.match(source, offset)
    return match.end() if match else offset


def line_end(source: bytes, offset: int) -> int:
    """Return the offset of the line feed at or behind an offset, or the end of the source."""
    found = source.find(b"\n", offset)
    return len(source) if found < 0 else found


def is_dash(source: bytes, offset: int) -> bool:
    """Tell whether a dash with white space or nothing behind it, an item of a block sequence, is at an offset."""
    return source[offset : offset + 1] == b"-" and (offset + 1 >= len(source) or source[offset + 1] in WHITE)


def scan_lines(source: bytes) -> Lines:
    """Find the logical lines of a file; anything is read, in time proportional to its size."""
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._lines = Lines(source)
        self._budget = _FAILED_SCANS * len(source)
        self._lines.is_json = source[:200].removeprefix(BOM).lstrip().startswith(b"{")

    def scan(self) -> Lines:
        source, lines = self._source, self._lines
        starts, indents, ends = lines.starts, lines.indents, lines.ends
        size = len(source)
        position = len(BOM) if source.startswith(BOM) else 0
        document = 0
        while position < size:
            ordinary = _ORDINARY.match(source, position)
            match = ordinary or _INDENT.match(source, position)
            if match is None:
                break
            first, start = match.span(1)
            if start >= size or source[start] == _HASH:
                break
            indent = start - first
            if indent == 0 and self._is_marker(start):
                if source[start] != _PERCENT:
                    if len(starts) > document:
                        lines.documents.append((document, len(starts)))
                    document = len(starts)
                    position = start + 3
                    continue
                if len(starts) == document:
                    position = line_end(source, start)
                    continue
            starts.append(start)
            indents.append(indent)
            if ordinary is not None:
                position = ordinary.end()
                ends.append(position - 1 if source[position - 1] == _NEWLINE else position)
            else:
                position = self._end_of_line(start, indent)
                ends.append(position)
        if len(starts) > document:
            lines.documents.append((document, len(starts)))
        return lines

    def _is_marker(self, start: int) -> bool:
        """Tell whether a line at column 0 is `---`, `...` or a directive."""
        source = self._source
        if source[start] not in b"-.%":
            return False
        if source[start : start + 3] in (b"---", b"..."):
            return start + 3 >= len(source) or source[start + 3] in WHITE
        return source[start] == _PERCENT

    def _end_of_line(self, start: int, indent: int) -> int:
        """Return the end of the logical line that starts at an offset."""
        source = self._source
        column = -1
        at = start
        if is_dash(source, at):
            dashes = _DASHES.match(source, at)
            if dashes is not None:
                column = indent + source.rfind(b"-", start, dashes.end()) - start
                at = dashes.end()
        at = self._skip_properties(at)
        key = key_at(source, at)
        if key is not None:
            column = indent + at - start
            at = self._skip_properties(skip_blanks(source, key.after))
        end = line_end(source, at)
        first = source[at] if at < end else 0
        if first not in _SPECIAL:
            return end
        if first in _OPENERS:
            close = self._match_brackets(at, indent, _JSON_INSIDE if self._lines.is_json else _FLOW_INSIDE)
            if close < 0 and self._lines.is_json and at == self._lines.starts[0]:
                close = self._match_brackets(at, indent, _FLOW_INSIDE_OF_JSON)
            return end if close < 0 else line_end(source, close)
        if first in b"|>":
            return self._end_of_block(at, column, end)
        return self._end_of_quotes(at, indent, end)

    def _end_of_quotes(self, at: int, indent: int, end: int) -> int:
        """Return the line end behind the quoted scalar at an offset of a line that ends at `end`.

        Quotes that were never closed end at the next quote of the file: with text behind it, or with keys in between.
        """
        source = self._source
        if self._lines.is_json or self._budget < 0:
            return end
        match = (DOUBLE if source[at] == _DOUBLE_QUOTE else SINGLE).match(source, at)
        if match is None or match.end() <= end:
            return end
        if _BEHIND_QUOTE.match(source, match.end()) is None or _key_line(indent).search(source, end, match.end()):
            self._budget -= match.end() - at
            return end
        return line_end(source, match.end())

    def _skip_properties(self, at: int) -> int:
        while self._source[at : at + 1] in (b"!", b"&"):
            match = PROPERTY.match(self._source, at)
            if match is None:
                break
            at = match.end()
        return at

    def _end_of_block(self, at: int, column: int, end: int) -> int:
        """Return the line end behind a block scalar whose header is at an offset, the blank lines below included."""
        source = self._source
        header = _BLOCK_HEADER.match(source, at)
        if header is None:
            return end
        if column < 0:
            column = self._parent_indent()
        explicit = not _DIGITS.isdisjoint(header[0])
        first = _FIRST_CONTENT.match(source, header.end())
        indent = column + 1 if explicit or first is None else max(column + 1, len(first[1]))
        content = _block_content(indent).match(source, header.end())
        if content is None or content.end() <= header.end():
            return end
        last = content.end()
        return last - 1 if source[last - 1] == _NEWLINE else last

    def _parent_indent(self) -> int:
        """Return the column of the line that the last one hangs below, -1 for the root."""
        indents = self._lines.indents
        own = indents[-1]
        return next((indent for indent in reversed(indents) if indent < own), -1)

    def _match_brackets(self, opener: int, indent: int, tokens: re.Pattern[bytes]) -> int:
        """Return the offset behind the bracket that closes the one at `opener`, -1 when none does.

        `tokens` takes what is no bracket. The brackets between are recorded with it. When those of a JSON file as a
        whole do not match, a bracket at the beginning of a line closes one on a line with the same indentation only.
        """
        source = self._source
        if self._budget < 0:
            return -1
        pending = [opener]
        pairs: list[tuple[int, int]] = []
        at = opener + 1
        while pending:
            inside = tokens.match(source, at)
            at = inside.end() if inside else at
            byte = source[at] if at < len(source) else 0
            if byte in _OPENERS:
                pending.append(at)
            elif byte == 0 or byte != _CLOSER_OF[source[pending[-1]]]:
                self._budget -= at - opener
                return -1
            else:
                pairs.append((pending.pop(), at + 1))
            at += 1
        if self._lines.is_json and not self._is_whole_or_aligned(opener, at - 1, indent):
            self._budget -= at - opener
            return -1
        self._lines.flow_ends.update(pairs)
        return at

    def _is_whole_or_aligned(self, opener: int, closer: int, indent: int) -> bool:
        source = self._source
        if opener == self._lines.starts[0]:
            return not source[closer + 1 :].strip()
        line = source.rfind(b"\n", 0, closer) + 1
        return closer - line == indent or line <= opener or bool(source[line:closer].strip())


@lru_cache(maxsize=256)
def _key_line(indent: int) -> re.Pattern[bytes]:
    """Return the pattern of a line with a plain key that is indented by a number of spaces at most."""
    return re.compile(rb"\n[ ]{0,%d}[A-Za-z][\w:.-]*:(?=\s)" % indent)


@lru_cache(maxsize=256)
def _block_content(indent: int) -> re.Pattern[bytes]:
    """Return the pattern of the lines that are blank or indented by a number of spaces at least."""
    return re.compile(rb"(?:(?:[ ]{%d}[^\n]*|[ \t\r]*)\n)*(?:[ ]{%d}[^\n]+\Z)?" % (indent, indent))
