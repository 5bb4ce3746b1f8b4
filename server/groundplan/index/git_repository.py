"""What a Git repository says of its files: its own exclude file, and what it tracks in spite of all rules.

Read from the files in `.git`; no `git` is run. What cannot be read is as if it were not there.
"""

from __future__ import annotations

import os
import struct
from bisect import bisect_left
from functools import cached_property, lru_cache
from pathlib import Path

from groundplan.index.ignore import MAX_RULES_BYTES, IgnoreRules

MAX_INDEX_BYTES = 100_000_000
"""Size of the largest list of tracked files that is read; a million files take about this much."""


class GitRepository:
    """A working tree, found by the `.git` in it: the folder, or the file that worktrees and submodules have."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._private = _git_folder(top)

    @cached_property
    def exclude_rules(self) -> IgnoreRules | None:
        """The rules of `info/exclude`."""
        return read_rules(self.common / "info" / "exclude")

    @cached_property
    def common(self) -> Path:
        """The folder that all working trees of the repository share."""
        return _named_folder(self._private / "commondir", "", self._private) or self._private

    @cached_property
    def head(self) -> str:
        """The hash of the commit that is checked out, in hexadecimal; "" where it cannot be told."""
        text = first_line(self._private / "HEAD")
        if not text.startswith("ref:"):
            return text
        name = text.removeprefix("ref:").strip()
        if not name.startswith("refs/") or ".." in name or "\0" in name:
            return ""
        return first_line(self.common / name) or packed_ref(self.common / "packed-refs", name)

    def tracks(self, path: str) -> bool:
        """Tell whether a path relative to the top is a tracked file, or a folder with tracked files below it."""
        tracked = self._tracked
        at = bisect_left(tracked, path)
        if at < len(tracked) and tracked[at] == path:
            return True
        at = bisect_left(tracked, path + "/", at)
        return at < len(tracked) and tracked[at].startswith(path + "/")

    @cached_property
    def _tracked(self) -> tuple[str, ...]:
        index = self._private / "index"
        try:
            status = index.stat()
        except OSError:
            return ()
        return _tracked_paths(str(index), status.st_size, status.st_mtime_ns)


def find_repository(folder: Path) -> GitRepository | None:
    """Return the repository whose working tree a folder belongs to."""
    for top in (folder, *folder.parents):
        if os.path.lexists(top / ".git"):
            return GitRepository(top)
    return None


def read_rules(path: Path) -> IgnoreRules | None:
    """Return the rules of an ignore file, None where there is none or it is no plain file."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return _compile_rules(file.read(MAX_RULES_BYTES))
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=256)
def _compile_rules(source: bytes) -> IgnoreRules:
    return IgnoreRules(source)


def _git_folder(top: Path) -> Path:
    dot_git = top / ".git"
    return _named_folder(dot_git, "gitdir:", top) or dot_git


def _named_folder(file: Path, label: str, base: Path) -> Path | None:
    """Return the folder that a file's first line names, relative to `base`; None where there is no such file."""
    line = first_line(file)
    if not line or not line.startswith(label) or "\0" in line:
        return None
    return base / line.removeprefix(label).strip()


def first_line(file: Path) -> str:
    """Return a plain file's first line, "" where there is none."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as opened:
            return os.fsdecode(opened.read(4096).split(b"\n", 1)[0]).strip()
    except (OSError, ValueError):
        return ""


def packed_ref(file: Path, name: str) -> str:
    """Return the hash of a reference in the list of packed ones, "" where it is not in it."""
    wanted = os.fsencode(f" {name}")
    try:
        with file.open("rb") as opened:
            for line in opened:
                if line.rstrip().endswith(wanted) and not line.startswith(b"#"):
                    return os.fsdecode(line.split(b" ", 1)[0])
    except (OSError, ValueError):
        return ""
    return ""


@lru_cache(maxsize=4)
def _tracked_paths(index: str, size: int, _mtime_ns: int) -> tuple[str, ...]:
    if size > MAX_INDEX_BYTES:
        return ()
    try:
        return tuple(sorted(map(os.fsdecode, parse_index(Path(index).read_bytes()))))
    except (OSError, ValueError, IndexError, struct.error):
        return ()


def parse_index(data: bytes) -> list[bytes]:
    """Return the paths in the bytes of a `.git/index`, versions 2 to 4 with SHA-1 names.

    Raises ValueError, IndexError or struct.error for anything else.
    """
    signature, version, count = struct.unpack_from(">4sII", data)
    if signature != b"DIRC" or version not in (2, 3, 4):
        raise ValueError("not an index of Git")
    paths: list[bytes] = []
    position = 12
    path = b""
    for _ in range(count):
        start = position
        position += 62 + (2 if data[start + 60] & 0x40 else 0)
        if version == 4:
            removed, position = _read_offset(data, position)
            end = data.index(b"\0", position)
            path = path[: len(path) - removed] + data[position:end]
            position = end + 1
        else:
            end = data.index(b"\0", position)
            path = data[position:end]
            position = start + (end - start + 8) // 8 * 8
        paths.append(path)
    return paths


def _read_offset(data: bytes, position: int) -> tuple[int, int]:
    """Read a number in Git's encoding of offsets; return it and the position behind it."""
    byte = data[position]
    value = byte & 0x7F
    while byte & 0x80:
        position += 1
        byte = data[position]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, position + 1
