"""Struct fields and interface methods read line by line, where half-typed or abridged text has no clean parse."""

from __future__ import annotations

import re

from groundplan.model.go import Field, InterfaceMethod
from groundplan.syntax.golang.lexical import (
    IDENTIFIER,
    KEYWORDS,
    PREDECLARED_TYPES,
    fold_space,
    split_comment,
    strip_code,
)
from groundplan.syntax.golang.members import base_name, field_doc, tag_text
from groundplan.syntax.golang.positions import LineCounter
from groundplan.syntax.golang.signatures import read_signature

_TAG = re.compile(rb"\s+(`[^`\n]*`|\"(?:[^\"\\\n]|\\[^\n])*\")\s*\Z")
_NAMED = re.compile(rb"(" + IDENTIFIER + rb"(?:[ \t]*,[ \t]*" + IDENTIFIER + rb")*)[ \t]+(\S[\s\S]*)\Z")
_EMBEDDED = re.compile(rb"\*?" + IDENTIFIER + rb"(?:\." + IDENTIFIER + rb")?(?:\[[^\n]*\])?$")
_COMPOSITE_TYPE = re.compile(rb"(?:func|map|chan|struct|interface)\b|[*\[(]|<-")
_SIMPLE_TYPE = re.compile(IDENTIFIER + rb"(?:\." + IDENTIFIER + rb")?(?:\[[^\s\]]*\])?(?=\s|$)")
_METHOD = re.compile(rb"(" + IDENTIFIER + rb")\((" + rb"(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*" + rb")\)([^\n{]*)$")


def read_loose_fields(source: bytes, start: int, end: int, lines: LineCounter) -> tuple[Field, ...]:
    """Read what looks like struct fields in the lines between two byte offsets; other lines are passed over."""
    fields: list[Field] = []
    for offset, text in _statements(source, start, end):
        code = split_comment(text)
        tag_match = _TAG.search(code)
        tag = tag_text(tag_match[1]) if tag_match else ""
        code = (code[: tag_match.start()] if tag_match else code).rstrip(b" \t\r\n,;")
        names, type_text = _split_field(code)
        if not type_text:
            continue
        line = lines.at(offset)
        doc = field_doc(source, offset, offset + len(split_comment(text).rstrip()))
        folded = fold_space(type_text)
        if names:
            fields.extend(Field(name.decode("utf-8", "replace"), folded, tag, False, doc, line) for name in names)
        else:
            fields.append(Field(base_name(folded), folded, tag, True, doc, line))
    return tuple(fields)


def read_loose_methods(
    source: bytes, start: int, end: int, lines: LineCounter
) -> tuple[tuple[InterfaceMethod, ...], tuple[str, ...]]:
    """Read what looks like methods and embedded interfaces in the lines between two byte offsets."""
    methods: list[InterfaceMethod] = []
    embeds: list[str] = []
    for offset, text in _statements(source, start, end):
        code = split_comment(text).rstrip(b" \t\r\n;")
        match = _METHOD.match(code)
        if match is not None and match[1] not in KEYWORDS:
            name, signature = match[1].decode("utf-8", "replace"), read_signature(match[2], match[3])
            doc = field_doc(source, offset, offset + len(code))
            methods.append(InterfaceMethod(name, signature, doc, lines.at(offset)))
        elif _EMBEDDED.match(code):
            embeds.append(fold_space(code))
    return tuple(methods), tuple(embeds)


def _split_field(code: bytes) -> tuple[list[bytes], bytes]:
    """Split a field's code into names and type; both are empty when it does not look like a field."""
    if _EMBEDDED.match(code):
        return ([], code) if code not in KEYWORDS else ([], b"")
    match = _NAMED.match(code)
    if match is None:
        return [], b""
    names = [name.strip() for name in match[1].split(b",")]
    type_text = match[2]
    if KEYWORDS.intersection(names):
        return [], b""
    if _COMPOSITE_TYPE.match(type_text):
        return names, type_text.partition(b"`")[0].rstrip()
    simple = _SIMPLE_TYPE.match(type_text)
    if simple is None:
        return [], b""
    # `Name string json:"name"` is a field with a tag that lost its quotes; a line of prose is not.
    first = simple[0]
    if first == type_text or first in PREDECLARED_TYPES or b"." in first or b"[" in first:
        return names, first
    return [], b""


def _statements(source: bytes, start: int, end: int) -> list[tuple[int, bytes]]:
    """Return the offset and text of each line that has code, with the lines of a nested body joined to its first."""
    found = []
    at = start
    while at < end:
        stop = _line_end(source, at, end)
        text = source[at:stop]
        depth = _depth(text)
        while depth > 0 and stop < end:
            following = _line_end(source, stop, end)
            depth += _depth(source[stop:following])
            stop = following
        text = source[at:stop]
        stripped = text.lstrip()
        if stripped and not stripped.startswith((b"//", b"/*", b"*/", b"...", b"}", b")")):
            found.append((at + len(text) - len(stripped), stripped))
        at = stop
    return found


def _line_end(source: bytes, start: int, end: int) -> int:
    stop = source.find(b"\n", start, end)
    return end if stop < 0 else stop + 1


def _depth(text: bytes) -> int:
    code = strip_code(text)
    return code.count(b"{") - code.count(b"}")
