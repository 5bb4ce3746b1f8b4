"""What a name can ask about: routes, functions, types and resources, and the names nearest to one that is unknown."""

from __future__ import annotations

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


def anchors_of(snapshot: Snapshot, name: str) -> tuple[Anchor, ...]:
    """Return what a name can mean: `POST /v1/x`, a path alone, `Type`, `pkg.Func`, `Type.Method`, a logical id.

    Routes of the same path and method that lead to the same function are one. A function or type that goes by the very
    name of a resource comes along with it.
    """
    name = " ".join(name.split())
    if "/" in name and not name.endswith(".go"):
        return _routes(snapshot, name) or _symbols(snapshot, name)
    return (*_symbols(snapshot, name), *_resources(snapshot, name))


def title_of(anchor: Anchor) -> str:
    """Return what an anchor is called, precisely enough to ask for it again."""
    if isinstance(anchor, Route):
        return anchor.title
    if isinstance(anchor, Resource):
        return anchor.logical_id
    return anchor.display_name


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
