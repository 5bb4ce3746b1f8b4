"""Which files use a name, asked of many names at once: by identifier, without a look at what each one means."""

from __future__ import annotations

from groundplan.index.snapshot import Snapshot

_DECLARED = """
SELECT s.name, f.import_path FROM laid.file f JOIN laid.symbol s ON s.id BETWEEN f.first_symbol AND f.last_symbol
 WHERE f.path=? AND s.kind NOT IN ('const', 'var') AND shown
 ORDER BY s.kind IN ('func', 'method'), s.start - s.end, s.line"""

_USING = """
SELECT f.path FROM identifier_use u JOIN laid.file f ON f.id=u.rowid
 WHERE identifier_use MATCH ? AND f.origin=0 AND shown LIMIT ?"""


def declared_names(snapshot: Snapshot, path: str, most: int) -> tuple[tuple[str, ...], str]:
    """Return what a Go file declares, types first, then the longest functions and methods, and its import path."""
    rows = snapshot._tables.rows(_DECLARED, path)
    return tuple(dict.fromkeys(name for name, _ in rows))[:most], rows[0][1] if rows else ""


def files_using(snapshot: Snapshot, name: str, most: int) -> list[str]:
    """Return the stored, hand-written Go files that use an identifier, none where more than `most` do."""
    rows = snapshot._tables.stored(_USING, f'"{name}"', most + 1)
    return [path for (path,) in rows] if len(rows) <= most else []
