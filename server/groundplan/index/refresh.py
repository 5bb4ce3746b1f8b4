"""Bringing a store up to date with the files on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from groundplan.index.discovery import READ_KINDS, FoundFile, is_worth_reading, kind_of
from groundplan.index.linking import find_links_of_store, is_linked
from groundplan.index.look import Look, look_at, look_everywhere
from groundplan.index.reading import CHUNK_FILES, Readers, is_much
from groundplan.index.store import Store, is_damage
from groundplan.index.update import Change, Update, set_complete
from groundplan.index.worker import Job, Reading, content_hash
from groundplan.index.writer import StoreDamagedError
from groundplan.model.settings import Settings

T = TypeVar("T")

LINKED_HERE = 200
"""Files with function bodies from which on routes are worked out in a process of its own; about 3 ms each."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: files read so far and in all."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, in files; `problems` are sentences about what could not be read.

    `linked` tells whether routes, registrars and registered models follow from the files as they are now.
    """

    files: int = 0
    read: int = 0
    reused: int = 0
    removed: int = 0
    complete: bool = True
    problems: tuple[str, ...] = ()
    linked: bool = True

    @property
    def changed(self) -> bool:
        """Whether the store's content changed."""
        return bool(self.read or self.reused or self.removed)


def refresh(
    store: Store,
    root: Path,
    settings: Settings,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
    paths: Iterable[str] | None = None,
    link: bool = True,
) -> RefreshReport:
    """Make the store agree with the files under `root`, reading only what changed since it was last written.

    What is known already stays readable meanwhile. With `paths` (relative to the root) only those files are looked at,
    where that is enough to know. Without `link` what follows from all files together is left to a later refresh when
    only a few files changed. A store that contradicts itself is emptied and filled anew; one that cannot be written is
    left for one in memory.
    """
    run = _Refresh(store, root, settings, on_progress, cancelled, link)
    wanted = None if paths is None else tuple(sorted(set(paths)))
    notes: list[str] = []
    if store.suspect:
        store.rebuild()
        notes.append("The index was damaged and was built anew.")
    for _ in range(2):
        try:
            return _with_notes(run.once(wanted), notes)
        except (StoreDamagedError, sqlite3.DatabaseError) as error:
            notes.extend(_recover(store, error))
    return _with_notes(run.once(wanted), notes)


def _recover(store: Store, error: Exception) -> list[str]:
    """Make a store usable after an error, and return what is to be said of it; raises the error where it cannot.

    What the store says itself, in `problems`, is not said again.
    """
    if isinstance(error, StoreDamagedError):
        store.rebuild()
        return [f"The index contradicted itself ({error}) and was built anew."]
    if is_damage(error) or not isinstance(error, sqlite3.OperationalError):
        store.rebuild()
        return [f"The index was damaged ({error}) and was built anew."]
    store.leave_file(error)
    return []


def _with_notes(report: RefreshReport, notes: list[str]) -> RefreshReport:
    return replace(report, problems=(*notes, *report.problems)) if notes else report


