"""`groundplan index`: build the index of a workspace or bring it up to date."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.cli.opening import OpenWorkspace
    from groundplan.model.symbol import Origin


def _declare(parser: ArgumentParser) -> None:
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write the counts as JSON")
    parser.add_argument("--stats", action="store_true", help="say how long it took, and where the size comes from")
    parser.add_argument("--watch", action="store_true", help="keep the index up to date until interrupted")


def _run(arguments: Namespace) -> int:
    from groundplan.cli.watch import run_and_watch
    from groundplan.cli.workspace_root import choose_root

    root = choose_root(arguments.workspace, ())
    if arguments.watch:
        return run_and_watch(root.resolve(), lambda: _index(root, arguments))
    return _index(root, arguments)


def _index(root: Path, arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.features.plans import keep_plans
    from groundplan.index.lookups import Lookups

    started = time.perf_counter()
    with open_workspace(root) as opened:
        seconds = time.perf_counter() - started
        plans = keep_plans(opened.snapshot, Lookups(opened.snapshot).document)
        if arguments.json:
            values = {
                **asdict(opened.snapshot.counts),
                "plans": plans,
                "read": opened.report.read,
                "removed": opened.report.removed,
                "problems": list(opened.report.problems),
            }
            write_json({**values, "stats": _stats(opened, seconds)} if arguments.stats else values)
        else:
            _write_text(opened, plans)
            if arguments.stats:
                _write_stats(_stats(opened, seconds))
    return 0


def _stats(opened: OpenWorkspace, seconds: float) -> dict[str, Any]:
    from groundplan.index.store_report import report_store

    return {
        "seconds": round(seconds, 3),
        "store_bytes": report_store(opened.workspace.store).size,
        "source": [
            {"origin": _origin_name(each.origin), "files": each.files, "bytes": each.bytes, "lines": each.lines}
            for each in opened.snapshot.inventory.sizes
        ],
    }


def _origin_name(origin: Origin) -> str:
    names = [flag.name.lower() for flag in type(origin) if flag and flag & origin and flag.name]
    return " and ".join(names) or "handwritten"


def _write_stats(stats: dict[str, Any]) -> None:
    total = sum(each["bytes"] for each in stats["source"])
    share = f", {stats['store_bytes'] / total:.2f} of the source" if total else ""
    write_line(
        f"  {stats['seconds']:.2f} s · {total / 1e6:.1f} MB of Go · store {stats['store_bytes'] / 1e6:.1f} MB{share}"
    )
    for each in stats["source"]:
        size = f"{each['bytes'] / 1e6:.1f} MB"
        write_line(f"    {each['origin']:<24} {each['files']:>7,} files {each['lines']:>11,} lines {size:>10}")


def _write_text(opened: OpenWorkspace, plans: int) -> None:
    counts, report, store = opened.snapshot.counts, opened.report, opened.workspace.store
    palette = palette_for(sys.stdout)
    scope = f"{plural(counts.files, 'Go file')} in {plural(counts.packages, 'package')}"
    modules = f" of {plural(counts.modules, 'module')}" if counts.modules else ""
    write_line(f"{palette.strong(printable(opened.workspace.root.name))}: {scope}{modules}")
    parts = (
        plural(counts.types, "type"),
        plural(counts.functions, "function"),
        plural(counts.handlers, "handler"),
        plural(counts.routes, "route"),
        plural(counts.resources, "resource"),
        plural(plans, "plan"),
    )
    write_line(f"  {' · '.join(parts)}")
    if report.changed:
        removed = f", {report.removed:,} gone" if report.removed else ""
        done = f"{plural(report.read, 'file')} read{removed}"
    else:
        done = "up to date"
    kept = "in memory only" if store.in_memory else f"kept at {store.path}"
    write_line(f"  {palette.faint(f'{done}; {kept}')}")


INDEX = Command("index", "build the index of the Go code or bring it up to date", _declare, _run)
