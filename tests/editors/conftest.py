"""The clinic, as a Git repository: editors find the root of a project by it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.e2e.clinic import write_clinic


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace folder; its name needs quoting in a URI. (eglot 1.9 takes no letters beyond ASCII in it.)"""
    root = tmp_path / "the clinic (#2)"
    write_clinic(root)
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root