class _Refresh:
    """What stays the same over the attempts at one refresh."""

    def __init__(
        self,
        store: Store,
        root: Path,
        settings: Settings,
        on_progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        link: bool,
    ) -> None:
        self.store = store
        self.root = root
        self.settings = settings
        self.on_progress = on_progress
        self.cancelled = cancelled
        self.link = link

    def once(self, paths: Sequence[str] | None) -> RefreshReport:
        """Look at the disk and make the store agree with it."""
        connection = self.store.connect()
        try:
            look = look_at(connection, self.root, self.settings, paths) if paths is not None else None
            look = look or look_everywhere(connection, self.root, self.settings, self.cancelled)
            if self.cancelled():
                return RefreshReport(complete=False)
            update = Update(self.root, self.settings, len(look.changed))
            changes, jobs = self._sorted(connection, look, update)
            if not (changes or jobs or look.gone) and update.is_idle(connection, look.modules):
                return RefreshReport(look.files, problems=tuple(sorted(set(look.problems))))
        finally:
            self.store.release(connection)
        few = len(changes) + len(jobs) + len(look.gone) <= 2 * CHUNK_FILES and not is_much(list(jobs.values()))
        complete = (self._run_at_once if few else self._run_in_steps)(update, look, changes, jobs)
        problems = tuple(sorted({*look.problems, *update.problems}))
        return RefreshReport(
            look.files, update.read, update.reused, update.removed, complete, problems, not update.links_stale
        )

    def _sorted(
        self, connection: sqlite3.Connection, look: Look, update: Update
    ) -> tuple[list[Change], dict[str, tuple[Job, int]]]:
        """Return the changed files that need no reading, and jobs by path for those that do."""
        changes: list[Change] = []
        jobs: dict[str, tuple[Job, int]] = {}
        any_facts = connection.execute("SELECT 1 FROM blob LIMIT 1").fetchone() is not None
        for file, import_path in look.changed:
            kind = kind_of(file.path)
            if kind not in READ_KINDS or not is_worth_reading(kind, file.size):
                if kind in READ_KINDS:
                    update.problems.append(f"{file.path} is too large to be read ({file.size // 1_000_000} MB).")
                changes.append(Change(file, "other" if kind == "go" else kind, import_path))
                continue
            content = self._content_of(file, kind) if any_facts else b""
            if content and connection.execute("SELECT 1 FROM blob WHERE hash=?", (content,)).fetchone():
                changes.append(Change(file, kind, import_path, content))
            else:
                jobs[file.path] = (
                    Job(str(file.absolute(self.root)), file.path, kind, import_path, file.external),
                    file.size,
                )
        return changes, jobs

    def _content_of(self, file: FoundFile, kind: str) -> bytes:
        try:
            return content_hash(kind, file.absolute(self.root).read_bytes(), file.path)
        except OSError:
            # Read again, and reported, by its job.
            return b""

    def _run_at_once(self, update: Update, look: Look, changes: list[Change], jobs: dict[str, tuple[Job, int]]) -> bool:
        """Write few changes in one transaction: nobody sees them half done."""
        by_path = _changes_by_path(look)
        readings: list[Reading] = []
        with Readers() as readers:
            for chunk in readers.read(list(jobs.values()), self.cancelled):
                readings.extend(chunk)
        complete = not self.cancelled()
        with self.store.writing() as connection:
            update.remove(connection, look.gone)
            update.reuse(connection, changes)
            update.write(connection, [(reading, by_path[reading.path]) for reading in readings])
            update.finish(connection, look.modules, complete, self.link and not self._links_apart(connection))
        if complete and self.link and update.links_stale:
            with Readers() as readers:
                self._link_apart(update, readers)
        self.on_progress(Progress(len(readings), len(jobs)))
        return complete

    def _run_in_steps(
        self, update: Update, look: Look, changes: list[Change], jobs: dict[str, tuple[Job, int]]
    ) -> bool:
        """Write many changes chunk by chunk, and say meanwhile that the index is not complete."""
        by_path = _changes_by_path(look)
        done, total = 0, len(changes) + len(jobs)
        self.on_progress(Progress(done, total))
        with self.store.loading(), Readers() as readers:
            with self.store.writing() as connection:
                set_complete(connection, False)
            for gone in _chunks(look.gone, 4 * CHUNK_FILES):
                with self.store.writing() as connection:
                    update.remove(connection, gone)
            for few in _chunks(changes, 4 * CHUNK_FILES):
                if self.cancelled():
                    break
                with self.store.writing() as connection:
                    update.reuse(connection, few)
                done += len(few)
                self.on_progress(Progress(done, total))
            for readings in readers.read(list(jobs.values()), self.cancelled):
                with self.store.writing() as connection:
                    update.write(connection, [(reading, by_path[reading.path]) for reading in readings])
                done += len(readings)
                self.on_progress(Progress(done, total))
            complete = not self.cancelled()
            with self.store.writing() as connection:
                apart = complete and self.store.path is not None and not is_linked(connection, self.settings)
                update.finish(connection, look.modules, complete and not apart, link=True)
            if apart:
                self._link_apart(update, readers)
        return complete

    def _links_apart(self, connection: sqlite3.Connection) -> bool:
        """Tell whether working out routes takes so long that it must not hold up this process's other threads."""
        if self.store.path is None:
            return False
        row = connection.execute("SELECT count(*) FROM main.file WHERE has_functions").fetchone()
        return bool(row[0] > LINKED_HERE)

    def _link_apart(self, update: Update, readers: Readers) -> None:
        """Work out in another process what follows from all files together."""
        found = readers.run(find_links_of_store, str(self.store.path), self.settings)
        with self.store.writing() as connection:
            generation = connection.execute("SELECT value FROM meta WHERE key='generation'").fetchone()[0]
            # Another process may have written in between: then it is worked out here, within the transaction.
            links = found[1] if found is not None and found[0] == str(generation) else None
            update.finish(connection, None, complete=True, link=True, links=links)


def _changes_by_path(look: Look) -> dict[str, Change]:
    return {file.path: Change(file, kind_of(file.path), import_path) for file, import_path in look.changed}


def _chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
