"""Unsaved buffers laid over the stored files, per connection, never written to the store.

The overlay's rows live in TEMP tables of the same shape. Whatever a query joins belongs to one file, and a file is
either stored or unsaved: so a query runs once over each side, and the stored side leaves out the files that have an
unsaved text. Views of both together would be simpler, but SQLite makes a copy of such a view where it is joined: 50 ms
and more with a hundred thousand symbols. Search words of unsaved text are not indexed, and a file is found by those of
its stored text (`Snapshot.laid_ids`); names, fields, imports, handlers and resources are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from groundplan.index.rows import FileRows
from groundplan.index.schema import FILE_TABLES, TABLES
from groundplan.index.writer import insert_rows
from groundplan.model.go import GoFile


@dataclass(frozen=True, slots=True)
class UnsavedFile:
    """An unsaved Go buffer: its path in the workspace, its package's import path, facts and rows."""

    path: str
    import_path: str
    facts: GoFile
    rows: FileRows


Overlay = Mapping[str, UnsavedFile]


def show_overlay(connection: sqlite3.Connection, overlay: Overlay, version: int) -> None:
    """Make a connection show the overlay in place of what it showed before.

    `version` names the overlay's state; nothing happens where the connection shows it already.
    """
    shown = _shown_version(connection)
    if shown == version or (shown is None and not overlay):
        return
    connection.execute("BEGIN")
    try:
        _remove_overlay(connection)
        connection.execute("CREATE TEMP TABLE overlay_shown (version INTEGER)")
        connection.execute("INSERT INTO overlay_shown VALUES (?)", (version,))
        if overlay:
            _lay(connection, overlay)
        connection.commit()
    finally:
        if connection.in_transaction:
            connection.rollback()


def unsaved_ids(connection: sqlite3.Connection) -> dict[int, int | None]:
    """Return the ids that the stored symbols of unsaved files have there, None for those that are gone."""
    columns = "f.path, s.kind, s.receiver, s.name, s.id"
    rows = connection.execute(
        f"SELECT {columns} FROM temp.overlay_symbol s JOIN temp.overlay_file f ON f.id=s.file"
    ).fetchall()
    laid = {row[:4]: int(row[4]) for row in rows}
    stored = connection.execute(
        f"SELECT {columns} FROM main.file f JOIN main.symbol s ON s.id BETWEEN f.first_symbol AND f.last_symbol"
        " WHERE f.path IN (SELECT path FROM temp.overlay_hidden)"
    ).fetchall()
    return {int(row[4]): laid.get(row[:4]) for row in stored}


class LaidTables:
    """Reads the stored tables with unsaved files in place of their stored selves.

    Queries name the tables of `FILE_TABLES` and `file` as `laid.symbol`, `laid.file` ..., join `laid.file f`, and have
    `shown` among their conditions.
    """

    def __init__(self, connection: sqlite3.Connection, overlay: Overlay) -> None:
        self.connection = connection
        self._sides = _OVER if overlay else _PLAIN

    def rows(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query, those of stored files first: an order holds within each side."""
        found: list[Any] = []
        for names, shown in self._sides:
            found += self.connection.execute(_spelled(query, names, shown), values).fetchall()
        return found

    def stored(self, query: str, *values: object) -> list[Any]:
        """Return the rows of a query that finds stored files only, without those that have an unsaved text."""
        names, shown = self._sides[0]
        return self.connection.execute(_spelled(query, names, shown), values).fetchall()

    def row(self, query: str, *values: object) -> Any:
        """Return the first row of a query, None where there is none."""
        found = self.rows(query, *values)
        return found[0] if found else None

    def total(self, query: str, *values: object) -> int:
        """Return the sum of a query's only number over both sides."""
        return sum(row[0] for row in self.rows(query, *values))


_PLAIN = (("main.", "1"),)
_OVER = (
    # By path: the stored file gets another id whenever it is read again.
    ("main.", "f.path NOT IN (SELECT path FROM temp.overlay_hidden)"),
    ("temp.overlay_", "1"),
)


@lru_cache(256)
def _spelled(query: str, names: str, shown: str) -> str:
    return query.replace("laid.", names).replace("shown", shown)


def _shown_version(connection: sqlite3.Connection) -> int | None:
    if not connection.execute("SELECT 1 FROM sqlite_temp_master WHERE name='overlay_shown'").fetchone():
        return None
    row = connection.execute("SELECT version FROM temp.overlay_shown").fetchone()
    return int(row[0])


def _lay(connection: sqlite3.Connection, overlay: Overlay) -> None:
    connection.execute("CREATE TEMP TABLE overlay_hidden (path TEXT PRIMARY KEY)")
    for statement in TABLES.format(schema="temp.", prefix="overlay_").split(";"):
        statement = statement.strip()
        if statement.startswith("CREATE TABLE"):
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    # Ids below zero never meet those of the store, which count up from 1.
    file, symbol = -1, -1_000_000_000
    for path in sorted(overlay):
        unsaved = overlay[path]
        connection.execute("INSERT INTO overlay_hidden VALUES (?)", (path,))
        connection.execute(
            "INSERT INTO overlay_file VALUES (?,?,?,'go',0,0,NULL,?,?,?,?,?,?,?,?,?,?,?)",
            (
                file,
                path,
                path.rsplit("/", 1)[-1],
                unsaved.rows.package,
                unsaved.import_path,
                unsaved.rows.origin,
                unsaved.rows.lines,
                unsaved.rows.broken,
                unsaved.rows.has_functions,
                unsaved.rows.types,
                unsaved.rows.structs,
                unsaved.rows.functions,
                symbol,
                symbol + len(unsaved.rows.symbols) - 1,
            ),
        )
        insert_rows(connection, "overlay_", [(file, symbol, unsaved.rows)])
        file -= 1
        symbol += max(1, len(unsaved.rows.symbols))


def _remove_overlay(connection: sqlite3.Connection) -> None:
    for table in ("shown", "hidden", "file", *FILE_TABLES):
        connection.execute(f"DROP TABLE IF EXISTS temp.overlay_{table}")
