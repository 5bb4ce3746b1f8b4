"""The top-level declarations of a parsed Go source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tree_sitter import Node

from groundplan.model.go import (
    Field,
    FuncDecl,
    Import,
    InterfaceMethod,
    Parameter,
    TypeDecl,
    TypeKind,
    ValueDecl,
)
from groundplan.model.location import Span
from groundplan.syntax.golang import grammar
from groundplan.syntax.golang.comments import doc_above, doc_behind
from groundplan.syntax.golang.headers import FunctionHeader
from groundplan.syntax.golang.imports import read_imports
from groundplan.syntax.golang.lexical import fold_space, matching_brace, strip_code
from groundplan.syntax.golang.loose_members import read_loose_fields, read_loose_methods
from groundplan.syntax.golang.members import read_fields, read_interface
from groundplan.syntax.golang.plain_values import MAX_VALUE
from groundplan.syntax.golang.positions import LineCounter
from groundplan.syntax.golang.signatures import read_receiver, read_signature
from groundplan.syntax.golang.skeleton import Skeleton
from groundplan.syntax.golang.usage import read_calls

_MAX_DEPTH = 12  # of error nodes inside each other


@dataclass(slots=True)
class Declarations:
    """What has been read so far; `code` are pieces of code, without literals, in which names are used."""

    imports: list[Import] = field(default_factory=list)
    types: list[TypeDecl] = field(default_factory=list)
    funcs: list[FuncDecl] = field(default_factory=list)
    values: list[ValueDecl] = field(default_factory=list)
    code: list[bytes] = field(default_factory=list)


class DeclarationReader:
    """Reads declarations from the nodes of one source into `found`, without looking into function bodies."""

    def __init__(self, source: bytes) -> None:
        self.found = Declarations()
        self._source = source
        self._lines = LineCounter(source)

    def read_tree(self, root: Node) -> None:
        """Read the declarations at the top of a tree."""
        for node in root.children:
            self._read_node(node, 0)

    def read_cuts(self, skeleton: Skeleton) -> None:
        """Add what was read while cutting the skeleton."""
        for function in skeleton.functions:
            self.add_function(function.header, function.end, function.doc, function.code)
        for plain in skeleton.values:
            self.found.values += plain.values
            self.found.code.append(plain.code)

    def add_function(self, header: FunctionHeader, end: int, doc: str, code: bytes) -> None:
        """Add a function given its header, the offset of its end, its doc and its body without literals."""
        receiver, receiver_name, pointer = read_receiver(header.receiver) if header.receiver else ("", "", False)
        start, name_start, name, params, result = (
            header.start,
            header.name_start,
            header.name,
            header.params,
            header.result,
        )
        used = self.found.code
        used.append(params)
        used.append(result)
        used.append(code)
        type_params = ""
        if header.type_params:
            used.append(header.type_params)
            type_params = fold_space(header.type_params)
        self.found.funcs.append(
            FuncDecl(
                name.decode("utf-8", "replace"),
                self._lines.at(start),
                Span(start, end),
                Span(name_start, name_start + len(name)),
                receiver,
                receiver_name,
                pointer,
                doc,
                type_params,
                read_signature(params, result),
                read_calls(code),
            )
        )

    def _read_node(self, node: Node, depth: int) -> None:
        kind = node.kind_id
        if kind == grammar.COMMENT:
            return
        if kind == grammar.TYPE_DECLARATION:
            self._read_types(node)
        elif kind in (grammar.FUNCTION_DECLARATION, grammar.METHOD_DECLARATION):
            self._read_function(node)
        elif kind in (grammar.CONST_DECLARATION, grammar.VAR_DECLARATION):
            self._read_values(node)
        elif kind == grammar.IMPORT_DECLARATION:
            self.found.imports += read_imports(self._text(node))
        elif kind == grammar.ERROR and depth < _MAX_DEPTH:
            for child in node.children:
                self._read_node(child, depth + 1)

    def _text(self, node: Node) -> bytes:
        return self._source[node.start_byte : node.end_byte]

    def _doc(self, declaration: Node, spec: Node, alone: bool) -> str:
        """Return the comment above a spec, or above its declaration when the spec is the only one."""
        doc = doc_above(self._source, spec.start_byte)[0]
        return doc or (doc_above(self._source, declaration.start_byte)[0] if alone else "")

    def _read_types(self, node: Node) -> None:
        specs = [kid for kid in node.children if kid.kind_id in (grammar.TYPE_SPEC, grammar.TYPE_ALIAS)]
        for spec in specs:
            self._read_type(spec, self._doc(node, spec, len(specs) == 1))

    def _read_type(self, spec: Node, doc: str) -> None:
        source = self._source
        kids = [kid for kid in spec.children if kid.kind_id != grammar.COMMENT]
        if len(kids) < 2:
            return
        name, type_node = kids[0], kids[-1]
        start, end, name_end = spec.start_byte, spec.end_byte, name.end_byte
        line = self._lines.at(start)
        type_params = self._text(kids[1]) if kids[1].kind_id == grammar.TYPE_PARAMETER_LIST else b""
        kind = TypeKind.ALIAS if spec.kind_id == grammar.TYPE_ALIAS else TypeKind.DEFINED
        fields: tuple[Field, ...] = ()
        methods: tuple[InterfaceMethod, ...] = ()
        embeds: tuple[str, ...] = ()
        underlying = ""
        if kind is TypeKind.DEFINED and type_node.kind_id == grammar.STRUCT_TYPE:
            kind = TypeKind.STRUCT
            if type_node.has_error:
                fields = read_loose_fields(source, *_inside(source, type_node), self._lines)
            else:
                fields = read_fields(source, type_node, self._lines)
            self.found.code.append(_types_of(fields))
        elif kind is TypeKind.DEFINED and type_node.kind_id == grammar.INTERFACE_TYPE:
            kind = TypeKind.INTERFACE
            if type_node.has_error:
                methods, embeds = read_loose_methods(source, *_inside(source, type_node), self._lines)
            else:
                methods, embeds = read_interface(source, type_node, self._lines)
            self.found.code.append(
                _types_of(each for m in methods for each in (*m.signature.params, *m.signature.results))
            )
            self.found.code += [each.encode() for each in embeds]
        else:
            text = self._text(type_node)
            underlying = fold_space(text)
            self.found.code.append(strip_code(text))
        self.found.code.append(type_params)
        self.found.types.append(
            TypeDecl(
                source[start:name_end].decode("utf-8", "replace"),
                kind,
                line,
                Span(start, end),
                Span(start, name_end),
                doc,
                fold_space(type_params),
                fields,
                methods,
                embeds,
                underlying,
            )
        )

    def _read_function(self, node: Node) -> None:
        name = node.child_by_field_name("name")
        parameters = node.child_by_field_name("parameters")
        if name is None or parameters is None or name.start_byte == name.end_byte:
            return
        receiver = node.child_by_field_name("receiver")
        type_params = node.child_by_field_name("type_parameters")
        result = node.child_by_field_name("result")
        body = node.child_by_field_name("body")
        header = FunctionHeader(
            start=node.start_byte,
            receiver=_between(self._text(receiver)) if receiver is not None else b"",
            name=self._text(name),
            name_start=name.start_byte,
            type_params=self._text(type_params) if type_params is not None else b"",
            params=_between(self._text(parameters)),
            params_start=parameters.start_byte + 1,
            result=self._text(result) if result is not None else b"",
            body_start=node.end_byte,
            end=node.end_byte,
            whole=True,
        )
        code = strip_code(_between(self._text(body))) if body is not None else b""
        end = node.start_byte + len(self._text(node).rstrip()) if node.has_error else node.end_byte
        self.add_function(header, end, doc_above(self._source, node.start_byte)[0], code)

    def _read_values(self, node: Node) -> None:
        constant = node.kind_id == grammar.CONST_DECLARATION
        specs = []
        for kid in node.children:
            kind = kid.kind_id
            if kind in (grammar.CONST_SPEC, grammar.VAR_SPEC):
                specs.append(kid)
            elif kind == grammar.VAR_SPEC_LIST:
                specs += [each for each in kid.children if each.kind_id == grammar.VAR_SPEC]
        repeated_type = ""
        for spec in specs:
            repeated_type = self._read_value_spec(node, spec, constant, len(specs) == 1, repeated_type)

    def _read_value_spec(self, declaration: Node, spec: Node, constant: bool, alone: bool, repeated_type: str) -> str:
        """Read one spec and return the type that a constant without a value after it has."""
        source = self._source
        start, end = spec.start_byte, spec.end_byte
        names: list[bytes] = []
        type_text = ""
        values: Node | None = None
        used_from = end
        for kid in spec.children:
            kind = kid.kind_id
            if kind == grammar.IDENTIFIER:
                used_from = kid.end_byte
                names.append(source[kid.start_byte : used_from])
            elif kind == grammar.EXPRESSION_LIST:
                values = kid
            elif kind not in (grammar.COMMA, grammar.EQUALS, grammar.COMMENT):
                type_text = fold_space(self._text(kid))
        if values is None and constant and not type_text:
            type_text = repeated_type
        texts = self._value_texts(values, len(names))
        doc = self._doc(declaration, spec, alone) or doc_behind(source, end)
        line = self._lines.at(start)
        span = Span(start, end)
        if used_from < end:
            self.found.code.append(strip_code(source[used_from:end]))
        for name, text in zip(names, texts, strict=True):
            value = text.decode("utf-8", "replace") if len(text) <= MAX_VALUE else ""
            self.found.values.append(
                ValueDecl(name.decode("utf-8", "replace"), line, span, constant, type_text, value, doc)
            )
        return type_text

    def _value_texts(self, values: Node | None, count: int) -> list[bytes]:
        """Return the initialiser of each of `count` names; one that sets several names is that of each."""
        if values is None:
            return [b""] * count
        if count > 1:
            texts = [self._text(kid) for kid in values.named_children if kid.kind_id != grammar.COMMENT]
            if len(texts) == count:
                return texts
        return [self._text(values)] * count


def _types_of(members: Iterable[Field | Parameter]) -> bytes:
    text = " ".join([each.type for each in members]).encode()
    return strip_code(text) if b"`" in text or b'"' in text else text


def _between(text: bytes) -> bytes:
    """Return the text between the parentheses or braces of a node; the closing one may be missing."""
    return text[1:-1] if text.endswith((b")", b"}")) else text[1:]


def _inside(source: bytes, node: Node) -> tuple[int, int]:
    """Return the extent between the braces of a struct or interface type that has errors."""
    start, end = node.start_byte, node.end_byte
    opening = source.find(b"{", start, end)
    if opening < 0:
        return end, end
    closing = matching_brace(source, opening + 1, end)
    return opening + 1, closing if closing >= 0 else end
