"""What a parser must still read of a file once the functions in gofmt's form are cut out.

In gofmt's form a top-level function starts with `func` at the beginning of a line and ends with the first line that
starts with `}`. Raw strings and block comments may hold such lines too, so they are stepped over; and where the braces
between do not balance, the function is not in that form and stays in the skeleton.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What was read while cutting, and the byte ranges that remain, all in source order."""

    functions: tuple[CutFunction, ...]
    values: tuple[PlainValues, ...]
    ranges: tuple[tuple[int, int], ...]


def cut_skeleton(source: bytes, start: int = 0) -> Skeleton:
    """Cut functions, plain values and the inside of composite literals out of a file, from `start` on.

    `start` is a byte offset outside of comments and literals.
    """
    functions: list[CutFunction] = []
    values: list[PlainValues] = []
    ranges: list[tuple[int, int]] = []
    lines = LineCounter(source)
    kept_from = start  # where the range begins that is being kept
    known = start  # an offset outside of comments and literals
    search = max(0, start - 1)
    while (match := _CUT.search(source, search)) is not None:
        at = match.start() + 1
        closed = _end_of_open_token(source, known, at)
        if closed > at:
            known = search = closed
            continue
        known = search = at
        keep_to, resume = at, -1
        if source.startswith(b"func ", at):
            function = _cut_function(source, at)
            if function is not None:
                functions.append(function)
                keep_to, resume = function.doc_start, function.end
        else:
            plain = read_plain_values(source, at, lines.at(at))
            if plain is not None:
                values.append(plain)
                resume = plain.end
            elif (opening := _LITERAL.match(source, at)) is not None:
                keep_to, resume = opening.end(), _end_of_literal(source, opening.end())
        if resume >= 0:
            ranges.append((kept_from, max(kept_from, keep_to)))
            kept_from = known = search = resume
    ranges.append((kept_from, len(source)))
    kept = tuple(each for each in ranges if not source[each[0] : each[1]].isspace() and each[0] < each[1])
    return Skeleton(tuple(functions), tuple(values), kept)


def _end_of_open_token(source: bytes, known: int, at: int) -> int:
    """Return where the raw string or block comment ends that is open at `at`, or `at` when none is."""
    if source.find(b"`", known, at) < 0 and source.find(b"/*", known, at) < 0:
        return at
    return end_of_open_token(source, known, at)


def _cut_function(source: bytes, at: int) -> CutFunction | None:
    header = match_header(source, at)
    if header is None:
        return None
    if header.whole:
        end = header.end
        code = strip_code(source[header.body_start : end - 1])
    else:
        end = _closing_line(source, header.end)
        if end < 0 or source[end : end + 1] not in _AFTER_BRACE:
            return None
        code = strip_code(source[header.body_start : end - 1])
        if _TOP_LEVEL.search(code):
            return None
    if code.count(b"{") != code.count(b"}"):
        return None
    doc, doc_start = doc_above(source, at)
    return CutFunction(header, end, doc, doc_start, code)


def _end_of_literal(source: bytes, start: int) -> int:
    """Return the offset of the brace that closes a composite literal or function literal, or -1."""
    end = _closing_line(source, start) - 1
    if end < start:
        return -1
    inside = source[start:end]
    if inside.count(b"{") != inside.count(b"}") or _TOP_LEVEL.search(inside):
        inside = strip_code(inside)
        if inside.count(b"{") != inside.count(b"}") or _TOP_LEVEL.search(inside):
            return -1
    return end


def _closing_line(source: bytes, start: int) -> int:
    """Return the offset behind the first `}` at the beginning of a line outside of literals, or -1."""
    known = start
    search = start - 1
    while True:
        end = source.find(b"\n}", search)
        if end < 0:
            return -1
        if source.find(b"`", known, end) < 0 and source.find(b"/*", known, end) < 0:
            return end + 2
        known = search = end_of_open_token(source, known, end)
        if known == end:
            return end + 2
