"""Which function serves a route: its name, its place, what wraps it and the methods that it answers to itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.detect.routes import shapes, typed
from groundplan.detect.routes.paths import VERBS
from groundplan.detect.routes.values import Bound, Func, FuncRef, Items, Object, Str, Unknown, Value
from groundplan.model.expression import (
    Block,
    Call,
    Closure,
    Evaluate,
    Expression,
    Name,
    Opaque,
    Selector,
    Statement,
    Text,
)

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


@dataclass(frozen=True, slots=True)
class Served:
    """A serving function; `name` is "" for a closure, `path` "" and `line` 0 when its place is not known."""

    name: str
    path: str = ""
    line: int = 0
    wrappers: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


def resolve(machine: Machine, value: Value) -> Served:
    """Find the function behind a handler value."""
    if isinstance(value, Bound):
        function = shapes.function_of(machine, value)
        return resolve(machine, function) if function.ref is not None else Served(value.text)
    if isinstance(value, Object):
        method = typed.find_method(machine, value, "ServeHTTP")
        if method is not None:
            return resolve(machine, Func(ref=method[0]))
        return Served(value.type.name if value.type is not None else value.text)
    if isinstance(value, Func):
        return _resolve_func(machine, value)
    return Served(value.text if isinstance(value, Unknown) else "")


def _resolve_func(machine: Machine, function: Func) -> Served:
    closure = function.closure
    if function.ref is not None:
        declared = machine.lookup.func(function.ref)
        if declared is None:
            return Served(_name(function.ref), wrappers=function.wrappers, methods=function.methods)
        file, decl = declared
        return Served(decl.qualified_name, file.path, decl.line, function.wrappers, function.methods)
    if closure is not None and function.scope is not None:
        return Served("", function.scope.frame.file.path, closure.line, function.wrappers, function.methods)
    return Served(function.text, wrappers=function.wrappers, methods=function.methods)


def _name(ref: FuncRef) -> str:
    return f"{ref.receiver}.{ref.name}" if ref.receiver else ref.name


def by_method(machine: Machine, value: Value) -> list[tuple[str, Value]]:
    """Split a handler of all methods into the methods that it answers to, with the function that serves each.

    Empty when the handler does not tell them apart, or not in a way that can be seen.
    """
    if isinstance(value, Items):  # handlers.MethodHandler{"GET": h}
        pairs = [(key.text.upper(), each) for key, each in value.pairs if isinstance(key, Str)]
        return pairs if pairs and all(method in VERBS for method, _ in pairs) else []
    if isinstance(value, Func) and value.methods:
        return [(method, value) for method in value.methods]
    body, params = _body_of(machine, value)
    request = [name for name, text in params if text.lstrip("*").endswith("Request")] or ["r", "req"]
    methods = dict.fromkeys(_methods_in(body, set(request)))
    without = [each for each in methods if each != "OPTIONS"]
    return [(method, value) for method in without]


def _body_of(machine: Machine, value: Value) -> tuple[Sequence[Statement], Sequence[tuple[str, str]]]:
    if isinstance(value, Bound):
        value = shapes.function_of(machine, value)
    if isinstance(value, Object):
        method = typed.find_method(machine, value, "ServeHTTP")
        value = Func(ref=method[0]) if method is not None else value
    if isinstance(value, Func):
        if value.closure is not None:
            return value.closure.body, value.closure.params
        if value.ref is not None and value.ref in machine.lookup.by_ref:
            function = machine.lookup.by_ref[value.ref][1]
            closure = _returned_closure(function.body) if value.made else None
            return (closure.body, closure.params) if closure is not None else (function.body, function.params)
    return (), ()


def _returned_closure(body: Sequence[Statement]) -> Closure | None:
    for each in body:
        for value in getattr(each, "values", ()):
            while isinstance(value, Call) and value.args:
                value = value.args[-1]
            if isinstance(value, Closure):
                return value
    return None


def _methods_in(body: Iterable[Statement], request: set[str]) -> Iterable[str]:
    """Yield the methods that a body compares `r.Method` with: in a switch, or to turn all others away."""
    for statement in body:
        if not isinstance(statement, Block):
            continue
        if statement.kind == "block" and any(_is_method(each, request) for each in statement.subject):
            for case in statement.body:
                if isinstance(case, Block) and case.kind == "case":
                    yield from (method for each in case.subject if (method := _method(each)))
        elif statement.kind == "if":
            for each in statement.subject:
                yield from _rejected_others(each, request, statement)
        if statement.kind in ("block", "if"):
            yield from _methods_in(statement.body, request)


def _rejected_others(condition: Expression, request: set[str], block: Block) -> Iterable[str]:
    """Yield the method of `if r.Method != "POST" { refuse }` and of `if r.Method == "POST" { serve }`."""
    if not isinstance(condition, Opaque) or not condition.parts:
        return
    sign, *operands = condition.parts
    if isinstance(sign, Name) and sign.name in ("==", "!=") and len(operands) == 2:
        if any(_is_method(each, request) for each in operands) and (sign.name == "!=" or _has_calls(block.body)):
            yield from (method for each in operands if (method := _method(each)))
        return
    for each in condition.parts:  # r.Method != "GET" && r.Method != "HEAD"
        yield from _rejected_others(each, request, block)


def _has_calls(body: Iterable[Statement]) -> bool:
    return any(isinstance(each, Evaluate | Block) for each in body)


def _is_method(expression: Expression, request: set[str]) -> bool:
    operand = expression.operand if isinstance(expression, Selector) and expression.name == "Method" else None
    return isinstance(operand, Name) and operand.name in request


def _method(expression: Expression) -> str:
    """Return the method of `"GET"` or `http.MethodGet`, "" for other expressions."""
    name = ""
    if isinstance(expression, Text):
        name = expression.value
    elif isinstance(expression, Selector) and expression.name.startswith("Method"):
        name = expression.name.removeprefix("Method").upper()
    return name if name in VERBS else ""
