"""What documents were read as, kept in the store by their content: what did not change is not read again.

The store knows keys and bytes alone; what they are is the business of the layer that reads documents.
"""

from __future__ import annotations

import logging
import sqlite3
import threading

from groundplan.index.store import Store, is_damage

MOST_KEPT = 4_000
"""Readings kept, the latest; 200 plans of 12 kB each take 250 kB."""

MOST_WAITING = 500
"""Readings that wait in memory before they are written without being told to."""

WAITS_MS = 200
"""Milliseconds that writing waits for another process's; what is not written is read again some day."""

log = logging.getLogger(__name__)


class Readings:
    """Readings of one workspace's documents; safe from any thread. What is put is written later, all at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[bytes, bytes] = {}
        self._lock = threading.Lock()

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under a key."""
        with self._lock:
            waiting = self._waiting.get(key)
        if waiting is not None:
            return waiting
        connection = self._store.connect()
        try:
            row = connection.execute("SELECT data FROM reading WHERE key=?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._report(error)
            return None
        finally:
            self._store.release(connection)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def put(self, key: bytes, data: bytes) -> None:
        """Keep something under a key."""
        with self._lock:
            self._waiting[key] = data
            many = len(self._waiting) >= MOST_WAITING
        if many:
            self.write()

    def write(self) -> None:
        """Write what waits; where the store cannot take it now, it is given up."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        if not waiting:
            return
        connection = self._store.connect()
        try:
            connection.execute(f"PRAGMA busy_timeout={WAITS_MS}")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR IGNORE INTO reading(key, data) VALUES (?, ?)", sorted(waiting.items()))
            connection.execute("DELETE FROM reading WHERE id <= (SELECT max(id) FROM reading) - ?", (MOST_KEPT,))
            connection.commit()
        except sqlite3.Error as error:
            self._report(error)
        finally:
            connection.execute(f"PRAGMA busy_timeout={round(self._store.busy_seconds * 1000)}")
            self._store.release(connection)

    def _report(self, error: sqlite3.Error) -> None:
        self._store.suspect = self._store.suspect or is_damage(error)
        log.info("readings of documents are not at hand: %s", error)
