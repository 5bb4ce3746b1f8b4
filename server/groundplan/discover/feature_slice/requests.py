"""Routes as the upper end of a slice: middleware, the function of a template, the way down to what is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from groundplan.detect.patterns.guards import is_guard
from groundplan.discover.feature_slice.resources import functions_running
from groundplan.discover.feature_slice.roles import kind_of_function
from groundplan.discover.feature_slice.upward import Way
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.text.route_paths import path_shape

MAX_MIDDLEWARE = 4
"""Middleware shown of a route, guards first."""

_SURE = {
    RouteConfidence.EXACT: Confidence.HIGH,
    RouteConfidence.BASE_UNKNOWN: Confidence.HIGH,
    RouteConfidence.SPEC: Confidence.HIGH,
    RouteConfidence.EVENT: Confidence.MEDIUM,
    RouteConfidence.PREFIX_UNKNOWN: Confidence.LOW,
}


def routes_of(snapshot: Snapshot, handler: Symbol) -> tuple[Route, ...]:
    """Return the routes that a function serves, each method and path once, ordered by file and line."""
    by_place = snapshot.remember("routes by place", lambda: _routes_by_place(snapshot))
    return by_place.get((handler.path, handler.line), ())


def _routes_by_place(snapshot: Snapshot) -> dict[tuple[str, int], tuple[Route, ...]]:
    found: dict[tuple[str, int], dict[tuple[str, tuple[str, ...]], Route]] = {}
    for route in sorted(snapshot.routes, key=lambda each: (not each.middleware, each.source == "sam")):
        if route.handler_path:
            routes = found.setdefault((route.handler_path, route.handler_line), {})
            routes.setdefault((route.method, path_shape(route.path)), route)
    return {
        place: tuple(sorted(routes.values(), key=lambda each: (each.file, each.line)))
        for place, routes in found.items()
    }


def serving_function(snapshot: Snapshot, route: Route) -> Symbol | None:
    """Return the function that serves a route, None for a closure or where it was not resolved."""
    for symbol in snapshot.symbols_of_file(route.handler_path) if route.handler_path else ():
        if symbol.line == route.handler_line and symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD):
            return symbol
    return None


def route_node(
    snapshot: Snapshot, route: Route, below: Sequence[SliceNode], relation: str = "", brief: bool = False
) -> SliceNode:
    """Return a route with its middleware and the function of a template that runs it; `brief` leaves these out."""
    place = (route.handler_path, route.handler_line)
    around = () if brief else (*_middleware(snapshot, route), *functions_running(snapshot, place, (route.title,)))
    return SliceNode(
        NodeKind.ROUTE,
        route.title,
        route.file,
        route.line,
        relation,
        _SURE[route.confidence],
        (f"{'declared' if route.confidence is RouteConfidence.SPEC else 'registered'} ({route.source})",),
        children=(*around, *below),
    )


def way_node(snapshot: Snapshot, way: Way, bottom: SliceNode | None, relation: str = "served by") -> SliceNode:
    """Return a way down as a chain of nodes below its entry's first route; `bottom` takes the last step's place."""
    node: SliceNode | None = None
    for position in range(len(way.steps) - 1, -1, -1):
        symbol, confidence, evidence = way.steps[position]
        if node is None and bottom is not None:
            node = replace(bottom, relation="calls", confidence=confidence, evidence=(evidence,) if evidence else ())
            continue
        node = SliceNode(
            kind_of_function(snapshot, symbol),
            symbol.qualified_name,
            symbol.path,
            symbol.line,
            "calls",
            confidence,
            (evidence,) if evidence else (),
            symbol.package,
            (node,) if node is not None else (),
        )
    assert node is not None
    routes = routes_of(snapshot, way.entry)
    if not routes:
        return replace(node, relation="used by" if relation else "")
    served = route_node(snapshot, routes[0], (replace(node, relation="served by"),), relation, brief=True)
    if len(routes) > 1:
        also = ", ".join(route.title for route in routes[1:3])
        more = f" and {len(routes) - 3} more" if len(routes) > 3 else ""
        served = replace(served, detail=f"also {also}{more}")
    return served


def _middleware(snapshot: Snapshot, route: Route) -> list[SliceNode]:
    names = [name for name in dict.fromkeys(route.middleware) if name != "func"]
    shown = sorted(names, key=lambda name: (not is_guard(name), names.index(name)))[:MAX_MIDDLEWARE]
    nodes = []
    for name in sorted(shown, key=names.index):
        meant = _functions(snapshot, name)
        # `auth.Required` may be a method of a local variable: the only one of that name.
        guessed = [] if meant else _functions(snapshot, name.rpartition(".")[2])
        if len(meant) == 1:
            nodes.append(SliceNode(NodeKind.MIDDLEWARE, name, meant[0].path, meant[0].line, "behind"))
        elif len(guessed) == 1 and guessed[0].import_path and "." in name:
            place = guessed[0].path, guessed[0].line
            evidence = ("the only function of that name",)
            nodes.append(SliceNode(NodeKind.MIDDLEWARE, name, *place, "behind", Confidence.MEDIUM, evidence))
        elif "." in name or name.isupper():
            evidence = ("named at the registration",)
            node = SliceNode(NodeKind.MIDDLEWARE, name, route.file, route.line, "behind", Confidence.MEDIUM, evidence)
            nodes.append(node)
    return nodes


def _functions(snapshot: Snapshot, name: str) -> list[Symbol]:
    return [each for each in snapshot.resolve(name) if each.kind in (SymbolKind.FUNC, SymbolKind.METHOD)]
