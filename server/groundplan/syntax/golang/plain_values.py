"""Constants and variables declared one a line, as most are, read without a parse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from groundplan.model.go import ValueDecl
from groundplan.model.location import Span
from groundplan.syntax.golang.comments import comment_text, doc_above
from groundplan.syntax.golang.lexical import IDENTIFIER, KEYWORDS, fold_space, strip_code

MAX_VALUE = 200
"""The most bytes of an initialiser that is kept: a longer one is not for reading in a list."""

_STRING = rb'"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
_RUNE = rb"'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
_VALUE = rb"[^\s\"`'/;][^\n\"`'/;]*|" + _STRING + rb"|" + _RUNE
_VALUE_REST = rb"[^\n\"`'/;]*(?:(?:" + _STRING + rb"|" + _RUNE + rb"|/(?![/*]))[^\n\"`'/;]*)*"
_SPEC = (
    rb"(" + IDENTIFIER + rb")(?:[ \t]+((?:chan )?[\w.*\[\]\x80-\xff]+))?"
    rb"(?:[ \t]*=[ \t]*((?:" + _VALUE + rb")" + _VALUE_REST + rb"))?[ \t]*(//[^\n]*)?"
)
# The groups of a spec have the same numbers in both.
_NAME, _TYPE, _INITIALISER, _BEHIND = 2, 3, 4, 5
_LINE = re.compile(rb"[ \t]*(?:(//[^\n]*)|" + _SPEC + rb")?\r?(?:\n|\Z)")
_GROUP = re.compile(rb"(const|var) \(\r?\n")
_ALONE = re.compile(rb"(const|var) " + _SPEC + rb"\r?(?:\n|\Z)")
# A line that ends with one of these goes on in the next one.
_OPEN_END = b"([{,+-*/%|&^<>=!.:~"


@dataclass(frozen=True, slots=True)
class PlainValues:
    """The values of one declaration; `end` is the offset behind it, `code` the code of types and initialisers."""

    values: tuple[ValueDecl, ...]
    end: int
    code: bytes


def read_plain_values(source: bytes, start: int, line: int) -> PlainValues | None:
    """Read the const or var declaration whose keyword is at `start` in the 1-based `line`.

    Return None when it holds anything but single names with an optional type and an initialiser in one line.
    """
    group = _GROUP.match(source, start)
    if group is not None:
        return _read_group(source, start, group.end(), group[1] == b"const", line)
    match = _ALONE.match(source, start)
    if match is None:
        return None
    value = _value(match, match[1] == b"const", line, "", doc_above(source, start)[0])
    if value is None or not (match[_TYPE] or match[_INITIALISER]):
        return None
    return PlainValues((value,), match.start() + len(match[0].rstrip()), _code([match]))


def _read_group(source: bytes, start: int, inside: int, constant: bool, line: int) -> PlainValues | None:
    values: list[ValueDecl] = []
    specs: list[re.Match[bytes]] = []
    comments: list[bytes] = []
    own_doc = repeated_type = ""
    at = inside
    while not source.startswith(b")", at):
        match = _LINE.match(source, at)
        if match is None or match.end() == at:
            return None
        line += 1
        at = match.end()
        if match[_NAME] is not None:
            own_doc = comment_text(comments) if comments else ""
            value = _value(match, constant, line, repeated_type, own_doc)
            if value is None or not (constant or match[_TYPE] or match[_INITIALISER]):
                return None
            comments = []
            repeated_type = value.type
            values.append(value)
            specs.append(match)
        elif match[1] is not None:
            comments.append(match[1].rstrip())
        else:
            comments = []
    end = at + 1
    if source[end : end + 1] not in (b"\n", b"\r", b""):
        return None
    if len(values) == 1 and not own_doc:
        doc = doc_above(source, start)[0]
        values = [replace(values[0], doc=doc)] if doc else values
    return PlainValues(tuple(values), end, _code(specs))


def _value(match: re.Match[bytes], constant: bool, line: int, repeated_type: str, doc: str) -> ValueDecl | None:
    name, type_text, value, behind = match.group(_NAME, _TYPE, _INITIALISER, _BEHIND)
    if name in KEYWORDS:
        return None
    start = match.start(_NAME)
    value_text = folded = ""
    if value is not None:
        value = value.rstrip()
        if value[-1] in _OPEN_END or (b"{" in value and value.count(b"{") != value.count(b"}")):
            return None
        end = match.start(_INITIALISER) + len(value)
        if len(value) <= MAX_VALUE:
            value_text = value.decode("utf-8", "replace")
    elif type_text is not None:
        end = match.end(_TYPE)
    else:
        end = start + len(name)
        folded = repeated_type if constant else ""
    if type_text is not None:
        folded = fold_space(type_text)
    if behind is not None and not doc:
        doc = comment_text([behind])
    return ValueDecl(name.decode("utf-8", "replace"), line, Span(start, end), constant, folded, value_text, doc)


def _code(specs: list[re.Match[bytes]]) -> bytes:
    """Return the code in which specs use names."""
    texts = [text for spec in specs for text in spec.group(_TYPE, _INITIALISER) if text is not None]
    return strip_code(b"\n".join(texts))
