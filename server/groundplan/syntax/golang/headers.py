"""Function headers in gofmt's form, matched without a parse."""

from __future__ import annotations

import re
from typing import NamedTuple

from groundplan.syntax.golang.lexical import IDENTIFIER

# Headers with comments or literals in them are left to the parser.
_LINE = rb"[^()\n/\"`']*"
_LINES = _LINE + rb"(?:\n(?=[\t )])" + _LINE + rb")*"


def _brackets(text: bytes) -> bytes:
    """Return a pattern of text in which parentheses are balanced, at most three deep."""
    pattern = text
    for _ in range(3):
        pattern = text + rb"(?:\(" + pattern + rb"\)" + text + rb")*"
    return pattern


def _header(text: bytes) -> re.Pattern[bytes]:
    return re.compile(
        rb"func[ \t]+(?:\((?P<receiver>[^()\n/\"`']*)\)[ \t]*)?(?P<name>" + IDENTIFIER + rb")"
        rb"(?P<type_params>\[[^\n()]*?\])?\((?P<params>" + _brackets(text) + rb")\)[ \t]*"
        rb"(?P<result>\(" + _brackets(text) + rb"\)|[^\s({/\"`'][^\n{/\"`']*(?:\{\}[^\n{/\"`']*)*)??[ \t]*"
    )


_BODY = rb"\{(?:[ \t]*(?://[^\n]*)?\r?\n|(?P<short>[^\n]*)\}[ \t]*(?:\r?\n|\Z))"
_ONE_LINE = re.compile(_header(_LINE).pattern + _BODY)
_MANY_LINES = re.compile(_header(_LINES).pattern + _BODY)
_WITHOUT_BODY = re.compile(_header(_LINES).pattern + rb"(?=[{\r\n/]|\Z)")
_UNFINISHED_RESULT = (b"struct", b"interface", b",", b"(")


class FunctionHeader(NamedTuple):
    """The parts of a function's header as written; `params` is the text between the parentheses.

    `start` is the offset of the keyword, `params_start` that of the parameters' text, `end` that of the end of the
    header: behind the line of the opening brace, or behind the closing brace when the whole function is in one line
    (`whole`; its body is then from `body_start` to `end - 1`).
    """

    start: int
    receiver: bytes
    name: bytes
    name_start: int
    type_params: bytes
    params: bytes
    params_start: int
    result: bytes
    body_start: int
    end: int
    whole: bool


def match_header(source: bytes, start: int) -> FunctionHeader | None:
    """Match the header of a function with a body whose keyword `func` is at `start` (a byte offset)."""
    match = _ONE_LINE.match(source, start)
    if match is None:
        line_end = source.find(b"\n", start)
        if line_end < 0 or source[line_end - 1 : line_end] not in b"(,\r":
            return None
        match = _MANY_LINES.match(source, start)
        if match is None:
            return None
    receiver, name, type_params, params, result, _ = match.groups(b"")
    if result.endswith(_UNFINISHED_RESULT):
        return None
    whole = match.start("short") >= 0
    return FunctionHeader(
        start,
        receiver,
        name,
        match.start("name"),
        type_params,
        params,
        match.start("params"),
        result,
        match.start("short") if whole else match.end(),
        match.end("short") + 1 if whole else match.end(),
        whole,
    )


def match_bare_header(source: bytes, start: int, stop: int) -> FunctionHeader | None:
    """Match a header at `start` whose body is missing or cannot be read; `stop` ends the text."""
    match = _WITHOUT_BODY.match(source, start, stop)
    if match is None:
        return None
    receiver, name, type_params, params, result = match.groups(b"")
    end = match.start() + len(match[0].rstrip())
    return FunctionHeader(
        start, receiver, name, match.start("name"), type_params, params, match.start("params"), result, end, end, False
    )
