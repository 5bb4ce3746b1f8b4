"""One measurement per process, so that none pays for the memory of another: `python probes.py NAME ROOT CACHE`."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

SAVES = 40
QUESTIONS = 150
SEARCHES = ("parse the certificate of a server", "remind owners about an expired lease", "read a compressed file")


def bare(root: Path, _cache: Path) -> dict[str, float]:
    """Parse every Go file with tree-sitter alone."""
    import tree_sitter_go
    from tree_sitter import Language, Parser

    parser = Parser(Language(tree_sitter_go.language()))
    files = sorted(path for path in root.rglob("*.go") if path.is_file())
    started = time.perf_counter()
    for path in files:
        parser.parse(path.read_bytes())
    return {"seconds": time.perf_counter() - started}


def cold(root: Path, cache: Path) -> dict[str, float]:
    """Index from nothing; workers, store and all."""
    from groundplan.index.workspace import Workspace

    started = time.perf_counter()
    workspace = Workspace(root, cache)
    workspace.refresh()
    seconds = time.perf_counter() - started
    workspace.close()
    size = sum(path.stat().st_size for path in cache.iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "store": size, "resident": _resident(), "peak": peak}


def warm(root: Path, cache: Path) -> dict[str, float]:
    """Open an index where nothing changed, look at all files and answer one search, imports included."""
    started = time.perf_counter()
    from groundplan.discover.search import find_prior_art
    from groundplan.index.workspace import Workspace

    workspace = Workspace(root, cache)
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        find_prior_art(snapshot, SEARCHES[0], 10)
    seconds = time.perf_counter() - started
    workspace.close()
    return {"seconds": seconds, "resident": _resident()}


def answers(root: Path, cache: Path) -> dict[str, float]:
    """Ask what an editor asks, of a plan that speaks of many declarations."""
    from groundplan.discover.search import find_prior_art
    from groundplan.features.actions.table import actions_at
    from groundplan.features.hover import hover
    from groundplan.index.workspace import Workspace
    from groundplan.model.location import Span
    from groundplan.plan import parse_plan
    from groundplan.rules.check import check_plan

    workspace = Workspace(root, cache)
    text = make_plan(names_in(root))
    plan = parse_plan("plan.md", text, workspace.settings)
    offsets = [mention.span.start for mention in plan.mentions][:QUESTIONS]

    def ask(question: Callable[[int], object]) -> list[float]:
        times = []
        for offset in offsets:
            started = time.perf_counter()
            question(offset)
            times.append(time.perf_counter() - started)
        return times

    def hovering(offset: int) -> None:
        with workspace.snapshot() as snapshot:
            hover(snapshot, plan, offset, lambda path, line: f"{path}#L{line}")

    def acting(offset: int) -> None:
        with workspace.snapshot() as snapshot:
            actions_at(snapshot, plan, Span(offset, offset), ())

    def searching(offset: int) -> None:
        with workspace.snapshot() as snapshot:
            find_prior_art(snapshot, SEARCHES[offset % len(SEARCHES)], 10)

    def checking(_offset: int) -> None:
        with workspace.snapshot() as snapshot:
            check_plan(snapshot, plan)

    for question in (hovering, acting, searching, checking):
        question(offsets[0])
    found = {
        "hover": _p95(ask(hovering)),
        "actions": _p95(ask(acting)),
        "search": _p95(ask(searching)),
        "check": _p95(ask(checking)[:20]),
        "mentions": float(len(offsets)),
    }
    workspace.close()
    return {**found, "resident": _resident()}


def saves(root: Path, cache: Path) -> dict[str, float]:
    """Save one hand-written file after another, and check an open plan each time; the tree must be a copy."""
    from groundplan.index.workspace import Workspace
    from groundplan.plan import parse_plan
    from groundplan.rules.check import check_plan

    workspace = Workspace(root, cache)
    workspace.refresh()
    plan = parse_plan("plan.md", make_plan(names_in(root)), workspace.settings)
    with workspace.snapshot() as snapshot:
        # The plan is open: it was checked before anything is saved.
        check_plan(snapshot, plan)
    choice = random.Random(1)
    files = sorted(path for path in root.rglob("*.go") if path.is_file() and not path.name.endswith("_test.go"))
    found: dict[str, list[float]] = {"body": [], "line": [], "linked": []}
    for number in range(SAVES):
        path = choice.choice(files)
        source = path.read_bytes()
        kind = ("body", "line")[number % 2]
        path.write_bytes(source + b"\n" if kind == "body" else source.replace(b"\n\n", b"\n\n// A note.\n\n", 1))
        started = time.perf_counter()
        report = workspace.refresh_paths([path.relative_to(root).as_posix()], link=False)
        with workspace.snapshot() as snapshot:
            check_plan(snapshot, plan)
        found[kind].append(time.perf_counter() - started)
        if not report.linked and len(found["linked"]) < 5:
            started = time.perf_counter()
            workspace.relink()
            found["linked"].append(time.perf_counter() - started)
    workspace.close()
    return {"body": _p95(found["body"]), "line": _p95(found["line"]), "linked": max(found["linked"], default=0.0)}


def names_in(root: Path) -> list[str]:
    """Return names of types and functions of the tree, as a plan spells them."""
    import re

    names: list[str] = []
    for path in sorted(root.rglob("*.go"))[::41]:
        if path.is_file() and not path.name.endswith("_test.go"):
            source = path.read_text("utf-8", "replace")
            package = re.search(r"^package (\w+)", source, re.MULTILINE)
            if package:
                found = re.findall(r"^(?:type|func) ([A-Z]\w+)", source, re.MULTILINE)[:2]
                names += [f"{package.group(1)}.{name}" for name in found]
    return names[:QUESTIONS]


def make_plan(names: list[str]) -> bytes:
    lines = "".join(f"- Extend `{name}`, as the service needs it.\n" for name in names)
    proposed = "```go\ntype ServerOptions struct {\n\tName string\n\tAddr string\n\tTimeout int\n}\n```\n"
    return f"# Backend implementation plan\n\n## Components to extend\n\n{lines}\n## Data models\n\n{proposed}".encode()


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _resident() -> float:
    """Return this process's resident memory in MB, where the system tells."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


PROBES = {probe.__name__: probe for probe in (bare, cold, warm, answers, saves)}


if __name__ == "__main__":
    name, root, cache = sys.argv[1:]
    print(json.dumps(PROBES[name](Path(root), Path(cache))))
