"""The SQLite database behind an index: opening, recovering, and handing out connections."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from groundplan.index.schema import SHARED_TABLES, TABLES, VERSION

BUSY_SECONDS = 30.0
"""How long a writer waits for another process's write; a chunk of files is written in well under a second."""

StoreUnusableError = sqlite3.OperationalError
"""What a store raises that stays locked, for callers that do not know SQLite."""

_memory_names = itertools.count()


def default_cache_folder() -> Path:
    """Return the user's cache folder for Groundplan: `GROUNDPLAN_CACHE_DIR`, else the platform's cache folder."""
    explicit = os.environ.get("GROUNDPLAN_CACHE_DIR")
    if explicit:
        return Path(explicit)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "groundplan" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "groundplan"


def store_path(root: Path, cache: Path) -> Path:
    """Return where the store of a workspace root lives: its folder's name and a hash of its whole path."""
    digest = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache / f"{root.name or 'root'}-{digest}.db"


class Store:
    """A database of one workspace; safe to use from several threads, one connection each.

    A file that cannot be opened or is damaged is made anew; where no file can be written the database lives in
    memory. Either is told once in `problems`, as sentences.
    """

    def __init__(self, path: Path | None) -> None:
        self.problems: list[str] = []
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        self.path = path
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
            if self._idle:
                return self._idle.pop()
        return self._new_connection()

    def release(self, connection: sqlite3.Connection) -> None:
        """Take a connection back, ending whatever transaction it is in."""
        if connection.in_transaction:
            connection.rollback()
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Run a block as one write transaction, committed at its end and undone when it raises."""
        connection = self.connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
        finally:
            self.release(connection)

    def reset(self) -> None:
        """Throw all content away and start with empty tables, keeping the database file's identity."""
        with self.writing() as connection:
            _drop_everything(connection)
            _create_tables(connection)

    def close(self) -> None:
        """Close all connections that are not in use; those in use close when they are released."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()
        if self._keep is not None:
            self._keep.close()

    def _open_file(self, path: Path) -> bool:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare()
            return True
        except (OSError, sqlite3.Error) as error:
            if not _is_damage(error):
                self.problems.append(
                    f"The index cannot be kept at {path} ({error}); it is kept in memory for this session."
                )
                return False
        self.problems.append(f"The index at {path} was damaged and is built anew.")
        try:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            self._prepare()
            return True
        except (OSError, sqlite3.Error) as error:
            self.problems.append(
                f"The index cannot be kept at {path} ({error}); it is kept in memory for this session."
            )
            return False

    def _open_memory(self) -> None:
        self.path = None
        self._target = f"file:groundplan-{os.getpid()}-{next(_memory_names)}?mode=memory&cache=shared"
        self._keep = self._new_connection()
        self._prepare()

    def _prepare(self) -> None:
        connection = self._new_connection()
        try:
            if self._keep is None:
                connection.execute("PRAGMA journal_mode=WAL")
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

    def _new_connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._target,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=self._target.startswith("file:"),
        )
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA temp_store=MEMORY")
        if self._target.startswith("file:"):
            # Shared memory locks whole tables; a reader sees a chunk half written rather than waiting for its end.
            connection.execute("PRAGMA read_uncommitted=1")
        return connection


def _is_damage(error: Exception) -> bool:
    text = str(error).lower()
    return isinstance(error, sqlite3.DatabaseError) and any(
        sign in text for sign in ("not a database", "malformed", "corrupt", "no such column", "no such table")
    )


def _version_of(connection: sqlite3.Connection) -> str:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name='meta'").fetchone():
        return ""
    row = connection.execute("SELECT value FROM meta WHERE key='version'").fetchone()
    return str(row[0]) if row else ""


def _drop_everything(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type='table'").fetchall()
    virtual = [name for _, name, sql in rows if (sql or "").upper().startswith("CREATE VIRTUAL")]
    for name in virtual:
        connection.execute(f'DROP TABLE "{name}"')
    for _, name, _ in rows:
        if not name.startswith("sqlite_"):
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')


def _create_tables(connection: sqlite3.Connection) -> None:
    for statement in (TABLES.format(schema="", prefix="") + SHARED_TABLES).split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('version', ?), ('generation', '0'), ('complete', '0')", (VERSION,))
