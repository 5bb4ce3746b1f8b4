"""The trees that are measured: a folder of Go code, and parts of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path


def standard_library() -> Path:
    """Return the folder of the Go standard library's source; ends the program where there is none."""
    if shutil.which("go") is None:
        sys.exit("Name a folder of Go code: go is not installed here.")
    root = subprocess.run(["go", "env", "GOROOT"], check=True, capture_output=True, text=True).stdout.strip()
    return Path(root) / "src"


def downloaded_module(version: str) -> Path | None:
    """Return the folder of a public module at a version (`path@v1.2.3`) in the module cache, fetched if need be.

    None where `go` is not installed or the network is closed.
    """
    if shutil.which("go") is None:
        return None
    done = subprocess.run(["go", "mod", "download", "-json", version], capture_output=True, text=True)
    return Path(json.loads(done.stdout)["Dir"]) if done.returncode == 0 else None


def go_files(root: Path) -> list[Path]:
    """Return the Go files of a tree, ordered."""
    return sorted(path for path in root.rglob("*.go") if path.is_file())


def copy_part(root: Path, target: Path, one_in: int) -> None:
    """Copy every nth Go file of a tree with all go.mod files, so that a part is like the whole in all but size."""
    for path in [*go_files(root)[::one_in], *sorted(root.rglob("go.mod"))]:
        if path.is_file():
            place = target / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def bytes_of(root: Path) -> int:
    """Return the size of a tree's Go files."""
    return sum(path.stat().st_size for path in go_files(root))
