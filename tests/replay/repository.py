"""A Git repository read through `git`: its commits, its trees, its blobs. Nothing in it is changed or run."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

BATCH_TRAILER = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a tree: its mode as Git writes it, the hash of its bytes, and how many there are (0 if lost)."""

    mode: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with its first parent ("" for none) and the documents that it added and changed."""

    identity: str
    parent: str
    added: tuple[str, ...]
    changed: tuple[str, ...]


class Repository:
    """One repository, bare or with a work tree; to be closed, or used in a `with`."""

    def __init__(self, place: Path) -> None:
        self._command = ["git", f"--git-dir={_git_folder(place)}", "-c", "core.quotePath=false"]
        # What a repository's configuration names is never run: a pager, a filter, a text conversion.
        self._environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
        self._batch = subprocess.Popen(
            [*self._command, "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._environment,
        )

    def __enter__(self) -> Repository:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process that reads blobs."""
        assert self._batch.stdin is not None and self._batch.stdout is not None
        self._batch.stdin.close()
        self._batch.wait()
        self._batch.stdout.close()

    def _run(self, *arguments: str) -> bytes:
        done = subprocess.run([*self._command, *arguments], check=True, stdout=subprocess.PIPE, env=self._environment)
        return done.stdout

    def commits_of_documents(self, pattern: str = "*.md") -> list[Commit]:
        """Return the commits of the checked-out branch that add or change documents, oldest first; merges left out."""
        said = self._run(
            *("log", "HEAD", "--reverse", "--topo-order", "--no-merges", "--no-ext-diff", "--no-textconv"),
            *("-M", "--diff-filter=AM", "--name-status", "-z", "--format=%x01%H %P", "--", pattern),
        )
        found = []
        for piece in said.split(b"\x01")[1:]:
            head, _, rest = piece.partition(b"\0")
            identity, _, parents = head.decode().strip().partition(" ")
            cells = [os.fsdecode(cell) for cell in rest.lstrip(b"\n\0").split(b"\0")]
            states = {path: state.strip() for state, path in zip(cells[::2], cells[1::2], strict=False)}
            added = tuple(sorted(path for path, state in states.items() if state == "A"))
            changed = tuple(sorted(path for path, state in states.items() if state == "M"))
            found.append(Commit(identity, parents.partition(" ")[0], added, changed))
        return found

    def tree(self, commit: str) -> dict[str, Entry]:
        """Return the files of a commit by their paths; submodules are left out."""
        found = {}
        for line in self._run("ls-tree", "-r", "-l", "-z", "--full-tree", commit).split(b"\0"):
            head, _, path = line.partition(b"\t")
            if path:
                mode, kind, blob, size = head.split()
                if kind == b"blob":
                    found[os.fsdecode(path)] = Entry(mode.decode(), blob.decode(), int(size) if size.isdigit() else 0)
        return found

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a blob, named by its hash or as `commit:path`; none where it is not there."""
        assert self._batch.stdin is not None and self._batch.stdout is not None
        if "\n" in name:
            return b""
        self._batch.stdin.write(os.fsencode(name) + b"\n")
        self._batch.stdin.flush()
        head = self._batch.stdout.readline().split()
        if len(head) != 3 or not head[2].isdigit():
            return b""
        content = self._batch.stdout.read(int(head[2]))
        self._batch.stdout.read(BATCH_TRAILER)
        return content


def _git_folder(place: Path) -> Path:
    """Return the folder of a repository's objects, given that folder, a work tree, or a linked one."""
    inside = place / ".git"
    if inside.is_file():
        return place / inside.read_text("utf-8").removeprefix("gitdir:").strip()
    return inside if inside.is_dir() else place
