"""Which files a workspace has."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from groundplan.index.go_environment import module_cache
from groundplan.index.ruled_folder import VENDOR_LIST, Folder, enter, first_folder
from groundplan.syntax.infrastructure import is_infrastructure
from groundplan.text.globs import compile_globs

SKIPPED_FOLDERS = frozenset(
    {"node_modules", "__pycache__", ".git", ".hg", ".svn", ".idea", ".venv", ".terraform", ".aws-sam"}
)

MAX_GO_BYTES = 8_000_000
"""Go files above this are listed but not read; the largest hand-written ones in public code are under 1 MB."""

MAX_TEMPLATE_BYTES = 2_000_000
"""Templates above this are not read; CloudFormation itself refuses bodies over 1 MB."""

TEMPLATE_NAME = re.compile(r"\.(ya?ml|template)$")

SPECIFICATION_NAME = re.compile(
    r"(?i)(?:swagger|openapi|oas3?)[^/]*\.json$|^(?:api|spec|apidocs?|api-docs?|api[-_.]spec)\.json$"
)
"""Names of JSON files that are opened to see whether they are a specification: other JSON may be data of any size."""

DECLARING_KINDS = frozenset(("template", "spec", "proto", "api"))
"""The kinds of files beside Go that say something of resources or routes."""

READ_KINDS = DECLARING_KINDS | {"go"}
"""The kinds of files whose content goes into the index as facts."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on disk: `path` relative to the root with forward slashes, size in bytes, modification time in ns.

    `external` marks the files of a model library in another module. `place` is where a file is that is outside of the
    root, absolute; its path then begins with its module's `folder`.
    """

    path: str
    size: int
    mtime_ns: int
    external: bool = False
    place: str = ""

    def absolute(self, root: Path) -> Path:
        """Return where the file is on disk."""
        return Path(self.place) if self.place else root / self.path


class SkipReason(str, Enum):
    """Why a path is not in the index. The values are part of the JSON contract."""

    IGNORED = "ignored"
    EXCLUDED = "excluded"
    TOOL = "tool"
    LINK = "link"
    UNREADABLE = "unreadable"
    NAME = "name"


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A path that was passed over; a folder's ends in `/`. Of files only those are told that would have been read."""

    path: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files under a root, ordered by path, and sentences about what could not be looked into."""

    files: tuple[FoundFile, ...]
    problems: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


def find_files(root: Path, exclude: tuple[str, ...], cancelled: Callable[[], bool] = lambda: False) -> Discovery:
    """List all regular files under `root` that belong to the workspace.

    Left out are: what the settings exclude; what Git ignores and does not track (`.gitignore`, `.git/info/exclude`),
    but not the Go files of a `vendor` folder with a `modules.txt`, nor a go.work, which many keep out of Git; folders
    of tools and version control. Submodules and other repositories inside of the root follow their own rules. A link to
    a folder is followed when it leads to a folder under the root that is not listed otherwise. A folder that cannot be
    read is reported and passed over.
    """
    walk = _Walk(root, exclude, None)
    walk.run(cancelled)
    return walk.result()


def find_file(root: Path, path: str, exclude: tuple[str, ...]) -> FoundFile | None:
    """Return the file at a relative path as `find_files` would list it, None where it would not.

    What only a link to a folder leads to is not found.
    """
    walk = _Walk(root, exclude, path)
    walk.run(lambda: False)
    return next((file for file in walk.files if file.path == path), None)


def kind_of(path: str) -> str:
    """Tell what a file is to the index: "go", "gomod", "gowork", "proto" or "other"; perhaps "template", "spec", "api".

    The last three are told from other files of such names by content. A specification in YAML is a "template" too.
    """
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".go"):
        return "go"
    if name == "go.mod":
        return "gomod"
    if name == "go.work":
        return "gowork"
    if TEMPLATE_NAME.search(name):
        return "template"
    if name.endswith(".proto"):
        return "proto"
    if name.endswith(".json") and SPECIFICATION_NAME.search(name):
        return "spec"
    if name.endswith(".api"):
        return "api"
    return "template" if is_infrastructure(path) else "other"


def is_worth_reading(kind: str, size: int) -> bool:
    """Tell whether a file's content goes into the index."""
    if kind == "go":
        return size <= MAX_GO_BYTES
    if kind in DECLARING_KINDS:
        return size <= MAX_TEMPLATE_BYTES
    return kind in ("gomod", "gowork")


