"""A workspace folder with its index: the door through which editor, terminal and agents come in."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from groundplan.index.configuration import load_settings
from groundplan.index.facts_cache import FactsCache
from groundplan.index.modules import ModuleMap
from groundplan.index.overlay import Overlay, UnsavedFile, apply_overlay
from groundplan.index.refresh import Progress, RefreshReport, refresh
from groundplan.index.rows import go_rows
from groundplan.index.snapshot import Snapshot, read_modules
from groundplan.index.store import Store, default_cache_folder, store_path
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin
from groundplan.syntax.golang import read_go_file


class Workspace:
    """The index of one folder. Refreshes run one at a time; snapshots can be taken from any thread meanwhile."""

    def __init__(self, root: Path, cache: Path | None = None, settings: Settings | None = None) -> None:
        self.root = root.resolve()
        self.problems: tuple[str, ...] = ()
        if settings is None:
            settings, self.problems = load_settings(self.root)
        self.settings = settings
        self.store = Store(store_path(self.root, cache or default_cache_folder()))
        self._refreshing = threading.Lock()
        self._overlay: Overlay = {}
        self._overlay_version = 0
        self._applied: dict[sqlite3.Connection, int] = {}
        self._overlay_lock = threading.Lock()
        self._facts = FactsCache()

    def close(self) -> None:
        """Give the store's connections back to the system."""
        self.store.close()

    def refresh(
        self,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RefreshReport:
        """Bring the index up to date with the disk; see `refresh.refresh`."""
        with self._refreshing:
            return refresh(self.store, self.root, self.settings, on_progress, cancelled)

    def set_unsaved(self, path: str, source: bytes | None) -> None:
        """Lay an unsaved Go buffer over the file at a relative path, or lift it with None."""
        unsaved: UnsavedFile | None = None
        if source is not None:
            connection = self.store.connect()
            try:
                import_path = ModuleMap(read_modules(connection)).import_path_of(path)
                row = connection.execute("SELECT origin FROM main.file WHERE path=?", (path,)).fetchone()
                external = row is not None and bool(row[0] & Origin.EXTERNAL)
            finally:
                self.store.release(connection)
            facts = read_go_file(source)
            unsaved = UnsavedFile(path, import_path, facts, go_rows(path, import_path, facts, external=external))
        with self._overlay_lock:
            overlay = dict(self._overlay)
            if unsaved is None:
                if path not in overlay:
                    return
                del overlay[path]
            else:
                overlay[path] = unsaved
            self._overlay = overlay
            self._overlay_version += 1

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open a consistent view of index and unsaved buffers; it must not be used after the block."""
        with self._overlay_lock:
            overlay, version = self._overlay, self._overlay_version
        connection = self.store.connect()
        try:
            if self._applied.get(connection, 0) != version:
                apply_overlay(connection, overlay)
                self._applied[connection] = version
            connection.execute("BEGIN")
            yield Snapshot(connection, self.settings, overlay, self._facts)
        finally:
            self.store.release(connection)
