"""Routes and handlers as an index keeps them."""

from __future__ import annotations

import sqlite3
from operator import itemgetter

from groundplan.index.codec import decode
from groundplan.index.overlay import LaidTables
from groundplan.model.route import Handler, HandlerKind, Route
from groundplan.model.symbol import Origin


def read_routes(connection: sqlite3.Connection) -> tuple[Route, ...]:
    """Return all routes, ordered by file and line."""
    found = [decode(Route, row[0]) for row in connection.execute("SELECT data FROM route")]
    return tuple(sorted(found, key=lambda route: (route.file, route.line, route.path, route.method)))


def read_handlers(tables: LaidTables) -> tuple[Handler, ...]:
    """Return the functions that are handlers by signature or registration; no tests, mocks and vendored code."""
    hidden = int(Origin.TEST | Origin.VENDORED | Origin.MOCK)
    rows = tables.rows(
        "SELECT h.name, h.kind, f.path, h.line FROM laid.handler h JOIN laid.file f ON f.id=h.file"
        f" WHERE f.origin & {hidden} = 0 AND shown UNION SELECT r.name, r.kind, r.path, r.line"
        " FROM registered_handler r JOIN laid.file f ON f.path=r.path WHERE shown"
    )
    found: dict[tuple[str, int], Handler] = {}
    for name, kind, path, line in sorted(rows, key=itemgetter(2, 3, 1)):
        # What is registered and has a known signature too is named by the signature.
        if kind != HandlerKind.HOUSE.value or (path, line) not in found:
            found[path, line] = Handler(name, HandlerKind(kind), path, line)
    return tuple(found.values())
