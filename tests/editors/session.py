"""Start an editor on the clinic with the configuration that the documentation gives, and read what it saw."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds that an editor waits for one state before it says which one did not come."""

_FENCE = re.compile(r"^```(?:lua|elisp)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def configuration_in(page: str, heading: str = "") -> str:
    """Return the first block of code that a page of `docs/editors` has, or has below a heading."""
    text = (REPOSITORY / "docs" / "editors" / page).read_text("utf-8")
    found = _FENCE.search(text, text.index(f"\n{heading}\n") if heading else 0)
    assert found, f"{page} has no configuration below {heading!r}"
    return found[1]


def run_editor(command: Sequence[str], workspace: Path) -> dict[str, Any]:
    """Run an editor to its end in a workspace; fails with all that it drew where it left no result or had a problem."""
    result = workspace.parent / "result.json"
    home = workspace.parent / "home"
    home.mkdir()
    installed = str(Path(sys.executable).parent)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "GROUNDPLAN", "NVIM"))},
        "HOME": str(home),
        "PATH": os.pathsep.join((installed, os.environ["PATH"])),
        "PATIENCE": str(PATIENCE),
        "RESULT": str(result),
        "WORKSPACE": str(workspace),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
    }
    code, said = _run_in_terminal(command, workspace, environment)
    assert result.exists(), f"{command[0]} left no result (exit {code}):\n{said}"
    steps: dict[str, Any] = json.loads(result.read_text("utf-8"))
    assert "problem" not in steps, f"{steps['problem']}\n{said}"
    return steps


def _run_in_terminal(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a program in a terminal of its own, and return its exit code and what it drew there."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(command[0], list(command), environment)
    deadline = threading.Timer(6 * PATIENCE, os.kill, (process, signal.SIGKILL))
    deadline.start()
    drawn = b"".join(iter(lambda: _read(terminal), b""))
    _, status = os.waitpid(process, 0)
    deadline.cancel()
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), drawn.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError as closed:  # Linux says so when the last program in the terminal has ended.
        if closed.errno == errno.EIO:
            return b""
        raise
