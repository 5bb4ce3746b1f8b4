"""Writing files' rows into the store, and taking them out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from groundplan.index.codec import DecodeError, decode
from groundplan.index.discovery import FoundFile
from groundplan.index.rows import FileRows, Words
from groundplan.index.rows import go_rows as rows_of_go
from groundplan.index.schema import FILE_TABLES
from groundplan.model.go import GoFile
from groundplan.model.symbol import Origin


class StoreDamagedError(Exception):
    """The store contradicts itself; the caller resets it and indexes from scratch."""


def put_file(
    connection: sqlite3.Connection, found: FoundFile, kind: str, import_path: str, content: bytes, rows: FileRows
) -> None:
    """Make the store hold a file's rows; what it held of that path before is taken out first."""
    remove_file(connection, found.path)
    cursor = connection.execute(
        "INSERT INTO main.file (path, name, kind, size, mtime_ns, hash, package, import_path, origin, lines, broken,"
        " has_functions) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            found.path,
            found.path.rsplit("/", 1)[-1],
            kind,
            found.size,
            found.mtime_ns,
            content or None,
            rows.package,
            import_path,
            rows.origin,
            rows.lines,
            rows.broken,
            rows.has_functions,
        ),
    )
    file = cursor.lastrowid
    assert file is not None
    first = _next_id(connection, "symbol")
    insert_rows(connection, "main.", file, first, rows)
    connection.executemany(
        "INSERT INTO symbol_text (rowid, name, container, doc, members) VALUES (?,?,?,?,?)",
        _numbered(range(first, first + len(rows.symbol_words)), rows.symbol_words),
    )
    if rows.file_words:
        connection.execute(
            "INSERT INTO file_text (rowid, path, names, doc, body) VALUES (?,?,?,?,?)", (file, *rows.file_words)
        )
    if rows.identifiers:
        connection.execute("INSERT INTO identifier_use (rowid, names) VALUES (?,?)", (file, rows.identifiers))


def insert_rows(connection: sqlite3.Connection, prefix: str, file: int, first: int, rows: FileRows) -> None:
    """Insert a file's rows into the tables named with `prefix`, symbols numbered from `first`."""
    connection.executemany(
        f"INSERT INTO {prefix}symbol VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [(first + position, file, *row) for position, row in enumerate(rows.symbols)],
    )
    connection.executemany(
        f"INSERT INTO {prefix}field VALUES (?,?,?,?)",
        [(file, first + position, folded, embedded) for position, folded, embedded in rows.fields],
    )
    connection.executemany(f"INSERT INTO {prefix}import VALUES (?,?,?)", [(file, *row) for row in rows.imports])
    connection.executemany(f"INSERT INTO {prefix}handler VALUES (?,?,?,?)", [(file, *row) for row in rows.handlers])
    connection.executemany(f"INSERT INTO {prefix}resource VALUES (?,?,?,?)", [(file, *row) for row in rows.resources])


def touch_file(connection: sqlite3.Connection, found: FoundFile) -> None:
    """Record a file's new size and time where its content did not change."""
    connection.execute("UPDATE main.file SET size=?, mtime_ns=? WHERE path=?", (found.size, found.mtime_ns, found.path))


def remove_file(connection: sqlite3.Connection, path: str) -> None:
    """Take a file's rows out of the store; nothing happens for a path it does not hold."""
    row = connection.execute(
        "SELECT id, kind, hash, import_path, origin FROM main.file WHERE path=?", (path,)
    ).fetchone()
    if row is None:
        return
    file, kind, content, import_path, origin = row
    if kind == "go" and content is not None:
        _remove_words(connection, file, path, import_path, content, bool(origin & Origin.EXTERNAL))
    for table in FILE_TABLES:
        connection.execute(f"DELETE FROM main.{table} WHERE file=?", (file,))
    connection.execute("DELETE FROM main.file WHERE id=?", (file,))


def _remove_words(
    connection: sqlite3.Connection, file: int, path: str, import_path: str, content: bytes, external: bool
) -> None:
    # The full-text tables forget a row only when they are given the very words that were put in.
    rows = rows_of_go(path, import_path, read_facts(connection, content), external=external)
    ids = [row[0] for row in connection.execute("SELECT id FROM main.symbol WHERE file=? ORDER BY id", (file,))]
    if len(ids) != len(rows.symbols):
        raise StoreDamagedError(f"{path} has {len(ids)} symbols where its facts have {len(rows.symbols)}")
    if rows.identifiers:
        connection.execute(
            "INSERT INTO identifier_use (identifier_use, rowid, names) VALUES ('delete',?,?)", (file, rows.identifiers)
        )
    if rows.symbol_words:
        connection.executemany(
            "INSERT INTO symbol_text (symbol_text, rowid, name, container, doc, members) VALUES ('delete',?,?,?,?,?)",
            _numbered(ids, rows.symbol_words),
        )
    if rows.file_words:
        connection.execute(
            "INSERT INTO file_text (file_text, rowid, path, names, doc, body) VALUES ('delete',?,?,?,?,?)",
            (file, *rows.file_words),
        )


def _numbered(ids: Iterable[int], words: Iterable[Words]) -> list[tuple[object, ...]]:
    """Return the search documents of symbols, those without any word left out."""
    return [(number, *columns) for number, columns in zip(ids, words, strict=True) if any(columns)]


def read_facts(connection: sqlite3.Connection, content: bytes) -> GoFile:
    """Return the facts kept for a content hash; raises StoreDamagedError where they are missing or unreadable."""
    row = connection.execute("SELECT facts FROM blob WHERE hash=?", (content,)).fetchone()
    if row is None:
        raise StoreDamagedError("facts are missing")
    try:
        return decode(GoFile, row[0])
    except DecodeError as error:
        raise StoreDamagedError(str(error)) from error


def _next_id(connection: sqlite3.Connection, table: str) -> int:
    row = connection.execute(f"SELECT max(id) FROM main.{table}").fetchone()
    return (row[0] or 0) + 1
