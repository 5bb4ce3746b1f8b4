"""Which Go modules there are, and which module and package a file belongs to."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from groundplan.index.discovery import FoundFile, kind_of
from groundplan.model.module import GoMod, GoWork, Module
from groundplan.syntax.gomod import read_go_mod, read_go_work


class ModuleMap:
    """Modules by folder, to tell the import path of any folder of the workspace or of an external module."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = tuple(sorted(modules, key=lambda module: (-len(module.folder), module.folder)))
        self._by_folder = {module.folder: module for module in reversed(self.modules)}
        self._import_paths: dict[str, str] = {}

    def module_of(self, path: str) -> Module | None:
        """Return the module that a file of the index is in, the innermost one."""
        folder = posixpath.dirname(path)
        while folder not in self._by_folder:
            above = posixpath.dirname(folder)
            if above == folder:
                return None
            folder = above
        return self._by_folder[folder]

    def import_path_of(self, path: str) -> str:
        """Return the import path of the package in which a Go file stands.

        Below `vendor/` it is the path under it; in a tree without go.mod it is the folder's relative path.
        """
        folder = posixpath.dirname(path)
        known = self._import_paths.get(folder)
        if known is None:
            known = self._import_paths[folder] = self._find_import_path(path, folder)
        return known

    def _find_import_path(self, path: str, folder: str) -> str:
        _, marker, vendored = f"/{folder}/".rpartition("/vendor/")
        if marker and vendored:
            return vendored.strip("/")
        module = self.module_of(path)
        if module is None:
            return folder or "."
        inside = posixpath.relpath(folder, module.folder) if module.folder else folder
        return module.path if inside in ("", ".") else f"{module.path}/{inside}"


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A go.work with the folder that it is in, absolute."""

    folder: Path
    facts: GoWork

    @property
    def used_folders(self) -> tuple[Path, ...]:
        """The folders of its modules, absolute."""
        return tuple(normal_path(self.folder / use) for use in self.facts.uses)


@dataclass(frozen=True, slots=True)
class ModuleLayout:
    """The modules under a root, ordered by folder, and the go.work files that govern them, the outermost first."""

    modules: tuple[Module, ...]
    work_files: tuple[WorkFile, ...] = ()
    problems: tuple[str, ...] = ()


def read_layout(root: Path, files: Iterable[FoundFile]) -> ModuleLayout:
    """Read the go.mod and go.work files among the files under a root, and the go.work above it."""
    modules: list[Module] = []
    work_files: list[WorkFile] = []
    problems: list[str] = []
    has_go = False
    for file in files:
        kind = kind_of(file.path)
        has_go = has_go or kind == "go"
        if kind not in ("gomod", "gowork") or _is_fixture(file.path):
            continue
        place = root / file.path
        try:
            if kind == "gowork":
                work_files.append(WorkFile(place.parent, _read_work(str(place), file.size, file.mtime_ns)))
            elif module := module_at(file.path, read_mod_at(str(place), file.size, file.mtime_ns)):
                modules.append(module)
        except OSError as error:
            problems.append(f"{file.path} cannot be read: {error.strerror}")
    if has_go and not modules:
        problems.append("There is no go.mod here: packages are named by their folders. Open the module's root.")
    if not any(work.folder == root for work in work_files):
        work_files.extend(_work_above(root))
    work_files.sort(key=lambda work: (len(work.folder.parts), work.folder))
    marked = [_mark_use(root, module, work_files) for module in sorted(modules, key=lambda module: module.folder)]
    return ModuleLayout(tuple(marked), tuple(work_files), tuple(problems))


def module_at(path: str, facts: GoMod) -> Module | None:
    """Return the module that a go.mod at `path` declares, or None when it names none or is vendored."""
    if not facts.module or _is_fixture(path):
        return None
    return Module(facts.module, posixpath.dirname(path), facts.requirements, facts.replacements)


def normal_path(path: Path) -> Path:
    """Return an absolute path without `.` and `..`, its links kept."""
    return Path(os.path.normpath(path))


@lru_cache(maxsize=1024)
def read_mod_at(path: str, _size: int, _mtime_ns: int) -> GoMod:
    """Return the facts of a go.mod file, read again only when its size or time changed; raises OSError."""
    return read_go_mod(Path(path).read_bytes())


@lru_cache(maxsize=64)
def _read_work(path: str, _size: int, _mtime_ns: int) -> GoWork:
    return read_go_work(Path(path).read_bytes())


def _is_fixture(path: str) -> bool:
    return "/vendor/" in f"/{path}" or "/testdata/" in f"/{path}"


def _work_above(root: Path) -> Iterable[WorkFile]:
    """Yield the nearest go.work above the root: it counts as for the `go` command, if it uses a module of the root."""
    for folder in root.parents:
        file = folder / "go.work"
        try:
            status = file.stat()
            work = WorkFile(folder, _read_work(str(file), status.st_size, status.st_mtime_ns))
        except OSError:
            continue
        if any(used.is_relative_to(root) or root.is_relative_to(used) for used in work.used_folders):
            yield work
        return


def _mark_use(root: Path, module: Module, work_files: list[WorkFile]) -> Module:
    folder = root / module.folder
    above = [work for work in work_files if folder.is_relative_to(work.folder)]
    if not above or folder in above[-1].used_folders:
        return module
    return replace(module, in_work=False)