class _Walk:
    """One walk over a tree; with `only`, along the way to that path."""

    def __init__(self, root: Path, exclude: tuple[str, ...], only: str | None) -> None:
        self.files: list[FoundFile] = []
        self._root = root
        self._excluded = compile_globs(exclude) if exclude else None
        self._only = only.split("/") if only is not None else None
        self._module_cache = _module_cache_below(root)
        self._problems: list[str] = []
        self._skipped: list[Skipped] = []
        self._links: list[Folder] = []
        self._seen: set[str] = set()

    def result(self) -> Discovery:
        self.files.sort(key=lambda file: file.path)
        return Discovery(tuple(self.files), tuple(self._problems), tuple(sorted(self._skipped)))

    def run(self, cancelled: Callable[[], bool]) -> None:
        self._follow(first_folder(self._root), cancelled)
        # Only now it is known what the tree itself holds; a link never takes the place of the folder that it leads to.
        while self._links and self._only is None:
            links, self._links = sorted(self._links, key=lambda folder: folder.path), []
            for link in links:
                if link.real in self._seen:
                    self._skip(f"{link.path}/", SkipReason.LINK)
                else:
                    self._follow(link, cancelled)

    def _follow(self, first: Folder, cancelled: Callable[[], bool]) -> None:
        pending = [first]
        while pending and not cancelled():
            folder = pending.pop()
            if folder.real not in self._seen:
                self._seen.add(folder.real)
                pending.extend(self._look_into(folder))

    def _look_into(self, folder: Folder) -> Iterator[Folder]:
        try:
            with os.scandir(self._root / folder.path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._problems.append(f"{folder.path or '.'} cannot be read: {error.strerror}")
            self._skip(f"{folder.path or '.'}/", SkipReason.UNREADABLE)
            return
        names = {entry.name for entry in found}
        here = enter(self._root, folder, names)
        wanted = self._wanted_in(folder.path)
        for entry in found:
            if entry.name != ".git" and (wanted is None or entry.name == wanted):
                inner = self._look_at(here, entry)
                if inner is not None:
                    yield inner

    def _wanted_in(self, folder: str) -> str | None:
        if self._only is None:
            return None
        depth = folder.count("/") + 1 if folder else 0
        return self._only[depth] if depth < len(self._only) else ""

    def _look_at(self, folder: Folder, entry: os.DirEntry[str]) -> Folder | None:
        """List an entry that is a file; return one that is a folder to look into."""
        path = f"{folder.path}/{entry.name}" if folder.path else entry.name
        if self._excluded is not None and self._excluded(path):
            self._skip_entry(path, entry, SkipReason.EXCLUDED)
            return None
        if not path.isprintable():
            self._problems.append(f"{path!a} has a name that no plan can spell; it is left out.")
            self._skip(path, SkipReason.NAME)
            return None
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder:
                return self._folder_at(folder, path, entry.name)
            status = entry.stat()
        except OSError as error:
            # A link to nowhere is no loss where nothing would be read.
            if kind_of(path) != "other" and not folder.leaves_out(path, entry.name):
                self._problems.append(f"{path} cannot be read: {error.strerror}")
                self._skip(path, SkipReason.UNREADABLE)
            return None
        if stat.S_ISREG(status.st_mode):
            if not folder.leaves_out(path, entry.name):
                self.files.append(FoundFile(path, status.st_size, status.st_mtime_ns))
            elif kind_of(path) != "other":
                self._skip(path, SkipReason.IGNORED)
        elif stat.S_ISDIR(status.st_mode):
            self._note_link(folder, path, entry.name)
        return None

    def _folder_at(self, folder: Folder, path: str, name: str) -> Folder | None:
        if name in SKIPPED_FOLDERS or path == self._module_cache:
            self._skip(f"{path}/", SkipReason.TOOL)
            return None
        real = f"{folder.real}/{name}" if folder.real else name
        inner = replace(folder, path=path, real=real)
        if not folder.ignores(path, name, True):
            return inner
        vendored = folder.vendored or (name == "vendor" and (self._root / path / VENDOR_LIST).is_file())
        if vendored or folder.tracks(path):
            return replace(inner, tracked_only=True)
        self._skip(f"{path}/", SkipReason.IGNORED)
        return None

    def _note_link(self, folder: Folder, path: str, name: str) -> None:
        # To Git a link is a file, whatever it leads to.
        if name in SKIPPED_FOLDERS or folder.leaves_out(path, name):
            return
        try:
            target = (self._root / path).resolve()
            real = target.relative_to(self._root.resolve()).parts
        except (OSError, ValueError, RuntimeError):
            # It leads out of the root, or in circles.
            self._skip(f"{path}/", SkipReason.LINK)
            return
        if SKIPPED_FOLDERS.isdisjoint(real):
            # What the rules of the target's surroundings say does not matter here: the link itself is wanted.
            self._links.append(replace(folder, path=path, real="/".join(real)))
        else:
            self._skip(f"{path}/", SkipReason.LINK)

    def _skip_entry(self, path: str, entry: os.DirEntry[str], reason: SkipReason) -> None:
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_folder = False
        if is_folder or kind_of(path) != "other":
            self._skip(f"{path}/" if is_folder else path, reason)

    def _skip(self, path: str, reason: SkipReason) -> None:
        self._skipped.append(Skipped(path, reason))


def _module_cache_below(root: Path) -> str | None:
    """Return where Go keeps downloaded modules, relative to the root, None where that is elsewhere, as it should be."""
    cache = module_cache()
    return cache.relative_to(root).as_posix() if cache is not None and cache.is_relative_to(root) else None
