"""A tree-sitter tree of a Go body reduced to the expression trees of `groundplan.model.expression`.

Comparisons keep their operator: they become `Opaque((Name("=="), left, right))`, because a handler's
`r.Method != http.MethodPost` says which methods a route serves. `&x`, `*x`, `(x)` and `x.(T)` become `x`;
a generic call loses its type arguments; `a += b` becomes `a = a + b`. A type among a call's arguments (`make([]T, 0)`)
is an empty literal of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from groundplan.model.expression import (
    Assign,
    Block,
    Call,
    Closure,
    Concat,
    Evaluate,
    Expression,
    Literal,
    Name,
    Opaque,
    Return,
    Selector,
    Statement,
    Text,
)

_MAX_DEPTH = 90  # levels of nesting kept; deeper ones become Opaque, well inside Python's recursion limit
_NOTHING = Opaque()
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"(?<![{;])[ \t\r]*\n\s*(?!\})")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_COMPARISONS = frozenset(("==", "!="))
_TYPES = frozenset(("slice_type", "map_type", "array_type", "generic_type"))
_SCOPED = frozenset(("if_statement", "for_statement", "block", "select_statement"))


class BodyReducer:
    """Reduces the nodes of one parsed slice; `line` and `offset` are what to add to the slice's own positions."""

    def __init__(self, line: int, offset: int) -> None:
        self._line = line
        self._offset = offset

    def pairs(self, parameters: Node | None) -> tuple[tuple[str, str], ...]:
        """Return the (name, type text) pairs of a parameter list or of a single unnamed result."""
        if parameters is None:
            return ()
        if parameters.type != "parameter_list":
            return (("", _text(parameters)),)
        found: list[tuple[str, str]] = []
        for each in parameters.named_children:
            type_node = each.child_by_field_name("type")
            if type_node is None:
                continue
            variadic = "..." if each.type == "variadic_parameter_declaration" else ""
            names = [_raw(name) for name in each.children_by_field_name("name")] or [""]
            found.extend((name, variadic + _text(type_node)) for name in names)
        return tuple(found)

    def body(self, block: Node | None, depth: int = 0) -> tuple[Statement, ...]:
        """Return the statements of a block, in source order, without those that say nothing here."""
        if block is None or depth > _MAX_DEPTH:
            return ()
        found: list[Statement] = []
        for child in block.named_children:
            if child.type == "statement_list":
                for each in child.named_children:
                    found.extend(self._statement(each, depth + 1))
            else:
                found.extend(self._statement(child, depth + 1))
        return tuple(found)

    def values(self, listed: Node | None, depth: int = 0) -> tuple[Expression, ...]:
        """Return the expressions of an expression list (or of a single expression)."""
        if listed is None:
            return ()
        if listed.type != "expression_list":
            return (self.expression(listed, depth + 1),)
        return tuple(self.expression(each, depth + 1) for each in listed.named_children if each.type != "comment")

    def _statement(self, node: Node, depth: int) -> Iterable[Statement]:
        if depth > _MAX_DEPTH:
            return ()
        kind = node.type
        if kind in ("expression_statement", "go_statement", "defer_statement"):
            value = self._first(node, depth)
            return () if value == _NOTHING or isinstance(value, Name | Text) else (Evaluate(value),)
        if kind in ("short_var_declaration", "assignment_statement"):
            return self._assignment(node, depth)
        if kind == "var_declaration":
            return tuple(self.var_specs(node, depth))
        if kind == "const_declaration":
            return tuple(self._const_specs(node, depth))
        if kind == "return_statement":
            listed = next((each for each in node.named_children if each.type != "comment"), None)
            return (Return(self.values(listed, depth)),) if listed is not None else ()
        if kind == "labeled_statement":
            inner = node.named_children[-1] if node.named_children else None
            return self._statement(inner, depth + 1) if inner is not None and inner.type != "label_name" else ()
        if kind in _SCOPED:
            return self._scope(node, depth)
        if kind in ("expression_switch_statement", "type_switch_statement"):
            return (self._switch(node, depth),)
        return ()

    def _assignment(self, node: Node, depth: int) -> tuple[Statement, ...]:
        targets = self.values(node.child_by_field_name("left"), depth)
        values = self.values(node.child_by_field_name("right"), depth)
        if all(each == _NOTHING for each in values):
            return ()
        operator = node.child_by_field_name("operator")
        sign = _raw(operator) if operator is not None else ":="
        if sign == "+=" and len(targets) == len(values) == 1:
            return (Assign(targets, (Concat(targets[0], values[0]),), "="),)
        return (Assign(targets, values, ":=" if sign == ":=" else "="),)

    def var_specs(self, node: Node, depth: int = 0) -> Iterable[Assign]:
        """Yield one assignment for each `var` spec below a declaration; without an initialiser it has no values."""
        for spec in _below(node, "var_spec"):
            type_node = spec.child_by_field_name("type")
            yield Assign(
                tuple(Name(_raw(each)) for each in spec.children_by_field_name("name")),
                self.values(spec.child_by_field_name("value"), depth),
                ":=",
                _text(type_node) if type_node is not None else "",
            )

    def _const_specs(self, node: Node, depth: int) -> Iterable[Assign]:
        for spec in _below(node, "const_spec"):
            values = self.values(spec.child_by_field_name("value"), depth)
            if values:
                yield Assign(tuple(Name(_raw(each)) for each in spec.children_by_field_name("name")), values, ":=")

    def _scope(self, node: Node, depth: int) -> Iterable[Statement]:
        if node.type == "block":
            return (Block("block", (), self.body(node, depth)),)
        if node.type == "if_statement":
            return self._if(node, depth)
        if node.type == "for_statement":
            return (self._for(node, depth),)
        cases = [each for each in node.named_children if each.type in ("communication_case", "default_case")]
        return tuple(Block("case", (), self.body(each, depth)) for each in cases)

    def _if(self, node: Node, depth: int) -> Iterable[Statement]:
        before = self._initializer(node, depth)
        condition = self.values(node.child_by_field_name("condition"), depth)
        found: list[Statement] = [
            Block("if", condition, (*before, *self.body(node.child_by_field_name("consequence"), depth)))
        ]
        otherwise = node.child_by_field_name("alternative")
        if otherwise is not None:
            found.append(Block("if", (), (*before, *self._statement(otherwise, depth + 1))))
        return found

    def _for(self, node: Node, depth: int) -> Block:
        body = self.body(node.child_by_field_name("body"), depth)
        clause = next((each for each in node.named_children if each.type == "range_clause"), None)
        if clause is None:
            return Block("for", (), body)
        over = self.values(clause.child_by_field_name("right"), depth)
        targets = self.values(clause.child_by_field_name("left"), depth)
        head: tuple[Statement, ...] = (Assign(targets, over, "range"),) if targets else ()
        return Block("for", over, head + body)

    def _switch(self, node: Node, depth: int) -> Block:
        before = self._initializer(node, depth)
        subject = self.values(node.child_by_field_name("value"), depth)
        alias = node.child_by_field_name("alias")
        if alias is not None:
            before = (*before, Assign(self.values(alias, depth), subject, ":="))
        cases: list[Statement] = []
        for each in node.named_children:
            if each.type in ("expression_case", "type_case", "default_case"):
                value = each.child_by_field_name("value")
                cases.append(Block("case", self.values(value, depth), self.body(each, depth)))
        return Block("block", subject, (*before, *cases))

    def _initializer(self, node: Node, depth: int) -> tuple[Statement, ...]:
        initializer = node.child_by_field_name("initializer")
        return tuple(self._statement(initializer, depth + 1)) if initializer is not None else ()

    def expression(self, node: Node, depth: int = 0) -> Expression:
        """Return the reduced form of an expression node."""
        if depth > _MAX_DEPTH:
            return _NOTHING
        kind = node.type
        if kind in ("identifier", "field_identifier", "package_identifier", "type_identifier"):
            return Name(_raw(node))
        if kind == "selector_expression":
            return self._selector(node, depth)
        if kind == "call_expression":
            return self._call(node, depth)
        if kind in ("interpreted_string_literal", "raw_string_literal"):
            return Text(_string_value(_raw(node)))
        if kind == "composite_literal":
            return self._literal(node, depth)
        if kind == "func_literal":
            params = self.pairs(node.child_by_field_name("parameters"))
            return Closure(params, self.body(node.child_by_field_name("body"), depth + 1), self._line_of(node))
        if kind in ("parenthesized_expression", "type_assertion_expression", "literal_element", "variadic_argument"):
            return self._first(node, depth)
        return self._operation(node, depth)

    def _operation(self, node: Node, depth: int) -> Expression:
        kind = node.type
        if kind == "unary_expression":
            operator = node.child_by_field_name("operator")
            value = self._first(node, depth)
            return value if operator is not None and operator.type in ("&", "*") else _opaque((value,))
        if kind == "binary_expression":
            return self._binary(node, depth)
        if kind == "type_conversion_expression":
            return self._conversion(node, depth)
        if kind == "type_instantiation_expression":
            return self._first(node, depth)
        if kind == "qualified_type" and len(node.named_children) == 2:
            package, name = node.named_children
            return Selector(Name(_raw(package)), _raw(name))
        if kind in _TYPES:
            return Literal(_text(node), (), self._line_of(node))
        if kind == "literal_value":
            return self._literal(node, depth)
        if kind == "index_expression":
            parts = (self._first(node, depth), *self.values(node.child_by_field_name("index"), depth))
            return _opaque(parts)
        return _NOTHING

    def _first(self, node: Node, depth: int) -> Expression:
        child = next((each for each in node.named_children if each.type != "comment"), None)
        return self.expression(child, depth + 1) if child is not None else _NOTHING

    def _selector(self, node: Node, depth: int) -> Expression:
        operand, name = node.child_by_field_name("operand"), node.child_by_field_name("field")
        if operand is None or name is None:
            return _NOTHING
        return Selector(self.expression(operand, depth + 1), _raw(name))

    def _call(self, node: Node, depth: int) -> Expression:
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if function is None:
            return _NOTHING
        if function.type == "index_expression":  # f[T](x), parsed as an index
            function = function.child_by_field_name("operand") or function
        args: list[Expression] = []
        for each in arguments.named_children if arguments is not None else ():
            if each.type != "comment":
                args.append(self.expression(each, depth + 1))
        last = function.child_by_field_name("field") or function
        line, offset = last.start_point[0] + self._line, last.start_byte + self._offset
        return Call(self.expression(function, depth + 1), tuple(args), line, offset)

    def _conversion(self, node: Node, depth: int) -> Expression:
        type_node, operand = node.child_by_field_name("type"), node.child_by_field_name("operand")
        if type_node is None or operand is None:
            return _NOTHING
        value = self.expression(operand, depth + 1)
        if type_node.type != "generic_type":
            return _opaque((value,))
        named = type_node.child_by_field_name("type")  # f[T](x) with one argument parses as a conversion
        if named is None:
            return _opaque((value,))
        callee = self.expression(named, depth + 1)
        last = named.named_children[-1] if named.named_children else named
        return Call(callee, (value,), self._line_of(last), last.start_byte + self._offset)

    def _binary(self, node: Node, depth: int) -> Expression:
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or left is None or right is None:
            return _NOTHING
        pair = (self.expression(left, depth + 1), self.expression(right, depth + 1))
        if operator.type == "+":
            return _NOTHING if pair == (_NOTHING, _NOTHING) else Concat(*pair)
        if operator.type in _COMPARISONS and _NOTHING not in pair:
            return Opaque((Name(operator.type), *pair))
        return _opaque(pair)

    def _literal(self, node: Node, depth: int) -> Expression:
        type_node = node.child_by_field_name("type")
        body = node if node.type == "literal_value" else node.child_by_field_name("body")
        elements: list[tuple[Expression | None, Expression]] = []
        for each in body.named_children if body is not None else ():
            if each.type == "keyed_element":
                key, value = each.child_by_field_name("key"), each.child_by_field_name("value")
                if key is not None and value is not None:
                    elements.append((self.expression(key, depth + 1), self.expression(value, depth + 1)))
            elif each.type != "comment":
                elements.append((None, self.expression(each, depth + 1)))
        return Literal(_text(type_node) if type_node is not None else "", tuple(elements), self._line_of(node))

    def _line_of(self, node: Node) -> int:
        return node.start_point[0] + self._line


def _below(node: Node, kind: str) -> Iterable[Node]:
    """Yield the specs of a declaration, which a parenthesised list may hold."""
    for child in node.named_children:
        if child.type == kind:
            yield child
        elif child.type.endswith("_spec_list"):
            yield from (each for each in child.named_children if each.type == kind)


def _opaque(parts: tuple[Expression, ...]) -> Opaque:
    kept = tuple(each for each in parts if each != _NOTHING)
    return Opaque(kept) if kept else _NOTHING


def _raw(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _text(node: Node) -> str:
    """Return the source text on one line; the fields of a struct type stay apart by semicolons."""
    text = _raw(node)
    if "struct" in text and "\n" in text:
        text = _LINE_END.sub("; ", text)
    return _SPACE.sub(" ", text).strip()


def _string_value(literal: str) -> str:
    if literal.startswith("`"):
        return literal.strip("`").replace("\r", "")
    inner = literal[1:-1] if len(literal) > 1 and literal.endswith('"') else literal[1:]
    return _ESCAPE.sub(_unescape, inner) if "\\" in inner else inner


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    if code[0] in "xuU" and len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if len(code) == 3:
        return chr(int(code, 8))
    return _SIMPLE_ESCAPES.get(code, code)
