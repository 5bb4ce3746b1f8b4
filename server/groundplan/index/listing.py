"""Symbols that hardly anybody asks for, kept one list per file instead of one row each.

Values of generated, vendored and test code, and the functions of tests, are more than half of the symbols of a large
workspace (the Go standard library has 187,000 of them, 322,000 in all), and no search shows them. They are found by
name only: a full-text table knows which files have a name, the file's list knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from groundplan.index.codec import DecodeError
from groundplan.index.overlay import LaidTables
from groundplan.index.packed_symbols import unpack_symbols

MAX_FILES = 24
"""Files looked into for one name, about 1 ms each; a constant of more files than that is the same for all of them."""

_FIRST_ID = 1 << 40
"""Ids of listed symbols start here, far above those of rows, and are made of the file's id and a position."""

_PER_FILE = 1 << 20

_COLUMNS = "f.id, f.package, f.import_path, f.path, f.origin, l.data"

_FROM = "FROM laid.file f JOIN main.listed l ON l.file=f.id"


def is_listed(identity: int) -> bool:
    """Tell whether an id is that of a listed symbol."""
    return identity >= _FIRST_ID


def listed_with_name(tables: LaidTables, folded: str) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbols of the files that have a folded name, in the columns of a symbol query."""
    if not folded.replace("_", "a").isalnum():  # anything else would be several words to FTS5, and no name
        return
    rows = tables.stored(
        f"SELECT {_COLUMNS} {_FROM} JOIN listed_name n ON n.rowid=f.id"
        f" WHERE listed_name MATCH ? AND shown ORDER BY f.origin, f.path LIMIT {MAX_FILES}",
        f'"{folded}"',
    )
    for row in rows:
        yield from _unpacked(row, folded)


def listed_of_file(tables: LaidTables, path: str) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbols of a file, in the columns of a symbol query."""
    rows = tables.stored(
        f"SELECT {_COLUMNS} FROM laid.file f JOIN main.listed l ON l.file=f.id WHERE f.path=? AND shown", path
    )
    for row in rows:
        yield from _unpacked(row)


def listed_with_id(tables: LaidTables, identity: int) -> Iterator[tuple[Any, ...]]:
    """Yield the listed symbol with an id, in the columns of a symbol query."""
    file = (identity - _FIRST_ID) // _PER_FILE
    for row in tables.stored(
        f"SELECT {_COLUMNS} FROM laid.file f JOIN main.listed l ON l.file=f.id WHERE f.id=? AND shown", file
    ):
        yield from [each for each in _unpacked(row) if each[0] == identity]


def _unpacked(row: tuple[Any, ...], folded: str = "") -> Iterator[tuple[Any, ...]]:
    file, package, import_path, path, origin, data = row
    first = _FIRST_ID + file * _PER_FILE
    try:
        for position, (kind, name, receiver, *rest) in unpack_symbols(data, folded):
            yield first + position, kind, name, receiver, package, import_path, path, *rest, origin
    except (ValueError, TypeError, IndexError) as error:
        raise DecodeError(f"the symbols of {path}: {error}") from error
