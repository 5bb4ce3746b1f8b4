"""Features of the code as slices: from a handler down to the types that it works on."""

from __future__ import annotations

import posixpath

from groundplan.discover.calls import UNWANTED, callees_of
from groundplan.discover.field_pairs import word_overlap
from groundplan.discover.query import Query
from groundplan.discover.search import find_prior_art
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate
from groundplan.model.go import Signature
from groundplan.model.route import Route
from groundplan.model.slice import Slice, Step, StepRole
from groundplan.model.symbol import Symbol, SymbolKind

MAX_DEPTH = 3
"""Calls followed below a handler: service, store, client. Further down is the framework."""

MAX_STEPS = 5
"""Steps shown of a slice."""

ENOUGH = 4
"""Handlers from which functions that nobody serves are left out: they are steps of features, not features."""


def similar_slices(snapshot: Snapshot, query: Query, limit: int) -> tuple[Slice, ...]:
    """Return the features most like a query, best first: one per handler and, where handlers are few, per function."""
    routes = routes_by_place(snapshot)
    handlers = {(handler.path, handler.line) for handler in snapshot.handlers} | set(routes)
    functions = [
        candidate
        for candidate in find_prior_art(snapshot, query, limit * 12)
        if candidate.symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD)
    ]
    found: list[Slice] = []
    part_of_another: set[int] = set()
    for wanted in (True, False):
        for candidate in functions:
            symbol = candidate.symbol
            place = (symbol.path, symbol.line)
            if (place in handlers) is not wanted or symbol.id in part_of_another:
                continue
            if len(found) >= (limit if wanted else min(limit, ENOUGH)):
                break
            made = make_slice(snapshot, symbol, routes.get(place, ()), candidate)
            part_of_another.update(step.symbol.id for step in made.steps)
            found.append(made)
    return tuple(found)


def routes_by_place(snapshot: Snapshot) -> dict[tuple[str, int], tuple[Route, ...]]:
    """Return the routes by file and line of the function that serves them."""
    found: dict[tuple[str, int], tuple[Route, ...]] = {}
    for route in snapshot.routes:
        if route.handler_path:
            key = (route.handler_path, route.handler_line)
            found[key] = (*found.get(key, ()), route)
    return found


def make_slice(
    snapshot: Snapshot, entry: Symbol, routes: tuple[Route, ...], candidate: Candidate | None = None
) -> Slice:
    """Return the slice below a function: the functions that it reaches and the types that they take or return."""
    steps = [Step(StepRole.HANDLER, entry)]
    seen = {entry.id}
    level = [entry]
    for _ in range(MAX_DEPTH):
        below: list[Symbol] = []
        for caller in level:
            for callee in callees_of(snapshot, caller):
                if callee.id not in seen and _carries_the_feature(callee, entry):
                    seen.add(callee.id)
                    below.append(callee)
        if not below:
            break
        # One step per level: the nearest in name to the entry carries the feature, the rest helps it along.
        best = max(below, key=lambda symbol: (_affinity(symbol, entry), -symbol.line))
        steps.append(Step(StepRole.SERVICE, best))
        level = [best]
        if len(steps) >= MAX_STEPS - 1:
            break
    worked_on = _types_of(snapshot, steps)
    steps.extend(Step(StepRole.TYPE, symbol) for symbol in worked_on[:1])
    return Slice(
        routes,
        tuple(steps),
        _tests_beside(snapshot, entry),
        candidate.score if candidate else 0.0,
        candidate.reasons if candidate else (),
    )


def _carries_the_feature(callee: Symbol, entry: Symbol) -> bool:
    return callee.kind is SymbolKind.METHOD or callee.import_path != entry.import_path


def _affinity(symbol: Symbol, entry: Symbol) -> float:
    method = 0.3 if symbol.kind is SymbolKind.METHOD else 0.0
    return word_overlap(f"{symbol.receiver} {symbol.name}", f"{entry.package} {entry.receiver} {entry.name}") + method


def _types_of(snapshot: Snapshot, steps: list[Step]) -> list[Symbol]:
    found: dict[int, tuple[int, int, Symbol]] = {}
    for step in reversed(steps):
        func = snapshot.func_decl(step.symbol)
        for text in _types_in(func.signature) if func else ():
            symbol = snapshot.resolve_type(text, step.symbol.path)
            if symbol is None or symbol.kind is not SymbolKind.STRUCT or symbol.origin & UNWANTED:
                continue
            rank = 0 if snapshot.is_registered_model(symbol) else 1
            found.setdefault(symbol.id, (rank, len(found), symbol))
    return [symbol for _, _, symbol in sorted(found.values(), key=lambda item: item[:2])]


def _types_in(signature: Signature) -> list[str]:
    return [item.type for item in (*signature.params, *signature.results)]


def _tests_beside(snapshot: Snapshot, symbol: Symbol) -> tuple[str, ...]:
    beside = symbol.path.removesuffix(".go") + "_test.go"
    if snapshot.has_file(beside):
        return (beside,)
    folder = posixpath.dirname(symbol.path)
    tests = [
        file.path
        for file in snapshot.files_of_package(symbol.import_path)
        if file.path.endswith("_test.go") and posixpath.dirname(file.path) == folder
    ]
    return tuple(tests[:1])
