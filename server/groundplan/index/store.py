"""The SQLite database behind an index: opening, recovering, and handing out connections."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from groundplan.index.schema import HISTORY_TABLES, SHARED_TABLES, TABLES, VERSION
from groundplan.index.store_files import default_cache_folder, remove_store, remove_unused_stores, store_path

__all__ = ["Store", "StoreUnusableError", "default_cache_folder", "store_path"]

BUSY_SECONDS = 30.0
"""How long a writer waits for another process's write; a chunk of files is written in well under a second."""

LOADING_CACHE_KIB = 48_000
"""Page cache while much is written: with SQLite's 2 MB the pages of large indices are written again and again."""

LOADING_WAL_PAGES = 8_000
"""Pages (4 KiB) in the write-ahead log before it is copied into the database, while much is written."""

StoreUnusableError = sqlite3.OperationalError
"""What is raised where even the way out into memory is barred."""

_memory_names = itertools.count()


class Store:
    """A database of one workspace; safe to use from several threads, one connection each.

    A file that cannot be opened or is damaged is made anew; where no file can be written the database lives in
    memory. Either is told once in `problems`, as sentences.
    """

    def __init__(self, path: Path | None) -> None:
        self.problems: list[str] = []
        self.path = path
        self.busy_seconds = BUSY_SECONDS
        self.suspect = False
        """Whether a reader met damage; the next refresh then starts from scratch."""
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._handed_out: dict[sqlite3.Connection, str] = {}
        self._loader: tuple[int, sqlite3.Connection | None] = (0, None)
        self._closed = False
        self._target = str(path)
        self._keep: sqlite3.Connection | None = None
        if path is None or not self._open_file(path):
            self._open_memory()

    @property
    def in_memory(self) -> bool:
        """Whether the database will be gone with this process."""
        return self._keep is not None

    def connect(self) -> sqlite3.Connection:
        """Return a connection of its own to the database; give it back with `release`."""
        with self._lock:
            connection = self._idle.pop() if self._idle else None
            if connection is not None:
                self._handed_out[connection] = self._target
                return connection
            target = self._target
        connection = self._new_connection(target)
        with self._lock:
            self._handed_out[connection] = target
        return connection

    def release(self, connection: sqlite3.Connection) -> None:
        """Take a connection back, ending whatever transaction it is in."""
        with self._lock:
            target = self._handed_out.pop(connection, "")
        try:
            if connection.in_transaction:
                connection.rollback()
        except sqlite3.Error:
            target = ""
        with self._lock:
            if not self._closed and target == self._target:
                self._idle.append(connection)
                return
        connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one write transaction, committed at its end and undone when it raises."""
        thread, loader = self._loader
        connection = loader if loader is not None and thread == threading.get_ident() else self.connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
        finally:
            if connection is not loader:
                self.release(connection)
            elif connection.in_transaction:
                connection.rollback()

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Make this thread's transactions in a block cheap for much data; the memory is given back at its end."""
        connection = self.connect()
        try:
            connection.execute(f"PRAGMA cache_size=-{LOADING_CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint={LOADING_WAL_PAGES}")
            self._loader = (threading.get_ident(), connection)
            yield
            if not self.in_memory:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._loader = (0, None)
            with self._lock:
                self._handed_out.pop(connection, None)
            connection.close()

    def reset(self) -> None:
        """Throw all content away, keeping the database file's identity; raises sqlite3.Error where that fails."""
        with self.writing() as connection:
            _empty_tables(connection)

    def rebuild(self) -> None:
        """Throw a damaged content away, with the file if it must be, and start empty."""
        self.suspect = False
        try:
            self.reset()
            return
        except sqlite3.Error:
            self._forget_connections()
        path = self.path
        if path is None:
            self._open_memory()
            return
        try:
            remove_store(path)
            self._prepare(self._target)
        except (OSError, sqlite3.Error) as error:
            self.leave_file(error)

    def leave_file(self, reason: Exception) -> None:
        """Go on in memory with what the file holds, as far as it can be read; connections in use stay as they are."""
        self._forget_connections()
        path, target = self.path, self._target
        if path is None:
            raise reason
        self.problems.append(_in_memory(path, reason))
        self._open_memory()
        assert self._keep is not None
        try:
            with contextlib.closing(self._new_connection(target)) as old:
                old.execute("PRAGMA busy_timeout=200")
                complete = old.execute("SELECT value FROM meta WHERE key='version'").fetchone() == (VERSION,)
                if complete:
                    old.backup(self._keep)
        except sqlite3.Error:
            self._keep.close()
            self._open_memory()

    def close(self) -> None:
        """Close all connections that are not in use; those in use close when they are released."""
        with self._lock:
            self._closed = True
        self._forget_connections()
        if self._keep is not None:
            self._keep.close()

    def _forget_connections(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _open_file(self, path: Path) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                remove_unused_stores(path)
            self._prepare(self._target)
            return True
        except (OSError, sqlite3.Error) as error:
            if not is_damage(error):
                self.problems.append(_in_memory(path, error))
                return False
        self.problems.append(f"The index at {path} was damaged and is built anew.")
        try:
            remove_store(path)
            self._prepare(self._target)
            return True
        except (OSError, sqlite3.Error) as error:
            self.problems.append(_in_memory(path, error))
            return False

    def _open_memory(self) -> None:
        target = f"file:groundplan-{os.getpid()}-{next(_memory_names)}?mode=memory&cache=shared"
        keep = self._new_connection(target)
        self._prepare(target, memory=True)
        with self._lock:
            self.path = None
            self._target = target
            self._keep = keep

    def _prepare(self, target: str, memory: bool = False) -> None:
        connection = self._new_connection(target, create=True)
        try:
            if not memory:
                connection.execute("PRAGMA journal_mode=WAL")
            # Another process may be writing for seconds; a store that is as it should be is opened meanwhile.
            if _version_of(connection) != VERSION:
                connection.execute("BEGIN IMMEDIATE")
                if _version_of(connection) != VERSION:
                    _drop_everything(connection)
                    _create_tables(connection)
                connection.commit()
            connection.execute("SELECT count(*) FROM file").fetchone()
        finally:
            if connection.in_transaction:
                connection.rollback()
            connection.close()

    def _new_connection(self, target: str, create: bool = False) -> sqlite3.Connection:
        shared = target.startswith("file:")
        if not shared:
            # Once prepared, a store that has gone is an error and not an empty database.
            target = f"{Path(target).absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        connection = sqlite3.connect(
            target, timeout=self.busy_seconds, isolation_level=None, check_same_thread=False, uri=True
        )
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA temp_store=MEMORY")
        if shared:
            # Shared memory locks whole tables; a reader sees a chunk half written rather than waiting for its end.
            connection.execute("PRAGMA read_uncommitted=1")
        return connection


