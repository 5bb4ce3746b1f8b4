"""Runs the marker files: a small workspace and a plan in, golden output out.

A marker file has Go files and other parts of a workspace, `plan.md` (the cursor is `<cursor>`), `run` with one step a
line, and `want`. `workspace: NAME` in its description uses a sample workspace instead; `pytest --update` rewrites
`want`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace
from tests.markers.archive import read_archive
from tests.markers.steps import STEPS, Session

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "workspaces"
FILES = sorted(HERE.rglob("*.txt"))


def run_steps(steps: str, session: Session) -> str:
    """Run one step a line; each output stands under its step."""
    out = []
    for line in steps.splitlines():
        if line.strip():
            name, _, argument = line.strip().partition(" ")
            out.append(f"$ {line.strip()}\n{STEPS[name](session, argument)}\n")
    return "\n".join(out)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HERE)).removesuffix(".txt"))
def test_marker(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    archive = read_archive(path)
    sample = re.search(r"^workspace: (\w+)$", archive.comment, re.MULTILINE)
    root = SAMPLES / sample.group(1) if sample else tmp_path / "workspace"
    if not sample:
        for name, text in archive.parts.items():
            if name not in ("plan.md", "run", "want"):
                file = root / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode())
    workspace = Workspace(root, tmp_path / "cache")
    try:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            session = Session(snapshot, "docs/plans/plan.md", archive.parts.get("plan.md", "").encode())
            got = run_steps(archive.parts["run"], session)
    finally:
        workspace.close()
    if request.config.getoption("--update"):
        path.write_bytes(replace(archive, parts={**archive.parts, "want": got}).text().encode())
    else:
        assert got == archive.parts["want"]


def test_there_are_markers_for_every_step() -> None:
    used = {line.split()[0] for path in FILES for line in read_archive(path).parts["run"].splitlines() if line.strip()}
    assert used == set(STEPS)
