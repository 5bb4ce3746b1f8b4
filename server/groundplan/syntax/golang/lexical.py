"""Go's tokens as far as byte searches need them: words, comments and literals, without a parse.

Every pattern here matches in time linear in the bytes it reads: no token fails to match once its first byte is there
(what is not closed runs to the end of the line or of the file), so that no byte is tried as a start twice.
"""

from __future__ import annotations

import re
from functools import lru_cache

IDENTIFIER = rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*"

_LINE_COMMENT = rb"//[^\n]*"
_BLOCK_COMMENT = rb"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/)?"
_STRING = rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?'
_RAW_STRING = rb"`[^`]*`?"
_RUNE = rb"'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"

COMMENT = rb"(?:" + _LINE_COMMENT + rb"|" + _BLOCK_COMMENT + rb")"
LITERAL = rb"(?:" + _STRING + rb"|" + _RAW_STRING + rb"|" + _RUNE + rb")"

_NOT_CODE = re.compile(COMMENT + rb"|" + LITERAL)
_LITERAL_OR_COMMENT = re.compile(rb"(" + LITERAL + rb")|" + COMMENT)
_LITERAL_ONLY = re.compile(LITERAL)

_BRACE = re.compile(COMMENT + rb"|" + LITERAL + rb"|[{}]")

KEYWORDS = frozenset(
    b"break case chan const continue default defer else fallthrough for func go goto if import interface map package"
    b" range return select struct switch type var".split()
)
PREDECLARED_TYPES = frozenset(
    b"any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string"
    b" uint uint8 uint16 uint32 uint64 uintptr".split()
)
PREDECLARED = PREDECLARED_TYPES | frozenset(
    b"append cap clear close complex copy delete false imag iota len make max min new nil panic print println real"
    b" recover true _".split()
)
RESERVED = KEYWORDS | PREDECLARED


def strip_code(source: bytes) -> bytes:
    """Return the code with each comment, string and rune literal replaced by one space; offsets are not kept."""
    return b" ".join(_NOT_CODE.split(source))


def strip_comments(text: bytes) -> bytes:
    """Return the text with each comment replaced by a space; literals stay."""
    if b"/" not in text:
        return text
    return _LITERAL_OR_COMMENT.sub(lambda match: match[1] or b" ", text)


def split_comment(line: bytes) -> bytes:
    """Return the text before the first comment that is outside of literals."""
    if b"/" not in line:
        return line
    for match in _LITERAL_OR_COMMENT.finditer(line):
        if match[1] is None:
            return line[: match.start()]
    return line


def matching_brace(source: bytes, start: int, end: int) -> int:
    """Return the offset of the brace that closes the one before `start`, or -1 when `end` comes first."""
    depth = 1
    for match in _BRACE.finditer(source, start, end):
        token = match[0]
        if token == b"{":
            depth += 1
        elif token == b"}":
            depth -= 1
            if depth == 0:
                return match.start()
    return -1


def end_of_open_token(source: bytes, start: int, stop: int) -> int:
    """Return where the comment or literal ends that is open at `stop`, or `stop` when none is.

    `start` is an offset outside of comments and literals. Only raw strings and block comments can be open at the end
    of a line.
    """
    for match in _NOT_CODE.finditer(source, start):
        if match.end() > stop:
            return match.end() if match.start() < stop else stop
    return stop


def split_outside_brackets(text: bytes) -> list[bytes]:
    """Split at the commas that are not inside brackets; `text` has no comments."""
    if not _BRACKET.search(text):
        return text.split(b",")
    pieces = []
    start = depth = 0
    for match in _BRACKET_OR_COMMA.finditer(text):
        token = match[0]
        if token == b",":
            if depth == 0:
                pieces.append(text[start : match.start()])
                start = match.end()
        elif token in b"([{":
            depth += 1
        elif token in b")]}":
            depth -= 1
    pieces.append(text[start:])
    return pieces


_BRACKET = re.compile(rb"[(\[{\"`]")
_BRACKET_OR_COMMA = re.compile(LITERAL + rb"|[,()\[\]{}]")


def fold_space(text: bytes) -> str:
    """Return a type's source text in one line with canonical white space, without comments.

    gofmt's spacing is the norm: `map[string]int`, `func(a int) error`, `struct{A int; B []string}`. Bytes that are not
    UTF-8 become U+FFFD.
    """
    if len(text) <= _CACHED_LENGTH:
        return _fold_cached(text)
    return _fold(text)


_CACHED_LENGTH = 200
_UNEVEN = re.compile(rb"\s\s|[\t\r\n\x01]|^\s|\s$|[(\[{*]\s|\]\s[\w*\[(]|\s[)\]},;{]|[,;][^\s]|//|/\*")
_LINE_END = re.compile(rb"[ \t\r]*\n\s*")
_OPEN_LINE_END = re.compile(rb"(?<=[(\[{,;|.])\n")
_SPACES = re.compile(rb"[ \t\r]+")
_NEEDLESS_SPACE = re.compile(rb"(?<=[(\[{*]) | (?=[)\]},;{])|(?<=\]) (?=[\w*\[(])")
_NEEDLESS_SEPARATOR = re.compile(rb"[;,] ?(?=[)\]}])")
_TIGHT_SEPARATOR = re.compile(rb"([,;])(?=[^\s])")
_HELD_PLACE = re.compile(rb"\x01")


@lru_cache(maxsize=16384)
def _fold_cached(text: bytes) -> str:
    return _fold(text)


def _fold(text: bytes) -> str:
    if not _UNEVEN.search(text):
        return text.decode("utf-8", "replace")
    # Literals (tags of nested structs, sizes of arrays) must not change: one byte holds the place of each.
    literals = iter(_LITERAL_ONLY.findall(code := strip_comments(text.replace(b"\x01", b" "))))
    code = _LITERAL_ONLY.sub(b"\x01", code)
    code = _LINE_END.sub(b"\n", code).strip()
    code = _OPEN_LINE_END.sub(b" ", code).replace(b"\n", b"; ")
    code = _NEEDLESS_SPACE.sub(b"", _SPACES.sub(b" ", code))
    code = _TIGHT_SEPARATOR.sub(rb"\1 ", _NEEDLESS_SEPARATOR.sub(b"", code))
    return _HELD_PLACE.sub(lambda _: next(literals), code).decode("utf-8", "replace")
