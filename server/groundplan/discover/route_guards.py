"""Who may pass, told by what stands before routes: the best general detector of authentication."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from groundplan.detect.patterns.guards import is_about_rights, is_guard
from groundplan.discover.closeness import closeness, is_sample
from groundplan.index.snapshot import Snapshot
from groundplan.model.pattern import PatternForm, PatternKind, PatternSite
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.symbol import Origin, Symbol


def guard_forms(snapshot: Snapshot, kind: PatternKind, near: Sequence[str], examples: int) -> list[PatternForm]:
    """Return a form for each guard of a kind (authentication or authorisation) that stands before routes.

    The first example is the guard's declaration, where its name leads to one; the others are registrations.
    """
    guarded: dict[str, list[Route]] = {}
    names = spellings_of_guards(snapshot)
    for route in snapshot.routes:
        for name in guards_before(route, names):
            if is_about_rights(name) is (kind is PatternKind.AUTHORISATION):
                guarded.setdefault(name, []).append(route)
    return [_form(snapshot, name, routes, near, examples) for name, routes in sorted(guarded.items())]


def spellings_of_guards(snapshot: Snapshot) -> dict[str, str]:
    """Return each guard as most routes spell it, by its spellings: `s.auth` and `h.server.auth` are one method."""
    return snapshot.remember("spellings of guards", lambda: _spellings(snapshot))


def guards_before(route: Route, names: dict[str, str]) -> tuple[str, ...]:
    """Return the guards before a route, each once, by their commonest spelling."""
    return tuple(dict.fromkeys(names[name] for name in route.middleware if name in names))


def is_empty(snapshot: Snapshot, name: str) -> bool:
    """Tell whether a middleware by that name only yields a list and calls nothing: a place that was left for some."""
    named = snapshot.symbols_named(name.rpartition(".")[2])
    decls = [decl for each in named if not each.kind.is_type and (decl := snapshot.func_decl(each)) is not None]
    return bool(decls) and all(
        not decl.calls and decl.signature.results[:1] and decl.signature.results[0].type.startswith("[]")
        for decl in decls
    )


def _spellings(snapshot: Snapshot) -> dict[str, str]:
    counted = Counter(name for route in snapshot.routes for name in dict.fromkeys(route.middleware) if is_guard(name))
    for name in [name for name in counted if is_empty(snapshot, name)]:
        del counted[name]
    found: dict[str, str] = {}
    first: dict[tuple[str, int], str] = {}
    for name, _ in sorted(counted.items(), key=lambda item: (-item[1], len(item[0]), item[0])):
        last = name.rpartition(".")[2]
        # Only what can mean one declaration is sure to be the same behind another variable.
        named = [each for each in snapshot.symbols_named(last) if each.origin == Origin.HANDWRITTEN]
        alone = len(named) == 1 and "." in name and named[0].receiver != ""
        found[name] = first.setdefault((named[0].path, named[0].line), name) if alone else name
    return found


def unguarded_remark(snapshot: Snapshot) -> str:
    """Return a sentence on the routes without any guard; "" where no route has one."""
    # What a specification declares says nothing of middleware.
    routes = [
        route for route in snapshot.routes if route.confidence not in (RouteConfidence.SPEC, RouteConfidence.EVENT)
    ]
    open_routes = [route for route in routes if not any(map(is_guard, route.middleware))]
    if not routes or not open_routes or len(open_routes) == len(routes):
        return ""
    first = min(open_routes, key=lambda route: (is_sample(route.file), route.file, route.line))
    return (
        f"{len(open_routes)} of {len(routes)} routes have no such middleware before them,"
        f" as {first.title} ({first.file}:{first.line})."
    )


def _form(snapshot: Snapshot, name: str, routes: list[Route], near: Sequence[str], examples: int) -> PatternForm:
    declared = _declaration(snapshot, name, near or [routes[0].file])
    shown = [PatternSite(declared.qualified_name, declared.path, declared.line)] if declared is not None else []
    best = sorted(
        routes, key=lambda route: (-closeness(route.file, near), is_sample(route.file), route.file, route.line)
    )
    files: set[str] = set()
    for route in best:
        if route.file not in files:
            files.add(route.file)
            shown.append(PatternSite(route.title, route.file, route.line))
    folders = {route.file.rpartition("/")[0] for route in routes}
    return PatternForm(
        f"`{name}` before routes", "route", len(routes), len(files), len(folders), tuple(shown[:examples])
    )


def _declaration(snapshot: Snapshot, name: str, near: Sequence[str]) -> Symbol | None:
    """The function that a middleware's text names, None where it names several or none."""
    last = name.rpartition(".")[2]
    named = [
        symbol
        for symbol in snapshot.symbols_named(last)
        if not symbol.kind.is_type and symbol.origin == Origin.HANDWRITTEN
    ]
    owner = name.rpartition(".")[0].rpartition(".")[2].lower()
    exact = [symbol for symbol in named if owner and owner in (symbol.package.lower(), symbol.receiver.lower())]
    found = exact or named
    return (
        min(found, key=lambda symbol: (-closeness(symbol.path, near), symbol.path))
        if len(found) <= 3 and found
        else None
    )