def _in_memory(path: Path, reason: Exception) -> str:
    return f"The index cannot be kept at {path} ({reason}); it is kept in memory for this session."


def is_damage(error: Exception) -> bool:
    """Tell whether an error says that the database's content is not what it should be, or is gone."""
    text = str(error).lower()
    return isinstance(error, sqlite3.DatabaseError) and any(
        sign in text for sign in ("not a database", "malformed", "corrupt", "no such column", "no such table")
    )


def _version_of(connection: sqlite3.Connection) -> str:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
        return ""
    row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
    return str(row[0]) if row else ""


def _tables(connection: sqlite3.Connection) -> tuple[list[str], list[str]]:
    """Return the names of the full-text tables and of the ordinary ones, those behind the full-text tables left out."""
    rows = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type='table'").fetchall()
    virtual = [name for name, sql in rows if (sql or "").upper().startswith("CREATE VIRTUAL")]
    ordinary = [
        name
        for name, _ in rows
        if not name.startswith("sqlite_") and not any(name == each or name.startswith(f"{each}_") for each in virtual)
    ]
    return virtual, ordinary


def _drop_everything(connection: sqlite3.Connection) -> None:
    virtual, ordinary = _tables(connection)
    for name in (*virtual, *ordinary):
        connection.execute(f'DROP TABLE IF EXISTS main."{name}"')


def _empty_tables(connection: sqlite3.Connection) -> None:
    virtual, ordinary = _tables(connection)
    for name in virtual:
        connection.execute(f'INSERT INTO main."{name}"("{name}") VALUES (\'delete-all\')')
    generation = connection.execute("SELECT value FROM meta WHERE key='generation'").fetchone()
    for name in ordinary:
        connection.execute(f'DELETE FROM main."{name}"')
    _insert_meta(connection, int(generation[0]) + 1 if generation else 0)


def _create_tables(connection: sqlite3.Connection) -> None:
    for statement in (TABLES.format(schema="", prefix="") + SHARED_TABLES + HISTORY_TABLES).split(";"):
        if statement.strip():
            connection.execute(statement)
    _insert_meta(connection, 0)


def _insert_meta(connection: sqlite3.Connection, generation: int) -> None:
    connection.execute(
        "INSERT INTO meta VALUES ('version', ?), ('generation', ?), ('complete', '0'), ('linked', '')",
        (VERSION, str(generation)),
    )
