"""The members of struct and interface types."""

from __future__ import annotations

from tree_sitter import Node

from groundplan.model.go import Field, InterfaceMethod
from groundplan.syntax.golang import grammar
from groundplan.syntax.golang.comments import doc_above, doc_behind
from groundplan.syntax.golang.lexical import fold_space
from groundplan.syntax.golang.positions import LineCounter
from groundplan.syntax.golang.signatures import read_signature

_TAGS = (grammar.RAW_STRING, grammar.INTERPRETED_STRING)


def read_fields(source: bytes, struct: Node, lines: LineCounter) -> tuple[Field, ...]:
    """Read the fields of a `struct_type` node, a declaration of several names as several fields."""
    fields: list[Field] = []
    for body in struct.children[1:]:
        for node in body.children:
            if node.kind_id == grammar.FIELD_DECLARATION:
                fields.extend(_read_field(source, node, lines))
    return tuple(fields)


def _read_field(source: bytes, node: Node, lines: LineCounter) -> list[Field]:
    kids = node.children
    start = node.start_byte
    end = node.end_byte
    tag = ""
    type_end = end
    if kids[-1].kind_id in _TAGS:
        tag_start = kids[-1].start_byte
        tag = tag_text(source[tag_start:end])
        type_end = tag_start
    names: list[bytes] = []
    type_start = start
    for kid in kids:
        kind = kid.kind_id
        if kind == grammar.FIELD_IDENTIFIER:
            type_start = kid.end_byte
            names.append(source[kid.start_byte : type_start])
        elif kind != grammar.COMMA:
            break
    line = lines.at(start)
    doc = field_doc(source, start, end)
    type_text = fold_space(source[type_start:type_end].strip())
    if not names:
        return [Field(base_name(type_text), type_text, tag, True, doc, line)]
    return [Field(name.decode("utf-8", "replace"), type_text, tag, False, doc, line) for name in names]


def field_doc(source: bytes, start: int, end: int) -> str:
    """Join the comment above a member with the one behind it; `start` and `end` are byte offsets."""
    above = doc_above(source, start)[0]
    behind = doc_behind(source, end)
    return f"{above}\n{behind}" if above and behind else above or behind


def tag_text(literal: bytes) -> str:
    """Return the text of a struct tag between its quotes."""
    text = literal[1:-1].decode("utf-8", "replace")
    return text if literal.startswith(b"`") else text.replace('\\"', '"').replace("\\\\", "\\")


def base_name(type_text: str) -> str:
    """Return the name under which an embedded type is a field: `Model` of `*base.Model[T]`."""
    return type_text.lstrip("*( ").partition("[")[0].rpartition(".")[2].strip(") ")


def read_interface(
    source: bytes, interface: Node, lines: LineCounter
) -> tuple[tuple[InterfaceMethod, ...], tuple[str, ...]]:
    """Read the methods and the embedded types (constraints as text) of an `interface_type` node."""
    methods: list[InterfaceMethod] = []
    embeds: list[str] = []
    for node in interface.children:
        kind = node.kind_id
        if kind == grammar.METHOD_ELEM:
            methods.append(_read_method(source, node, lines))
        elif kind == grammar.TYPE_ELEM:
            embeds.append(fold_space(source[node.start_byte : node.end_byte]))
    return tuple(methods), tuple(embeds)


def _read_method(source: bytes, node: Node, lines: LineCounter) -> InterfaceMethod:
    kids = node.children
    start = node.start_byte
    end = node.end_byte
    name = source[start : kids[0].end_byte].decode("utf-8", "replace")
    parameters = source[kids[1].start_byte + 1 : kids[1].end_byte - 1] if len(kids) > 1 else b""
    result = source[kids[1].end_byte : end] if len(kids) > 2 else b""
    return InterfaceMethod(name, read_signature(parameters, result), field_doc(source, start, end), lines.at(start))
