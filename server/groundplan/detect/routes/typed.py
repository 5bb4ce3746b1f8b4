"""Values known by their type alone, and the fields and methods of objects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from groundplan.detect.routes.frameworks import SHAPE, framework_of
from groundplan.detect.routes.lookup import bare_type, element_type
from groundplan.detect.routes.paths import VERBS
from groundplan.detect.routes.values import (
    Bound,
    Func,
    FuncRef,
    Handed,
    Items,
    Object,
    PackageName,
    Router,
    Str,
    TypeRef,
    Unknown,
    Value,
    is_informative,
)
from groundplan.model.go import TypeDecl, TypeKind
from groundplan.model.source import SourceFile

if TYPE_CHECKING:
    from groundplan.detect.routes.framework import Framework
    from groundplan.detect.routes.machine import Machine

_FUNCTION_TYPE = re.compile(r"^\*?(?:\w+\.)?(?:\w*Handler|\w*HandlerFunc|Handle|\w*Middleware\w*|\w*Endpoint)$|^func\b")
_HANDLING = re.compile(r"Handler|Handle$|Endpoint$|^\.*(?:any|interface ?\{\}|[A-Z])$")
_REQUEST = re.compile(r"Request|Context|Ctx|Writer|Event")
_NO_REQUEST = re.compile(r"http\.Response$|resty\.|testing\.|^\*?context\.Context$")
_ROUTER_NAME = re.compile(r"I?Router|RouterGroup|RouteGroup|(?:Serve)?Mux")
_VERB_METHODS = frozenset(each.capitalize() for each in VERBS) | VERBS
_MAX_FOLLOWED = 6


def is_function_type(machine: Machine, text: str, file: SourceFile) -> bool:
    """Tell whether a type is that of a handler, a middleware or any other function."""
    for _ in range(_MAX_FOLLOWED):
        found = machine.lookup.type(machine.lookup.type_ref(text, file))
        if found is None:
            return _FUNCTION_TYPE.match(text.strip()) is not None
        if not found[1].underlying:
            return False
        file, text = found[0], found[1].underlying
    return False


def router_type(machine: Machine, text: str, file: SourceFile) -> tuple[Framework, bool] | None:
    """Return the framework of a router's type and whether only a whole router has that type, not a group of one."""
    for _ in range(_MAX_FOLLOWED):
        ref = machine.lookup.type_ref(text, file)
        if ref is None:
            return None
        framework = framework_of(ref.package)
        if framework is not None and framework.has_router(ref):
            return framework, ref.name in framework.root_types
        found = machine.lookup.type(ref)
        if found is None:
            return (SHAPE, False) if is_foreign_router(machine, ref) else None
        file, decl = found
        if decl.kind is TypeKind.INTERFACE:
            return _router_interface(machine, decl, file)
        if not decl.underlying:
            return None
        text = decl.underlying
    return None


def is_foreign_router(machine: Machine, ref: TypeRef) -> bool:
    """Tell whether a type of another module is a router of no known library, by its name."""
    if is_standard(ref.package) or framework_of(ref.package) is not None or machine.lookup.in_program(ref.package):
        return False
    return _ROUTER_NAME.fullmatch(ref.name) is not None


def is_standard(import_path: str) -> bool:
    """Tell whether a package is of the standard library: its first element has no dot."""
    return "." not in import_path.split("/", 1)[0]


def _router_interface(machine: Machine, decl: TypeDecl, file: SourceFile) -> tuple[Framework, bool] | None:
    for embedded in decl.embeds:
        ref = machine.lookup.type_ref(embedded, file)
        framework = framework_of(ref.package) if ref is not None else None
        if ref is not None and framework is not None and framework.has_router(ref):
            return framework, False
    verbs = sum(
        method.name in _VERB_METHODS
        and any(is_function_type(machine, each.type.removeprefix("..."), file) for each in method.signature.params[1:])
        for method in decl.methods
    )
    return (SHAPE, False) if verbs >= 2 else None


