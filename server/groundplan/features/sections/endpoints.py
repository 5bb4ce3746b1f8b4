"""Endpoints Using Existing Patterns: comparable routes, how they are registered and guarded."""

from __future__ import annotations

from collections import Counter

from groundplan.detect.patterns.guards import is_guard
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.route import Route
from groundplan.text.identifiers import words

SHOWN = 4


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per comparable route, the house's way of guarding routes, and a blank for the new endpoint."""
    links = context.links
    routes = _comparable(context)
    lines = [Line(_text(context, route), f"`{route.title}`") for route in routes[:SHOWN]]
    guard = _guard(context, routes)
    if guard is not None:
        lines.append(guard)
    if routes:
        pattern = routes[0]
        place = links.place(pattern.file, pattern.line)
        text = f"- ⟨method and path of the endpoint, or the existing one that changes⟩, registered as in {place}"
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
        hits = {word for word in words(f"{route.path} {route.handler}") if word in weights}
        if hits:
            spoken.append((-sum(weights[word] for word in hits), route.file, route.line, route))
    for *_, route in sorted(spoken, key=lambda item: item[:3]):
        if len(found) >= SHOWN:
            break
        found.setdefault(route.title, route)
    return list(found.values())


def _text(context: SectionContext, route: Route) -> str:
    links = context.links
    registered = f"registered in {links.place(route.file, route.line)} ({route.source})"
    if route.handler_path:
        handler = f"[`{route.handler}`]({links.target(route.handler_path, route.handler_line)})"
    else:
        handler = f"`{route.handler}`" if route.handler else "a closure"
    telling = [name for name in route.middleware if name in context.telling_middleware or is_guard(name)]
    behind = f", behind {' → '.join(f'`{name}`' for name in dict.fromkeys(telling))}" if telling else ""
    return f"- `{route.title}` → {handler}, {registered}{behind}."


def _guard(context: SectionContext, routes: list[Route]) -> Line | None:
    """The authentication that most routes stand behind, by the words of the middleware's name, where there is one."""
    everywhere = context.snapshot.routes
    guards = [(route, name) for route in everywhere for name in dict.fromkeys(route.middleware) if is_guard(name)]
    counted = Counter(name for _, name in guards)
    if not counted:
        return None
    near = Counter(name for route in routes for name in dict.fromkeys(route.middleware) if is_guard(name))
    name, sites = max(counted.items(), key=lambda item: (near[item[0]], item[1], item[0]))
    example = next(route for route in (*routes, *everywhere) if name in route.middleware)
    share = f"{sites} of {count_of(len(everywhere), 'route')}"
    place = context.links.place(example.file, example.line)
    return Line(f"- Auth: `{name}` stands before {share} (as in {place}).", f"Auth: `{name}`")
