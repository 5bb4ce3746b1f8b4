"""A workspace folder with its index: the door through which editor, terminal and agents come in."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from groundplan.index.codec import DecodeError
from groundplan.index.configuration import load_settings
from groundplan.index.facts_cache import FactsCache
from groundplan.index.history_store import refresh_history
from groundplan.index.kept_answers import KeptAnswers
from groundplan.index.module_table import read_modules
from groundplan.index.modules import ModuleMap
from groundplan.index.overlay import Overlay, UnsavedFile, show_overlay
from groundplan.index.readings import Readings
from groundplan.index.refresh import Progress, RefreshReport, refresh
from groundplan.index.rows import go_rows
from groundplan.index.snapshot import Snapshot
from groundplan.index.store import Store, default_cache_folder, is_damage, store_path
from groundplan.index.worker import is_evaluated
from groundplan.index.writer import StoreDamagedError
from groundplan.model.go import GoFile
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
        self._overlay_lock = threading.Lock()
        self._facts = FactsCache()
        self._answers = KeptAnswers()
        self._readings = Readings(self.store)

    def close(self) -> None:
        """Write what waits to be written and give the store's connections back to the system."""
        self._readings.write()
        self.store.close()

    def refresh(
        self,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RefreshReport:
        """Bring the index up to date with the disk; see `refresh.refresh`."""
        return self._refresh(on_progress, cancelled, None, True)

    def refresh_paths(
        self,
        paths: Iterable[str],
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        link: bool = True,
    ) -> RefreshReport:
        """Bring the index up to date, told which files or folders changed (relative paths), without a walk of the tree.

        Falls back to `refresh` where the paths alone cannot tell: for new files, and for go.mod, .gitignore and their
        like. With `link` false, routes and registrations may be left as they were: the report then says `linked` false,
        and `relink`, or any refresh, brings them up to date.
        """
        return self._refresh(on_progress, cancelled, paths, link)

    def relink(self, cancelled: Callable[[], bool] = lambda: False) -> RefreshReport:
        """Bring routes and registrations up to date with the indexed files; cheap where they are."""
        return self.refresh_paths((), cancelled=cancelled)

    def _refresh(
        self,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        paths: Iterable[str] | None,
        link: bool,
    ) -> RefreshReport:
        with self._refreshing:
            self._readings.write()
            report = refresh(self.store, self.root, self.settings, on_progress, cancelled, paths, link)
            if report.changed and self._overlay:
                self._rename_packages()
            if paths is None and report.complete:
                refresh_history(self.store, self.root, self.settings.history)
        return report

    def _rename_packages(self) -> None:
        """Give unsaved buffers the import paths that they have now: a module's border may have moved."""
        with self._overlay_lock:
            overlay = {path: self._read_unsaved(path, unsaved.facts) for path, unsaved in self._overlay.items()}
            if overlay != self._overlay:
                self._overlay = overlay
                self._overlay_version += 1

    def _read_unsaved(self, path: str, facts: GoFile) -> UnsavedFile:
        connection = self.store.connect()
        try:
            import_path = ModuleMap(read_modules(connection)).import_path_of(path)
            row = connection.execute("SELECT origin FROM main.file WHERE path=?", (path,)).fetchone()
        finally:
            self.store.release(connection)
        external = row is not None and bool(row[0] & Origin.EXTERNAL)
        rows = go_rows(path, import_path, facts, external=external, listing=False)
        return UnsavedFile(path, import_path, facts, rows)

    def set_unsaved(self, path: str, source: bytes | None) -> None:
        """Lay an unsaved Go buffer over the file at a relative path, or lift it with None."""
        unsaved: UnsavedFile | None = None
        if source is not None:
            unsaved = self._read_unsaved(path, read_go_file(source, evaluated=is_evaluated(path)))
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

    def place_of(self, path: str) -> Path:
        """Return where a file of the index is on disk, be it in the workspace or in a model library outside."""
        if "@" in path:
            connection = self.store.connect()
            try:
                module = ModuleMap(read_modules(connection)).module_of(path)
            finally:
                self.store.release(connection)
            if module is not None and module.place:
                return Path(module.place) / path[len(module.folder) + 1 :]
        return self.root / path

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open a consistent view of index and unsaved buffers; it must not be used after the block."""
        with self._overlay_lock:
            overlay, version = self._overlay, self._overlay_version
        connection = self.store.connect()
        try:
            show_overlay(connection, overlay, version)
            connection.execute("BEGIN")
            snapshot = Snapshot(connection, self.settings, overlay, version, self._facts, self._answers)
            snapshot.root = self.root
            snapshot.readings = self._readings
            try:
                yield snapshot
            finally:
                # What was worked out about it refers back to it.
                snapshot.made.clear()
        except (StoreDamagedError, DecodeError, sqlite3.DatabaseError) as error:
            self.store.suspect = self.store.suspect or not isinstance(error, sqlite3.Error) or is_damage(error)
            raise
        finally:
            self.store.release(connection)
