"""What a parser must still read of a file once the functions in gofmt's form are cut out.

In gofmt's form a top-level function starts with `func` at the beginning of a line and ends with the first line that
starts with `}`. Raw strings and block comments may hold such lines too, so they are stepped over; and where the braces
between do not balance, the function is not in that form and stays in the skeleton.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from groundplan.syntax.golang.comments import doc_above
from groundplan.syntax.golang.headers import FunctionHeader, match_header
from groundplan.syntax.golang.lexical import end_of_open_token, strip_code
from groundplan.syntax.golang.plain_values import PlainValues, read_plain_values
from groundplan.syntax.golang.positions import LineCounter

_CUT = re.compile(rb"\n(?:func|var|const) ")
_LITERAL = re.compile(rb"(?:var|const) [^\n`/]*\{\r?\n")
_AFTER_BRACE = (b"\n", b"\r", b"")
_TOP_LEVEL = re.compile(rb"\n(?:func|type|var|const|import) ")


class CutFunction(NamedTuple):
    """A function that was read without a parse; `code` is its body without comments and literals."""

    header: FunctionHeader
    end: int
    doc: str
    doc_start: int
    code: bytes


Ranges: TypeAlias = tuple[tuple[int, int], ...]

_BATCH = 64  # ranges; most files have fewer
_MAX_BATCH = 4 * _BATCH


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What was read while cutting, and the byte ranges that remain, all in source order.

    The ranges come in batches of whole declarations, because the parser's time for a token grows with the number of
    ranges.
    """

    functions: tuple[CutFunction, ...]
    values: tuple[PlainValues, ...]
    batches: tuple[Ranges, ...]


def cut_skeleton(source: bytes, start: int = 0) -> Skeleton:
    """Cut functions, plain values and the inside of composite literals out of a file, from `start` on.

    `start` is a byte offset outside of comments and literals.
    """
    cutter = _Cutter(source, start)
    cutter.cut()
    return Skeleton(tuple(cutter.functions), tuple(cutter.values), tuple(cutter.batches))


class _Cutter:
    """Goes through a source once; what it looked at in vain is bounded by `_effort`, in bytes."""

    def __init__(self, source: bytes, start: int) -> None:
        self.functions: list[CutFunction] = []
        self.values: list[PlainValues] = []
        self.batches: list[Ranges] = []
        self._ranges: list[tuple[int, int]] = []
        self._source = source
        self._lines = LineCounter(source)
        self._kept_from = start  # where the range begins that is being kept
        self._known = start  # an offset outside of comments and literals
        self._effort = 4 * len(source)

    def cut(self) -> None:
        """Cut from the start to the end of the source."""
        source = self._source
        search = max(0, self._kept_from - 1)
        while self._effort >= 0 and (match := _CUT.search(source, search)) is not None:
            at = match.start() + 1
            search = self._end_of_open_token(at)
            self._known = search
            if search > at:
                continue
            keep_to, resume = self._cut_function(at) if source.startswith(b"func ", at) else self._cut_values(at)
            if resume >= 0:
                self._keep(keep_to)
                self._kept_from = self._known = search = resume
                if keep_to <= at and len(self._ranges) >= _BATCH:
                    self._end_batch()
        self._keep(len(source))
        self._end_batch()

    def _keep(self, to: int) -> None:
        start = self._kept_from
        if start < to and not self._source[start:to].isspace():
            self._ranges.append((start, to))

    def _end_batch(self) -> None:
        if self._ranges:
            self.batches.append(tuple(self._ranges))
            self._ranges = []

    def _end_of_open_token(self, at: int) -> int:
        """Return where the raw string or block comment ends that is open at `at`, or `at` when none is."""
        source, known = self._source, self._known
        if source.find(b"`", known, at) < 0 and source.find(b"/*", known, at) < 0:
            return at
        return end_of_open_token(source, known, at)

    def _cut_function(self, at: int) -> tuple[int, int]:
        """Read the function at `at`; return up to where to keep, and from where on, or -1 when nothing is cut."""
        source = self._source
        header = match_header(source, at)
        if header is None:
            return at, -1
        if header.whole:
            end = header.end
            code = strip_code(source[header.body_start : end - 1])
        else:
            end = self._closing_line(header.end)
            if end < 0 or source[end : end + 1] not in _AFTER_BRACE:
                return at, -1
            code = strip_code(source[header.body_start : end - 1])
            if _TOP_LEVEL.search(code):
                self._effort -= end - at
                return at, -1
        if code.count(b"{") != code.count(b"}"):
            self._effort -= end - at
            return at, -1
        doc, doc_start = doc_above(source, at)
        self.functions.append(CutFunction(header, end, doc, doc_start, code))
        return doc_start, end

    def _cut_values(self, at: int) -> tuple[int, int]:
        """Read the const or var declaration at `at`, or find the inside of its literal; return as for a function."""
        source = self._source
        plain = read_plain_values(source, at, self._lines.at(at))
        if plain is not None:
            self.values.append(plain)
            return at, plain.end
        opening = _LITERAL.match(source, at)
        if opening is None or len(self._ranges) >= _MAX_BATCH:
            return at, -1
        start = opening.end()
        end = self._closing_line(start) - 1
        if end < start:
            return at, -1
        inside = source[start:end]
        if inside.count(b"{") != inside.count(b"}") or _TOP_LEVEL.search(inside):
            inside = strip_code(inside)
            if inside.count(b"{") != inside.count(b"}") or _TOP_LEVEL.search(inside):
                self._effort -= end - at
                return at, -1
        return start, end

    def _closing_line(self, start: int) -> int:
        """Return the offset behind the first `}` at the beginning of a line outside of literals, or -1."""
        source = self._source
        known = start
        search = start - 1
        while (end := source.find(b"\n}", search)) >= 0:
            if source.find(b"`", known, end) < 0 and source.find(b"/*", known, end) < 0:
                return end + 2
            known = search = end_of_open_token(source, known, end)
            if known == end:
                return end + 2
        self._effort -= len(source) - start
        return -1
