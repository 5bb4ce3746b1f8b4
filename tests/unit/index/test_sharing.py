"""Several processes on one workspace at once: two editors' servers and the terminal."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

from tests.stress.changes import go_source
from tests.stress.pictures import answers, first_difference, stored_picture

from groundplan.index.workspace import Workspace

ROUNDS = 12


def serve(root: Path, cache: Path, seed: int, failures: multiprocessing.Queue[str]) -> None:
    """Do what a server does while files change: refresh and answer, again and again."""
    import random

    choice = random.Random(seed)
    try:
        workspace = Workspace(root, cache)
        for number in range(ROUNDS):
            path = root / f"own{seed}" / f"f{choice.randrange(5)}.go"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(go_source(choice, path.parent.name))
            if number % 3:
                workspace.refresh_paths([path.relative_to(root).as_posix()])
            else:
                workspace.refresh()
            with workspace.snapshot() as snapshot:
                for symbol in snapshot.symbols_of_file(path.relative_to(root).as_posix()):
                    if snapshot.symbol(symbol.id) != symbol or snapshot.facts_of(symbol.path) is None:
                        failures.put(f"{symbol.name} is not what it was in the same snapshot")
        if workspace.store.problems:
            failures.put(" ".join(workspace.store.problems))
        workspace.close()
    except Exception as error:  # noqa: BLE001 - whatever it is, the test shall see it
        failures.put(repr(error))


def test_two_servers_and_the_terminal(tmp_path: Path) -> None:
    root, cache = tmp_path / "w", tmp_path / "cache"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    (root / "berth.go").write_text("package x\n\n// Berth is a place for a boat.\ntype Berth struct{ ID string }\n")
    context = multiprocessing.get_context("spawn")
    failures: multiprocessing.Queue[str] = context.Queue()
    servers = [context.Process(target=serve, args=(root, cache, seed, failures)) for seed in (1, 2)]
    for server in servers:
        server.start()
    environment = {**os.environ, "GROUNDPLAN_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "groundplan", "find", "place for a boat", "--workspace", str(root)]
    while any(server.is_alive() for server in servers):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        assert "Berth" in done.stdout, done.stderr
        assert "groundplan:" not in done.stderr
    for server in servers:
        server.join()
        assert server.exitcode == 0
    assert failures.empty(), failures.get()
    shared, scratch = Workspace(root, cache), Workspace(root, tmp_path / "scratch")
    shared.refresh()
    scratch.refresh()
    assert first_difference(stored_picture(shared), stored_picture(scratch)) == ""
    assert first_difference(answers(shared), answers(scratch)) == ""
    shared.close()
    scratch.close()
