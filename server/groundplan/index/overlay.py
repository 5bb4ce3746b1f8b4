"""Unsaved buffers laid over the stored files, per connection, never written to the store.

The overlay's rows live in TEMP tables, and TEMP views named like the stored tables show both together: SQLite looks
names up in TEMP first, so every query sees unsaved text without knowing of it. Search words of unsaved text are not
indexed; names, fields, imports, handlers and resources are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

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


def apply_overlay(connection: sqlite3.Connection, overlay: Overlay) -> None:
    """Make a connection show the overlay in place of what it showed before."""
    _remove_overlay(connection)
    if not overlay:
        return
    connection.execute("CREATE TEMP TABLE overlay_hidden (id INTEGER PRIMARY KEY)")
    for statement in TABLES.format(schema="temp.", prefix="overlay_").split(";"):
        statement = statement.strip()
        if statement.startswith("CREATE TABLE"):
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    # Ids below zero never meet those of the store, which count up from 1.
    file, symbol = -1, -1_000_000_000
    for path in sorted(overlay):
        unsaved = overlay[path]
        connection.execute("INSERT INTO overlay_hidden SELECT id FROM main.file WHERE path=?", (path,))
        connection.execute(
            "INSERT INTO overlay_file VALUES (?,?,?,'go',0,0,NULL,?,?,?,?,?,?)",
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
            ),
        )
        insert_rows(connection, "overlay_", file, symbol, unsaved.rows)
        file -= 1
        symbol += max(1, len(unsaved.rows.symbols))
    for table in ("file", *FILE_TABLES):
        key = "id" if table == "file" else "file"
        connection.execute(
            f'CREATE TEMP VIEW "{table}" AS SELECT * FROM main."{table}"'
            f" WHERE {key} NOT IN (SELECT id FROM overlay_hidden) UNION ALL SELECT * FROM overlay_{table}"
        )


def _remove_overlay(connection: sqlite3.Connection) -> None:
    for table in ("file", *FILE_TABLES):
        connection.execute(f'DROP VIEW IF EXISTS temp."{table}"')
    for table in ("hidden", "file", *FILE_TABLES):
        connection.execute(f"DROP TABLE IF EXISTS temp.overlay_{table}")
