"""`groundplan routes`: the HTTP routes of the workspace."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import Palette, cells_of, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.model.route import Route

MAX_PATH_CELLS = 48
"""Longer paths push their row to the right instead of widening every row."""
MAX_HANDLER_CELLS = 36
MAX_MIDDLEWARE = 3
"""How many wrapping functions a row names: the innermost, for the outer ones wrap most routes alike."""


def _declare(parser: ArgumentParser) -> None:
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write the routes as JSON")


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root

    with open_workspace(choose_root(arguments.workspace, ())) as opened:
        routes = opened.snapshot.routes
        files = opened.snapshot.counts.files
    if arguments.json:
        write_json({"routes": [route_to_json(route) for route in routes]})
        return 0
    for line in render_routes(routes, palette_for(sys.stdout)):
        write_line(line)
    sys.stdout.flush()
    found = plural(len(routes), "route") if routes else "No routes"
    print(f"{found} in {plural(files, 'Go file')}", file=sys.stderr)
    if not routes:
        print(
            "If a function of your own registers handlers, name it in `route_registrars` in groundplan.toml.",
            file=sys.stderr,
        )
    return 0


def route_to_json(route: Route) -> dict[str, Any]:
    """Return a route as docs/json.md describes it."""
    return {
        "method": route.method,
        "path": route.path,
        "handler": route.handler,
        "file": route.file,
        "line": route.line,
        "middleware": list(route.middleware),
        "source": route.source,
        "confidence": route.confidence.value,
        "handler_file": route.handler_path,
        "handler_line": route.handler_line,
        "summary": route.summary,
        "request": route.request,
        "response": route.response,
    }


def render_routes(routes: Sequence[Route], palette: Palette) -> list[str]:
    """Return a table of routes: method, path, handler, place of the registration, middleware."""
    rows = [
        (
            route.method,
            printable(route.path),
            printable(route.handler) or "(closure)",
            f"{printable(route.file)}:{route.line}",
            _wrapping(route.middleware),
            _remark(route),
        )
        for route in routes
    ]
    method_cells = max((len(row[0]) for row in rows), default=0)
    path_cells = min(max((cells_of(row[1]) for row in rows), default=0), MAX_PATH_CELLS)
    handler_cells = min(max((cells_of(row[2]) for row in rows), default=0), MAX_HANDLER_CELLS)
    lines = []
    for method, path, handler, place, middleware, remark in rows:
        line = (
            f"{palette.strong(_fill(method, method_cells))}  {_fill(path, path_cells)}"
            f"  {_fill(handler, handler_cells)}  {palette.place(place)}"
        )
        if middleware:
            line += f"  {palette.faint(f'via {middleware}')}"
        if remark:
            line += f"  {palette.faint(remark)}"
        lines.append(line)
    return lines


def _wrapping(middleware: Sequence[str]) -> str:
    """Return the functions around a handler, outermost first, the outermost of many as a number."""
    hidden = len(middleware) - MAX_MIDDLEWARE
    shown = [f"{hidden} more", *middleware[hidden:]] if hidden > 1 else list(middleware)
    return printable(" → ".join(shown))


def _remark(route: Route) -> str:
    """Return what a reader should know before trusting the path; nothing for a registration in code."""
    return {
        "base-unknown": "below a base path that is set",
        "prefix-unknown": "prefix unknown",
        "spec": f"declared ({printable(route.source)})",
        "event": f"event ({printable(route.source)})",
    }.get(route.confidence.value, "")


def _fill(text: str, cells: int) -> str:
    return text + " " * (cells - cells_of(text))


ROUTES = Command("routes", "list the HTTP routes of the workspace", _declare, _run)
