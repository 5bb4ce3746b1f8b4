"""A folder that is made equal to one tree after another; only what differs is written."""

from __future__ import annotations

import posixpath
from pathlib import Path

from tests.replay.plans import PlanCommit
from tests.replay.repository import Entry, Repository

MOST_BYTES = 1_000_000
MOST_GO_BYTES = 4_000_000
"""Larger files are written empty: that they are there is all that a plan says of them."""

_LINK = "120000"


class Checkout:
    """A folder, empty at first, that holds the code as a plan's author saw it."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        self.folder = folder
        self._repository = repository
        self._held: dict[str, str] = {}

    def show(self, plan: PlanCommit) -> bool:
        """Make the folder the tree before a plan, with the plan and the documents beside it.

        Returns False, and changes nothing, where that tree has no Go code.
        """
        tree = self._repository.tree(plan.before)
        if not any(path.endswith(".go") for path in tree):
            return False
        wanted = {path: source for path in tree if _is_inside(path) and (source := _source(tree, path)) is not None}
        for path in (plan.path, *plan.beside):
            if _is_inside(path):
                wanted[path] = f"{plan.commit}:{path}"
        for path in sorted(self._held.keys() - wanted.keys()):
            (self.folder / path).unlink()
        for path, source in sorted(wanted.items()):
            if self._held.get(path) != source:
                self._write(path, source)
        self._held = wanted
        return True

    def _write(self, path: str, source: str) -> None:
        file = self.folder / path
        if file.is_dir():
            # A folder became a file: all that was in it is gone by now.
            for folder in sorted((each for each in file.rglob("*") if each.is_dir()), reverse=True):
                folder.rmdir()
            file.rmdir()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self._repository.bytes_of(source) if source else b"")


def _source(tree: dict[str, Entry], path: str) -> str | None:
    """Return where the bytes of a file come from, "" for none; None for a link that leads nowhere in the tree."""
    entry = tree[path]
    if entry.mode == _LINK:
        return None
    most = MOST_GO_BYTES if path.endswith(".go") else MOST_BYTES
    return entry.blob if entry.size <= most else ""


def _is_inside(path: str) -> bool:
    """Tell whether a path of a tree stays in its folder: what a tree says is not to be trusted."""
    parts = path.split("/")
    return not posixpath.isabs(path) and "\\" not in path and not {"", ".", "..", ".git"} & set(parts)
