"""What words find in the full-text tables, column by column."""

from __future__ import annotations

from typing import TypeVar

from groundplan.index.snapshot import Snapshot

T = TypeVar("T")

CROWD = 300
"""Files or symbols that a word finds in a column, the best ones; beyond that it tells little there."""

_EVEN = "1.0, 1.0, 1.0, 1.0"
_FILES = f"""
SELECT f.path, -bm25(file_text, {_EVEN}) AS score FROM file_text t JOIN laid.file f ON f.id=t.rowid
 WHERE file_text MATCH ?"""
_SYMBOLS = f"SELECT rowid, -bm25(symbol_text, {_EVEN}) AS score FROM symbol_text WHERE symbol_text MATCH ?"


class WordPostings:
    """Searches of one column for one word.

    `brief` passes over a word in a column where a crowd has it instead of looking for the best of them: what a search
    of many words can do without, and what takes its time. Words are those of `text.identifiers.words`.
    """

    def __init__(self, snapshot: Snapshot, *, brief: bool) -> None:
        self._snapshot = snapshot
        self._brief = brief

    def files(self, column: str, word: str) -> list[tuple[str, float]]:
        """Return hand-written Go files with BM25 of that column ("path", "names", "doc", "body") alone."""
        order = "" if self._brief else " ORDER BY score DESC, f.path"
        return _unless_crowded(
            self._snapshot._tables.stored(f"{_FILES}{order} LIMIT {self._most}", f'{column}: "{word}"')
        )

    def symbols(self, column: str, word: str) -> list[tuple[int, float]]:
        """Return ids of hand-written symbols with BM25 of that column ("name", "doc", "members") alone."""
        order = "" if self._brief else " ORDER BY score DESC, rowid"
        rows = self._snapshot._connection.execute(f"{_SYMBOLS}{order} LIMIT {self._most}", (f'{column}: "{word}"',))
        return _unless_crowded(self._snapshot.laid_ids(rows.fetchall()))

    def files_with_pair(self, first: str, second: str) -> list[str]:
        """Return the hand-written Go files that have two words side by side in their path or a name."""
        rows = self._snapshot._tables.stored(
            "SELECT f.path FROM file_text t JOIN laid.file f ON f.id=t.rowid WHERE file_text MATCH ?",
            f'{{path names}}: "{first} {second}"',
        )
        return [path for (path,) in rows]

    @property
    def _most(self) -> int:
        return CROWD + self._brief


def _unless_crowded(rows: list[T]) -> list[T]:
    return [] if len(rows) > CROWD else rows
