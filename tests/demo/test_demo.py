"""The demo runs to its end, shows all its parts and stays within what a newcomer reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demo_shows_everything_and_succeeds() -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.demo"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stderr == ""
    lines = outcome.stdout.splitlines()
    headings = [line for line in lines if line[:1].isdigit()]
    assert [heading.split("  ")[1] for heading in headings] == [
        "The code",
        "The plan",
        "A way out",
        "A section, filled from the code",
        "A hover",
        "In the terminal",
    ]
    assert len(lines) <= 160
    assert max(len(line) for line in lines) <= 125
    assert any("warning GP101" in line for line in lines)
    assert any(line.lstrip().startswith("|") and "^^^" in line for line in lines)
    assert any(line.startswith("   +type ") for line in lines)
