"""Which files a workspace has."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from groundplan.text.globs import compile_globs

SKIPPED_FOLDERS = frozenset(
    {"node_modules", "__pycache__", ".git", ".hg", ".svn", ".idea", ".venv", ".terraform", ".aws-sam"}
)

MAX_GO_BYTES = 8_000_000
"""Go files above this are listed but not read; the largest hand-written ones in public code are under 1 MB."""

MAX_TEMPLATE_BYTES = 2_000_000
"""Templates above this are not read; CloudFormation itself refuses bodies over 1 MB."""

TEMPLATE_NAME = re.compile(r"\.(ya?ml|template)$")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on disk: `path` relative to the root with forward slashes, size in bytes, modification time in ns."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files under a root, ordered by path, and sentences about what could not be looked into."""

    files: tuple[FoundFile, ...]
    problems: tuple[str, ...]


def find_files(root: Path, exclude: tuple[str, ...], cancelled: Callable[[], bool] = lambda: False) -> Discovery:
    """List all regular files under `root`.

    Folders of tools and version control are skipped, links to folders are not followed (so there are no loops),
    links to files are. A folder that cannot be read is reported and passed over.
    """
    excluded = compile_globs(exclude)
    files: list[FoundFile] = []
    problems: list[str] = []
    pending = [""]
    while pending and not cancelled():
        folder = pending.pop()
        try:
            with os.scandir(root / folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            problems.append(f"{folder or '.'} cannot be read: {error.strerror}")
            continue
        for entry in found:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if exclude and excluded(path):
                continue
            if not path.isprintable():
                problems.append(f"{path!a} has a name that no plan can spell; it is left out.")
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in SKIPPED_FOLDERS:
                        pending.append(path)
                    continue
                status = entry.stat()
            except OSError as error:
                problems.append(f"{path} cannot be read: {error.strerror}")
                continue
            if stat.S_ISREG(status.st_mode):
                files.append(FoundFile(path, status.st_size, status.st_mtime_ns))
    files.sort(key=lambda file: file.path)
    return Discovery(tuple(files), tuple(problems))


def kind_of(path: str) -> str:
    """Tell what a file is to the index: "go", "gomod", "gowork", "template" (perhaps), or "other"."""
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".go"):
        return "go"
    if name == "go.mod":
        return "gomod"
    if name == "go.work":
        return "gowork"
    if TEMPLATE_NAME.search(name):
        return "template"
    return "other"


def is_worth_reading(kind: str, size: int) -> bool:
    """Tell whether a file's content goes into the index."""
    if kind == "go":
        return size <= MAX_GO_BYTES
    if kind == "template":
        return size <= MAX_TEMPLATE_BYTES
    return kind in ("gomod", "gowork")
