"""Calls on values of unknown types, matched by their shape: `x.Get("/path", handler)`, `x.Group("/path", func...)`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from groundplan.detect.routes import typed
from groundplan.detect.routes.framework import Invocation
from groundplan.detect.routes.frameworks import SHAPE
from groundplan.detect.routes.paths import VERBS, is_path_like
from groundplan.detect.routes.values import Bound, Func, FuncRef, Object, Router, Str, Unknown, Value
from groundplan.model.go import TypeKind

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine

_GROUPS = frozenset(("Group", "Route", "PathPrefix", "NewGroup", "Party", "Namespace"))
_MAX_IMPLEMENTATIONS = 300


def call(machine: Machine, operand: Value, name: str, invocation: Invocation) -> Value | None:
    """Treat a value as a router if the call looks like one of a router's; None otherwise."""
    action = SHAPE.methods.get(name)
    if action is None or not _looks_right(machine, operand, name, invocation):
        return None
    return action(machine, _router_for(machine, operand, invocation), invocation)


def _looks_right(machine: Machine, operand: Value, name: str, invocation: Invocation) -> bool:
    if isinstance(operand, Object) and operand.type is not None and typed.is_standard(operand.type.package):
        return machine.lookup.in_program(operand.type.package)
    path = next((each for each in invocation.args[:2] if isinstance(each, Str) and is_path_like(each.text)), None)
    if path is None:
        return False
    if name in _GROUPS:
        return True
    functions = [each for each in invocation.args[1:] if typed.is_handler(machine, each)]
    return bool(functions) and not is_plain_callback(machine, functions[-1], strictly=True)


def _router_for(machine: Machine, operand: Value, invocation: Invocation) -> Router:
    key: object = id(operand) if isinstance(operand, Object) else (invocation.scope.frame.file.path, invocation.text)
    found = machine.shape_routers.get(key)
    if found is None:
        found = machine.shape_routers[key] = Router(SHAPE, known=False)
    return found


def is_plain_callback(machine: Machine, value: Value, strictly: bool = False) -> bool:
    """Tell whether a function is no handler, judging by what it takes: nothing, or nothing like a request.

    Declared functions may take types of the house, which nothing is known of, unless one looks `strictly`; closures
    are written for the occasion.
    """
    if not isinstance(value, Func):
        return False
    if value.made:
        return typed.makes_callback(machine, value)
    declared = machine.lookup.func(value.ref) if value.ref is not None else None
    if value.closure is not None:
        types = [text for _, text in value.closure.params]
    elif declared is not None:
        types = [each.type for each in declared[1].signature.params]
    else:
        return False
    if declared is not None and not strictly:
        return not types and not declared[1].signature.results
    return not typed.is_request(types)


def is_provider(machine: Machine, value: Value) -> bool:
    """Tell whether a function only gives something: it takes nothing or a plain context, and returns no mere error."""
    if not isinstance(value, Func) or value.made:
        return False
    declared = machine.lookup.func(value.ref) if value.ref is not None else None
    if value.closure is not None:
        types, results = [text for _, text in value.closure.params], ["?"]
    elif declared is not None:
        signature = declared[1].signature
        types, results = [each.type for each in signature.params], [each.type for each in signature.results]
    else:
        return False
    return all(each == "context.Context" for each in types) and any(each != "error" for each in results)


def function_of(machine: Machine, value: Value) -> Func:
    """Return a value known to be a function as one, resolved to the only method of that name where there is one."""
    if isinstance(value, Func):
        return value
    if not isinstance(value, Bound):
        return Func()
    receiver = value.receiver
    if isinstance(receiver, Object):
        found = typed.find_method(machine, receiver, value.name)
        if found is not None:
            return Func(ref=found[0], receiver=found[1], text=value.text)
        return Func(text=value.text)
    candidates = machine.lookup.methods_named(value.name) if isinstance(receiver, Unknown) else []
    only = candidates[0] if len(candidates) == 1 and typed.takes_request(machine, candidates[0]) else None
    return Func(ref=only, text=value.text)


def methods_among(args: Iterable[Value]) -> tuple[str, ...]:
    """Return the HTTP methods among arguments that are strings."""
    return tuple(each.text.upper() for each in args if isinstance(each, Str) and each.text.upper() in VERBS)


def call_implementations(machine: Machine, operand: Value, name: str, invocation: Invocation) -> bool:
    """Call all methods that an interface's method may be with a router among the arguments.

    For a value of unknown type only the one method of that name is called, if there is no other.
    """
    is_interface = False
    if isinstance(operand, Object):
        found = machine.lookup.type(operand.type)
        is_interface = found is not None and found[1].kind is TypeKind.INTERFACE
    candidates = [
        ref
        for ref in machine.lookup.methods_named(name)
        if ref in machine.lookup.by_ref and _takes_as_many(machine, ref, invocation)
    ]
    if not candidates or (not is_interface and len(candidates) > 1):
        return False
    for ref in candidates[:_MAX_IMPLEMENTATIONS]:
        machine.invoke(ref, None, invocation.args)
    return True


def _takes_as_many(machine: Machine, ref: FuncRef, invocation: Invocation) -> bool:
    file, function = machine.lookup.by_ref[ref]
    if len(function.params) != len(invocation.args):
        return False
    return any(
        isinstance(value, Router) and typed.router_type(machine, text, file) is not None
        for value, (_, text) in zip(invocation.args, function.params, strict=True)
    )
