"""Which folder is the workspace when the user does not say."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from groundplan.cli.failure import CannotRunError

MARKERS = ("go.work", "go.mod", ".git")
"""What makes a folder a workspace root, the strongest sign first."""


def choose_root(explicit: str | None, starts: Iterable[Path]) -> Path:
    """Return the workspace root: the folder the user names, else what is found above `starts` and the current folder.

    Raises CannotRunError when the named folder is none, when nothing is found, and when starts lie in different
    workspaces.
    """
    if explicit is not None:
        root = Path(explicit)
        if not root.is_dir():
            what = "is a file" if root.exists() else "does not exist"
            raise CannotRunError(f"--workspace {explicit} {what}: give the folder that holds the Go code.")
        return root.resolve()
    starts = list(starts)
    roots = {find_root(start): start for start in reversed(starts)}
    found = sorted(root for root in roots if root is not None)
    if len(found) > 1:
        raise CannotRunError(
            f"The plans belong to different workspaces, {found[0]} and {found[1]}: "
            "check them one by one, or say which one with --workspace DIR."
        )
    if found:
        return found[0]
    root_here = find_root(Path.cwd())
    if root_here is None:
        above = f"in or above {starts[0]} or " if starts else "in or above "
        raise CannotRunError(
            f"There is no go.work, go.mod or .git {above}the current folder: "
            "say where the Go code is with --workspace DIR."
        )
    return root_here


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from `start` upwards with a go.work, else with a go.mod, else with a .git.

    Upwards means along the path as written, and only then along the one with links resolved.
    """
    for bottom in dict.fromkeys((without_dots(start), start.resolve())):
        for marker in MARKERS:
            for folder in (bottom, *bottom.parents):
                if (folder / marker).exists():
                    return folder.resolve()
    return None


def without_dots(path: Path) -> Path:
    """Return a path as an absolute one without `..`, its links kept."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links
