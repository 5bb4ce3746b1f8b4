"""The modules of the index, as they are kept in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from groundplan.index.codec import decode, encode
from groundplan.model.module import Module


def read_modules(connection: sqlite3.Connection) -> tuple[Module, ...]:
    """Return the Go modules of the index, those of model libraries among them, ordered by folder."""
    rows = connection.execute("SELECT data FROM module ORDER BY folder, path")
    return tuple(decode(Module, row[0]) for row in rows)


def has_modules(connection: sqlite3.Connection, modules: Iterable[Module]) -> bool:
    """Tell whether the store has exactly these modules."""
    return _rows(modules) == sorted(connection.execute("SELECT path, folder, data FROM module").fetchall())


def put_modules(connection: sqlite3.Connection, modules: Iterable[Module]) -> None:
    """Replace the stored modules."""
    connection.execute("DELETE FROM module")
    connection.executemany("INSERT INTO module VALUES (?,?,?)", _rows(modules))


def _rows(modules: Iterable[Module]) -> list[tuple[str, str, bytes]]:
    return sorted((module.path, module.folder, encode(module)) for module in modules)
