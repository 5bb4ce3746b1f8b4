"""`groundplan index`: build the index of a workspace or bring it up to date."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.cli.opening import OpenWorkspace


def _declare(parser: ArgumentParser) -> None:
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write the counts as JSON")
    parser.add_argument("--watch", action="store_true", help="keep the index up to date until interrupted")


def _run(arguments: Namespace) -> int:
    from groundplan.cli.watch import run_and_watch
    from groundplan.cli.workspace_root import choose_root

    root = choose_root(arguments.workspace, ())
    if arguments.watch:
        return run_and_watch(root.resolve(), lambda: _index(root, arguments.json))
    return _index(root, arguments.json)


def _index(root: Path, as_json: bool) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace

    with open_workspace(root) as opened:
        if as_json:
            write_json(
                {
                    **asdict(opened.snapshot.counts),
                    "read": opened.report.read,
                    "removed": opened.report.removed,
                    "problems": list(opened.report.problems),
                }
            )
        else:
            _write_text(opened)
    return 0


def _write_text(opened: OpenWorkspace) -> None:
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
        plural(counts.resources, "cloud resource"),
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
