"""Features of the code as slices: from a handler down to the types that it works on."""

from __future__ import annotations

from groundplan.discover.calls import UNWANTED, callees_of
from groundplan.discover.field_pairs import word_overlap
from groundplan.discover.query import Query
from groundplan.discover.search import find_prior_art
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate
from groundplan.model.go import Signature
from groundplan.model.route import Route
from groundplan.model.slice import Chain, Step, StepRole
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.text.identifiers import words

MAX_DEPTH = 3
"""Calls followed below a handler: service, store, client. Further down is the framework."""

MAX_STEPS = 5
"""Steps shown of a slice."""

ENOUGH = 4
"""Handlers from which functions that nobody serves are left out: they are steps of features, not features."""

MOST_FOLLOWED = 8
"""Candidates whose calling handlers are looked for, and files looked into for each."""

COMMON_WORDS = frozenset(
    """
    get set list find add create new make update put delete remove handle handler handlers service services controller
    api app web http server store repository model models pkg internal util utils common main v1 v2 all one by error
    log logger logging context ctx request response check is has do run init parse write read validate
    """.split()
)
"""Words that functions of unrelated features share."""


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
            made = make_chain(snapshot, symbol, routes.get(place, ()), candidate, frozenset(query.words))
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
                reason = f"calls `{symbol.qualified_name}`"
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
    snapshot: Snapshot,
    entry: Symbol,
    routes: tuple[Route, ...],
    candidate: Candidate | None = None,
    about: frozenset[str] = frozenset(),
) -> Chain:
    """Return the slice below a function: the functions that it reaches and the types that they take or return."""
    steps = [Step(StepRole.HANDLER, entry)]
    # A step shares a telling word with the entry or with what is looked for; logging and the like do not.
    subject = _feature_words(entry) | (about - COMMON_WORDS)
    seen = {entry.id}
    level = [entry]
    for _ in range(MAX_DEPTH):
        below: list[Symbol] = []
        for caller in level:
            for callee in callees_of(snapshot, caller):
                if callee.id not in seen and _feature_words(callee) & subject:
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
    return Chain(
        routes,
        tuple(steps),
        _tests_beside(snapshot, entry),
        candidate.score if candidate else 0.0,
        candidate.reasons if candidate else (),
    )


def _feature_words(symbol: Symbol) -> frozenset[str]:
    return frozenset(words(f"{symbol.package} {symbol.receiver} {symbol.name}")) - COMMON_WORDS


def _affinity(symbol: Symbol, entry: Symbol) -> float:
    method = 0.3 if symbol.kind is SymbolKind.METHOD else 0.0
    return word_overlap(f"{symbol.receiver} {symbol.name}", f"{entry.package} {entry.receiver} {entry.name}") + method


def _types_of(snapshot: Snapshot, steps: list[Step]) -> list[Symbol]:
    found: dict[int, tuple[int, int, Symbol]] = {}
    # What a handler takes and gives is mostly the framework's; what its service does is the feature's.
    alone = len(steps) == 1
    for step in reversed(steps if alone else steps[1:]):
        func = snapshot.func_decl(step.symbol)
        for text in _types_in(func.signature) if func else ():
            symbol = snapshot.resolve_type(text, step.symbol.path)
            if symbol is None or symbol.kind is not SymbolKind.STRUCT or symbol.origin & UNWANTED:
                continue
            rank = 0 if snapshot.is_registered_model(symbol) else 1
            if alone and rank:
                continue
            found.setdefault(symbol.id, (rank, len(found), symbol))
    return [symbol for _, _, symbol in sorted(found.values(), key=lambda item: item[:2])]


def _types_in(signature: Signature) -> list[str]:
    return [item.type for item in (*signature.params, *signature.results)]


def _tests_beside(snapshot: Snapshot, symbol: Symbol) -> tuple[str, ...]:
    beside = symbol.path.removesuffix(".go") + "_test.go"
    if snapshot.has_file(beside):
        return (beside,)
    tests = [file.path for file in snapshot.files_of_package(symbol.import_path) if file.path.endswith("_test.go")]
    # In a package of one feature its tests are the feature's; in a large one they are about anything.
    return tuple(tests) if len(tests) == 1 else ()
