"""Bringing a store up to date with the files on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from groundplan.index.codec import DecodeError, decode, encode
from groundplan.index.discovery import Discovery, FoundFile, find_files, is_worth_reading, kind_of
from groundplan.index.externals import add_model_modules
from groundplan.index.linking import link
from groundplan.index.modules import ModuleMap, read_layout
from groundplan.index.reading import read_all
from groundplan.index.rows import FileRows, go_rows, template_rows
from groundplan.index.store import Store
from groundplan.index.worker import Job, Reading, content_hash
from groundplan.index.writer import StoreDamagedError, put_file, remove_file, touch_file
from groundplan.model.go import GoFile
from groundplan.model.module import Module
from groundplan.model.resource import Template
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin

_LINKED_KINDS = ("go", "template")
"""Kinds of files from which routes and registrations follow."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: files read so far and in all."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, in files; `problems` are sentences about what could not be read."""

    files: int = 0
    read: int = 0
    reused: int = 0
    removed: int = 0
    complete: bool = True
    problems: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the store's content changed."""
        return bool(self.read or self.reused or self.removed)


@dataclass(frozen=True, slots=True)
class _Known:
    size: int
    mtime_ns: int
    import_path: str
    external: bool


def refresh(
    store: Store,
    root: Path,
    settings: Settings,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RefreshReport:
    """Make the store agree with the files under `root`, reading only what changed since it was last written.

    What is known already stays readable meanwhile. A store that contradicts itself is emptied and filled anew.
    """
    found = find_files(root, settings.exclude, cancelled)
    if cancelled():
        return RefreshReport(complete=False)
    try:
        return _Refresh(store, root, settings, found, on_progress, cancelled).run()
    except (StoreDamagedError, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        store.reset()
        report = _Refresh(store, root, settings, found, on_progress, cancelled).run()
        note = f"The index contradicted itself ({error}) and was built anew."
        return replace(report, problems=(note, *report.problems))


class _Refresh:
    """One run over a discovery; a class only because its steps share so much."""

    def __init__(
        self,
        store: Store,
        root: Path,
        settings: Settings,
        found: Discovery,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self.store = store
        self.root = root
        self.settings = settings
        self.found = found
        self.on_progress = on_progress
        self.cancelled = cancelled
        self.problems = list(found.problems)
        self.read = self.reused = self.removed = 0
        self.relink = False

    def run(self) -> RefreshReport:
        layout = read_layout(self.root, self.found.files)
        external = add_model_modules(self.root, layout, self.found.files, self.settings.model_modules)
        self.problems += [*layout.problems, *external.problems]
        self.found = replace(self.found, files=external.files)
        modules = (*layout.modules, *external.modules)
        packages = ModuleMap(modules)
        known = self._known_files()
        changed = [
            (file, packages.import_path_of(file.path) if file.path.endswith(".go") else "") for file in self.found.files
        ]
        changed = [(file, import_path) for file, import_path in changed if not _is_current(known, file, import_path)]
        self._remove({file.path for file in self.found.files}, known)
        self._write_unread(changed)
        total = len(changed)
        jobs = list(self._jobs_of(changed))
        done = total - len(jobs)
        files = {file.path: (file, import_path) for file, import_path in changed}
        self.on_progress(Progress(done, total))
        for readings in read_all(jobs, self.cancelled):
            self._write(readings, files)
            done += len(readings)
            self.on_progress(Progress(done, total))
        complete = not self.cancelled()
        self._finish(modules, complete)
        return RefreshReport(
            len(self.found.files), self.read, self.reused, self.removed, complete, tuple(sorted(set(self.problems)))
        )

    def _known_files(self) -> dict[str, _Known]:
        connection = self.store.connect()
        try:
            rows = connection.execute("SELECT path, size, mtime_ns, import_path, origin FROM main.file").fetchall()
        finally:
            self.store.release(connection)
        return {
            path: _Known(size, mtime_ns, import_path, bool(origin & Origin.EXTERNAL))
            for path, size, mtime_ns, import_path, origin in rows
        }

    def _remove(self, present: set[str], known: dict[str, _Known]) -> None:
        gone = sorted(set(known) - present)
        if not gone:
            return
        with self.store.writing() as connection:
            for path in gone:
                self.relink |= kind_of(path) in _LINKED_KINDS
                remove_file(connection, path)
        self.removed = len(gone)

    def _write_unread(self, changed: list[tuple[FoundFile, str]]) -> None:
        unread = [item for item in changed if not is_worth_reading(kind_of(item[0].path), item[0].size)]
        if not unread:
            return
        with self.store.writing() as connection:
            for file, import_path in unread:
                kind = kind_of(file.path)
                if kind in ("go", "template"):
                    self.problems.append(f"{file.path} is too large to be read ({file.size // 1_000_000} MB).")
                put_file(connection, file, "other" if kind == "go" else kind, import_path, b"", FileRows())
        self.reused += len(unread)

    def _jobs_of(self, changed: list[tuple[FoundFile, str]]) -> Iterator[tuple[Job, int]]:
        """Yield the files that must be parsed, after writing those whose content the store has seen before."""
        connection = self.store.connect()
        try:
            hashes = {row[0] for row in connection.execute("SELECT hash FROM blob")}
        finally:
            self.store.release(connection)
        seen: list[tuple[FoundFile, str, bytes]] = []
        for file, import_path in changed:
            kind = kind_of(file.path)
            if not is_worth_reading(kind, file.size):
                continue
            absolute = str(self.root / file.path)
            if kind in ("gomod", "gowork"):
                seen.append((file, "", b""))
                continue
            content = self._content_of(file, kind) if hashes else b""
            if content in hashes:
                seen.append((file, import_path, content))
                continue
            yield Job(absolute, file.path, kind, import_path, file.external), file.size
        self._write_seen(seen)

    def _content_of(self, file: FoundFile, kind: str) -> bytes:
        try:
            return content_hash(kind, (self.root / file.path).read_bytes())
        except OSError:
            # Read again, and reported, by its job.
            return b""

    def _write_seen(self, seen: list[tuple[FoundFile, str, bytes]]) -> None:
        with self.store.writing() as connection:
            for file, import_path, content in seen:
                kind = kind_of(file.path)
                row = connection.execute(
                    "SELECT hash, import_path, origin FROM main.file WHERE path=?", (file.path,)
                ).fetchone()
                same = row is not None and (row[0], row[1]) == (content, import_path)
                if content and same and bool(row[2] & Origin.EXTERNAL) == file.external:
                    touch_file(connection, file)
                    continue
                put_file(
                    connection,
                    file,
                    kind,
                    import_path,
                    content,
                    _stored_rows(connection, file, import_path, kind, content),
                )
                self.relink |= kind in _LINKED_KINDS
                self.reused += 1

    def _write(self, readings: Iterable[Reading], files: dict[str, tuple[FoundFile, str]]) -> None:
        with self.store.writing() as connection:
            for reading in readings:
                file, import_path = files[reading.path]
                if reading.problem:
                    self.problems.append(reading.problem)
                    put_file(connection, file, "other", import_path, b"", FileRows())
                    continue
                kind = kind_of(file.path)
                connection.execute("INSERT OR REPLACE INTO blob VALUES (?,?)", (reading.hash, reading.facts))
                put_file(connection, file, kind, import_path, reading.hash, reading.rows)
                self.relink |= kind in _LINKED_KINDS
                self.read += 1

    def _finish(self, modules: tuple[Module, ...], complete: bool) -> None:
        with self.store.writing() as connection:
            data = [(module.path, module.folder, encode(module)) for module in modules]
            stored = connection.execute("SELECT path, folder, data FROM module ORDER BY folder").fetchall()
            if sorted(data, key=lambda row: row[1]) != [tuple(row) for row in stored]:
                connection.execute("DELETE FROM module")
                connection.executemany("INSERT INTO module VALUES (?,?,?)", data)
                self.reused += 1
            linked = connection.execute("SELECT value FROM meta WHERE key='linked'").fetchone()
            settings = repr(self.settings)
            if complete and (self.relink or linked is None or linked[0] != settings):
                link(connection, self.settings)
                connection.execute("INSERT OR REPLACE INTO meta VALUES ('linked', ?)", (settings,))
            if self.read or self.reused or self.removed or not _was_complete(connection):
                connection.execute("UPDATE meta SET value=value+1 WHERE key='generation'")
            connection.execute("UPDATE meta SET value=? WHERE key='complete'", (str(int(complete)),))


def _was_complete(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT value FROM meta WHERE key='complete'").fetchone()
    return bool(row and row[0] == "1")


def _is_current(known: dict[str, _Known], file: FoundFile, import_path: str) -> bool:
    row = known.get(file.path)
    if row is None or (row.size, row.mtime_ns, row.import_path) != (file.size, file.mtime_ns, import_path):
        return False
    # Files that are not read have no origin.
    return row.external == file.external or not is_worth_reading(kind_of(file.path), file.size)


def _stored_rows(
    connection: sqlite3.Connection, file: FoundFile, import_path: str, kind: str, content: bytes
) -> FileRows:
    if not content:
        return FileRows()
    row = connection.execute("SELECT facts FROM blob WHERE hash=?", (content,)).fetchone()
    if row is None:
        raise StoreDamagedError(f"the facts of {file.path} are missing")
    try:
        if kind == "go":
            return go_rows(file.path, import_path, decode(GoFile, row[0]), external=file.external)
        return template_rows(decode(Template, row[0]).resources)
    except DecodeError as error:
        raise StoreDamagedError(str(error)) from error
