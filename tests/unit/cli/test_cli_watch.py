"""`--watch`: a process of its own that checks again when the plan or the code changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 30.0


class Watching:
    """A running `groundplan check --watch`, with what it wrote so far."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "groundplan", "check", "docs/plans/reminders.md", "--watch"],
            cwd=root,
            env={**os.environ, "GROUNDPLAN_CACHE_DIR": str(cache)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    def wait_for(self, text: str, behind: int = 0) -> int:
        """Wait until a line behind a position has a text; return how many lines there are then."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if any(text in line for line in self.lines[behind:]):
                return len(self.lines)
            time.sleep(0.05)
        raise AssertionError(f"{text!r} was not written: {''.join(self.lines)}")


@pytest.fixture
def watching(harbour: Path, tmp_path: Path) -> Iterator[Watching]:
    """The command on the sample workspace, ended whatever happens."""
    started = Watching(harbour, tmp_path / "watch-cache")
    yield started
    started.process.kill()
    started.process.wait()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_check_runs_again_on_changes_of_code_and_plan(harbour: Path, watching: Watching) -> None:
    watching.wait_for("GP101")
    position = watching.wait_for("Watching")
    source = harbour / "billing" / "invoice.go"
    text = source.read_text("utf-8")
    source.write_text(text.replace("type Invoice struct", "type Bill struct").replace("*Invoice", "*Bill"), "utf-8")
    position = watching.wait_for("billing.Bill", position)
    plan = harbour / "docs" / "plans" / "reminders.md"
    plan.write_text("# Technical Implementation Plan: Nothing New\n\n## Executive Summary\n\nNothing.\n", "utf-8")
    watching.wait_for("nothing found", position)
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE_SECONDS) == 0


def test_standard_input_cannot_be_watched(harbour: Path, groundplan: object) -> None:
    assert callable(groundplan)
    outcome = groundplan("check", "-", "--watch", "--workspace", harbour)
    assert outcome.code == 2
    assert "--watch" in outcome.err
