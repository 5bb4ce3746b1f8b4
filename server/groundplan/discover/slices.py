"""Features of the code as slices: from a handler down to the types that it works on."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.discover.calls import UNWANTED, callees_of
from groundplan.discover.feature_slice import slice_of
from groundplan.discover.feature_slice.main_way import ON_THE_WAY, about, main_way
from groundplan.discover.query import Query
from groundplan.discover.reasons import CALLING
from groundplan.discover.search import find_prior_art
from groundplan.discover.type_names import ROLES, name_words
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate
from groundplan.model.join import Confidence
from groundplan.model.route import Route
from groundplan.model.slice import Chain, NodeKind, SliceNode, Step, StepRole
from groundplan.model.symbol import Symbol, SymbolKind

MAX_STEPS = 5
"""Steps shown of a slice."""

MAX_ENDS = 2
"""Tables, queues and services outside that are named at a chain's end."""

ENOUGH = 4
"""Handlers from which functions that nobody serves are left out: they are steps of features, not features."""

MOST_FOLLOWED = 8
"""Candidates whose calling handlers are looked for, and files looked into for each."""


def similar_slices(snapshot: Snapshot, query: Query, limit: int) -> tuple[Chain, ...]:
    """Return the features most like a query, best first: one per handler and, where handlers are few, per function."""
    routes = routes_by_place(snapshot)
    handlers = {(handler.path, handler.line) for handler in snapshot.handlers} | set(routes)
    functions = [
        candidate
        for candidate in find_prior_art(snapshot, query, limit * 12)
        if candidate.symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD)
    ]
    if not handlers:
        return _model_slices(snapshot, query, limit)
    found: list[Chain] = []
    part_of_another: set[int] = set()
    functions = _with_callers(snapshot, functions, handlers)
    for wanted in (True, False):
        for candidate in functions:
            symbol = candidate.symbol
            place = (symbol.path, symbol.line)
            if (place in handlers) is not wanted or symbol.id in part_of_another:
                continue
            if len(found) >= (limit if wanted else min(limit, ENOUGH)):
                break
            made = make_chain(snapshot, symbol, routes.get(place, ()), candidate)
            part_of_another.update(step.symbol.id for step in made.steps)
            found.append(made)
    return tuple(found)


def _with_callers(snapshot: Snapshot, functions: list[Candidate], handlers: set[tuple[str, int]]) -> list[Candidate]:
    """Add the handlers that call a candidate: a feature is found by its service as well as by its route."""
    found: dict[int, Candidate] = {}
    followed = 0
    for candidate in functions:
        symbol = candidate.symbol
        if (symbol.path, symbol.line) not in handlers and followed < MOST_FOLLOWED:
            followed += 1
            for caller in _handlers_calling(snapshot, symbol, handlers):
                reason = f"{CALLING}`{symbol.qualified_name}`"
                made = Candidate(caller, 0.9 * candidate.score, (reason, *candidate.reasons))
                if caller.id not in found or found[caller.id].score < made.score:
                    found[caller.id] = made
        if symbol.id not in found or found[symbol.id].score < candidate.score:
            found[symbol.id] = candidate
    return sorted(found.values(), key=lambda item: (-item.score, item.symbol.path, item.symbol.line))


def _handlers_calling(snapshot: Snapshot, symbol: Symbol, handlers: set[tuple[str, int]]) -> list[Symbol]:
    using = [path for path in snapshot.files_using(symbol) if any(path == place[0] for place in handlers)]
    return [
        caller
        for path in using[:MOST_FOLLOWED]
        for caller in snapshot.symbols_of_file(path)
        if (caller.path, caller.line) in handlers
        and any(callee.id == symbol.id for callee in callees_of(snapshot, caller))
    ]


def _model_slices(snapshot: Snapshot, query: Query, limit: int) -> tuple[Chain, ...]:
    """In a library nothing is served: a feature is a type with what makes it and what works on it."""
    found: dict[int, Chain] = {}
    for candidate in find_prior_art(snapshot, query, limit * 12):
        symbol = candidate.symbol
        if symbol.kind is SymbolKind.METHOD:
            owners = [s for s in snapshot.types_named(symbol.receiver) if s.import_path == symbol.import_path]
            symbol = owners[0] if owners else symbol
        if symbol.kind not in (SymbolKind.STRUCT, SymbolKind.INTERFACE, SymbolKind.FUNC) or symbol.id in found:
            continue
        if len(found) >= limit:
            break
        steps = [Step(StepRole.TYPE if symbol.kind.is_type else StepRole.HANDLER, symbol)]
        makers = [
            maker
            for maker in snapshot.symbols_named(f"New{symbol.name}")
            if maker.import_path == symbol.import_path and not maker.origin & UNWANTED
        ]
        steps += [Step(StepRole.SERVICE, maker) for maker in makers[:1]]
        if candidate.symbol.id != symbol.id:
            steps.append(Step(StepRole.SERVICE, candidate.symbol))
        tests = _tests_beside(snapshot, symbol)
        found[symbol.id] = Chain((), tuple(steps), tests, candidate.score, candidate.reasons)
    return tuple(found.values())


