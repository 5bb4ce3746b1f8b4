"""Looking at the disk: at everything, or only at files that somebody says have changed."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from groundplan.index.discovery import FoundFile, find_file, find_files, is_worth_reading, kind_of
from groundplan.index.externals import add_model_modules
from groundplan.index.interest import rules_others
from groundplan.index.module_table import read_modules
from groundplan.index.modules import ModuleMap, read_layout
from groundplan.model.module import Module
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin

RACY_NS = 20_000_000
"""How close to now a file's time may be before it is distrusted: the file may change once more within one tick of its
file system's clock, 4 to 10 ms, and keep time and size."""

RACY_COARSE_NS = 2_000_000_000
"""The same where times are whole seconds or two, as on some network and memory-card file systems."""

UNSETTLED = -1
"""The time kept for a file whose content must be compared at the next look."""

_KNOWN = "size, mtime_ns, import_path, origin"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as the store has it."""

    size: int
    mtime_ns: int
    import_path: str
    external: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the disk found: files that may have changed with their import paths, and files that are gone.

    `files` is how many the workspace has; `modules` are None where they were not looked at and cannot have changed.
    """

    changed: tuple[tuple[FoundFile, str], ...]
    gone: tuple[str, ...]
    files: int
    modules: tuple[Module, ...] | None
    problems: tuple[str, ...] = ()


def look_everywhere(
    connection: sqlite3.Connection, root: Path, settings: Settings, cancelled: Callable[[], bool]
) -> Look:
    """Compare all files under `root` with the store."""
    now = time.time_ns()
    found = find_files(root, settings.exclude, cancelled)
    layout = read_layout(root, found.files)
    outside = add_model_modules(root, layout, found.files, settings.model_modules)
    modules = (*layout.modules, *outside.modules)
    packages = ModuleMap(modules)
    known = {
        path: KnownFile(size, mtime_ns, import_path, bool(origin & Origin.EXTERNAL))
        for path, size, mtime_ns, import_path, origin in connection.execute(f"SELECT path, {_KNOWN} FROM main.file")
    }
    changed: list[tuple[FoundFile, str]] = []
    for file in outside.files:
        import_path = packages.import_path_of(file.path) if file.path.endswith(".go") else ""
        if not _is_current(known.get(file.path), file, import_path):
            changed.append((_settled(file, now), import_path))
    gone = sorted(set(known).difference([file.path for file in outside.files]))
    problems = (*found.problems, *layout.problems, *outside.problems)
    return Look(tuple(changed), tuple(gone), len(outside.files), modules, problems)


def look_at(connection: sqlite3.Connection, root: Path, settings: Settings, paths: Iterable[str]) -> Look | None:
    """Compare some files with the store; None where only a look at everything can tell.

    That is so for folders that are new, for files that decide on other files, and for a store that is not complete.
    """
    now = time.time_ns()
    if connection.execute("SELECT value FROM meta WHERE key='complete'").fetchone() != ("1",):
        return None
    changed: list[tuple[FoundFile, str]] = []
    gone: set[str] = set()
    new = 0
    for path in paths:
        if rules_others(path) or path.startswith("/") or ".." in path.split("/"):
            return None
        row = connection.execute(f"SELECT {_KNOWN} FROM main.file WHERE path=?", (path,)).fetchone()
        if row is not None and row[3] & Origin.EXTERNAL:
            return None
        try:
            status = os.stat(root / path)  # noqa: PTH116
        except (FileNotFoundError, NotADirectoryError):
            gone.update(_files_at(connection, path))
            continue
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or _is_behind_link(root, path):
            return None
        if row is not None:
            known = KnownFile(row[0], row[1], row[2], False)
            file = FoundFile(path, status.st_size, status.st_mtime_ns)
            if not _is_current(known, file, known.import_path):
                changed.append((_settled(file, now), known.import_path))
            continue
        if settings.model_modules:
            return None
        found = find_file(root, path, settings.exclude)
        if found is not None:
            packages = ModuleMap(read_modules(connection))
            changed.append((_settled(found, now), packages.import_path_of(path) if path.endswith(".go") else ""))
            new += 1
    if any(rules_others(path) for path in gone):
        return None
    files = connection.execute("SELECT count(*) FROM main.file").fetchone()[0] - len(gone) + new
    return Look(tuple(changed), tuple(sorted(gone)), files, None)


def _files_at(connection: sqlite3.Connection, path: str) -> list[str]:
    """Return the stored files of a path that is gone: itself, or those of the folder that it was."""
    folder = path.rstrip("/") + "/"
    rows = connection.execute(
        f"SELECT path FROM main.file WHERE path=? OR (path >= ? AND path < ?) AND origin & {int(Origin.EXTERNAL)} = 0",
        (path, folder, folder[:-1] + "0"),
    )
    return [row[0] for row in rows]


def _is_behind_link(root: Path, path: str) -> bool:
    folder = root
    for name in path.split("/")[:-1]:
        folder = folder / name
        if folder.is_symlink():
            return True
    return False


def _is_current(known: KnownFile | None, file: FoundFile, import_path: str) -> bool:
    if known is None or (known.size, known.mtime_ns, known.import_path) != (file.size, file.mtime_ns, import_path):
        return False
    # Files that are not read have no origin.
    return known.external == file.external or not is_worth_reading(kind_of(file.path), file.size)


def _settled(file: FoundFile, now: int) -> FoundFile:
    """Return a file with the time to remember it by."""
    window = RACY_NS if file.mtime_ns % 1_000_000_000 else RACY_COARSE_NS
    return replace(file, mtime_ns=UNSETTLED) if abs(now - file.mtime_ns) < window else file
