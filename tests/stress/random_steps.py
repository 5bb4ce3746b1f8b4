"""After any sequence of changes the index equals one built from scratch.

Run by hand with `python -m tests.stress.random_steps [--steps N] [--seed N] [--every N]`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from groundplan.index.workspace import Workspace
from tests.stress.changes import Tree
from tests.stress.pictures import answers, first_difference, stored_picture

CANCELLED_SHARE = 0.05
TOLD_SHARE = 0.5
REOPENED_SHARE = 0.02


class Run:
    """One workspace that changes, with the index that follows it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.choice = random.Random(seed)
        self.folder = folder
        self.tree = Tree(folder / "w", self.choice)
        self.workspace = Workspace(self.tree.root, folder / "cache")
        self.workspace.refresh()
        self.unsaved: dict[str, bytes] = {}
        self._behind: set[str] = set()

    def step(self) -> None:
        """Change some files and bring the index up to date, in one of the ways in which that may happen."""
        for _ in range(self.choice.randrange(1, 4)):
            self._behind |= self.tree.change()
        if self.choice.random() < 0.2:
            self._edit_buffer()
        if self.choice.random() < REOPENED_SHARE:
            self.reopen()
        if self.choice.random() < CANCELLED_SHARE:
            polls = iter(range(self.choice.randrange(6)))
            self.workspace.refresh(cancelled=lambda: next(polls, None) is None)
        if self.choice.random() < TOLD_SHARE:
            report = self.workspace.refresh_paths(self._behind, link=self.choice.random() < 0.7)
        else:
            report = self.workspace.refresh()
        assert report.complete
        self._behind.clear()

    def reopen(self) -> None:
        """Close the index and open it again, as a restart of the editor does."""
        self.workspace.close()
        self.workspace = Workspace(self.tree.root, self.folder / "cache")
        for path, text in self.unsaved.items():
            self.workspace.set_unsaved(path, text)

    def difference(self) -> str:
        """Return where the index differs from one built from scratch, "" where it does not."""
        report = self.workspace.relink()
        assert report.linked and report.complete
        scratch = Workspace(self.tree.root, self.folder / "scratch")
        try:
            scratch.refresh()
            for path, text in self.unsaved.items():
                scratch.set_unsaved(path, text)
            return first_difference(stored_picture(self.workspace), stored_picture(scratch)) or first_difference(
                answers(self.workspace), answers(scratch)
            )
        finally:
            scratch.close()
            shutil.rmtree(self.folder / "scratch")

    def close(self) -> None:
        """Close the index."""
        self.workspace.close()

    def _edit_buffer(self) -> None:
        if self.unsaved and self.choice.random() < 0.5:
            path = self.choice.choice(sorted(self.unsaved))
            del self.unsaved[path]
            self.workspace.set_unsaved(path, None)
        else:
            path, text = self.tree.unsaved()
            self.unsaved[path] = text
            self.workspace.set_unsaved(path, text)


def main() -> int:
    """Run random steps and say how many held; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=5, help="compare after so many steps")
    parser.add_argument("--restart", type=int, default=500, help="begin with another tree after so many steps")
    arguments = parser.parse_args()
    started, compared = time.monotonic(), 0
    for first in range(0, arguments.steps, arguments.restart):
        seed = arguments.seed * 1_000_003 + first
        with tempfile.TemporaryDirectory() as folder:
            run = Run(Path(folder), seed)
            for step in range(first, min(first + arguments.restart, arguments.steps)):
                run.step()
                if step % arguments.every == arguments.every - 1:
                    compared += 1
                    difference = run.difference()
                    if difference:
                        print(f"step {step} of seed {seed}: {difference}")
                        return 1
            run.close()
        print(f"{min(first + arguments.restart, arguments.steps)} steps, {compared} comparisons", flush=True)
    print(f"all equal, in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
