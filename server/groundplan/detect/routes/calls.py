"""Calls: which function they reach and what follows for routes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.detect.routes import known_functions, shapes, typed
from groundplan.detect.routes.book import RegistrarCall
from groundplan.detect.routes.framework import Invocation
from groundplan.detect.routes.frameworks import SHAPE, framework_of
from groundplan.detect.routes.paths import is_listable, is_path_like, split_pattern, verb_in
from groundplan.detect.routes.scope import Scope
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import (
    UNKNOWN,
    Bound,
    Builder,
    Func,
    FuncRef,
    Handed,
    Object,
    PackageName,
    Results,
    Router,
    Site,
    Str,
    TypeName,
    TypeRef,
    Unknown,
    Value,
    is_informative,
)
from groundplan.model.expression import Call, Closure, Name, Selector
from groundplan.model.go import TypeKind

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def call(machine: Machine, expression: Call, scope: Scope) -> Value:
    """Evaluate a call."""
    callee = expression.callee
    site = (scope.frame.file.path, expression.line)
    if isinstance(callee, Closure):
        args = _arguments(machine, expression, scope, site)
        return machine.run_closure(Func(closure=callee, scope=scope), args)
    if isinstance(callee, Selector):
        operand = machine.evaluate(callee.operand, scope, site)
        invocation = _invocation(machine, callee.name, expression, scope, site)
        return call_member(machine, operand, callee.name, invocation)
    if isinstance(callee, Name):
        invocation = _invocation(machine, callee.name, expression, scope, site)
        if scope.find(callee.name) is None:
            built_in = known_functions.built_in(machine, callee.name, invocation)
            if built_in is not None:
                return built_in
    else:
        invocation = _invocation(machine, "", expression, scope, site)
    return apply(machine, machine.evaluate(callee, scope, site), invocation)


def _invocation(machine: Machine, name: str, expression: Call, scope: Scope, site: Site) -> Invocation:
    args = _arguments(machine, expression, scope, site)
    return Invocation(name, text_of(expression.callee), expression, args, scope, site)


def _arguments(machine: Machine, expression: Call, scope: Scope, site: Site) -> tuple[Value, ...]:
    found: list[Value] = []
    for each in expression.args:
        value = machine.evaluate(each, scope, site)
        if isinstance(value, Str) and value.site is None:
            value = replace(value, site=site)
        found.append(value)
    if len(found) == 1 and isinstance(found[0], Results):
        return found[0].values
    return tuple(found)


def call_member(machine: Machine, operand: Value, name: str, call: Invocation) -> Value:
    """Evaluate `operand.name(...)`."""
    if isinstance(operand, PackageName):
        return _call_of_package(machine, operand, name, call)
    if isinstance(operand, Router):
        return _call_of_router(machine, operand, name, call)
    if isinstance(operand, Handed):
        if name == "ServeHTTP":
            machine.hand_on(machine.served, operand)  # a handler that chooses by the path's beginning
            return UNKNOWN
        return _call_of_router(machine, operand.router, name, call)
    if isinstance(operand, Builder):
        action = operand.router.framework.builders.get(name)
        return action(machine, operand, call) if action is not None else operand
    if isinstance(operand, Object):
        return _call_of_object(machine, operand, name, call)
    if isinstance(operand, TypeName):
        ref = FuncRef(operand.ref.package, operand.ref.name, name)
        return call_func(machine, Func(ref=ref, text=call.text), call) if ref in machine.lookup.by_ref else UNKNOWN
    return _call_of_stranger(machine, operand, name, call)


def apply(machine: Machine, callee: Value, call: Invocation) -> Value:
    """Evaluate a call of a value."""
    if isinstance(callee, Func):
        return call_func(machine, callee, call)
    if isinstance(callee, Bound):
        return call_member(machine, callee.receiver, callee.name, replace(call, name=callee.name))
    if isinstance(callee, TypeName):
        return _convert(machine, callee, call)
    if isinstance(callee, Router):
        return callee
    return unknown_call(machine, ("", call.text), call)


def _convert(machine: Machine, callee: TypeName, call: Invocation) -> Value:
    value = call.args[0] if call.args else UNKNOWN
    if is_informative(value):
        return value
    found = machine.lookup.type(callee.ref)
    return typed.value_of_type(machine, callee.ref.name, found[0]) if found is not None else UNKNOWN


def call_func(machine: Machine, function: Func, call: Invocation) -> Value:
    """Evaluate a call of a function or method of the program, or of a closure."""
    if function.made or (function.ref is None and function.closure is None):
        passed = _wrapped(machine, call, function) or machine.passed_on(call.args, call.text)
        return passed or replace(function, made=True)
    before = len(machine.registrations)
    key = (function.ref.package, function.ref.receiver, function.ref.name) if function.ref is not None else None
    if key is not None and _is_configured(machine, call):
        _note_registrar(machine, key, call, registered=False)
        return UNKNOWN
    if function.closure is not None:
        result = machine.run_closure(function, call.args)
    elif function.ref is not None and function.ref in machine.lookup.by_ref:
        result = machine.invoke(function.ref, function.receiver, call.args)
    else:
        result = _declared_result(machine, function)
    grown = len(machine.registrations) > before
    if grown:
        _lend_handler(machine, before, call)
    if key is not None:
        _note_registrar(machine, key, call, registered=grown)
    return _serving(machine, function, result, call)


def _serving(machine: Machine, function: Func, result: Value, call: Invocation) -> Value:
    """Turn a function that a wrapper or a factory returned into the one that serves."""
    if isinstance(result, Func) and not (result.ref is not None and not result.made):
        wrapped = _wrapped(machine, call, function) or machine.passed_on(call.args, call.text)
        if wrapped is not None:
            return wrapped
        if function.ref is not None:
            return Func(function.ref, result.closure, result.scope, function.receiver, call.text, made=True)
        return result
    if isinstance(result, Unknown) and (function.closure is not None or typed.returns_handler(machine, function)):
        return _wrapped(machine, call, function) or machine.passed_on(call.args, call.text) or result
    return result


def _wrapped(machine: Machine, call: Invocation, callee: Func | None = None) -> Func | None:
    """Return the last function among the arguments that can serve requests, with the callee as its wrapper."""
    for index in range(len(call.args) - 1, -1, -1):
        value = call.args[index]
        if callee is not None and not typed.takes_handler(machine, callee, index):
            continue
        if callee is None and shapes.is_provider(machine, value):
            continue
        if isinstance(value, Object) and typed.is_handler(machine, value):
            value = Bound(value, "ServeHTTP", value.text)
        if typed.is_function(machine, value) and not isinstance(value, Object):
            function = value if isinstance(value, Func) else shapes.function_of(machine, value)
            methods = function.methods or shapes.methods_among(call.args)
            return replace(function, wrappers=(call.text, *function.wrappers), methods=methods)
    return None


def _lend_handler(machine: Machine, before: int, call: Invocation) -> None:
    """Give the route that a wrapper registered with nothing or its own closure the function that the caller passed."""
    passed = next((each for each in reversed(call.args) if typed.is_handler(machine, each)), None)
    if passed is None:
        return
    for each in machine.registrations[before:]:
        own = isinstance(each.handler, Func) and each.handler.ref is None and each.handler is not passed
        if each.site[1] == call.site[1] and (own or not typed.is_handler(machine, each.handler)):
            each.handler = passed
            machine.consume(passed)


def _declared_result(machine: Machine, function: Func) -> Value:
    declared = machine.lookup.func(function.ref) if function.ref is not None else None
    if declared is None:
        return UNKNOWN
    file, decl = declared
    values = tuple(typed.value_of_type(machine, each.type, file) for each in decl.signature.results)
    return values[0] if len(values) == 1 else Results(values) if values else UNKNOWN


def _call_of_package(machine: Machine, package: PackageName, name: str, call: Invocation) -> Value:
    if machine.lookup.in_program(package.path):
        from groundplan.detect.routes.names import package_member

        member = package_member(machine, package.path, name)
        return apply(machine, member, call) if member is not None else UNKNOWN
    framework = framework_of(package.path)
    if framework is not None:
        if name in framework.constructors:
            return Router(framework)
        action = framework.functions.get(name)
        if action is not None:
            return action(machine, framework, call)
    known = known_functions.external(machine, package.path, name, call)
    if known is not None:
        return known
    if typed.is_standard(package.path):
        return _wrapped(machine, call) or machine.passed_on(call.args, call.text) or Unknown(call.text)
    if name.startswith("New") and typed.is_foreign_router(machine, TypeRef(package.path, name.removeprefix("New"))):
        return Router(SHAPE)
    return unknown_call(machine, (package.path, "", name), call)


def _call_of_router(machine: Machine, router: Router, name: str, call: Invocation) -> Value:
    action = router.framework.methods.get(name)
    return action(machine, router, call) if action is not None else router


def _call_of_object(machine: Machine, target: Object, name: str, call: Invocation) -> Value:
    found = typed.find_method(machine, target, name)
    if found is not None:
        ref, receiver = found
        before = len(machine.registrations)
        result = call_func(machine, Func(ref=ref, receiver=receiver, text=call.text), call)
        if not _listed_since(machine, before):
            guessed = shapes.call(machine, target, name, call)
            if guessed is not None:
                return guessed
        return result
    field = typed.get_field(machine, target, name)
    if field is not None and not isinstance(field, Object):
        return apply(machine, field, call)
    inner = typed.embedded_router(machine, target)
    if inner is not None:
        return call_member(machine, inner, name, call)
    return _call_of_stranger(machine, target, name, call)


def _listed_since(machine: Machine, before: int) -> bool:
    return any(each.listed for each in machine.registrations[before:])


def _call_of_stranger(machine: Machine, operand: Value, name: str, call: Invocation) -> Value:
    """Evaluate a method call on a value of which little is known: by shape, or by who else has such a method."""
    if _is_configured(machine, call):
        _note_registrar(machine, ("", call.text), call, registered=False)
        return UNKNOWN
    guessed = shapes.call(machine, operand, name, call)
    if guessed is not None:
        return guessed
    if any(isinstance(each, Router) for each in call.args) and shapes.call_implementations(
        machine, operand, name, call
    ):
        return UNKNOWN
    if isinstance(operand, Object) and operand.type is not None:
        if typed.is_standard(operand.type.package):
            return _wrapped(machine, call) or Unknown(call.text)
        declared = _interface_result(machine, operand, name)
        result = unknown_call(machine, (operand.type.package, operand.type.name, name), call)
        return declared if is_informative(declared) and not isinstance(result, Func | Router) else result
    return unknown_call(machine, ("", call.text), call)


def _interface_result(machine: Machine, operand: Object, name: str) -> Value:
    found = machine.lookup.type(operand.type)
    if found is None or found[1].kind is not TypeKind.INTERFACE:
        return UNKNOWN
    method = next((each for each in found[1].methods if each.name == name), None)
    if method is None or len(method.signature.results) != 1:
        return UNKNOWN
    return typed.value_of_type(machine, method.signature.results[0].type, found[0])


def unknown_call(machine: Machine, key: tuple[str, ...], call: Invocation) -> Value:
    """Evaluate a call of something outside of the program: it may wrap a function or a router."""
    if _note_registrar(machine, key, call, registered=False):
        return UNKNOWN
    return _wrapped(machine, call) or machine.passed_on(call.args, call.text) or Unknown(call.text)


def _is_configured(machine: Machine, call: Invocation) -> bool:
    return call.text in machine.settings.route_registrars or call.name in machine.settings.route_registrars


def _note_registrar(machine: Machine, key: tuple[str, ...], call: Invocation, registered: bool) -> bool:
    """Keep a call that has a path-like string and a function among its arguments."""
    path = next((each for each in call.args if isinstance(each, Str) and is_path_like(each.text)), None)
    if path is None or not is_listable(split_pattern(path.text)[1]):
        return False
    handler = next((each for each in reversed(call.args) if typed.is_handler(machine, each)), None)
    if handler is None or shapes.is_plain_callback(machine, handler):
        return False
    method, rest = split_pattern(path.text)
    methods = shapes.methods_among(call.args)
    found = RegistrarCall(
        key=key,
        text=call.text,
        method=method or (methods[0] if methods else verb_in(call.name)),
        path=Str(rest, path.site or call.site),
        handler=handler,
        site=call.site,
        offset=call.call.offset,
        registered=registered,
        configured=_is_configured(machine, call),
    )
    machine.registrar_calls.append(found)
    return True
