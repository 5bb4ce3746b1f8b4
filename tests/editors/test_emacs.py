"""Emacs with eglot, as Debian has them: diagnostic, hover, fix, definition."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.clinic import PLAN
from tests.editors.session import configuration_in, run_editor

STEPS = Path(__file__).with_name("emacs.el")


def test_emacs(workspace: Path, tmp_path: Path) -> None:
    initial = tmp_path / "init.el"
    # Debian's packages of Emacs Lisp are found by the package system.
    initial.write_text(f"(package-initialize)\n{configuration_in('emacs.md')}", "utf-8")
    steps = run_editor(["emacs", "-nw", "--no-init-file", "--load", str(initial), "--load", str(STEPS)], workspace)

    assert steps["mode"] == "markdown-mode"
    assert "Visit" in steps["diagnostic"]
    assert "Patient is an animal that the clinic knows" in steps["hover"]
    assert "RemindedAt" in steps["fixed"]
    assert "type VisitReminder struct" not in steps["fixed"]
    assert steps["fixed"].splitlines()[:9] == PLAN.splitlines()[:9]
    assert steps["definition"] == {"file": str(Path("model", "base.go")), "line": "type Patient struct {"}
