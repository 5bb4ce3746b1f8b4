"""`groundplan slice`: one feature as a tree, from its routes down to tables, services and tests."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import Palette, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.discover.feature_slice import Anchor
    from groundplan.model.slice import Slice, SliceNode

FOUND = 0
SEVERAL = 1
MAX_MATCHES = 12
"""Things of one name that are listed."""


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="+",
        help="a route (POST /v1/x), a type, a function (pkg.Func, Type.Method), a resource or a place (path.go:12)",
    )
    declare_workspace(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="write the slice as JSON")
    form.add_argument("--mermaid", action="store_true", help="write the slice as a Mermaid flowchart")
    parser.epilog = "Exit code: 0, 1 when several things have the name, 2 when nothing has or the search could not run."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.discover.feature_slice import anchors_of, nearest_names, slice_of
    from groundplan.features.slice_text import slice_mermaid

    name = " ".join(arguments.name)
    with open_workspace(choose_root(arguments.workspace, ())) as opened:
        anchors = anchors_of(opened.snapshot, name)
        if not anchors:
            nearest = nearest_names(opened.snapshot, name)
            near = f" Nearest: {', '.join(printable(each) for each in nearest)}." if nearest else ""
            raise CannotRunError(f"Nothing is called {printable(name)}.{near}")
        if len(anchors) > 1:
            return _tell_matches(name, anchors, arguments.json)
        found = slice_of(opened.snapshot, anchors[0])
    if arguments.json:
        write_json(slice_to_json(found))
    elif arguments.mermaid:
        write_line(slice_mermaid(found))
    else:
        for line in render_slice(found, palette_for(sys.stdout)):
            write_line(line)
    return FOUND


def _tell_matches(name: str, anchors: tuple[Anchor, ...], as_json: bool) -> int:
    """Tell what a name can mean, each with the name that means it alone; to standard error, beside JSON too."""
    from groundplan.discover.feature_slice import place_of, title_of

    print(f"{plural(len(anchors), 'match', 'matches')} for {printable(name)}; ask for one of them:", file=sys.stderr)
    titles = [title_of(anchor) for anchor in anchors]
    for anchor in anchors[:MAX_MATCHES]:
        title = title_of(anchor)
        path, line = place_of(anchor)
        place = f"{path}:{line}"
        # A place always means one thing.
        asked = title if titles.count(title) == 1 and title != name else place
        shown = title if asked == place else place
        print(f"  groundplan slice {_quoted(asked)}  ({printable(shown)})", file=sys.stderr)
    if len(anchors) > MAX_MATCHES:
        print(f"  and {len(anchors) - MAX_MATCHES} more", file=sys.stderr)
    if as_json:
        from groundplan.cli.json_output import write_json

        write_json({"title": name, "left_out": 0, "nodes": []})
    return SEVERAL


def _quoted(text: str) -> str:
    from shlex import quote

    return printable(quote(text))


def slice_to_json(found: Slice) -> dict[str, Any]:
    """Return a slice as docs/json.md describes it: its nodes, each after the one above it."""
    nodes: list[dict[str, Any]] = []

    def add(node: SliceNode, parent: int) -> None:
        nodes.append(
            {
                "parent": parent,
                "kind": node.kind.value,
                "name": node.name,
                "path": node.path,
                "line": node.line,
                "relation": node.relation,
                "confidence": node.confidence.value,
                "evidence": list(node.evidence),
                "detail": node.detail,
                "left_out": node.left_out,
            }
        )
        own = len(nodes) - 1
        for child in node.children:
            add(child, own)

    for root in found.roots:
        add(root, -1)
    return {"title": found.title, "left_out": found.left_out, "nodes": nodes}


def render_slice(found: Slice, palette: Palette) -> Iterator[str]:
    """Yield a slice as a tree, a line for each node: what it is to the node above, its name, its kind, its place."""
    for root in found.roots:
        yield _line(root, palette)
        yield from _below(root, "", palette)
    if found.left_out:
        yield palette.faint(f"and {found.left_out} more")


def _below(node: SliceNode, indent: str, palette: Palette) -> Iterator[str]:
    rows = [*node.children]
    for position, child in enumerate(rows):
        last = position == len(rows) - 1 and not node.left_out
        yield f"{indent}{palette.faint('└─' if last else '├─')} {_line(child, palette)}"
        yield from _below(child, f"{indent}{'   ' if last else palette.faint('│') + '  '}", palette)
    if node.left_out:
        yield f"{indent}{palette.faint(f'└─ and {node.left_out} more')}"


def _line(node: SliceNode, palette: Palette) -> str:
    from groundplan.features.slice_text import SURE
    from groundplan.model.slice import NodeKind

    relation = f"{node.relation} " if node.relation else ""
    what = node.detail if node.kind is NodeKind.RESOURCE and node.detail else node.kind.value
    if node.kind is NodeKind.ROUTE and node.detail:
        what = f"{what}, {node.detail}"
    sure = f"  {palette.faint(f'({SURE[node.confidence]})')}" if SURE[node.confidence] else ""
    place = palette.place(f"{printable(node.path)}:{node.line}")
    return f"{relation}{palette.strong(printable(node.name))}  {palette.faint(printable(what))}  {place}{sure}"


SLICE = Command("slice", "show a feature from its route down to tables, services and tests", _declare, _run)
