"""The changes of one refresh, written into the store and counted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundplan.index.codec import DecodeError, decode
from groundplan.index.discovery import DECLARING_KINDS, FoundFile
from groundplan.index.linking import (
    Links,
    find_links,
    is_linked,
    linked_packages,
    linked_part,
    put_links,
    unlink,
)
from groundplan.index.look import UNSETTLED
from groundplan.index.module_table import has_modules, put_modules
from groundplan.index.pruning import prune
from groundplan.index.rows import NO_ROWS, go_rows, template_rows
from groundplan.index.worker import Job, Reading, read_job
from groundplan.index.writer import (
    NewFile,
    StoreDamagedError,
    put_facts,
    put_files,
    read_facts,
    remove_file,
    touch_file,
)
from groundplan.model.go import GoFile
from groundplan.model.module import Module
from groundplan.model.resource import Template
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin

COMPARED_FILES = 50
"""Changed files up to which it is looked whether the change can matter to routes at all; more of them surely do."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write: `content` is the hash of facts that the store has, b"" for a file that is only listed."""

    found: FoundFile
    kind: str
    import_path: str
    content: bytes = b""


class Update:
    """Writes within transactions of its caller. What it counts are files."""

    def __init__(self, root: Path, settings: Settings, files: int) -> None:
        self.root = root
        self.settings = settings
        self.read = self.reused = self.removed = 0
        self.problems: list[str] = []
        self.links_stale = False
        self._compares = files <= COMPARED_FILES
        self._linked_packages: frozenset[str] | None = None

    def remove(self, connection: sqlite3.Connection, paths: Iterable[str]) -> None:
        """Take files out that are gone."""
        for path in paths:
            self._before(connection, path, None)
            remove_file(connection, path)
            self.removed += 1
            _count_up(connection)

    def reuse(self, connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
        """Put in files whose content the store has seen before, and files that are only listed."""
        new: list[NewFile] = []
        for each in changes:
            row = connection.execute(
                "SELECT hash, import_path, kind, origin FROM main.file WHERE path=?", (each.found.path,)
            ).fetchone()
            same = row is not None and row[:3] == (each.content or None, each.import_path, each.kind)
            if same and (not each.content or bool(row[3] & Origin.EXTERNAL) == each.found.external):
                touch_file(connection, each.found)
                continue
            new.append(self._from_store(connection, each))
        self._put(connection, new)
        self.reused += len(new)

    def write(self, connection: sqlite3.Connection, readings: Sequence[tuple[Reading, Change]]) -> None:
        """Put in files that were read."""
        new: list[NewFile] = []
        unreadable: list[NewFile] = []
        put_facts(connection, [(reading.hash, reading.facts) for reading, _ in readings if not reading.problem])
        for reading, change in readings:
            if reading.problem:
                self.problems.append(reading.problem)
                unreadable.append(_unreadable(change))
            else:
                new.append(NewFile(change.found, change.kind, change.import_path, reading.hash, reading.rows))
        self._put(connection, new)
        self._put(connection, [each for each in unreadable if not _is_listed(connection, each)])
        self.read += len(new)

    def finish(
        self,
        connection: sqlite3.Connection,
        modules: tuple[Module, ...] | None,
        complete: bool,
        link: bool,
        links: Links | None = None,
    ) -> None:
        """Bring what follows from all files together up to date, and say whether all was read."""
        if modules is not None and not has_modules(connection, modules):
            put_modules(connection, modules)
            self.reused += 1
            _count_up(connection)
        if complete and not is_linked(connection, self.settings):
            if link:
                put_links(connection, links or find_links(connection, self.settings), self.settings)
                _count_up(connection)
                self.links_stale = False
            else:
                self.links_stale = True
        if complete:
            prune(connection)
        set_complete(connection, complete)

    def is_idle(self, connection: sqlite3.Connection, modules: tuple[Module, ...] | None) -> bool:
        """Tell whether the store needs no finishing, when nothing was changed."""
        state = connection.execute("SELECT value FROM meta WHERE key='complete'").fetchone()
        same = modules is None or has_modules(connection, modules)
        return bool(state == ("1",) and same and is_linked(connection, self.settings))

    def _put(self, connection: sqlite3.Connection, new: Sequence[NewFile]) -> None:
        if new:
            for each in new:
                self._before(connection, each.found.path, each)
            put_files(connection, new)
            _count_up(connection)

    def _before(self, connection: sqlite3.Connection, path: str, new: NewFile | None) -> None:
        """Note that routes must be worked out again where a file's change can matter to them."""
        if not is_linked(connection, self.settings):
            return
        if self._linked_packages is None:
            self._linked_packages = linked_packages(connection)
        old = connection.execute(
            "SELECT kind, import_path, origin, has_functions, hash FROM main.file WHERE path=?", (path,)
        ).fetchone()
        if self._matters(connection, old, new):
            unlink(connection)

    def _matters(
        self,
        connection: sqlite3.Connection,
        old: tuple[str, str, int, int, bytes | None] | None,
        new: NewFile | None,
    ) -> bool:
        kinds = {old[0] if old is not None else "other", new.kind if new is not None else "other"}
        if not kinds.isdisjoint(DECLARING_KINDS):
            was = _declarations(connection, old[4] if old is not None and old[0] in DECLARING_KINDS else None)
            now = _declarations(connection, new.content if new is not None and new.kind in DECLARING_KINDS else None)
            return was is None or was != now
        if "go" not in kinds:
            return False
        assert self._linked_packages is not None
        sides = []
        if old is not None and old[0] == "go":
            sides.append((old[1], old[2], bool(old[3])))
        if new is not None and new.kind == "go":
            sides.append((new.import_path, new.rows.origin, new.rows.has_functions))
            # A new program may be what a template's function runs.
            if old is None and new.rows.package == "main" and any(row[1] == "main" for row in new.rows.symbols):
                return True
        if not any(
            has_functions or (import_path in self._linked_packages and not origin & Origin.TEST)
            for import_path, origin, has_functions in sides
        ):
            return False
        if len(sides) != 2 or sides[0] != sides[1] or not self._compares:
            return True
        assert old is not None and old[4] is not None and new is not None
        before, after = read_facts(connection, old[4]), read_facts(connection, new.content)
        return linked_part(before) != linked_part(after)

    def _from_store(self, connection: sqlite3.Connection, change: Change) -> NewFile:
        path = change.found.path
        if not change.content:
            return NewFile(change.found, change.kind, change.import_path, b"", NO_ROWS)
        row = connection.execute("SELECT facts FROM blob WHERE hash=?", (change.content,)).fetchone()
        if row is None:
            # Another process pruned it a moment ago.
            place = str(change.found.absolute(self.root))
            reading = read_job(Job(place, path, change.kind, change.import_path, change.found.external))
            if reading.problem:
                self.problems.append(reading.problem)
                return _unreadable(change)
            put_facts(connection, [(reading.hash, reading.facts)])
            return NewFile(change.found, change.kind, change.import_path, reading.hash, reading.rows)
        try:
            if change.kind == "go":
                rows = go_rows(path, change.import_path, decode(GoFile, row[0]), external=change.found.external)
            else:
                rows = template_rows(decode(Template, row[0]))
        except DecodeError as error:
            raise StoreDamagedError(f"the facts of {path}: {error}") from error
        return NewFile(change.found, change.kind, change.import_path, change.content, rows)


def _declarations(connection: sqlite3.Connection, content: bytes | None) -> Template | None:
    """Return the facts of a file that is not Go, empty ones without content, None where the store has them no more."""
    if not content:
        return Template()
    row = connection.execute("SELECT facts FROM blob WHERE hash=?", (content,)).fetchone()
    try:
        return decode(Template, row[0]) if row is not None else None
    except DecodeError:
        return None


def _unreadable(change: Change) -> NewFile:
    """Return a file as one that is there and nothing more, to be tried again at the next look."""
    return NewFile(replace(change.found, mtime_ns=UNSETTLED), "other", change.import_path, b"", NO_ROWS)


def set_complete(connection: sqlite3.Connection, complete: bool) -> None:
    """Say whether the store has all files as they were at the last look."""
    connection.execute(
        "UPDATE meta SET value=? WHERE key='complete' AND value != ?", (int(complete), str(int(complete)))
    )


def _count_up(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value=value+1 WHERE key='generation'")


def _is_listed(connection: sqlite3.Connection, new: NewFile) -> bool:
    row = connection.execute("SELECT kind, hash FROM main.file WHERE path=?", (new.found.path,)).fetchone()
    return bool(row == ("other", None))
