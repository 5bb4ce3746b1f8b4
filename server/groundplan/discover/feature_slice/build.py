"""The slice of a route, a function, a type or a resource."""

from __future__ import annotations

from functools import partial

from groundplan.discover.feature_slice.anchors import Anchor, place_of, title_of
from groundplan.discover.feature_slice.around_resource import slice_of_resource
from groundplan.discover.feature_slice.around_type import slice_of_type
from groundplan.discover.feature_slice.downward import Descent
from groundplan.discover.feature_slice.requests import route_node, routes_of, serving_function, way_node
from groundplan.discover.feature_slice.upward import ways_to
from groundplan.index.snapshot import Snapshot
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.model.slice import Slice, SliceNode
from groundplan.model.symbol import Symbol

MAX_ROUTES = 5
"""Routes at the top of a slice; the rest is a count."""


def slice_of(snapshot: Snapshot, anchor: Anchor) -> Slice:
    """Return the feature that a route, function, type or resource belongs to, as a compact tree.

    From a route or a function it goes down to types, resources and tests; a function that is no handler stands below
    the routes that lead to it. From a type or a resource it begins with that, with the routes that lead there below.
    """
    return snapshot.remember(("slice", title_of(anchor), *place_of(anchor)), partial(_slice_of, snapshot, anchor))


def _slice_of(snapshot: Snapshot, anchor: Anchor) -> Slice:
    if isinstance(anchor, Route):
        return Slice(anchor.title, (_from_route(snapshot, anchor),))
    if isinstance(anchor, Resource):
        return slice_of_resource(snapshot, anchor)
    if anchor.kind.is_type:
        return slice_of_type(snapshot, anchor)
    return _from_function(snapshot, anchor)


def _from_route(snapshot: Snapshot, route: Route) -> SliceNode:
    handler = serving_function(snapshot, route)
    if handler is None:
        return route_node(snapshot, route, ())
    descent = Descent(snapshot, handler, (route,))
    payloads = descent.payloads(route)
    return route_node(snapshot, route, (*payloads, descent.function(handler, "served by")))


def _from_function(snapshot: Snapshot, symbol: Symbol) -> Slice:
    routes = routes_of(snapshot, symbol)
    if routes:
        first = _from_route(snapshot, routes[0])
        others = [route_node(snapshot, route, (), brief=True) for route in routes[1:MAX_ROUTES]]
        return Slice(symbol.display_name, (first, *others), max(0, len(routes) - MAX_ROUTES))
    below = Descent(snapshot, symbol).function(symbol, "")
    ways, more = ways_to(snapshot, [symbol], MAX_ROUTES)
    ways = tuple(way for way in ways if len(way.steps) > 1)
    if not ways:
        return Slice(symbol.display_name, (below,))
    roots = [way_node(snapshot, ways[0], below, "")]
    # The tree below is shown once; the other ways end at the function's name.
    roots += [way_node(snapshot, way, None, "") for way in ways[1:]]
    return Slice(symbol.display_name, tuple(roots), int(more))
