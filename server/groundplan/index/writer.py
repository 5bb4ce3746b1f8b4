"""Writing files' rows into the store, and taking them out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from groundplan.index.codec import DecodeError, decode
from groundplan.index.discovery import FoundFile
from groundplan.index.rows import FileRows, go_rows
from groundplan.index.schema import FILE_TABLES
from groundplan.model.go import GoFile
from groundplan.model.symbol import Origin


class StoreDamagedError(Exception):
    """The store contradicts itself; the caller resets it and indexes from scratch."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as the store shall hold it; `content` is the hash of its facts, b"" where it has none."""

    found: FoundFile
    kind: str
    import_path: str
    content: bytes
    rows: FileRows


_ROWS_OF: tuple[tuple[str, Callable[[FileRows], Sequence[tuple[object, ...]]]], ...] = (
    ("import", lambda rows: rows.imports),
    ("handler", lambda rows: rows.handlers),
    ("resource", lambda rows: rows.resources),
    ("pattern", lambda rows: rows.patterns),
    ("declared", lambda rows: rows.declared),
    ("payload", lambda rows: rows.payloads),
    ("outside", lambda rows: rows.outside),
    ("stack", lambda rows: rows.stack),
)
"""Tables whose rows are a file's id and what the file contributes, as it is."""


def put_files(connection: sqlite3.Connection, files: Sequence[NewFile]) -> None:
    """Make the store hold the rows of some files; what it held of their paths before is taken out first."""
    for each in files:
        remove_file(connection, each.found.path)
    first_file, first_symbol = _next_id(connection, "file"), _next_id(connection, "symbol")
    numbered: list[tuple[int, int, FileRows]] = []
    symbol = first_symbol
    for file, each in enumerate(files, first_file):
        numbered.append((file, symbol, each.rows))
        symbol += len(each.rows.symbols)
    connection.executemany(
        f"INSERT INTO main.file VALUES ({_marks(18)})",
        [
            (file, *_file_row(each), first, first + len(each.rows.symbols) - 1)
            for (file, first, _), each in zip(numbered, files, strict=True)
        ],
    )
    connection.executemany("DELETE FROM spare WHERE hash=?", [(each.content,) for each in files if each.content])
    insert_rows(connection, "main.", numbered)
    connection.executemany(
        "INSERT INTO symbol_text (rowid, name, container, doc, members) VALUES (?,?,?,?,?)",
        [(number, *words) for _, first, rows in numbered for number, words in enumerate(rows.symbol_words, first)],
    )
    connection.executemany(
        "INSERT INTO file_text (rowid, path, names, doc, body) VALUES (?,?,?,?,?)",
        [(file, *rows.file_words) for file, _, rows in numbered if rows.file_words],
    )
    connection.executemany(
        "INSERT INTO identifier_use (rowid, names) VALUES (?,?)",
        [(file, rows.identifiers) for file, _, rows in numbered if rows.identifiers],
    )
    listed = [(file, rows) for file, _, rows in numbered if rows.listed]
    connection.executemany("INSERT INTO listed VALUES (?,?)", [(file, rows.listed) for file, rows in listed])
    connection.executemany(
        "INSERT INTO listed_name (rowid, names) VALUES (?,?)", [(file, rows.listed_names) for file, rows in listed]
    )


def _file_row(new: NewFile) -> tuple[object, ...]:
    found, rows = new.found, new.rows
    name = found.path.rsplit("/", 1)[-1]
    return (
        *(found.path, name, new.kind, found.size, found.mtime_ns, new.content or None),
        *(rows.package, new.import_path, rows.origin, rows.lines, rows.broken, rows.has_functions),
        *(rows.types, rows.structs, rows.functions),
    )


def insert_rows(connection: sqlite3.Connection, prefix: str, numbered: Sequence[tuple[int, int, FileRows]]) -> None:
    """Insert rows of (file's id, id of its first symbol, rows) into the tables named with `prefix`."""
    connection.executemany(
        f"INSERT INTO {prefix}symbol VALUES ({_marks(13)})",
        [(number, file, *row) for file, first, rows in numbered for number, row in enumerate(rows.symbols, first)],
    )
    connection.executemany(
        f"INSERT INTO {prefix}field VALUES ({_marks(4)})",
        [
            (file, first + position, folded, embedded)
            for file, first, rows in numbered
            for position, folded, embedded in rows.fields
        ],
    )
    for table, rows_of in _ROWS_OF:
        found = [(file, *row) for file, _, rows in numbered for row in rows_of(rows)]
        if found:
            connection.executemany(f"INSERT INTO {prefix}{table} VALUES ({_marks(len(found[0]))})", found)


def _marks(columns: int) -> str:
    return ",".join("?" * columns)


def put_facts(connection: sqlite3.Connection, facts: Iterable[tuple[bytes, bytes]]) -> None:
    """Keep encoded facts under their content hashes."""
    connection.executemany("INSERT OR IGNORE INTO blob (hash, facts) VALUES (?,?)", facts)


def touch_file(connection: sqlite3.Connection, found: FoundFile) -> None:
    """Record a file's new size and time where its content did not change."""
    connection.execute("UPDATE main.file SET size=?, mtime_ns=? WHERE path=?", (found.size, found.mtime_ns, found.path))


def remove_file(connection: sqlite3.Connection, path: str) -> None:
    """Take a file's rows out of the store; nothing happens for a path it does not hold."""
    row = connection.execute(
        "SELECT id, first_symbol, last_symbol, kind, hash, import_path, origin FROM main.file WHERE path=?", (path,)
    ).fetchone()
    if row is None:
        return
    file, first, last, kind, content, import_path, origin = row
    if kind == "go" and content is not None:
        facts = read_facts(connection, content)
        # The full-text tables forget a row only when they are given the very words that were put in.
        rows = go_rows(path, import_path, facts, external=bool(origin & Origin.EXTERNAL))
        if last + 1 - first != len(rows.symbols):
            raise StoreDamagedError(f"{path} has {last + 1 - first} symbols where its facts have {len(rows.symbols)}")
        _remove_words(connection, file, first, rows)
    connection.execute("DELETE FROM main.symbol WHERE id BETWEEN ? AND ?", (first, last))
    for table in FILE_TABLES[1:]:
        connection.execute(f"DELETE FROM main.{table} WHERE file=?", (file,))
    connection.execute("DELETE FROM listed WHERE file=?", (file,))
    connection.execute("DELETE FROM main.file WHERE id=?", (file,))
    if content is not None:
        connection.execute("DELETE FROM spare WHERE hash=?", (content,))
        connection.execute("INSERT INTO spare (hash) VALUES (?)", (content,))


def _remove_words(connection: sqlite3.Connection, file: int, first: int, rows: FileRows) -> None:
    if rows.identifiers:
        connection.execute(
            "INSERT INTO identifier_use (identifier_use, rowid, names) VALUES ('delete',?,?)", (file, rows.identifiers)
        )
    if rows.listed:
        connection.execute(
            "INSERT INTO listed_name (listed_name, rowid, names) VALUES ('delete',?,?)", (file, rows.listed_names)
        )
    connection.executemany(
        "INSERT INTO symbol_text (symbol_text, rowid, name, container, doc, members) VALUES ('delete',?,?,?,?,?)",
        [(number, *words) for number, words in enumerate(rows.symbol_words, first)],
    )
    if rows.file_words:
        connection.execute(
            "INSERT INTO file_text (file_text, rowid, path, names, doc, body) VALUES ('delete',?,?,?,?,?)",
            (file, *rows.file_words),
        )


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
