"""The files of a workspace as they were at a commit, and which lines are new since then.

Only the objects and references of the repository are read: see `history_source` for how `git` is kept from running
anything that the repository's configuration names.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path

from groundplan.index.git_repository import GitRepository, first_line, packed_ref
from groundplan.index.history_source import Git, HistoryUnreadableError, find_git, find_history

_NAME = re.compile(r"([\w./\-@+]+?)((?:[~^][\d~^]*)*)")
_HASH = re.compile(r"[0-9a-fA-F]{4,64}")
_PLACES = ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
MAX_BYTES = 4_000_000
"""Size of a file beyond which all its lines count as changed."""


class BaseRevision:
    """A workspace at the commit where its branch left a revision; raises HistoryUnreadableError where there is none."""

    def __init__(self, root: Path, revision: str) -> None:
        source = find_history(root)
        self._root = root
        self._top = source.repository.top
        self._prefix = source.prefix
        self._folder = tempfile.TemporaryDirectory(prefix="groundplan-")
        try:
            self._git = Git(find_git(self._top), Path(self._folder.name), source.repository)
            base = self._commit(source.repository, revision)
            code, output = self._git._run(["merge-base", base, source.head])
            self.commit = output.decode().strip() if code == 0 and output.strip() else base
        except BaseException:
            self._folder.cleanup()
            raise

    def close(self) -> None:
        """Remove the temporary folder."""
        self._folder.cleanup()

    def _commit(self, repository: GitRepository, revision: str) -> str:
        match = _NAME.fullmatch(revision)
        name, steps = match.groups() if match is not None else ("", "")
        start = _resolve(repository, name)
        if start:
            code, output = self._git._run(["rev-parse", "--verify", "--quiet", f"{start}{steps}^{{commit}}"])
            if code == 0:
                return output.decode().strip()
        raise HistoryUnreadableError(f"The repository has no revision `{revision}`.")

    def changed_files(self, files: Iterable[str]) -> list[str]:
        """Return which of some files, relative to the workspace's root, are new or other than at the commit.

        Files count as they are on disk, committed or not; line ends that a checkout turns do not count.
        """
        code, output = self._git._run(["ls-tree", "-r", "-z", "--full-tree", self.commit])
        if code != 0:
            raise HistoryUnreadableError("`git` could not list the files of the commit: its objects are not here.")
        known: dict[str, str] = {}
        for entry in output.split(b"\0"):
            head, _, path = entry.partition(b"\t")
            if path.startswith(os.fsencode(self._prefix)):
                known[os.fsdecode(path)[len(self._prefix) :]] = head.rpartition(b" ")[2].decode()
        return sorted(path for path in files if self._differs(path, known.get(path, "")))

    def _differs(self, path: str, blob: str) -> bool:
        """Tell whether a file on disk is other than a blob, "" for none; what cannot be read is not told of."""
        try:
            text = (self._root / path).read_bytes()
        except OSError:
            return False
        return _blob_name(text, blob) != blob and _blob_name(text.replace(b"\r\n", b"\n"), blob) != blob

    def text_of(self, file: Path) -> bytes | None:
        """Return a file's bytes at the commit, None where it had none."""
        try:
            path = file.resolve().relative_to(self._top.resolve()).as_posix()
        except ValueError:
            return None
        code, output = self._git._run(["cat-file", "blob", f"{self.commit}:{path}"])
        return output if code == 0 else None

    def changed_lines(self, file: Path, text: bytes) -> frozenset[int]:
        """Return the 1-based lines of a file's text that are new or changed since the commit."""
        new = text.splitlines()
        old = self.text_of(file)
        if old is None or len(old) + len(text) > MAX_BYTES:
            return frozenset(range(1, len(new) + 2))
        changed: set[int] = set()
        matcher = SequenceMatcher(None, old.splitlines(), new, autojunk=False)
        for tag, _, _, start, end in matcher.get_opcodes():
            if tag != "equal":
                changed.update(range(start + 1, end + 1))
        return frozenset(changed)


def _blob_name(text: bytes, like: str) -> str:
    """Return what Git calls a file of these bytes, in a repository that has a name `like` this."""
    name = hashlib.new("sha256" if len(like) == 64 else "sha1", b"blob %d\0" % len(text), usedforsecurity=False)
    name.update(text)
    return name.hexdigest()


def _resolve(repository: GitRepository, name: str) -> str:
    """Return the hash that a name stands for, as `git` looks it up; "" for none."""
    if not name or ".." in name or name.startswith(("/", "-")):
        return ""
    if name in ("HEAD", "@"):
        return repository.head
    for place in _PLACES:
        reference = place.format(name)
        if not reference.startswith("refs/") and not reference.endswith("_HEAD"):
            continue
        said = first_line(repository.common / reference)
        if said.startswith("ref:"):
            target = said.removeprefix("ref:").strip()
            said = first_line(repository.common / target) or packed_ref(repository.common / "packed-refs", target)
        said = said or packed_ref(repository.common / "packed-refs", reference)
        if _HASH.fullmatch(said):
            return said
    return name if _HASH.fullmatch(name) else ""
