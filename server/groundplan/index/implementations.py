"""Who implements what specifications name, asked of the stored symbols."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache

from groundplan.detect.declared_routes import Implementation
from groundplan.model.symbol import Origin
from groundplan.text.identifiers import fold_name

_NO_LETTERS = re.compile(r"[^0-9A-Za-z]+")
_METHOD = (
    "SELECT s.receiver, s.name, f.path, s.line FROM main.symbol s JOIN main.file f ON f.id=s.file"
    " WHERE s.receiver=? AND s.name=? AND s.kind='method' AND f.import_path=? AND f.origin=? ORDER BY f.path"
)
_FUNCTIONS = (
    "SELECT s.receiver, s.name, f.path, s.line FROM main.symbol s JOIN main.file f ON f.id=s.file"
    " WHERE ifnull(s.folded, lower(s.name))=? AND s.kind IN ('func', 'method') AND f.origin=? LIMIT 2"
)
_EMBEDDING = (
    "SELECT DISTINCT s.name, f.import_path FROM main.field e JOIN main.symbol s ON s.id=e.symbol"
    " JOIN main.file f ON f.id=e.file WHERE e.folded=? AND e.embedded=1 AND f.origin=? ORDER BY f.path"
)


class StoredImplementations:
    """Answers from a connection; hand-written code only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._servers = lru_cache(None)(self._read_servers)
        self.of_operation = lru_cache(None)(self._of_operation)

    def of_procedure(self, service: str, method: str) -> Implementation | None:
        """Return the method of the first type that embeds the service's `Unimplemented...Server` and has it."""
        for name, import_path in self._servers(service):
            row = self._connection.execute(_METHOD, (name, method, import_path, int(Origin.HANDWRITTEN))).fetchone()
            if row is not None:
                return _implementation(row)
        return None

    def _read_servers(self, service: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for name in (f"Unimplemented{service}Server", f"Unsafe{service}Server", f"Unimplemented{service}Handler"):
            found += self._connection.execute(_EMBEDDING, (fold_name(name), int(Origin.HANDWRITTEN))).fetchall()
        return found

    def _of_operation(self, operation: str) -> Implementation | None:
        """Return the only hand-written function of an operation's name, case and punctuation aside."""
        name = fold_name(_NO_LETTERS.sub("", operation))
        rows = self._connection.execute(_FUNCTIONS, (name, int(Origin.HANDWRITTEN))).fetchall() if name else []
        return _implementation(rows[0]) if len(rows) == 1 else None


def _implementation(row: tuple[str, str, str, int]) -> Implementation:
    receiver, name, path, line = row
    return Implementation(f"{receiver}.{name}" if receiver else name, path, line)
