"""Measures the index against its peers in one run and writes docs/benchmarks.md.

    python tests/bench/bench.py [FOLDER]

FOLDER defaults to the source of the Go standard library, where `go` is installed. Nothing in it is changed.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def measured(run: Callable[[], object]) -> float:
    """Return the wall seconds that a call takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def parse_bare(files: list[Path]) -> None:
    """Parse every file with tree-sitter alone, in this process."""
    import tree_sitter_go
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_go.language()))
    for file in files:
        parser.parse(file.read_bytes())


def standard_library() -> Path:
    """Return the folder of the Go standard library's source; ends the program where there is none."""
    if shutil.which("go") is None:
        sys.exit("Name a folder of Go code: go is not installed here.")
    root = subprocess.run(["go", "env", "GOROOT"], check=True, capture_output=True, text=True).stdout.strip()
    return Path(root) / "src"


def index(folder: Path, cache: Path) -> tuple[float, float, float, int, str]:
    """Index a folder: seconds cold, seconds warm, seconds of a search, bytes of the store, counts in words."""
    from groundplan.discover.search import find_prior_art
    from groundplan.index.workspace import Workspace

    cold_workspace = Workspace(folder, cache)
    cold = measured(cold_workspace.refresh)
    cold_workspace.close()
    workspace = Workspace(folder, cache)
    warm = measured(workspace.refresh)
    with workspace.snapshot() as snapshot:
        find_prior_art(snapshot, "read a compressed file", 10)
        search = measured(lambda: find_prior_art(snapshot, "parse the certificate of a server", 10))
        counts = snapshot.counts
    size = sum(file.stat().st_size for file in cache.iterdir())
    workspace.close()
    return (
        cold,
        warm,
        search,
        size,
        f"{counts.files:,} Go files, {counts.types:,} types, {counts.functions:,} functions",
    )


def main() -> None:
    """Run everything once and write the page."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else standard_library()
    files = sorted(file for file in folder.rglob("*.go") if file.is_file())
    source = sum(file.stat().st_size for file in files)
    with tempfile.TemporaryDirectory() as cache:
        bare = measured(lambda: parse_bare(files))
        cold, warm, search, size, counts = index(folder, Path(cache))
        rows = [
            ("bare tree-sitter, one process", bare),
            ("groundplan, cold index", cold),
            ("groundplan, warm start", warm),
        ]
        rows.append(("groundplan, one search", search))
        tags = Path(cache) / "tags"
        for name, command in (
            ("Universal Ctags", ["ctags", "-R", "--languages=Go", "-f", str(tags), str(folder)]),
            ("ripgrep, one literal", ["rg", "--count", "ServeHTTP", str(folder)]),
        ):
            if shutil.which(command[0]):
                rows.append((name, measured(partial(subprocess.run, command, stdout=subprocess.DEVNULL))))
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; one run, everything on the same files one after the other.",
        "",
        f"{date.today().isoformat()} · {platform.machine()} {platform.system()}, {os.cpu_count()} cores ·"
        f" Python {platform.python_version()} · {len(files):,} files, {source / 1e6:.1f} MB of Go ({folder.name})",
        "",
        "| what | seconds | of bare tree-sitter |",
        "|---|---|---|",
        *(f"| {name} | {seconds:.2f} | {seconds / bare:.2f}x |" for name, seconds in rows),
        "",
        f"Indexed: {counts}. Store: {size / 1e6:.1f} MB, {size / source:.2f}x the source.",
        "",
    ]
    PAGE.write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
