"""Measures the index against its peers in one run and writes docs/benchmarks.md.

    python tests/bench/bench.py [FOLDER]

FOLDER defaults to the source of the Go standard library, where `go` is installed; two public modules are measured
beside it. Nothing in them is changed: all is measured on copies, each measurement in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.keystrokes import type_in_long_plan
from tests.bench.probes import make_plan, names_in
from tests.bench.trees import bytes_of, copy_part, downloaded_module, go_files, standard_library
from tests.bench.wire import ask_while_indexing

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PROBES = Path(__file__).with_name("probes.py")

PARTS = (8, 4, 2, 1)

MODULES = ("github.com/docker/docker@v27.3.1+incompatible", "github.com/ethereum/go-ethereum@v1.14.12")
"""Public modules that are measured beside the standard library: a service of many handlers, and one of few."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table of targets."""

    what: str
    target: str
    measured: str
    met: bool

    @property
    def row(self) -> str:
        """The row as Markdown."""
        return f"| {self.what} | {self.target} | {self.measured} | {'yes' if self.met else '**no**'} |"


def probe(name: str, root: Path, cache: Path) -> dict[str, float]:
    """Run a probe in a process of its own."""
    command = [sys.executable, str(PROBES), name, str(root), str(cache)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def timed(command: Sequence[str], root: Path) -> float | None:
    """Return the wall seconds of a command, None where it is not installed or fails."""
    if shutil.which(command[0]) is None:
        return None
    started = time.perf_counter()
    done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started if done.returncode == 0 else None


def version(*command: str) -> str:
    """Return the first line that a tool says of its version."""
    if shutil.which(command[0]) is None:
        return ""
    said = subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()
    return said[0] if said else ""


def peers(root: Path, work: Path) -> list[tuple[str, float]]:
    """Return what other tools take for the same tree, in seconds."""
    commands = (
        ("Universal Ctags", ["ctags", "-R", "--languages=Go", "-f", str(work / "tags"), "."]),
        ("ripgrep, one literal", ["rg", "--count", "ServeHTTP", "."]),
    )
    found = [(name, timed(command, root)) for name, command in commands]
    return [(name, seconds) for name, seconds in found if seconds is not None]


def gopls_load(folder: Path) -> list[str]:
    """Return what gopls says of loading the same code, as lines of the page; it must stand where `go` expects it."""
    if shutil.which("gopls") is None:
        return []
    done = subprocess.run(["gopls", "stats", "-anon"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        return []
    said = json.loads(done.stdout[done.stdout.index("{") :])
    heap = said["MemStats"]["HeapInUse"] / 1e6
    packages = said["WorkspaceStats"]["Views"][0]["AllPackages"]["Packages"]
    return [
        "",
        f"gopls {said['GoplsVersion']} loads `{folder.name}` (type information of {packages:,} packages, of the"
        f" module at its root alone) in {said['InitialWorkspaceLoadDuration']}, with {heap:,.0f} MB of heap in use.",
    ]


def over_the_wire(root: Path, work: Path) -> tuple[list[Figure], list[str]]:
    """Return what an editor feels: hovers while the server indexes, and afterwards."""
    text = make_plan(names_in(root))
    named = [number for number, line in enumerate(text.decode().split("\n")) if line.startswith("- Extend")]
    found = asyncio.run(ask_while_indexing(root, work / "wire", text, range(named[0], named[-1] + 1)))
    cut = {phase: quantiles(found[phase], n=100) for phase in ("indexing", "idle")}
    added = cut["indexing"][98] - cut["idle"][98]
    resident, workers = found["resident"][0], int(found["workers"][0])
    figures = [
        Figure("hover over the wire while indexing, p99 added", "20 ms", f"{added * 1000:.1f} ms", added < 0.02),
        Figure("hover over the wire, idle, p95", "30 ms", f"{cut['idle'][94] * 1000:.1f} ms", cut["idle"][94] < 0.03),
        Figure("resident memory of the idle server", "150 MB", f"{resident:.0f} MB", resident < 150),
        Figure("worker processes of the idle server", "0", str(workers), workers == 0),
    ]
    rows = [
        f"| {phase} | {len(found[phase]):,} | {median(found[phase]) * 1000:.1f} ms | {cut[phase][94] * 1000:.1f} ms"
        f" | {cut[phase][98] * 1000:.1f} ms |"
        for phase in ("indexing", "idle")
    ]
    head = ["", "## Hovers over the wire", "", "| server | hovers | median | p95 | p99 |", "|---|---|---|---|---|"]
    return figures, [*head, *rows]


def typing(root: Path, work: Path) -> tuple[list[Figure], list[str]]:
    """Return what an author feels who types in a plan of 2,000 lines."""
    found = asyncio.run(type_in_long_plan(root, work / "typing"))
    cut = {what: quantiles(found[what], n=20)[-1] for what in found}
    figures = [
        Figure(
            "typing in a plan of 2,000 lines: diagnostics after the pause, p95",
            "50 ms",
            f"{cut['diagnostics'] * 1000:.1f} ms",
            cut["diagnostics"] < 0.05,
        ),
        Figure(
            "typing in a plan of 2,000 lines: completion, p95",
            "30 ms",
            f"{cut['completion'] * 1000:.1f} ms",
            cut["completion"] < 0.03,
        ),
    ]
    rows = [
        f"| {what} | {len(times):,} | {median(times) * 1000:.1f} ms | {cut[what] * 1000:.1f} ms |"
        for what, times in sorted(found.items())
    ]
    head = ["", "## Typing in a plan of 2,000 lines, over the wire", "", "| what | answers | median | p95 |"]
    return figures, [*head, "|---|---|---|---|", *rows]


def other_trees(work: Path) -> list[str]:
    """Return a table of the same for two public modules."""
    rows = []
    for version_ in MODULES:
        folder = downloaded_module(version_)
        if folder is None:
            continue
        root = work / version_.replace("/", "+")
        copy_part(folder, root, 1)
        size, bare = bytes_of(root), probe("bare", root, work)["seconds"]
        cache = work / f"cache-{root.name}"
        cold, warm = probe("cold", root, cache), probe("warm", root, cache)
        cells = (
            version_,
            f"{len(go_files(root)):,} files, {size / 1e6:.1f} MB",
            f"{bare:.1f} s",
            f"{cold['seconds']:.1f} s",
            f"{cold['seconds'] / bare:.2f}x",
            f"{warm['seconds']:.2f} s",
            f"{cold['store'] / size:.2f}x",
        )
        rows.append(f"| {' | '.join(cells)} |")
        print(rows[-1], flush=True)
    if not rows:
        return []
    return [
        "",
        "## Other trees",
        "",
        "| module | Go source | bare tree-sitter | cold index | ratio | warm start | store |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def measure(folder: Path, work: Path) -> list[str]:
    """Measure everything and return the page's lines."""
    growth: list[tuple[float, float, float]] = []
    for one_in in PARTS:
        root = work / f"part{one_in}"
        copy_part(folder, root, one_in)
        source = bytes_of(root)
        bare = probe("bare", root, work)["seconds"]
        cold = probe("cold", root, work / f"cache{one_in}")
        growth.append((source / 1e6, bare, cold["seconds"]))
        print(f"1/{one_in}: {source / 1e6:.0f} MB, bare {bare:.1f} s, cold {cold['seconds']:.1f} s", flush=True)
    cache = work / "cache1"
    probe("warm", root, cache)
    warm = probe("warm", root, cache)
    answers = probe("answers", root, cache)
    saves = probe("saves", root, cache)
    others = peers(root, work)
    wire_figures, wire_table = over_the_wire(root, work)
    typing_figures, typing_table = typing(root, work)
    ctags = dict(others).get("Universal Ctags")
    figures = [
        Figure("cold index", "0.6x bare tree-sitter", f"{cold['seconds'] / bare:.2f}x", cold["seconds"] <= 0.6 * bare),
        Figure("warm start to the first full answer", "1 s", f"{warm['seconds']:.2f} s", warm["seconds"] < 1),
        *(
            Figure(name, "100 ms", f"{saves[kind] * 1000:.0f} ms", saves[kind] < 0.1)
            for name, kind in (
                ("one file saved, lines kept -> plan checked, p95", "body"),
                ("one file saved, lines moved -> plan checked, p95", "line"),
            )
        ),
        *(
            Figure(f"{name}, p95", "30 ms", f"{answers[name] * 1000:.1f} ms", answers[name] < 0.03)
            for name in ("hover", "actions")
        ),
        Figure("resident memory after a cold index", "150 MB", f"{cold['resident']:.0f} MB", cold["resident"] < 150),
        Figure("resident memory after answers", "150 MB", f"{answers['resident']:.0f} MB", answers["resident"] < 150),
        *wire_figures,
        *typing_figures,
        Figure("store", "0.6x the source", f"{cold['store'] / source:.2f}x", cold["store"] <= 0.6 * source),
    ]
    if ctags is not None:
        times = cold["seconds"] / ctags
        figures.insert(1, Figure("cold index", "3x Universal Ctags", f"{times:.1f}x", times <= 3))
    seconds = [("bare tree-sitter, one process", bare), ("groundplan, cold index", cold["seconds"])]
    seconds += [("groundplan, warm start", warm["seconds"]), *others]
    seconds += [
        ("groundplan, one search, p95", answers["search"]),
        ("groundplan, check of a plan, p95", answers["check"]),
    ]
    seconds += [("groundplan, routes worked out again", saves["linked"])]
    per_megabyte = [cold_seconds / megabytes for megabytes, _, cold_seconds in growth]
    return [
        "# Benchmarks",
        "",
        "Written by `make bench`: everything in one run on the same files, one after the other, each in a process of",
        "its own. Ratios hold from machine to machine; seconds do not.",
        "",
        f"{date.today().isoformat()} · {platform.machine()} {platform.system()}, {os.cpu_count()} cores · Python"
        f" {platform.python_version()} · {len(go_files(root)):,} files, {source / 1e6:.1f} MB of Go ({folder.name})",
        *(f"{line}  " for line in (version("ctags", "--version"), version("go", "version")) if line),
        "",
        "## Targets",
        "",
        "| what | at most | measured | met |",
        "|---|---|---|---|",
        *(figure.row for figure in figures),
        "",
        "## Seconds",
        "",
        "| what | seconds | of bare tree-sitter |",
        "|---|---|---|",
        *(f"| {name} | {each:.3f} | {each / bare:.2f}x |" for name, each in seconds),
        *gopls_load(folder),
        *wire_table,
        *typing_table,
        "",
        "## Growth",
        "",
        "| Go source | bare tree-sitter | cold index | ratio | seconds per MB |",
        "|---|---|---|---|---|",
        *(
            f"| {megabytes:.1f} MB | {one:.1f} s | {other:.1f} s | {other / one:.2f}x | {each:.3f} |"
            for (megabytes, one, other), each in zip(growth, per_megabyte, strict=True)
        ),
        *other_trees(work),
        "",
    ]


def main() -> None:
    """Measure a folder and write the page; what stands below its figures is kept."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else standard_library()
    with tempfile.TemporaryDirectory() as work:
        lines = measure(folder, Path(work))
    kept = PAGE.read_text("utf-8").partition("\n## Reasons\n") if PAGE.exists() else ("", "", "")
    PAGE.write_text("\n".join(lines) + kept[1] + kept[2], "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
