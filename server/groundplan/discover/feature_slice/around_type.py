"""The slice of a type: where its values are kept, by whom, and which requests lead there."""

from __future__ import annotations

import re

from groundplan.discover.calls import UNWANTED, resolved_type
from groundplan.discover.closeness import closeness
from groundplan.discover.feature_slice.covering_tests import tests_of
from groundplan.discover.feature_slice.requests import route_node, routes_of, serving_function, way_node
from groundplan.discover.feature_slice.resources import resources_used_by, tables_of_type
from groundplan.discover.feature_slice.roles import is_plumbing, kind_of_function, words_of
from groundplan.discover.feature_slice.upward import ways_to
from groundplan.index.snapshot import Snapshot
from groundplan.model.route import Route
from groundplan.model.slice import NodeKind, Slice, SliceNode
from groundplan.model.symbol import Symbol

MAX_FILES = 16
"""Files looked into for functions that take or return a type, the closest first."""

MAX_STORES = 5
MAX_ROUTES = 6
FEW_ROUTES = 6
"""Routes of one handler beyond which it is a handler of everything."""

MAX_TARGETS = 10
"""Functions from which requests are looked for."""

_RANK = {NodeKind.STORE: 0, NodeKind.SERVICE: 1, NodeKind.CLIENT: 2, NodeKind.HANDLER: 3}


def slice_of_type(snapshot: Snapshot, symbol: Symbol) -> Slice:
    """Return a type with the tables that keep it, the functions that store it and the routes that lead to them."""
    users = functions_with(snapshot, symbol)
    stores = [each for each in users if kind_of_function(snapshot, each) is NodeKind.STORE]
    shown = stores or [each for each in users if kind_of_function(snapshot, each) is not NodeKind.HANDLER]
    tables = {(node.path, node.name): node for node in tables_of_type(snapshot, symbol)}
    functions = []
    for user in shown[:MAX_STORES]:
        found = resources_used_by(snapshot, user)
        below = [node for node in found if (node.path, node.name) not in tables]
        tables.update({(node.path, node.name): node for node in below})
        functions.append(_function_node(snapshot, user, "stored by" if stores else "used by", below))
    served, more = _routes(snapshot, symbol, stores or users)
    kept_in = [node for node in tables.values() if node.relation == "kept in"]
    tests = _tests(snapshot, symbol, shown)
    root = SliceNode(
        NodeKind.TYPE,
        symbol.name,
        symbol.path,
        symbol.line,
        detail=symbol.package,
        children=(*kept_in, *functions, *served, *tests),
        left_out=max(0, len(shown) - MAX_STORES) + more,
    )
    return Slice(symbol.display_name, (root,))


def functions_with(snapshot: Snapshot, symbol: Symbol) -> list[Symbol]:
    """Return the hand-written functions that take or return a type, and its own methods that store: stores first."""
    near = sorted(snapshot.files_using(symbol), key=lambda path: (-closeness(path, (symbol.path,)), path))
    # Stores tend to stand in folders of their own, far from the type: those named after it come first.
    own_words = words_of(symbol.name)
    near.sort(key=lambda path: not own_words & words_of(path.rpartition("/")[2].removesuffix(".go")))
    spelled = re.compile(rf"\b{re.escape(symbol.name)}\b")
    found: list[tuple[int, int, Symbol]] = []
    for path in (symbol.path, *near[:MAX_FILES]):
        facts = snapshot.facts_of(path)
        spans: dict[int, Symbol] = {}
        for func in facts.funcs if facts else ():
            texts = [item.type for item in (*func.signature.params, *func.signature.results)]
            named = [text for text in texts if spelled.search(text)]
            own = path == symbol.path and func.receiver == symbol.name
            if not own and not any(_means(snapshot, text, path, symbol) for text in named):
                continue
            spans = spans or {each.span.start: each for each in snapshot.symbols_of_file(path)}
            user = spans.get(func.span.start)
            if user is None or user.origin & UNWANTED or is_plumbing(snapshot, user):
                continue
            kind = kind_of_function(snapshot, user)
            if own and kind is not NodeKind.STORE:
                continue
            about = len(words_of(f"{user.receiver} {user.name}") & own_words)
            found.append((_RANK.get(kind, 4), -about, user))
    found.sort(key=lambda each: (*each[:2], each[2].path, each[2].line))
    return [user for _, _, user in found]


def _means(snapshot: Snapshot, text: str, path: str, symbol: Symbol) -> bool:
    """Tell whether a type as written in a file is a type, or a list, a map or a generic type of it."""
    for part in re.findall(r"(?:\w+\.)?\w+", text):
        if part.rpartition(".")[2] == symbol.name:
            meant = resolved_type(snapshot, part, path)
            if meant is not None and meant.id == symbol.id:
                return True
    return False


def _function_node(snapshot: Snapshot, user: Symbol, relation: str, below: list[SliceNode]) -> SliceNode:
    return SliceNode(
        kind_of_function(snapshot, user),
        user.qualified_name,
        user.path,
        user.line,
        relation,
        detail=user.package,
        children=tuple(below),
    )


def _routes(snapshot: Snapshot, symbol: Symbol, users: list[Symbol]) -> tuple[list[SliceNode], int]:
    """Return the routes that read or answer with a type, then those that lead to a function which works on it."""
    nodes: dict[tuple[str, int, str], SliceNode] = {}
    entries: set[tuple[str, int]] = set()
    ways, more = ways_to(snapshot, users[:MAX_TARGETS], MAX_ROUTES)
    by_entry = {(way.entry.path, way.entry.line): way for way in ways}
    for route in _with_payload(snapshot, symbol):
        handler = serving_function(snapshot, route)
        way = by_entry.get((route.handler_path, route.handler_line))
        below: list[SliceNode] = []
        if way is not None:
            chain = way_node(snapshot, way, None)
            below = list(chain.children) if chain.kind is NodeKind.ROUTE else [chain]
        elif handler is not None:
            below = [_function_node(snapshot, handler, "served by", [])]
        nodes.setdefault(
            (route.file, route.line, route.title), route_node(snapshot, route, below, "served by", brief=True)
        )
        entries.add((route.handler_path, route.handler_line))
    for way in ways:
        entry = (way.entry.path, way.entry.line)
        # What serves whatever there is says nothing of one type.
        if entry in entries or len(routes_of(snapshot, way.entry)) > FEW_ROUTES:
            continue
        if len(way.steps) > 1 or kind_of_function(snapshot, way.entry) is NodeKind.HANDLER:
            nodes[way.entry.path, way.entry.line, way.entry.name] = way_node(snapshot, way, None)
    found = list(nodes.values())
    return found[:MAX_ROUTES], max(0, len(found) - MAX_ROUTES) + int(more)


def _with_payload(snapshot: Snapshot, symbol: Symbol) -> list[Route]:
    return [
        route
        for route in snapshot.routes
        for text in (route.request, route.response)
        if symbol.name in text
        and any(_means(snapshot, text, each, symbol) for each in (route.handler_path, route.file))
    ]


def _tests(snapshot: Snapshot, symbol: Symbol, users: list[Symbol]) -> list[SliceNode]:
    found: dict[tuple[str, int], SliceNode] = {}
    for each in (symbol, *users[:3]):
        for node in tests_of(snapshot, each):
            found.setdefault((node.path, node.line), node)
    return list(found.values())[:3]
