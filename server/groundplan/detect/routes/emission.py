"""Registrations as routes: mounted prefixes put in front, methods told apart, duplicates dropped."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.detect.routes import serving
from groundplan.detect.routes.book import below
from groundplan.detect.routes.machine import Machine
from groundplan.detect.routes.paths import ANY, is_below_base, is_whole, join, render
from groundplan.detect.routes.values import Registration, Router, Value
from groundplan.model.route import Route, RouteConfidence

_SURENESS = (RouteConfidence.EXACT, RouteConfidence.BASE_UNKNOWN, RouteConfidence.PREFIX_UNKNOWN)
_MAX_MOUNTS = 8
_MAX_PLACES = 64


def routes_of(machine: Machine, registrations: Iterable[Registration]) -> list[Route]:
    """Return the routes of registrations, in their order, without duplicates."""
    found: dict[tuple[str, int, str, str], Route] = {}
    listed = [each for each in registrations if each.listed]
    reached = {each.site for each in listed if each.guess not in machine.called}
    for each in listed:
        if each.guess not in machine.called or each.site not in reached:
            for route in _routes_of_one(machine, each):
                key = (route.file, route.line, route.method, route.path)
                before = found.get(key)
                if before is None or _is_better(route, before):
                    found[key] = route
    return _without_guesses(list(found.values()))


def _is_better(route: Route, before: Route) -> bool:
    if route.confidence is not before.confidence:
        return _SURENESS.index(route.confidence) < _SURENESS.index(before.confidence)
    return bool(route.handler_path) and not before.handler_path


def _without_guesses(routes: list[Route]) -> list[Route]:
    """Drop a route with an unknown prefix where the same registration is also known with its prefix."""
    surest: dict[tuple[str, int, str], int] = {}
    for each in routes:
        key = (each.file, each.line, each.method)
        surest[key] = min(_SURENESS.index(each.confidence), surest.get(key, len(_SURENESS)))
    return [each for each in routes if _SURENESS.index(each.confidence) == surest[each.file, each.line, each.method]]


def _routes_of_one(machine: Machine, registration: Registration) -> Iterable[Route]:
    served = [(method, registration.handler) for method in _plain(registration.methods)]
    if registration.methods == (ANY,):
        served = serving.by_method(machine, registration.handler) or served
    for prefix, chain, known in places(registration.router):
        router = registration.router
        whole = below(router, prefix, registration.path) if router is not None else registration.path
        confidence = _confidence(whole) if known and registration.known else RouteConfidence.PREFIX_UNKNOWN
        for method, handler in served:
            yield _route(machine, registration, method, render(whole), handler, chain, confidence)


def _confidence(path: str) -> RouteConfidence:
    if is_whole(path):
        return RouteConfidence.EXACT
    return RouteConfidence.BASE_UNKNOWN if is_below_base(path) else RouteConfidence.PREFIX_UNKNOWN


def _route(
    machine: Machine,
    registration: Registration,
    method: str,
    path: str,
    handler: Value,
    chain: tuple[str, ...],
    confidence: RouteConfidence,
) -> Route:
    target = serving.resolve(machine, handler)
    return Route(
        method=method,
        path=path,
        handler=target.name,
        file=registration.site[0],
        line=registration.site[1],
        source=registration.source,
        confidence=confidence,
        middleware=tuple(each for each in (*chain, *registration.middleware, *target.wrappers) if each),
        handler_path=target.path,
        handler_line=target.line,
    )


def _plain(methods: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out OPTIONS and HEAD beside other methods: preflight and the shadow of GET are no routes of their own."""
    kept = tuple(dict.fromkeys(each for each in methods if each != "OPTIONS"))
    if "GET" in kept:
        kept = tuple(each for each in kept if each != "HEAD")
    return kept or tuple(dict.fromkeys(methods)) or (ANY,)


def places(router: Router | None, depth: int = 0) -> list[tuple[str, tuple[str, ...], bool]]:
    """Return the (prefix, middleware, known) of each place where a whole router is reached."""
    if router is None:
        return [("", (), True)]
    if not router.mounts or depth > _MAX_MOUNTS:
        return [("", (), router.known)]
    found: list[tuple[str, tuple[str, ...], bool]] = []
    for outer, prefix, chain in router.mounts:
        for before, around, known in places(outer, depth + 1):
            found.append((join(before, prefix), (*around, *chain), known))
    return found[:_MAX_PLACES]
