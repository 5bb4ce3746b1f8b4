"""Neovim, as Debian has it: diagnostic, hover, fix, undo, a Go file changed elsewhere, definition."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.e2e.clinic import PLAN
from tests.editors.session import configuration_in, run_editor

STEPS = Path(__file__).with_name("neovim.lua")


def test_neovim(workspace: Path, tmp_path: Path) -> None:
    initial = tmp_path / "init.lua"
    initial.write_text(configuration_in("neovim.md", _heading()), "utf-8")
    steps = run_editor(["nvim", "--headless", "-n", "-u", str(initial), "-c", f"luafile {STEPS}"], workspace)

    assert steps["filetype"] == "markdown"
    assert steps["diagnostic"]["line"] == PLAN.splitlines().index("type VisitReminder struct {")
    assert "Visit" in steps["diagnostic"]["message"]
    assert any("Patient is an animal that the clinic knows" in line for line in steps["hover"])
    assert any("RemindedAt" in line for line in steps["fixed"])
    assert not any("type VisitReminder struct" in line for line in steps["fixed"])
    assert steps["fixed"][:9] == PLAN.splitlines()[:9]
    assert steps["definition"] == {"file": str(Path("model", "base.go")), "line": "type Patient struct {"}


def _heading() -> str:
    said = subprocess.run(["nvim", "--version"], capture_output=True, text=True, check=True).stdout
    major, minor = map(int, re.findall(r"\d+", said)[:2])
    if (major, minor) >= (0, 11):
        return "## Neovim 0.11 and later"
    return "## Neovim 0.8 to 0.10" if (major, minor) >= (0, 8) else "## Neovim 0.7"
