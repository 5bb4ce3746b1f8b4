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
            "INSERT INTO overlay_file VALUES (?,?,?,'go',0,0,NULL,?,?,?,?,?,?,?,?)",
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
                unsaved.rows.functions,
            ),
        )
        insert_rows(connection, "overlay_", [(file, symbol, unsaved.rows)])
        file -= 1
        symbol += max(1, len(unsaved.rows.symbols))
    for table in ("file", *FILE_TABLES):
        key = "id" if table == "file" else "file"
        connection.execute(
            f'CREATE TEMP VIEW "{table}" AS SELECT * FROM main."{table}"'
            # By path: the stored file gets another id whenever it is read again.
            f" WHERE {key} NOT IN (SELECT hidden.id FROM main.file hidden JOIN overlay_hidden USING (path))"
            f" UNION ALL SELECT * FROM overlay_{table}"
        )


def _remove_overlay(connection: sqlite3.Connection) -> None:
    for table in ("file", *FILE_TABLES):
        connection.execute(f'DROP VIEW IF EXISTS temp."{table}"')
    for table in ("shown", "hidden", "file", *FILE_TABLES):
        connection.execute(f"DROP TABLE IF EXISTS temp.overlay_{table}")