def value_of_type(machine: Machine, text: str, file: SourceFile, name: str = "") -> Value:
    """Return what is known of a value of which only the type is known."""
    text = text.strip()
    element = element_type(text)
    if element:
        return Items([], element, file, complete=False)
    found = router_type(machine, text, file)
    if found is not None:
        return Router(found[0], known=found[1])
    if is_function_type(machine, text, file):
        return Func(text=name)
    ref = machine.lookup.type_ref(text, file)
    if ref is None or not ref.package:
        return Unknown(name)
    declared = machine.lookup.type(ref)
    if declared is not None:
        at, decl = declared
        element = element_type(decl.underlying)
        if element:
            return Items([], element, at, complete=False)
        return Object(TypeRef(at.import_path, decl.name), text=name)
    return Object(ref, text=name)


def get_field(machine: Machine, target: Object, name: str, depth: int = 0) -> Value | None:
    """Return a field's value, also one promoted from an embedded field; None when there is no such field."""
    if name in target.fields:
        return target.fields[name]
    found = machine.lookup.type(target.type)
    if found is None:
        return None
    file, decl = found
    declared = next((each for each in decl.fields if each.name == name), None)
    if declared is not None:
        fact = machine.field_facts.get((TypeRef(file.import_path, decl.name), name))
        if fact is not None and (isinstance(fact, Router | Handed) or not target.whole):
            value: Value = fact
        elif target.whole and bare_type(declared.type) == "string":
            value = Str("")
        else:
            value = value_of_type(machine, declared.type, file, name)
        target.fields[name] = value
        return value
    if depth < _MAX_FOLLOWED:
        for each in decl.fields:
            if each.embedded:
                inner = get_field(machine, target, each.name, depth + 1)
                if isinstance(inner, Object):
                    value_or_none = get_field(machine, inner, name, depth + 1)
                    if value_or_none is not None:
                        return value_or_none
    return None


def set_field(machine: Machine, target: Object, name: str, value: Value) -> None:
    """Set a field, its own or one promoted from an embedded field; what is not known does not replace what is."""
    target = _owner(machine, target, name)
    if not is_informative(value) and is_informative(target.fields.get(name)):
        return
    target.fields[name] = value
    if target.type is not None and isinstance(value, Router | Handed | Object | Func | Items):
        machine.field_facts.setdefault((target.type, name), value)


def _owner(machine: Machine, target: Object, name: str, depth: int = 0) -> Object:
    """Return the object that a field belongs to: this one, or an embedded one that declares it."""
    found = machine.lookup.type(target.type)
    if found is None or depth >= _MAX_FOLLOWED or any(each.name == name for each in found[1].fields):
        return target
    for each in found[1].fields:
        inner = get_field(machine, target, each.name) if each.embedded else None
        if isinstance(inner, Object):
            owner = _owner(machine, inner, name, depth + 1)
            declared = machine.lookup.type(owner.type)
            if declared is not None and any(field.name == name for field in declared[1].fields):
                return owner
    return target


def find_method(machine: Machine, target: Object, name: str, depth: int = 0) -> tuple[FuncRef, Object] | None:
    """Return a method of an object with the object that has it, which may be an embedded one."""
    if target.type is None:
        return None
    ref = FuncRef(target.type.package, target.type.name, name)
    if ref in machine.lookup.by_ref or machine.lookup.func(ref) is not None:
        return ref, target
    found = machine.lookup.type(target.type)
    if found is None or depth >= _MAX_FOLLOWED:
        return None
    for each in found[1].fields:
        if each.embedded:
            inner = get_field(machine, target, each.name)
            if isinstance(inner, Object):
                promoted = find_method(machine, inner, name, depth + 1)
                if promoted is not None:
                    return promoted
    return None


