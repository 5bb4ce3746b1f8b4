"""What identifiers and selectors stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.detect.routes import typed
from groundplan.detect.routes.constants import fold_text
from groundplan.detect.routes.frameworks import framework_of
from groundplan.detect.routes.paths import VERBS
from groundplan.detect.routes.scope import Frame, Scope
from groundplan.detect.routes.values import (
    UNKNOWN,
    Bound,
    Func,
    FuncRef,
    Object,
    PackageName,
    Results,
    Router,
    Str,
    TypeName,
    TypeRef,
    Unknown,
    Value,
    is_informative,
)
from groundplan.model.expression import Assign
from groundplan.model.go import ValueDecl
from groundplan.model.source import SourceFile

_MADE = re.compile(r"^new\(([\w.]+)\)$|^&?([\w.]+)\{")
_CHAIN = re.compile(r"^&?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(\(.*\))?$", re.DOTALL)

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def value_of_name(machine: Machine, name: str, scope: Scope) -> Value:
    """Return the value of an identifier: a variable, a declaration of the package, an import."""
    found = scope.find(name)
    if found is not None:
        return found
    file = scope.frame.file
    declared = package_member(machine, file.import_path, name)
    if declared is not None:
        return declared
    path = machine.lookup.import_of(file, name)
    return PackageName(path) if path is not None else Unknown(name)


def package_member(machine: Machine, import_path: str, name: str) -> Value | None:
    """Return the value of a package-level declaration of the program; None when there is no such declaration."""
    known = machine.globals.get((import_path, name))
    if known is not None:
        return known
    ref = FuncRef(import_path, "", name)
    package = machine.lookup.package(import_path)
    if ("", name) in package.funcs:
        return Func(ref=ref, text=name)
    if name in package.types:
        return TypeName(TypeRef(import_path, name))
    if name in package.values:
        return _package_value(machine, import_path, name)
    return Func(ref=ref, text=name) if ref in machine.lookup.by_ref and _is_func(machine, ref) else None


def _is_func(machine: Machine, ref: FuncRef) -> bool:
    body = machine.lookup.by_ref[ref][1].body
    return not (body and isinstance(body[0], Assign) and body[0].kind == "var")


def _package_value(machine: Machine, import_path: str, name: str) -> Value:
    file, decl = machine.lookup.package(import_path).values[name]
    key = (import_path, name)
    machine.globals[key] = Unknown(name)  # an initialiser that speaks of itself ends here
    value: Value = UNKNOWN
    body = machine.lookup.by_ref.get(FuncRef(import_path, "", name))
    if body is not None and not decl.constant:
        value = initial_value(machine, FuncRef(import_path, "", name))
    if not is_informative(value):
        text = fold_text(decl.value, lambda each: _constant(machine, file, each))
        if text is not None:
            value = Str(text)
    if not is_informative(value) and not decl.constant:
        value = _from_text(machine, file, decl)
    if not is_informative(value):
        value = Unknown(name)
    machine.globals[key] = value
    return value


def _from_text(machine: Machine, file: SourceFile, decl: ValueDecl) -> Value:
    """Return what a variable's type or the form of its initialiser tells: `new(T)`, `&T{}`, `a.B.C`, `f(x)`."""
    if decl.type:
        return typed.value_of_type(machine, decl.type, file, decl.name)
    made = _MADE.match(decl.value)
    if made is not None:
        return typed.value_of_type(machine, made.group(1) or made.group(2), file, decl.name)
    chain = _CHAIN.match(decl.value)
    if chain is None:
        return UNKNOWN
    first, *rest = chain.group(1).split(".")
    value = value_of_name(machine, first, Scope(Frame(file)))
    for each in rest:
        value = select(machine, value, each, chain.group(1))
    if chain.group(2) and isinstance(value, Func) and value.ref is not None:
        declared = machine.lookup.func(value.ref)
        results = declared[1].signature.results if declared is not None else ()
        return (
            typed.value_of_type(machine, results[0].type, declared[0], decl.name) if declared and results else UNKNOWN
        )
    return value if not chain.group(2) else UNKNOWN


def initial_value(machine: Machine, ref: FuncRef) -> Value:
    """Evaluate the initialiser of a package-level variable whose body is known."""
    file, function = machine.lookup.by_ref[ref]
    machine.visited.add(id(function))
    assign = function.body[0] if function.body else None
    if not isinstance(assign, Assign):
        return UNKNOWN
    scope = Scope(Frame(file))
    value = machine.evaluate(assign.values[0], scope) if assign.values else UNKNOWN
    if isinstance(value, Results):
        value = value.values[0] if value.values else UNKNOWN
    if not is_informative(value) and assign.type:
        value = typed.value_of_type(machine, assign.type, file, function.name)
        if isinstance(value, Router):
            value.known = not assign.values and not assign.type.startswith("*")
    return value


def _constant(machine: Machine, file: SourceFile, name: str) -> str | None:
    if "." in name:
        alias, member = name.split(".", 1)
        path = machine.lookup.import_of(file, alias)
        value = external_member(path, member) if path is not None else None
        if path is not None and machine.lookup.in_program(path):
            value = package_member(machine, path, member)
    else:
        value = package_member(machine, file.import_path, name)
    return value.text if isinstance(value, Str) else None


def external_member(path: str, name: str) -> Value | None:
    """Return the value of another module's declaration, as far as it matters: the names of HTTP methods."""
    bare = name.removeprefix("Method").upper()
    if bare in VERBS and (name.startswith("Method") or name == bare):
        return Str(bare)
    if path == "net/http" and name == "DefaultServeMux":
        return None
    return None


def select(machine: Machine, operand: Value, name: str, text: str) -> Value:
    """Return the value of `operand.name`."""
    if isinstance(operand, PackageName):
        return _of_package(machine, operand, name, text)
    if isinstance(operand, Object):
        value = typed.get_field(machine, operand, name)
        if value is not None:
            return value
        method = typed.find_method(machine, operand, name)
        if method is not None:
            return Func(ref=method[0], receiver=method[1], text=text)
        inner = typed.embedded_router(machine, operand)
        return Bound(inner if inner is not None else operand, name, text)
    if isinstance(operand, TypeName):
        ref = FuncRef(operand.ref.package, operand.ref.name, name)
        return Func(ref=ref, text=text) if machine.lookup.func(ref) is not None else Unknown(text)
    if isinstance(operand, Router):
        return operand if name in _SAME_ROUTER else Bound(operand, name, text)
    return Bound(operand, name, text)


_SAME_ROUTER = frozenset(("RouterGroup", "Engine", "Router", "Mux", "Echo", "App", "Group", "Handler"))


def _of_package(machine: Machine, package: PackageName, name: str, text: str) -> Value:
    if machine.lookup.in_program(package.path):
        return package_member(machine, package.path, name) or Unknown(text)
    member = external_member(package.path, name)
    if member is not None:
        return member
    framework = framework_of(package.path)
    if framework is not None and name == "DefaultServeMux":
        return machine.default_router(framework)
    return Bound(package, name, text)
