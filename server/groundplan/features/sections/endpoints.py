"""Endpoints Using Existing Patterns: comparable routes, how they are registered and guarded."""

from __future__ import annotations

from collections import Counter

from groundplan.detect.patterns.guards import is_guard
from groundplan.discover.route_guards import guards_before, spellings_of_guards
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.registration import how_registered
from groundplan.features.sections.stand_ins import is_stand_in
from groundplan.model.route import Route, RouteConfidence
from groundplan.text.identifiers import words

SHOWN = 4


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per comparable route, the house's way of guarding routes, and a blank for the new endpoint."""
    routes = _comparable(context)
    lines = [Line(_text(context, route), f"`{route.title}`") for route in routes[:SHOWN]]
    guard = _guard(context, routes[:SHOWN])
    if guard is not None:
        lines.append(guard)
    if routes:
        how = how_registered(context, routes[0]).replace(" in ", " as in ", 1)
        text = f"- ⟨method and path of the endpoint, or the existing one that changes⟩, {how}"
        lines.append(Line(text, "⟨method and path"))
    elif lines:
        lines.append(
            Line("- ⟨method and path of each new endpoint, and the handler that serves it?⟩", "⟨method and path")
        )
    return tuple(lines)


def _comparable(context: SectionContext) -> list[Route]:
    """The routes of similar features, then those whose path or handler speaks of what the plan is about."""
    found: dict[str, Route] = {}
    for item in context.slices:
        for route in item.routes:
            found.setdefault(route.title, route)
    weights = dict(context.query.terms)
    spoken = []
    for route in context.snapshot.routes:
        if is_stand_in(route.file):
            continue
        hits = {word for word in words(f"{route.path} {route.handler}") if word in weights}
        if hits:
            spoken.append((-sum(weights[word] for word in hits), route.file, route.line, route))
    for *_, route in sorted(spoken, key=lambda item: item[:3]):
        if len(found) >= SHOWN:
            break
        found.setdefault(route.title, context.as_specified(route))
    return list(found.values())


def _text(context: SectionContext, route: Route) -> str:
    links = context.links
    registered = f"{how_registered(context, route)} ({route.source})"
    if route.handler_path:
        name = f"`{route.handler}`" if route.handler else "a closure"
        handler = f"[{name}]({links.target(route.handler_path, route.handler_line)})"
    elif route.handler:
        handler = f"`{route.handler}`"
    else:
        # A specification names no function; the code that serves it was not found.
        handler = "" if route.confidence is RouteConfidence.SPEC else "a closure"
    served = f" → {handler}" if handler else ""
    telling = [name for name in route.middleware if name in context.telling_middleware or is_guard(name)]
    behind = f", behind {' → '.join(f'`{name}`' for name in dict.fromkeys(telling))}" if telling else ""
    return f"- `{route.title}`{served}, {registered}{behind}."


def _guard(context: SectionContext, routes: list[Route]) -> Line | None:
    """The authentication that most routes stand behind, by the words of the middleware's name, where there is one."""
    everywhere = context.snapshot.routes
    names = spellings_of_guards(context.snapshot)
    counted = Counter(name for route in everywhere for name in guards_before(route, names))
    if not counted:
        return None
    near = Counter(name for route in routes for name in guards_before(route, names))
    name, sites = max(counted.items(), key=lambda item: (near[item[0]], item[1], item[0]))
    example = next(route for route in (*routes, *everywhere) if name in guards_before(route, names))
    share = f"{sites} of {count_of(len(everywhere), 'route')}"
    place = context.links.place(example.file, example.line)
    return Line(f"- Auth: `{name}` stands before {share} (as in {place}).", f"Auth: `{name}`")
