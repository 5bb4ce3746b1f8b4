"""What follows from all files together: routes, registrars, registered models and handlers known by registration."""

from __future__ import annotations

import sqlite3

from groundplan.detect.sam_routes import routes_of_template
from groundplan.detect.survey import survey
from groundplan.index.codec import decode, encode
from groundplan.index.program import StoredProgram
from groundplan.index.schema import LINK_TABLES
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.model.settings import Settings
from groundplan.text.route_paths import path_shape


def link(connection: sqlite3.Connection, settings: Settings) -> None:
    """Replace the link tables by what the stored files say now; runs inside the caller's write transaction."""
    found = survey(StoredProgram(connection, {}), settings)
    written = {(route.method, path_shape(route.path)) for route in found.routes}
    # A template's event for a route that the code registers is the same route; the code says more about it.
    events = [route for route in template_routes(connection) if (route.method, path_shape(route.path)) not in written]
    routes = [*found.routes, *events]
    for table in LINK_TABLES:
        connection.execute(f"DELETE FROM {table}")
    connection.executemany(
        "INSERT INTO route VALUES (?,?,?)", [(route.method, route.path, encode(route)) for route in routes]
    )
    connection.executemany(
        "INSERT INTO registered_model VALUES (?,?,?,?)",
        [(model.name, model.location.path, model.location.line, model.import_path) for model in found.models],
    )
    connection.executemany(
        "INSERT INTO registrar VALUES (?,?)", [(registrar.callee, encode(registrar)) for registrar in found.registrars]
    )
    connection.executemany(
        "INSERT INTO registered_handler VALUES (?,?,?,?)",
        [(handler.name, handler.kind.value, handler.path, handler.line) for handler in found.handlers],
    )


def template_routes(connection: sqlite3.Connection) -> list[Route]:
    """Return the routes that the templates' API events declare."""
    routes: list[Route] = []
    rows = connection.execute(
        "SELECT f.path, r.data FROM resource r JOIN file f ON f.id=r.file ORDER BY f.path, logical_id"
    ).fetchall()
    by_path: dict[str, list[Resource]] = {}
    for path, data in rows:
        by_path.setdefault(path, []).append(decode(Resource, data))
    for path, resources in by_path.items():
        routes.extend(routes_of_template(path, tuple(resources)))
    return routes
