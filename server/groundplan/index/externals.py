"""Model libraries in other modules: where they are on this machine, and which of their files are read."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from groundplan.index.discovery import FoundFile
from groundplan.index.go_environment import cached_module, module_cache
from groundplan.index.module_files import go_files_in, module_files, read_vendored
from groundplan.index.modules import ModuleLayout, normal_path, read_mod_at
from groundplan.model.module import Module, Replacement
from groundplan.text.globs import compile_globs

LOCAL = "local"
"""What stands for a version in the paths of a module of which a folder is used as it is."""

_GLOB = re.compile(r"[*?{]")
_VERSION = re.compile(r"v(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?")


@dataclass(frozen=True, slots=True)
class ExternalModules:
    """The workspace's files with those of its model libraries, ordered by path, the libraries, and what went wrong.

    A library's files outside of the root have paths that begin with the module's `folder`, the same on any machine;
    those in `vendor/` keep theirs and are marked.
    """

    files: tuple[FoundFile, ...]
    modules: tuple[Module, ...] = ()
    problems: tuple[str, ...] = ()


def add_model_modules(
    root: Path, layout: ModuleLayout, files: tuple[FoundFile, ...], wanted: tuple[str, ...]
) -> ExternalModules:
    """Find the modules that `model_modules` names (paths or globs) and add their files to those of the workspace.

    A module is looked for where the `go` command would: in the folders of a go.work, in `replace` lines, in `vendor/`,
    and in the module cache at the version that go.mod selects. Modules of the workspace need no adding.
    """
    if not wanted:
        return ExternalModules(files)
    search = _Search(root, layout, files)
    problems: list[str] = []
    found: dict[str, _Located] = {}
    for name in wanted:
        paths = search.expand(name)
        if not paths:
            problems.append(
                f"`model_modules`: no module that go.mod requires matches `{name}`. Correct it or take it out."
            )
        for path in paths:
            if path in found or path in search.own:
                continue
            located = search.locate(path)
            if isinstance(located, str):
                problems.append(located)
            elif located is not None:
                found[path] = located
    marked = {path for located in found.values() for path in located.vendored}
    kept = [replace(file, external=True) if file.path in marked else file for file in files]
    outside = [file for located in found.values() for file in located.files]
    modules = sorted((located.module for located in found.values()), key=lambda module: module.folder)
    return ExternalModules(
        tuple(sorted((*kept, *outside), key=lambda file: file.path)), tuple(modules), tuple(dict.fromkeys(problems))
    )


def select_version(versions: Iterable[str]) -> str:
    """Return the highest of some versions, which is the one that Go selects among requirements; "" for none."""
    return max(versions, key=_version_key, default="")


@dataclass(frozen=True, slots=True)
class _Located:
    """A module found: its files outside of the root, or the paths of its files among those of the workspace."""

    module: Module
    files: tuple[FoundFile, ...] = ()
    vendored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Requirer:
    """A module of the workspace that requires a version of the module looked for."""

    module: Module
    version: str


class _Search:
    """Looks for modules, given what the workspace says of them."""

    def __init__(self, root: Path, layout: ModuleLayout, files: tuple[FoundFile, ...]) -> None:
        self._root = root
        self._layout = layout
        self._files = files
        # What go.work does not use says less of what is selected than what it uses.
        self._modules = sorted(layout.modules, key=lambda module: (not module.in_work, module.folder))
        self.own = frozenset(module.path for module in layout.modules)
        self._used_outside = dict(self._find_used_outside())
        self._known = sorted(
            self.own
            | self._used_outside.keys()
            | {requirement.path for module in layout.modules for requirement in module.requirements}
            | {replacement.path for _, replacement in self._replacements()}
        )

    def expand(self, name: str) -> list[str]:
        """Return the modules that a setting means: those that a glob matches, or the one that a package is in."""
        if _GLOB.search(name):
            matches = compile_globs((name,))
            return [path for path in self._known if matches(path)]
        above = [path for path in self._known if name == path or name.startswith(path + "/")]
        return [max(above, key=len)] if above else [name]

    def locate(self, path: str) -> _Located | str | None:
        """Return where a module is, None where its folder is in the workspace, or a sentence about what to do."""
        used = self._used_outside.get(path)
        if used is not None:
            return _located_at(path, used, "")
        requirers = [
            _Requirer(module, requirement.version)
            for module in self._modules
            for requirement in module.requirements
            if requirement.path == path
        ]
        version = select_version(requirer.version for requirer in requirers)
        looked: list[str] = []
        source, source_version = path, version
        for base, replacement in self._replacements():
            if replacement.path != path or replacement.version not in ("", version):
                continue
            if replacement.target_version:
                source, source_version = replacement.target, replacement.target_version
            else:
                folder = normal_path(base / replacement.target)
                if folder.is_dir():
                    if folder.is_relative_to(self._root):
                        return None
                    return _located_at(path, folder, "")
                looked.append(show_path(folder))
            break
        vendored = self._vendored(path, [requirer.module for requirer in requirers], looked)
        if vendored is not None:
            return vendored
        if not source_version:
            return self._not_required(path, looked)
        cache = module_cache()
        if cache is not None:
            folder = cached_module(cache, source, source_version)
            if folder.is_dir():
                return _located_at(path, folder, source_version)
            looked.append(show_path(folder))
        return self._not_found(path, source_version, requirers, looked)

    def _find_used_outside(self) -> Iterator[tuple[str, Path]]:
        for work in self._layout.work_files:
            for folder in work.used_folders:
                if folder.is_relative_to(self._root):
                    continue
                file = folder / "go.mod"
                try:
                    status = file.stat()
                    module = read_mod_at(str(file), status.st_size, status.st_mtime_ns).module
                except OSError:
                    continue
                if module and module not in self.own:
                    yield module, folder

    def _replacements(self) -> Iterator[tuple[Path, Replacement]]:
        """Yield the `replace` lines with the folders that they are relative to, those of go.work first."""
        for work in self._layout.work_files:
            for replacement in work.facts.replacements:
                yield work.folder, replacement
        for module in self._modules:
            for replacement in module.replacements:
                yield self._root / module.folder, replacement

    def _vendored(self, path: str, requirers: list[Module], looked: list[str]) -> _Located | None:
        folders = [work.folder for work in self._layout.work_files]
        folders += [self._root / module.folder for module in requirers]
        for folder in dict.fromkeys(folders):
            vendor = folder / "vendor"
            listed = read_vendored(vendor / "modules.txt", path)
            if listed is None:
                continue
            version, packages = listed
            if not vendor.is_relative_to(self._root):
                module = _module_outside(path, vendor / path, version)
                files = tuple(file for package in packages for file in _vendored_files(module, vendor, package))
                if files:
                    return _Located(module, files)
                continue
            inside = vendor.relative_to(self._root).as_posix()
            wanted = {f"{inside}/{package}" for package in packages}
            paths = frozenset(
                file.path
                for file in self._files
                if file.path.endswith(".go") and posixpath.dirname(file.path) in wanted
            )
            if paths:
                module = Module(path, f"{inside}/{path}", version=version, external=True)
                return _Located(module, vendored=paths)
            looked.append(f"{inside}/{path}")
        return None

    def _not_required(self, path: str, looked: list[str]) -> str:
        if looked:
            return f"The model module `{path}` was not found in {' or '.join(looked)}. Correct its `replace` line."
        near = get_close_matches(path, self._known, 1)
        advice = f"Did you mean `{near[0]}`?" if near else "Correct the name, or require it."
        return f"`model_modules` names `{path}`, which no go.mod of the workspace requires. {advice}"

    def _not_found(self, path: str, version: str, requirers: list[_Requirer], looked: list[str]) -> str:
        by = next((requirer.module for requirer in requirers if requirer.version == version), None)
        place = f" in {by.folder}/" if by is not None and by.folder else ""
        where = " or ".join(looked) or "a module cache, for there is none"
        return (
            f"The model module `{path}` {version} was not found: it is not in {where}."
            f" Run `go mod download {path}`{place}."
        )


def show_path(path: Path) -> str:
    """Return a path for people, with `~` for the home folder."""
    home = os.environ.get("USERPROFILE" if os.name == "nt" else "HOME")
    if home and path.is_relative_to(home) and path != Path(home):
        return f"~/{path.relative_to(home).as_posix()}"
    return path.as_posix()


def _located_at(path: str, folder: Path, version: str) -> _Located:
    module = _module_outside(path, folder, version)
    return _Located(module, tuple(module_files(folder, module.folder)))


def _module_outside(path: str, folder: Path, version: str) -> Module:
    return Module(path, f"{path}@{version or LOCAL}", version=version, external=True, place=folder.as_posix())


def _vendored_files(module: Module, vendor: Path, package: str) -> Iterator[FoundFile]:
    inside = package.removeprefix(module.path)
    return go_files_in(vendor / package, f"{module.folder}{inside}")


def _version_key(version: str) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
    """Order versions as semantic versioning does: a release behind its pre-releases, numbers before words."""
    match = _VERSION.match(version)
    if match is None:
        return (), False, ()
    before = match[4]
    parts = before.split(".") if before else []
    order = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
    return tuple(int(match[index]) for index in (1, 2, 3)), before is None, order
