"""`groundplan resources`: what templates and migrations declare, and the code that it hangs together with."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import Palette, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.discover.resources import Tie
    from groundplan.model.resource import Resource

FOUND = 0
NOTHING = 1
MAX_TIES = 12
"""Ties that the list for people shows of one resource; the rest is a count."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="a logical id, a physical name, a type or a kind (table, queue, function …); default: everything",
    )
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write the resources as JSON")
    parser.epilog = "Exit code: 0, 1 when no resource has one of the names, 2 when the workspace could not be read."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.detect.joins.distinct import distinct_resources
    from groundplan.discover.resources import is_named, resources_by_kind, ties_of

    with open_workspace(choose_root(arguments.workspace, ())) as opened:
        snapshot = opened.snapshot
        chosen = tuple(
            resource
            for resource in snapshot.resources
            if not arguments.names or any(is_named(resource, name) for name in arguments.names)
        )
        # Of a table that is asked for, every migration is of interest.
        shown = chosen if arguments.names or arguments.json else distinct_resources(chosen)
        grouped = [
            (kind, [(resource, ties_of(snapshot, resource)) for resource in group])
            for kind, group in resources_by_kind(shown)
        ]
    if arguments.json:
        listed = [resource_to_json(kind, *each) for kind, group in grouped for each in group]
        write_json({"resources": listed})
    else:
        for line in render(grouped, palette_for(sys.stdout)):
            write_line(line)
        sys.stdout.flush()
        changes = (
            f"; {plural(left, 'more change')} of tables: name one to see them"
            if (left := len(chosen) - len(shown))
            else ""
        )
        print(f"{plural(len(shown), 'resource')}{changes}" if chosen else "No resources", file=sys.stderr)
    return NOTHING if arguments.names and not chosen else FOUND


def resource_to_json(kind: str, resource: Resource, ties: Sequence[Tie]) -> dict[str, Any]:
    """Return a resource as docs/json.md describes it."""
    return {
        "kind": kind,
        "name": resource.logical_id,
        "type": resource.type,
        "physical_names": list(resource.names),
        "file": resource.path,
        "line": resource.line,
        "description": resource.description,
        "properties": [{"name": name, "value": value} for name, value in resource.properties],
        "joins": [
            {
                "kind": tie.join.kind.value,
                "relation": tie.relation,
                "name": tie.name,
                "path": tie.path,
                "line": tie.line,
                "detail": tie.join.detail,
                "confidence": tie.join.confidence.value,
                "evidence": list(tie.join.evidence),
            }
            for tie in ties
        ],
    }


def render(grouped: Sequence[tuple[str, Sequence[tuple[Resource, Sequence[Tie]]]]], palette: Palette) -> Iterator[str]:
    """Yield the lines of a list for people: a heading per kind, under each resource what it hangs together with."""
    for position, (kind, group) in enumerate(grouped):
        if position:
            yield ""
        yield palette.strong(f"{kind} ({len(group)})")
        for resource, ties in group:
            physical = ", ".join(name for name in resource.names[:3] if name != resource.logical_id)
            named = f"  “{printable(physical)}”" if physical else ""
            place = palette.place(f"{printable(resource.path)}:{resource.line}")
            detail = palette.faint(printable(resource.type))
            yield f"  {printable(resource.logical_id)}{named}  {detail}  {place}"
            for tie in ties[:MAX_TIES]:
                remark = f"  {palette.faint(f'({printable(tie.remark)})')}" if tie.remark else ""
                where = palette.place(f"{printable(tie.path)}:{tie.line}")
                yield f"    {tie.relation} {printable(tie.name)}  {where}{remark}"
            if len(ties) > MAX_TIES:
                yield palette.faint(f"    and {len(ties) - MAX_TIES} more")


RESOURCES = Command("resources", "list cloud resources and tables, and the code that they belong to", _declare, _run)
