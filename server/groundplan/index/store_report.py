"""What a store is, for whoever looks into a problem with it."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from groundplan.index.schema import VERSION
from groundplan.index.store import Store


@dataclass(frozen=True, slots=True)
class StoreReport:
    """Where a store is (None in memory), its size on disk in bytes, the version of its content, and SQLite's."""

    path: Path | None
    size: int
    version: str
    sqlite: str


def report_store(store: Store) -> StoreReport:
    """Return what there is to say of a store; its size is that of all its files together."""
    path = None if store.in_memory else store.path
    size = 0
    if path is not None:
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                size += Path(f"{path}{suffix}").stat().st_size
    return StoreReport(path, size, VERSION, sqlite3.sqlite_version)
