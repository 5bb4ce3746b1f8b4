"""Registered models: types handed to a model registrar, which is configured or seen in `init` functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundplan.detect.registrars import LEARNED_FROM, Registrar, RegistrarKind, is_ruled_out
from groundplan.detect.routes.lookup import Lookup
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.typed import is_standard
from groundplan.detect.walking import calls_in, nodes_in
from groundplan.model.expression import Assign, Call, Evaluate, Expression, Function, Literal, Name, Selector
from groundplan.model.go import TypeKind
from groundplan.model.location import Location
from groundplan.model.settings import Settings
from groundplan.model.source import SourceFile


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A type made a model by registration.

    `location` is the type's name where it is declared; `file` and `line` (1-based) are the registration.
    """

    name: str
    import_path: str
    registrar: str
    location: Location
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class _Site:
    """One type passed to one call."""

    key: tuple[str, str]
    text: str
    model: RegisteredModel
    configured: bool


def scan_models(lookup: Lookup, settings: Settings) -> tuple[list[RegisteredModel], list[Registrar]]:
    """Return the registered models, ordered by place, and the registrars that they were handed to, ordered by name."""
    groups: dict[tuple[str, str], list[_Site]] = {}
    for site in _sites(lookup, settings):
        groups.setdefault(site.key, []).append(site)
    models: dict[tuple[str, str], RegisteredModel] = {}
    registrars: list[Registrar] = []
    for sites in groups.values():
        names = dict.fromkeys((each.model.import_path, each.model.name) for each in sites)
        configured = any(each.configured for each in sites)
        if is_ruled_out(settings.model_registrars, sites[0].text):
            continue
        if not configured and len(names) < LEARNED_FROM:
            continue
        for each in sites:
            models.setdefault((each.model.import_path, each.model.name), each.model)
        texts = [each.text for each in sites]
        callee = min(set(texts), key=lambda text: (-texts.count(text), text))
        shown = ", ".join(f"`{name}`" for _, name in list(names)[:3])
        types = "a type" if len(names) == 1 else f"{len(names)} types"
        evidence = f"given {types} of the workspace in init functions: {shown}"
        at = tuple(sorted({(each.model.file, each.model.line) for each in sites}))
        registrars.append(Registrar(callee, RegistrarKind.MODEL, at, evidence, configured))
    ordered = sorted(models.values(), key=lambda each: (each.location, each.name))
    return ordered, sorted(registrars, key=lambda each: (each.callee, each.sites))


def _sites(lookup: Lookup, settings: Settings) -> Iterator[_Site]:
    for file, function in (*lookup.bodies, *lookup.library_bodies):
        in_init = _starts_by_itself(function)
        if not in_init and not settings.model_registrars:
            continue
        own = {id(each) for each in _own_calls(function)} if in_init else set()
        for call in calls_in(function.body):
            key = _key(lookup, file, call)
            if key is None:
                continue
            text = text_of(call.callee)
            configured = names_registrar(settings.model_registrars, text, lookup.package(key[0]).name)
            if not configured and (id(call) not in own or (is_standard(key[0]) and not lookup.in_program(key[0]))):
                continue
            for model in _models_among(lookup, file, call.args, text, call.line):
                yield _Site(key, text, model, configured)


def _starts_by_itself(function: Function) -> bool:
    """Tell whether a body runs when its package is loaded: `init`, or a variable's initialiser."""
    if function.name == "init" and not function.receiver:
        return True
    first = function.body[0] if function.body else None
    return isinstance(first, Assign) and first.kind == "var"


def _own_calls(function: Function) -> Iterator[Call]:
    """Yield the calls that are statements of their own or whole initialisers: what registers returns nothing to use."""
    for each in nodes_in(function.body, closures=False):
        values = (each.value,) if isinstance(each, Evaluate) else each.values if isinstance(each, Assign) else ()
        yield from (value for value in values if isinstance(value, Call))


def names_registrar(configured: Iterable[str], text: str, package: str) -> bool:
    """Tell whether settings name a callee: as written, by its bare name, or with its package's name in front."""
    bare = text.rsplit(".", 1)[-1]
    return any(each in (text, bare, f"{package}.{bare}") for each in configured)


def _key(lookup: Lookup, file: SourceFile, call: Call) -> tuple[str, str] | None:
    callee = call.callee
    if isinstance(callee, Name):
        return None if callee.name in ("new", "append", "make", "panic") else (file.import_path, callee.name)
    if not isinstance(callee, Selector):
        return None
    if isinstance(callee.operand, Name):
        path = lookup.import_of(file, callee.operand.name)
        if path is not None:
            return path, callee.name
    return file.import_path, text_of(callee)


def _models_among(
    lookup: Lookup, file: SourceFile, args: Iterable[Expression], registrar: str, line: int
) -> Iterator[RegisteredModel]:
    for each in args:
        text = ""
        if isinstance(each, Literal):
            text = each.type
        elif isinstance(each, Call) and isinstance(each.callee, Name) and each.callee.name == "new" and each.args:
            text = text_of(each.args[0])
        found = lookup.type(lookup.type_ref(text, file)) if text else None
        if found is not None and (found[1].fields or found[1].kind is not TypeKind.STRUCT):
            at, decl = found  # a struct without fields is a plug-in, a command or a migration, but no model
            location = Location(at.path, decl.line, decl.name_span)
            yield RegisteredModel(decl.name, at.import_path, registrar, location, file.path, line)
