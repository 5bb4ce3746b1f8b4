"""Composite literals: objects, slices and maps, and those that look like an entry of a table of routes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.detect.routes import shapes, typed
from groundplan.detect.routes.lookup import bare_type, element_type
from groundplan.detect.routes.paths import ANY, VERBS, is_path_like, split_pattern
from groundplan.detect.routes.scope import Scope
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import (
    Items,
    Object,
    Registration,
    Router,
    Site,
    Str,
    TypeRef,
    Value,
    is_informative,
)
from groundplan.model.expression import Expression, Literal, Name, Text
from groundplan.model.go import TypeDecl, TypeKind
from groundplan.model.source import SourceFile

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine

_PATH_FIELDS = frozenset(("path", "pattern", "route", "url", "uri", "endpoint", "routepath", "relativepath"))
_NOT_SERVING = re.compile(r"(?i)skip|error|filter|valid|before|after|middleware|check|callback|hook|client|close")
_STRUCT_FIELD = re.compile(r"(?:^|[;{])\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s+([^;{}]+(?:\{[^{}]*\}[^;{}]*)?)")


def build(
    machine: Machine, literal: Literal, scope: Scope, expected: str = "", file: SourceFile | None = None
) -> Value:
    """Return the value of a composite literal; `expected` is the type that its context gives one without a type."""
    at = file or scope.frame.file
    text = literal.type or expected
    site = (scope.frame.file.path, literal.line)
    element = element_type(text)
    declared = machine.lookup.type(machine.lookup.type_ref(text, at)) if not element else None
    if declared is not None and declared[1].kind in (TypeKind.DEFINED, TypeKind.ALIAS):
        at, decl = declared
        element = element_type(decl.underlying)
        if not element and decl.underlying:
            text, declared = decl.underlying, machine.lookup.type(machine.lookup.type_ref(decl.underlying, at))
    is_map = bool(literal.elements) and all(isinstance(key, Text) for key, _ in literal.elements)
    if element or (declared is None and is_map):
        return _items(machine, literal, scope, element, at, site)
    router = typed.router_type(machine, text, at)
    if router is not None:
        return Router(router[0])
    return _object(machine, literal, scope, text, declared, at, site)


def _items(machine: Machine, literal: Literal, scope: Scope, element: str, at: SourceFile, site: Site) -> Items:
    found = Items([], element, at)
    for key, value in literal.elements:
        name = _element(machine, key, scope, site, "", at) if key is not None else None
        found.pairs.append((name, _element(machine, value, scope, site, element, at)))
    return found


def _element(
    machine: Machine, expression: Expression, scope: Scope, site: Site, expected: str, at: SourceFile
) -> Value:
    if isinstance(expression, Literal) and not expression.type:
        return build(machine, expression, scope, expected, at)
    value = machine.evaluate(expression, scope, site)
    if not is_informative(value) and expected:
        value = typed.value_of_type(machine, expected, at, text_of(expression))
    return Str(value.text, site) if isinstance(value, Str) and value.site is None else value


def _object(
    machine: Machine,
    literal: Literal,
    scope: Scope,
    text: str,
    declared: tuple[SourceFile, TypeDecl] | None,
    at: SourceFile,
    site: Site,
) -> Object:
    if declared is not None:
        ref: TypeRef | None = TypeRef(declared[0].import_path, declared[1].name)
        fields, at = [(each.name, each.type) for each in declared[1].fields], declared[0]
    else:
        ref = machine.lookup.type_ref(text, at)
        fields = _struct_fields(text)
    types = dict(fields)
    target = Object(ref, whole=True, site=site, text=bare_type(text))
    for index, (key, value) in enumerate(literal.elements):
        positional = fields[index][0] if index < len(fields) else str(index)
        name = key.name if isinstance(key, Name) else positional
        found = _element(machine, value, scope, site, types.get(name, ""), at)
        typed.set_field(machine, target, name, found)
    _note_table_entry(machine, target, site)
    return target


def _struct_fields(text: str) -> list[tuple[str, str]]:
    """Return the (name, type) fields of an unnamed struct's type text."""
    if not text.startswith("struct"):
        return []
    inner = text[text.find("{") + 1 : text.rfind("}")]
    return [
        (name.strip(), match.group(2).strip())
        for match in _STRUCT_FIELD.finditer(inner)
        for name in match.group(1).split(",")
    ]


def _note_table_entry(machine: Machine, target: Object, site: Site) -> None:
    """Keep an object with a path and a function: a route, unless evaluation finds where it is registered."""
    if target.type is not None and not machine.lookup.in_program(target.type.package):
        return  # the options of some library
    path: Str | None = None
    method = ""
    handler: Value | None = None
    for name, value in target.fields.items():
        if isinstance(value, Str):
            if value.text.upper() in VERBS:
                method = value.text.upper()
            elif is_path_like(value.text) and (path is None or name.lower() in _PATH_FIELDS):
                path = value
        elif not _NOT_SERVING.search(name) and typed.is_handler(machine, value):
            handler = value
    if path is None or handler is None or shapes.is_plain_callback(machine, handler, strictly=True):
        return
    found_method, rest = split_pattern(path.text)
    machine.tables.append(
        Registration(
            router=None,
            source="table",
            path=rest,
            methods=(method or found_method or ANY,),
            handler=handler,
            site=path.site or site,
            known=False,
        )
    )
