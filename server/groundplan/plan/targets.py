"""What a plan's mentions mean in the code."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.location import Location, Span
from groundplan.model.plan import Mention, MentionKind, Plan
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol
from groundplan.text.route_paths import path_shape

_START = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """A thing of the code that a mention names: exactly one of symbol, route and resource, or only a file."""

    location: Location
    symbol: Symbol | None = None
    route: Route | None = None
    resource: Resource | None = None


def targets_of(snapshot: Snapshot, plan: Plan, mention: Mention) -> tuple[Target, ...]:
    """Return what a mention can mean, best first; empty when the code has nothing of that name."""
    if mention.kind is MentionKind.PATH:
        line = mention.lines[0][0] if mention.lines else 1
        return tuple(Target(Location(path, line, _START)) for path in files_meant(snapshot, plan.path, mention.text))
    if mention.kind is MentionKind.SYMBOL:
        symbols = snapshot.resolve(mention.text)
        # A logical id without a noun beside it reads like a Go name.
        return tuple(Target(symbol.location, symbol=symbol) for symbol in symbols) or _resources(snapshot, mention.text)
    if mention.kind is MentionKind.ENDPOINT:
        return tuple(
            Target(Location(route.file, route.line, _START), route=route)
            for route in routes_meant(snapshot, mention.text)
        )
    if mention.kind is MentionKind.RESOURCE:
        return _resources(snapshot, mention.text)
    return ()


def _resources(snapshot: Snapshot, name: str) -> tuple[Target, ...]:
    """Return the resources of a logical id or physical name."""
    return tuple(
        Target(Location(resource.path, resource.line, resource.name_span), resource=resource)
        for resource in _resources_by_name(snapshot).get(name, ())
    )


def _resources_by_name(snapshot: Snapshot) -> dict[str, list[Resource]]:
    """Return all resources by their logical ids, with and without a type in front, and by their physical names."""

    def gather() -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for each in snapshot.resources:
            for name in dict.fromkeys((each.logical_id, each.logical_id.rpartition(".")[2], *each.names)):
                found.setdefault(name, []).append(each)
        return found

    return once(snapshot, "resources by name", None, gather)


def files_meant(snapshot: Snapshot, plan_path: str, text: str) -> tuple[str, ...]:
    """Return the files that a path in a plan can mean: relative to the root, to the plan, or by unique ending."""
    path = posixpath.normpath(text.strip().lstrip("/"))
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(plan_path), path))
    for exact in (path, beside):
        if not exact.startswith("..") and snapshot.has_file(exact):
            return (exact,)
    if path.startswith(".."):
        return ()
    return snapshot.files_ending_with(path)


def routes_meant(snapshot: Snapshot, text: str) -> tuple[Route, ...]:
    """Return the routes that `METHOD /path` can mean: the same path, else those whose path ends in it.

    Parameter names do not matter: `/v1/users/{id}` and `/v1/users/:userId` are the same path.
    """
    return snapshot.remember(("routes meant", text), lambda: _routes_meant(snapshot, text))


def _routes_meant(snapshot: Snapshot, text: str) -> tuple[Route, ...]:
    method, _, path = text.partition(" ")
    if not path:
        method, path = "", text
    wanted = path_shape(path)
    ending = _routes_by_end(snapshot).get(wanted[-1:], ())
    of_method = [route for route in ending if not method or route.method in (method.upper(), "ANY")]
    same = [route for route in of_method if path_shape(route.path) == wanted]
    if same or len(wanted) < 2:
        return tuple(same)
    return tuple(route for route in of_method if path_shape(route.path)[-len(wanted) :] == wanted)


def _routes_by_end(snapshot: Snapshot) -> dict[tuple[str, ...], list[Route]]:
    """Return all routes by the last segment of their paths' shapes, each list in the order of the index."""

    def gather() -> dict[tuple[str, ...], list[Route]]:
        found: dict[tuple[str, ...], list[Route]] = {}
        for route in snapshot.routes:
            found.setdefault(path_shape(route.path)[-1:], []).append(route)
        return found

    return once(snapshot, "routes by end", None, gather)
