"""The slice of a resource: the functions and events around it, the code that works with it, and who asks for that."""

from __future__ import annotations

from groundplan.detect.joins.kinds import FUNCTION_TYPES
from groundplan.discover.calls import UNWANTED, resolved_type
from groundplan.discover.feature_slice.downward import Descent
from groundplan.discover.feature_slice.requests import route_node, serving_function, way_node
from groundplan.discover.feature_slice.resources import (
    carried_by,
    granted_to,
    links_of,
    resource_node,
    types_made_beside,
)
from groundplan.discover.feature_slice.roles import is_plumbing, kind_of_function
from groundplan.discover.feature_slice.upward import ways_to
from groundplan.discover.resources import Tie, ties_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource
from groundplan.model.slice import NodeKind, Slice, SliceNode
from groundplan.model.symbol import Symbol, SymbolKind

MAX_CODE = 5
MAX_AROUND = 5
MAX_ROUTES = 6
"""Functions of the code, resources around it and routes that are shown; the rest is a count."""

MAX_EVENTS = 3
"""Events of a function whose code is followed down."""


def slice_of_resource(snapshot: Snapshot, resource: Resource) -> Slice:
    """Return a resource with what starts it, what may use it, the code behind it and the routes that lead there."""
    ties = ties_of(snapshot, resource)
    if resource.type in FUNCTION_TYPES:
        children, left_out = _of_function(snapshot, ties)
    else:
        children, left_out = _of_store(snapshot, ties)
    root = resource_node(resource)
    return Slice(
        resource.logical_id,
        (
            SliceNode(
                root.kind, root.name, root.path, root.line, detail=root.detail, children=children, left_out=left_out
            ),
        ),
    )


def _of_function(snapshot: Snapshot, ties: tuple[Tie, ...]) -> tuple[tuple[SliceNode, ...], int]:
    handlers = [tie for tie in ties if tie.join.kind is JoinKind.HANDLER]
    code: list[SliceNode] = []
    for tie in handlers or [tie for tie in ties if tie.join.kind is JoinKind.PACKAGE]:
        symbol = _function_at(snapshot, tie.path, tie.line)
        if symbol is not None and symbol.name != "main":
            granted = granted_to(snapshot, [(tie.join.template, tie.join.resource)])
            descent = Descent(snapshot, symbol, granted=granted)
            node = descent.function(symbol, tie.relation, tie.join.confidence, tie.join.evidence)
            code.append(node)
        else:
            kind = NodeKind.HANDLER if handlers else NodeKind.SERVICE
            code.append(_tie_node(tie, kind))
    titles = list(dict.fromkeys(event.detail for event in _events(ties)))
    by_title = {route.title: route for route in reversed(snapshot.routes) if route.title in titles and route.handler}
    followed = 0
    routes: list[SliceNode] = []
    known = {(node.path, node.line) for node in code}
    for title in titles:
        route = by_title.get(title)
        if route is None:
            continue
        handler = serving_function(snapshot, route)
        below: tuple[SliceNode, ...] = ()
        if handler is not None and (handler.path, handler.line) not in known and followed < MAX_EVENTS:
            followed += 1
            below = (Descent(snapshot, handler, (route,)).function(handler, "served by"),)
        routes.append(route_node(snapshot, route, below, "started by", brief=True))
    sources = [
        _tie_node(tie, NodeKind.RESOURCE, _kind_of_tie(snapshot, tie))
        for tie in ties
        if tie.join.kind is JoinKind.EVENT and (tie.join.detail not in by_title)
    ]
    may_use = [
        _tie_node(tie, NodeKind.RESOURCE, _kind_of_tie(snapshot, tie))
        for tie in ties
        if tie.join.kind is JoinKind.GRANT
    ]
    around = _once([*sources, *may_use])
    shown = (*_once(code), *routes[:MAX_ROUTES], *around[: MAX_AROUND + 2])
    return shown, max(0, len(routes) - MAX_ROUTES) + max(0, len(around) - MAX_AROUND - 2)


def _events(ties: tuple[Tie, ...]) -> list[Join]:
    return [tie.join for tie in ties if tie.join.kind is JoinKind.EVENT and "/" in tie.join.detail]