def routes_by_place(snapshot: Snapshot) -> dict[tuple[str, int], tuple[Route, ...]]:
    """Return the routes by file and line of the function that serves them."""
    found: dict[tuple[str, int], tuple[Route, ...]] = {}
    for route in snapshot.routes:
        if route.handler_path:
            key = (route.handler_path, route.handler_line)
            found[key] = (*found.get(key, ()), route)
    return found


def make_chain(
    snapshot: Snapshot, entry: Symbol, routes: tuple[Route, ...], candidate: Candidate | None = None
) -> Chain:
    """Return the main way through the feature below a function."""
    steps = [Step(StepRole.HANDLER, entry)]
    kept_in: list[SliceNode] = []
    tests: list[str] = []
    top = next((node for node in slice_of(snapshot, entry).nodes() if _is_at(node, entry)), None)
    if top is not None:
        way = _while_sure(main_way(top, _noun_of(routes)))
        for node, following in zip(way[1:], [*way[2:], None], strict=False):
            # An interface's method says nothing that the one type behind it does not.
            if node.kind in ON_THE_WAY and not (following is not None and following.relation == "done by"):
                symbol = _symbol_at(snapshot, node)
                if symbol is not None and len(steps) < MAX_STEPS - 1:
                    steps.append(Step(StepRole.SERVICE, symbol))
        nodes = list(_sure_nodes(top))
        worked_on = _worked_on(top, way)
        symbol = _symbol_at(snapshot, worked_on) if worked_on is not None else None
        if symbol is not None:
            steps.append(Step(StepRole.TYPE, symbol))
        ends = [*way, *(worked_on.walk() if worked_on is not None else ())]
        outside = [
            node for node in ends if node.kind in (NodeKind.RESOURCE, NodeKind.API) and node.relation != "runs in"
        ]
        kept_in = list({node.name: node for node in outside}.values())[:MAX_ENDS]
        tests = _tests_of(nodes, top, [*way, *([worked_on] if worked_on is not None else [])])
    return Chain(
        routes,
        tuple(steps),
        tuple(dict.fromkeys(tests)) or _tests_beside(snapshot, entry),
        candidate.score if candidate else 0.0,
        candidate.reasons if candidate else (),
        tuple(kept_in),
    )


def _noun_of(routes: tuple[Route, ...]) -> str:
    """Return what a route's path says that its feature is about: its last segment that is no parameter."""
    segments = routes[0].path.split("/") if routes else ()
    return next((each for each in reversed(segments) if each and each[0] not in "{:*<$"), "")


def _tests_of(nodes: list[SliceNode], top: SliceNode, way: list[SliceNode]) -> list[str]:
    """Return the files with tests of a feature: of what is on its way first, then of what else it speaks of.

    Tests of what every feature calls, as of who finds out who asks, are not its own.
    """
    parts = [*way, *(node for node in nodes if about(node, top))]
    return [child.path for node in parts for child in node.children if child.kind is NodeKind.TEST]


def _sure_nodes(node: SliceNode) -> Iterator[SliceNode]:
    """Yield a part and all below it, without what only may stand behind an interface."""
    yield node
    for child in node.children:
        if not (child.relation == "done by" and child.confidence is Confidence.LOW):
            yield from _sure_nodes(child)


def _while_sure(way: list[SliceNode]) -> list[SliceNode]:
    """Return a way up to where it would go on in any one of several types behind an interface."""
    for position, node in enumerate(way):
        if node.relation == "done by" and node.confidence is Confidence.LOW:
            # The interface's own method stays: that it is called is certain.
            return way[:position]
    return way


def _is_at(node: SliceNode, symbol: Symbol) -> bool:
    return (node.path, node.line) == (symbol.path, symbol.line) and node.kind is not NodeKind.ROUTE


def _symbol_at(snapshot: Snapshot, node: SliceNode) -> Symbol | None:
    return next((each for each in snapshot.symbols_of_file(node.path) if each.line == node.line), None)


def _worked_on(top: SliceNode, way: list[SliceNode]) -> SliceNode | None:
    """Return the type that a feature is about: of those that it speaks of the one that is kept somewhere."""
    types = [node for node in top.walk() if node.kind is NodeKind.TYPE and not _is_carrier(node.name)]

    def nearness(node: SliceNode) -> tuple[int, bool, bool]:
        kept = any(child.kind is NodeKind.RESOURCE for child in node.children)
        return about(node, top), kept, node in way

    best = max(types, key=nearness, default=None)
    # The caller's own account, say, is no more than what every feature looks at.
    return best if best is not None and (about(best, top) or best in way) else None


def _is_carrier(name: str) -> bool:
    """Tell whether a type carries values to a function and back, as `InvoiceFilter`, and is not what they are of."""
    said = name_words(name.rpartition(".")[2])
    return len(said) > 1 and said[-1] in ROLES


def _tests_beside(snapshot: Snapshot, symbol: Symbol) -> tuple[str, ...]:
    beside = symbol.path.removesuffix(".go") + "_test.go"
    if snapshot.has_file(beside):
        return (beside,)
    tests = [file.path for file in snapshot.files_of_package(symbol.import_path) if file.path.endswith("_test.go")]
    # In a package of one feature its tests are the feature's; in a large one they are about anything.
    return tuple(tests) if len(tests) == 1 else ()
