"""Symbols that hardly anybody asks for, kept one list per file instead of one row each.

Values of generated, vendored and test code, and the functions of tests, are more than half of the symbols of a large
workspace (the Go standard library has 187,000 of them, 322,000 in all), and no search shows them. They are found by
name only: a full-text table knows which files have a name, the file's list knows the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from groundplan.index.codec import DecodeError, differences, pack, unpack

SymbolRow = tuple[str, str, str, str, int, int, int, int, int, str, str]
"""kind, name, folded name, receiver, line, start, end, start and end of the name, signature, doc."""

MAX_FILES = 64
"""Files looked into for one name; a constant of more files than that is the same for all of them."""

_FIRST_ID = 1 << 40
"""Ids of listed symbols start here, far above those of rows, and are made of the file's id and a position."""

_PER_FILE = 1 << 20

_COLUMNS = "f.id, f.package, f.import_path, f.path, f.origin, l.data"


def pack_symbols(rows: Sequence[SymbolRow]) -> bytes:
    """Return symbol rows as the bytes of a list: by columns, offsets as differences, names left out of titles."""
    kinds, names, _, receivers, lines, starts, ends, name_starts, name_ends, titles, docs = zip(*rows, strict=True)
    parts = [title.partition(name) for name, title in zip(names, titles, strict=True)]
    return pack(
        (
            *(kinds, names, receivers, differences(lines), differences(starts)),
            [end - start for start, end in zip(starts, ends, strict=True)],
            [at - start for start, at in zip(starts, name_starts, strict=True)],
            [end - start for start, end in zip(name_starts, name_ends, strict=True)],
            [before for before, _, _ in parts],
            [after if found else None for _, found, after in parts],
            docs,
        )
    )


def _unpack_symbols(data: bytes) -> Iterator[tuple[Any, ...]]:
    kinds, names, receivers, lines, starts, lengths, ats, name_lengths, befores, afters, docs = unpack(data)
    columns = (names, accumulate(starts), lengths, ats, name_lengths, befores, afters)
    places = (
        (
            start,
            start + length,
            start + at,
            start + at + name_length,
            before + (name + after if after is not None else ""),
        )
        for name, start, length, at, name_length, before, after in zip(*columns, strict=True)
    )
    for kind, name, receiver, line, place, doc in zip(
        kinds, names, receivers, accumulate(lines), places, docs, strict=True
    ):
        yield kind, name, receiver, line, *place, doc


def is_listed(identity: int) -> bool:
    """Tell whether an id is that of a listed symbol."""
    return identity >= _FIRST_ID


def listed_with_name(connection: sqlite3.Connection, folded: str) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbols of the files that have a folded name, in the columns of a symbol query."""
    if not folded or '"' in folded:
        return
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM listed_name n JOIN file f ON f.id=n.rowid JOIN main.listed l ON l.file=f.id"
        f" WHERE listed_name MATCH ? ORDER BY f.origin, f.path LIMIT {MAX_FILES}",
        (f'"{folded}"',),
    ).fetchall()
    for row in rows:
        yield from _unpacked(row)


def listed_of_file(connection: sqlite3.Connection, path: str) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbols of a file, in the columns of a symbol query."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM file f JOIN main.listed l ON l.file=f.id WHERE f.path=?", (path,)
    ).fetchall()
    for row in rows:
        yield from _unpacked(row)


def listed_with_id(connection: sqlite3.Connection, identity: int) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbol with an id, in the columns of a symbol query."""
    file = (identity - _FIRST_ID) // _PER_FILE
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM file f JOIN main.listed l ON l.file=f.id WHERE f.id=?", (file,)
    ).fetchone()
    if row is not None:
        yield from [each for each in _unpacked(row) if each[0] == identity]


def _unpacked(row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    file, package, import_path, path, origin, data = row
    first = _FIRST_ID + file * _PER_FILE
    try:
        for position, (kind, name, receiver, *rest) in enumerate(_unpack_symbols(data)):
            yield first + position, kind, name, receiver, package, import_path, path, *rest, origin
    except (ValueError, TypeError) as error:
        raise DecodeError(f"the symbols of {path}: {error}") from error