def _of_store(snapshot: Snapshot, ties: tuple[Tie, ...]) -> tuple[tuple[SliceNode, ...], int]:
    targets: dict[int, Symbol] = {}
    code: list[SliceNode] = []
    types: list[SliceNode] = []
    for tie in ties:
        if tie.join.kind is JoinKind.MODEL:
            types.append(_tie_node(tie, NodeKind.TYPE))
        elif tie.join.kind is JoinKind.USED_BY:
            symbol = _function_named(snapshot, tie.path, tie.name)
            methods = _working_with(snapshot, symbol, tie) if symbol is not None else []
            if not methods:
                kind = kind_of_function(snapshot, symbol) if symbol is not None else NodeKind.SERVICE
                code.append(_tie_node(tie, kind))
            for method in methods:
                targets.setdefault(method.id, method)
                node = SliceNode(
                    kind_of_function(snapshot, method),
                    method.qualified_name,
                    method.path,
                    method.line,
                    "used by",
                    *_why(snapshot, method, tie),
                    method.package,
                )
                code.append(node)
    ways, more = ways_to(snapshot, targets.values(), MAX_ROUTES)
    served = [way_node(snapshot, way, None) for way in ways if len(way.steps) > 1]
    around = _once(
        [
            _tie_node(tie, NodeKind.RESOURCE, _kind_of_tie(snapshot, tie))
            for tie in ties
            if tie.join.kind in (JoinKind.EVENT, JoinKind.GRANT)
        ]
    )
    code = _once(code)
    left_out = max(0, len(code) - MAX_CODE) + max(0, len(around) - MAX_AROUND) + int(more)
    return (*types, *code[:MAX_CODE], *served, *around[:MAX_AROUND]), left_out


def _why(snapshot: Snapshot, method: Symbol, tie: Tie) -> tuple[Confidence, tuple[str, ...]]:
    for join, confidence, why in carried_by(snapshot, method):
        if (join.template, join.resource) == (tie.join.template, tie.join.resource):
            return confidence, (why, *tie.join.evidence)
    return tie.join.confidence, (f"`{tie.name}` reads {tie.join.detail}", *tie.join.evidence)


def _working_with(snapshot: Snapshot, symbol: Symbol, tie: Tie) -> list[Symbol]:
    """Return the functions that work with a resource whose name a function reads: the methods of what it makes."""
    if symbol.kind is SymbolKind.METHOD:
        return [symbol]
    decl = snapshot.func_decl(symbol)
    results = decl.signature.results if decl else ()
    made = resolved_type(snapshot, results[0].type, symbol.path) if results else None
    beside = types_made_beside(snapshot, tie.join)
    if made is None and len(beside) == 1:
        return [each for each in snapshot.methods_of(beside[0]) if each.exported and not each.origin & UNWANTED]
    if made is None or made.import_path != symbol.import_path or not is_plumbing(snapshot, symbol):
        own = not is_plumbing(snapshot, symbol) and kind_of_function(snapshot, symbol) is not NodeKind.SERVICE
        return [symbol] if own else []
    methods = snapshot.methods_of(made)
    # Of a configuration that knows many names no method works with one of them.
    several = len({join.resource for join in links_of(snapshot).by_reader.get((tie.path, tie.name), ())}) > 1
    return [] if several else [each for each in methods if each.exported and not each.origin & UNWANTED]


def _function_at(snapshot: Snapshot, path: str, line: int) -> Symbol | None:
    for symbol in snapshot.symbols_of_file(path):
        if symbol.line == line and symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD):
            return symbol
    return None


def _function_named(snapshot: Snapshot, path: str, name: str) -> Symbol | None:
    return next((each for each in snapshot.symbols_of_file(path) if each.qualified_name == name), None)


def _tie_node(tie: Tie, kind: NodeKind, detail: str = "") -> SliceNode:
    remark = tie.join.detail
    shown = f"{detail}, {remark}" if detail and remark else detail or remark
    return SliceNode(kind, tie.name, tie.path, tie.line, tie.relation, tie.join.confidence, tie.join.evidence, shown)


def _kind_of_tie(snapshot: Snapshot, tie: Tie) -> str:
    resource = links_of(snapshot).resources.get((tie.path, tie.name))
    return resource_node(resource).detail if resource is not None else ""


def _once(nodes: list[SliceNode]) -> list[SliceNode]:
    found: dict[tuple[str, int, str, str], SliceNode] = {}
    for node in nodes:
        found.setdefault((node.path, node.line, node.name, node.relation), node)
    return list(found.values())
