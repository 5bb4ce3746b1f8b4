"""What follows from all files together: routes, registrars, registered models and handlers known by registration."""

from __future__ import annotations

import contextlib
import gc
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundplan.detect.declared_routes import DeclaringFile, merge_declared
from groundplan.detect.serving_handlers import serving_handlers
from groundplan.detect.survey import survey
from groundplan.index.codec import decode, encode
from groundplan.index.generated_handlers import with_written_handlers
from groundplan.index.implementations import StoredImplementations
from groundplan.index.joining import find_served, with_handlers_of
from groundplan.index.payloads import with_payloads
from groundplan.index.program import StoredProgram
from groundplan.index.schema import LINK_TABLES
from groundplan.model.go import GoFile
from groundplan.model.route import DeclaredRoutes
from groundplan.model.settings import Settings
from groundplan.text.route_paths import path_shape

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The rows of the link tables, and the import paths of the packages that they depend on."""

    rows: dict[str, list[Row]]
    packages: tuple[str, ...]


def find_links(connection: sqlite3.Connection, settings: Settings) -> Links:
    """Work out the link tables from what the stored files say now."""
    program = StoredProgram(connection, {})
    with _no_garbage_search():
        found = survey(program, settings)
    typed = with_payloads(connection, with_written_handlers(connection, found.routes))
    known, declared = merge_declared(typed, declaring_files(connection), StoredImplementations(connection))
    written = {(route.method, path_shape(route.path)) for route in (*known, *declared)}
    served = find_served(connection, found.entries)
    declared = list(with_handlers_of(declared, served.routes))
    # A template's event for a route that the code registers is the same route; the code says more about it.
    events = [route for route in served.routes if (route.method, path_shape(route.path)) not in written]
    return Links(
        {
            "route": [(route.method, route.path, encode(route)) for route in (*known, *declared, *events)],
            "registrar": [(registrar.callee, encode(registrar)) for registrar in found.registrars],
            "registered_model": [
                (model.name, model.location.path, model.location.line, model.import_path) for model in found.models
            ],
            "registered_handler": [
                (handler.name, handler.kind.value, handler.path, handler.line)
                for handler in (*found.handlers, *serving_handlers(known, found.handlers))
            ],
            "served": [(join.template, join.resource, encode(join)) for join in served.joins],
        },
        tuple(sorted(program.packages_read.union(served.packages))),
    )


@contextlib.contextmanager
def _no_garbage_search() -> Iterator[None]:
    """Keep Python from looking for cyclic garbage: among a million small trees that takes longer than the work."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def find_links_of_store(path: str, settings: Settings) -> tuple[str, Links]:
    """Work out the link tables in a process of its own; returns them with the generation that they belong to."""
    uri = f"{Path(path).absolute().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        generation = connection.execute("SELECT value FROM meta WHERE key='generation'").fetchone()[0]
        return str(generation), find_links(connection, settings)


def put_links(connection: sqlite3.Connection, links: Links, settings: Settings) -> None:
    """Replace the link tables; runs inside the caller's write transaction."""
    for table in LINK_TABLES:
        connection.execute(f"DELETE FROM {table}")
        rows = links.rows[table]
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?,?)",
        [("linked", repr(settings)), ("linked_packages", json.dumps(links.packages))],
    )


def unlink(connection: sqlite3.Connection) -> None:
    """Note that the link tables no longer follow from the stored files."""
    connection.execute("UPDATE meta SET value='' WHERE key='linked'")


def is_linked(connection: sqlite3.Connection, settings: Settings) -> bool:
    """Tell whether the link tables follow from the stored files under these settings."""
    row = connection.execute("SELECT value FROM meta WHERE key='linked'").fetchone()
    return row is not None and row[0] == repr(settings)


def linked_packages(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the import paths of the packages that the link tables depend on, beside files with function bodies."""
    row = connection.execute("SELECT value FROM meta WHERE key='linked_packages'").fetchone()
    return frozenset(json.loads(row[0])) if row is not None else frozenset()


def linked_part(facts: GoFile) -> object:
    """Return what the link tables can depend on of a file's facts; equal parts lead to equal links.

    Spans are left out: what is evaluated speaks of lines, and of offsets inside of `functions`.
    """
    return (
        facts.package,
        facts.generated,
        facts.imports,
        [(t.name, t.kind, t.line, t.type_params, t.fields, t.methods, t.embeds, t.underlying) for t in facts.types],
        [
            (f.name, f.line, f.receiver, f.receiver_name, f.pointer_receiver, f.type_params, f.signature)
            for f in facts.funcs
        ],
        [(v.name, v.line, v.constant, v.type, v.value) for v in facts.values],
        facts.functions,
        facts.broken,
        facts.declared,
        facts.payloads,
    )


def declaring_files(connection: sqlite3.Connection) -> list[DeclaringFile]:
    """Return what specifications and comments declare, ordered by path."""
    rows = connection.execute(
        "SELECT f.path, d.data FROM main.declared d JOIN main.file f ON f.id=d.file ORDER BY f.path, d.rowid"
    )
    return [DeclaringFile(path, decode(DeclaredRoutes, data)) for path, data in rows]
