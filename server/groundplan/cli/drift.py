"""`groundplan drift`: what a plan promised against the code as it is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import Palette, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.index.snapshot import Snapshot
    from groundplan.model.drift import Drift, DriftItem
    from groundplan.text.positions import LineIndex

AS_PLANNED = 0
DRIFTED = 1


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="the plan to compare the code with")
    declare_workspace(parser)
    parser.add_argument(
        "--since",
        metavar="BASE",
        help="tell also which Go files are other than at this Git revision without being planned; what is not"
        " committed counts too, so that HEAD means the work in progress",
    )
    parser.add_argument("--json", action="store_true", help="write the comparison as JSON")
    parser.epilog = (
        "Exit code: 0 everything that the plan makes is there as planned, 1 something is missing, differs or was not"
        " planned, 2 the comparison could not be made."
    )


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.plan_input import read_plan
    from groundplan.cli.workspace_root import choose_root
    from groundplan.features.drift import drift_of
    from groundplan.model.drift import DriftState
    from groundplan.plan import parse_plan
    from groundplan.text.positions import LineIndex

    source = read_plan(Path(arguments.plan))
    root = choose_root(arguments.workspace, (Path(arguments.plan).parent,))
    with open_workspace(root) as opened:
        changed = _changed_since(opened.snapshot, root, arguments.since) if arguments.since else None
        plan = parse_plan(source.path_in(root), source.text, opened.snapshot.settings)
        drift = drift_of(opened.snapshot, plan, changed)
    lines = LineIndex(plan.text)
    if arguments.json:
        write_json(to_json(drift, lines))
    else:
        _show(drift, lines, palette_for(sys.stdout))
    kept = all(item.state is DriftState.DONE for item in drift.items) and not drift.unplanned
    return AS_PLANNED if kept else DRIFTED


def _changed_since(snapshot: Snapshot, root: Path, revision: str) -> list[str]:
    from groundplan.index.base_revision import BaseRevision
    from groundplan.index.history_source import HistoryUnreadableError
    from groundplan.index.lookups import Lookups

    try:
        base = BaseRevision(root, revision)
    except HistoryUnreadableError as error:
        raise CannotRunError(f"--since {revision}: {error}") from error
    try:
        return base.changed_files(Lookups(snapshot).files_below("", ".go"))
    finally:
        base.close()


def to_json(drift: Drift, lines: LineIndex) -> dict[str, Any]:
    """Return a comparison as docs/json.md describes it."""
    return {
        "path": drift.path,
        "items": [
            {
                "kind": item.kind,
                "name": item.name,
                "state": item.state.value,
                "phase": item.phase,
                "plan_line": lines.line_of(item.span.start),
                "how": list(item.how),
                "path": item.path,
                "line": item.line,
            }
            for item in drift.items
        ],
        "unplanned": None if drift.unplanned is None else list(drift.unplanned),
    }


def _show(drift: Drift, lines: LineIndex, palette: Palette) -> None:
    phases = list(dict.fromkeys(item.phase for item in drift.items))
    for phase in phases:
        own = [item for item in drift.items if item.phase == phase]
        counts = Counter(item.state.value for item in own)
        title = phase or "Outside of phases"
        write_line(palette.strong(f"{printable(title)}: {', '.join(f'{n} {state}' for state, n in counts.items())}"))
        for item in own:
            write_line(f"  {_line(item, lines, palette)}")
    for path in drift.unplanned or ():
        write_line(f"{palette.warning('unplanned')}  {printable(path)}")
    if not drift.items and not drift.unplanned:
        write_line("The plan makes nothing that can be compared.")
    sys.stdout.flush()
    counts = Counter(item.state.value for item in drift.items)
    parts = [f"{count} {state}" for state, count in sorted(counts.items())]
    if drift.unplanned:
        parts.append(f"{plural(len(drift.unplanned), 'file')} unplanned")
    print(", ".join(parts) or "nothing promised", file=sys.stderr)


def _line(item: DriftItem, lines: LineIndex, palette: Palette) -> str:
    style = palette.note if item.state.value == "done" else palette.warning
    where = palette.place(f"{item.path}:{item.line}") if item.path else ""
    how = f": {'; '.join(item.how)}" if item.how else ""
    said = f"{item.kind} {item.name}{printable(how)}"
    return f"{style(f'{item.state.value:<7}')}  {said}  {where or f'planned in line {lines.line_of(item.span.start)}'}"


DRIFT = Command("drift", "compare what a plan promised with the code", _declare, _run)
