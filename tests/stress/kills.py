"""A build that is killed at any moment never leaves a store that gives wrong answers.

Run by hand with `python -m tests.stress.kills [--kills N] [--seed N]`. Each round changes some files, starts a process
that indexes them, kills it with its workers at a random moment, and then lets another process, undisturbed, finish; now
and then the store as the killed process left it is compared with one built from scratch.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from groundplan.index import reading
from groundplan.index.workspace import Workspace
from tests.stress.changes import NAMES, Tree, go_source
from tests.stress.pictures import answers, first_difference, stored_picture

FOLDERS = 12
FILES_PER_FOLDER = 12


def _index(root: Path, cache: Path) -> None:
    os.setsid()
    # Worker processes even for a small tree: they must not outlive their parent's death either.
    reading.IN_PROCESS_BYTES = 20_000
    reading.CHUNK_BYTES = 10_000
    workspace = Workspace(root, cache)
    workspace.refresh()
    workspace.close()


def _start(root: Path, cache: Path) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=_index, args=(root, cache))
    process.start()
    return process


def _grow(tree: Tree) -> None:
    """Make the tree large enough that indexing it takes a while."""
    for folder in range(FOLDERS):
        (tree.root / f"p{folder}").mkdir(exist_ok=True)
        for file in range(FILES_PER_FOLDER):
            path = tree.root / f"p{folder}" / f"{tree.choice.choice(NAMES).lower()}{file}.go"
            if not path.is_dir():
                path.write_bytes(go_source(tree.choice, f"p{folder}"))


def _integrity(cache: Path) -> str:
    for store in cache.glob("*.db"):
        connection = sqlite3.connect(store)
        try:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            connection.close()
        if found != "ok":
            return str(found)
    return ""


def _round(tree: Tree, folder: Path, longest: float) -> tuple[str, bool]:
    """Change, kill and compare once; return what is wrong, and whether the kill came before the end."""
    if tree.choice.random() < 0.25:
        shutil.rmtree(folder / "cache", ignore_errors=True)
    if tree.choice.random() < 0.5:
        _grow(tree)
    for _ in range(6):
        tree.change()
    process = _start(tree.root, folder / "cache")
    process.join(tree.choice.random() * longest)
    killed = process.is_alive()
    if killed:
        try:
            os.killpg(process.pid or 0, signal.SIGKILL)
        except ProcessLookupError:  # it has not got its own group yet
            process.kill()
    process.join()
    wrong = _integrity(folder / "cache")
    if wrong:
        return wrong, killed
    workspace = Workspace(tree.root, folder / "cache")
    scratch = Workspace(tree.root, folder / "scratch")
    try:
        with workspace.snapshot() as snapshot:
            complete = snapshot.complete
        report = workspace.refresh()
        scratch.refresh()
        if complete and report.changed and not killed:
            return "a process that ended left something to do", killed
        notes = [problem for problem in report.problems if "built anew" in problem]
        difference = first_difference(stored_picture(workspace), stored_picture(scratch)) or first_difference(
            answers(workspace), answers(scratch)
        )
        return " ".join([*notes, difference]), killed
    finally:
        workspace.close()
        scratch.close()
        shutil.rmtree(folder / "scratch")


def main() -> int:
    """Kill builds and say how many stores held; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    choice = random.Random(arguments.seed)
    kills = rounds = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = Tree(folder / "w", choice)
        _grow(tree)
        started = time.monotonic()
        process = _start(tree.root, folder / "cache")
        process.join()
        longest = 1.2 * (time.monotonic() - started)
        while kills < arguments.kills:
            wrong, killed = _round(tree, folder, longest)
            rounds += 1
            kills += killed
            if wrong:
                print(f"round {rounds}: {wrong}")
                return 1
            if rounds % 10 == 0:
                print(f"{rounds} rounds, {kills} kills", flush=True)
    print(f"{kills} builds killed within {longest:.1f} s, {rounds - kills} ended before; all stores gave right answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
