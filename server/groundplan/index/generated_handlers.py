"""Routes whose handler is a generated wrapper, led on to the hand-written method that it calls."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from groundplan.model.route import Route
from groundplan.model.symbol import Origin

_METHODS = (
    "SELECT DISTINCT f.import_path, s.receiver, f.path, s.line FROM main.symbol s JOIN main.file f ON f.id=s.file"
    " WHERE ifnull(s.folded, lower(s.name))=lower(?) AND s.name=? AND s.kind='method' AND f.origin=0 ORDER BY f.path"
)

Method = tuple[str, str, str, int]
"""Import path, receiver, path and line of a method."""


def with_written_handlers(connection: sqlite3.Connection, routes: Iterable[Route]) -> list[Route]:
    """Return the routes, those that a generated wrapper serves with the hand-written method of the same name.

    `ServerInterfaceWrapper.GetInvoice` of oapi-codegen calls `GetInvoice` of whatever implements the interface. That is
    taken to be the hand-written type that has most of the methods that the wrapper's routes are named after, those of
    the wrapper's package before all others; where two have equally many, the route stays as it is.
    """
    known = list(routes)
    packages = _generated_packages(connection, known)
    wrapped = [each for each in known if each.handler_path in packages and "." in each.handler]
    methods = {_name(each): _methods_named(connection, _name(each)) for each in wrapped}
    owners: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for each in wrapped:
        having = {(package, receiver) for package, receiver, _, _ in methods[_name(each)]}
        owners.setdefault(_wrapper(each), Counter()).update(having)
    return [
        _led_on(each, methods[_name(each)], owners[_wrapper(each)], packages[each.handler_path])
        if each.handler_path in packages and "." in each.handler
        else each
        for each in known
    ]


def _generated_packages(connection: sqlite3.Connection, routes: list[Route]) -> dict[str, str]:
    """Return the import paths of the generated files among those that serve routes."""
    found: dict[str, str] = {}
    for path in sorted({each.handler_path for each in routes if each.handler_path}):
        row = connection.execute("SELECT origin, import_path FROM main.file WHERE path=?", (path,)).fetchone()
        if row is not None and row[0] & Origin.GENERATED:
            found[path] = row[1]
    return found


def _name(route: Route) -> str:
    return route.handler.rsplit(".", 1)[-1]


def _wrapper(route: Route) -> tuple[str, str]:
    return route.handler_path, route.handler.rsplit(".", 1)[0]


def _methods_named(connection: sqlite3.Connection, name: str) -> list[Method]:
    return connection.execute(_METHODS, (name, name)).fetchall()


def _led_on(route: Route, methods: list[Method], owners: Counter[tuple[str, str]], package: str) -> Route:
    ranked = sorted(methods, key=lambda each: (each[0] == package, owners[each[:2]]), reverse=True)
    if not ranked:
        return route
    best = ranked[0]
    if len(ranked) > 1:
        second = ranked[1]
        if (second[0] == package) == (best[0] == package) and owners[second[:2]] == owners[best[:2]]:
            return route
    return replace(route, handler=f"{best[1]}.{_name(route)}", handler_path=best[2], handler_line=best[3])
