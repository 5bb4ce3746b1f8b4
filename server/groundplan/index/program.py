"""All Go files of a store, as detection across files sees them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from groundplan.index.writer import read_facts
from groundplan.model.go import GoFile
from groundplan.model.source import SourceFile
from groundplan.model.symbol import Origin

CACHED_FILES = 512
"""Decoded files kept at hand while linking; a package is asked for many times in a row."""

_UNNAMED = int(Origin.TEST | Origin.MOCK | Origin.VENDORED)


class StoredProgram:
    """Reads source files from a connection, with those of `overlay` in place of the stored ones.

    The tables are named as the store's own: on some connections views of the same name show unsaved buffers.
    """

    def __init__(self, connection: sqlite3.Connection, overlay: Mapping[str, SourceFile]) -> None:
        self._connection = connection
        self._overlay = overlay
        self.packages_read: set[str] = set()
        """Import paths of the packages that were asked for, those without files too."""
        self._facts = lru_cache(CACHED_FILES)(self._decode)
        self._package = lru_cache(CACHED_FILES)(self._read_package)

    def files_with_functions(self) -> Iterator[SourceFile]:
        """Yield the files whose facts carry function bodies, ordered by path."""
        rows = self._connection.execute(
            "SELECT path, import_path, origin, hash FROM main.file WHERE has_functions AND kind='go' ORDER BY path"
        ).fetchall()
        for path, import_path, origin, content in rows:
            yield self._source(path, import_path, origin, content)

    def package(self, import_path: str) -> Sequence[SourceFile]:
        """Return the files of a package of the workspace, tests left out, ordered by path."""
        return self._package(import_path)

    def package_name(self, import_path: str) -> str:
        """Return the name in a package's clause, tests left out; "" when it is not of the workspace."""
        self.packages_read.add(import_path)
        row = self._connection.execute(
            "SELECT package FROM main.file WHERE import_path=? AND kind='go' AND package != ''"
            f" AND origin & {_UNNAMED} = 0 ORDER BY path LIMIT 1",
            (import_path,),
        ).fetchone()
        return row[0] if row is not None else ""

    def _read_package(self, import_path: str) -> tuple[SourceFile, ...]:
        self.packages_read.add(import_path)
        rows = self._connection.execute(
            "SELECT path, import_path, origin, hash FROM main.file WHERE import_path=? AND kind='go' AND package != ''"
            " ORDER BY path",
            (import_path,),
        ).fetchall()
        return tuple(self._source(*row) for row in rows if not row[2] & Origin.TEST)

    def _source(self, path: str, import_path: str, origin: int, content: bytes | None) -> SourceFile:
        unsaved = self._overlay.get(path)
        if unsaved is not None:
            return unsaved
        facts = self._facts(path, content) if content is not None else GoFile()
        return SourceFile(path, import_path, Origin(origin), facts)

    def _decode(self, _path: str, content: bytes) -> GoFile:
        # Files of the same content have facts of their own: evaluation tells functions apart by identity.
        return read_facts(self._connection, content)
