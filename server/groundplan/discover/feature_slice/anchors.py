"""What a name can ask about: routes, functions, types and resources, and the names nearest to one that is unknown."""

from __future__ import annotations

import re
from difflib import get_close_matches

from groundplan.discover.calls import UNWANTED
from groundplan.index.snapshot import Snapshot
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.route_paths import path_shape

Anchor = Symbol | Route | Resource
"""What a slice is asked of."""

_ASKED = (SymbolKind.FUNC, SymbolKind.METHOD)
NEAREST = 3
_PLACE = re.compile(r"(.+\.\w+):(\d+)")


def anchors_of(snapshot: Snapshot, name: str) -> tuple[Anchor, ...]:
    """Return what a name can mean: `POST /v1/x`, a path alone, `Type`, `pkg.Func`, `Type.Method`, a logical id.

    So can a place, `path.go:12`. Routes of the same path and method that lead to the same function are one. A function
    or type that goes by the very name of a resource comes along with it.
    """
    name = " ".join(name.split())
    place = _PLACE.fullmatch(name)
    if place is not None:
        return _at_place(snapshot, place.group(1), int(place.group(2)))
    if "/" in name:
        return _routes(snapshot, name) or _symbols(snapshot, name)
    return (*_symbols(snapshot, name), *_resources(snapshot, name))


def title_of(anchor: Anchor) -> str:
    """Return what an anchor is called, precisely enough to ask for it again."""
    if isinstance(anchor, Route):
        return anchor.title
    if isinstance(anchor, Resource):
        return anchor.logical_id
    return anchor.display_name


def place_of(anchor: Anchor) -> tuple[str, int]:
    """Return the path and the 1-based line at which an anchor stands."""
    return (anchor.file, anchor.line) if isinstance(anchor, Route) else (anchor.path, anchor.line)


def nearest_names(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    """Return the names most like one that nothing has, best first."""
    if "/" in name:
        titles = sorted({route.title for route in snapshot.routes})
        paths = {title: title.partition(" ")[2] for title in titles}
        wanted = name if " " in name else f"GET {name}"
        close = get_close_matches(wanted, titles, NEAREST, 0.5)
        return tuple(close or get_close_matches(name, list(paths.values()), NEAREST, 0.5))
    last = name.rpartition(".")[2]
    pool = {each.name for each in snapshot.names.beginning_with(last[:2])[0] if len(last) > 1}
    pool |= {resource.logical_id for resource in snapshot.resources}
    pool |= {route.handler.rpartition(".")[2] for route in snapshot.routes if route.handler}
    return tuple(get_close_matches(last, sorted(pool), NEAREST, 0.6))


def _at_place(snapshot: Snapshot, path: str, line: int) -> tuple[Anchor, ...]:
    symbols = [each for each in snapshot.symbols_of_file(path) if each.line == line]
    asked = [each for each in symbols if each.kind in _ASKED or each.kind.is_type]
    resources = [each for each in snapshot.resources if (each.path, each.line) == (path, line)]
    return (*asked, *resources) or tuple(each for each in snapshot.routes if (each.file, each.line) == (path, line))


def _routes(snapshot: Snapshot, text: str) -> tuple[Route, ...]:
    method, _, path = text.partition(" ")
    if not path:
        method, path = "", text
    wanted = path_shape(path)
    of_method = [route for route in snapshot.routes if not method or route.method in (method.upper(), "ANY")]
    same = [route for route in of_method if path_shape(route.path) == wanted]
    if not same and len(wanted) >= 2:
        same = [route for route in of_method if path_shape(route.path)[-len(wanted) :] == wanted]
    found: dict[tuple[object, ...], Route] = {}
    for route in sorted(same, key=lambda route: not route.handler_path):
        served = (route.handler_path, route.handler_line) if route.handler_path else ("", 0)
        key = (route.method, path_shape(route.path))
        if served != ("", 0) or not any(other[:2] == key for other in found):
            found.setdefault((*key, served), route)
    return tuple(found.values())


def _symbols(snapshot: Snapshot, name: str) -> tuple[Symbol, ...]:
    found = [
        symbol
        for symbol in snapshot.resolve(name)
        if (symbol.kind in _ASKED or symbol.kind.is_type) and not symbol.origin & (Origin.MOCK | Origin.TEST)
    ]
    return tuple([symbol for symbol in found if not symbol.origin & UNWANTED] or found)


def _resources(snapshot: Snapshot, name: str) -> tuple[Resource, ...]:
    return tuple(
        resource
        for resource in snapshot.resources
        if name in (resource.logical_id, resource.logical_id.rpartition(".")[2]) or name in resource.names
    )