def embedded_router(machine: Machine, target: Object, depth: int = 0) -> Router | Handed | None:
    """Return the router that a struct embeds, whose methods it has as its own."""
    found = machine.lookup.type(target.type) if depth < _MAX_FOLLOWED else None
    for each in found[1].fields if found is not None else ():
        if each.embedded:
            value = get_field(machine, target, each.name)
            if isinstance(value, Object):
                value = embedded_router(machine, value, depth + 1)
            if isinstance(value, Router | Handed):
                return value
    return None


def is_function(machine: Machine, value: Value) -> bool:
    """Tell whether a value is a function, as far as can be seen; a name of nothing in the program is not."""
    if isinstance(value, Func):
        return True
    if not isinstance(value, Bound) or isinstance(value.receiver, PackageName):
        return False
    receiver = value.receiver
    if isinstance(receiver, Object) and receiver.type is not None:
        if find_method(machine, receiver, value.name) is not None:
            return True
        found = machine.lookup.type(receiver.type)
        return found is not None and any(each.name == value.name for each in found[1].methods)
    return any(takes_request(machine, ref) for ref in machine.lookup.methods_named(value.name))


def takes_request(machine: Machine, ref: FuncRef) -> bool:
    """Tell whether a method found by its name alone takes a request, so that it may be the handler meant."""
    declared = machine.lookup.func(ref)
    types = [each.type for each in declared[1].signature.params] if declared is not None else []
    return ref.name != "ServeHTTP" and is_request(types)


def is_request(types: Iterable[str]) -> bool:
    """Tell whether parameters are those of a handler: a request, a library's context, an event; not a plain context."""
    return any(_REQUEST.search(each) and not _NO_REQUEST.search(each) for each in types)


def is_handler(machine: Machine, value: Value) -> bool:
    """Tell whether a value can serve requests: a function, or an object with `ServeHTTP`."""
    if isinstance(value, Object):
        return find_method(machine, value, "ServeHTTP") is not None
    return is_function(machine, value)


def returns_handler(machine: Machine, callee: Func) -> bool:
    """Tell whether a declared function's first result may be a handler."""
    declared = machine.lookup.func(callee.ref) if callee.ref is not None else None
    results = declared[1].signature.results if declared is not None else ()
    return bool(results) and _HANDLING.search(results[0].type) is not None


def makes_callback(machine: Machine, factory: Func) -> bool:
    """Tell whether a declared function returns a function that takes no request."""
    declared = machine.lookup.func(factory.ref) if factory.ref is not None else None
    if declared is None or not declared[1].signature.results:
        return False
    file, text = declared[0], declared[1].signature.results[0].type
    for _ in range(_MAX_FOLLOWED):
        found = machine.lookup.type(machine.lookup.type_ref(text, file))
        if found is None or not found[1].underlying:
            break
        file, text = found[0], found[1].underlying
    return text.startswith("func") and not is_request([text])


def takes_handler(machine: Machine, callee: Func, index: int) -> bool:
    """Tell whether a parameter may be a handler: a setter or a getter is a function too, but serves nothing."""
    if callee.made or callee.ref is None:
        return True
    declared = machine.lookup.func(callee.ref)
    params = declared[1].signature.params if declared is not None else ()
    if declared is None or not params:
        return True
    file, text = declared[0], params[min(index, len(params) - 1)].type
    for _ in range(_MAX_FOLLOWED):
        if _HANDLING.search(text):
            return True
        found = machine.lookup.type(machine.lookup.type_ref(text, file))
        if found is None or not found[1].underlying:
            break
        file, text = found[0], found[1].underlying
    return _serves(text) if text.lstrip(".").startswith("func") else True


def _serves(function_type: str) -> bool:
    """Tell whether a function's type takes a request, or a plain context and something else: the request of a house."""
    params = function_type[function_type.find("(") + 1 :].split(")", 1)[0].split(",")
    types = [each.split()[-1] for each in params if each.split()]
    return is_request(types) or (len(types) > 1 and "context.Context" in types)
