"""`groundplan types`: the types of the workspace by what they are for, or some types in detail."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import Palette, cells_of, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.discover.type_page import TypePage
    from groundplan.discover.type_roles import TypeInRole
    from groundplan.index.snapshot import Snapshot

FOUND = 0
NOTHING = 1
PER_ROLE = 12
"""Types listed of a role; `--all` lists every one."""

NAMES = 12
"""Methods or embedding types named on one line."""

MAX_NAME_CELLS = 44


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names", metavar="NAME", nargs="*", help="show these types in detail: `Invoice`, `billing.Invoice`"
    )
    declare_workspace(parser)
    parser.add_argument("--all", action="store_true", help=f"list every type of a role, not the first {PER_ROLE}")
    parser.add_argument("--json", action="store_true", help="write the types as JSON")
    parser.epilog = "Exit code: 0 types found, 1 none found, 2 the workspace could not be read."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.discover.type_page import type_page
    from groundplan.discover.type_roles import types_in_roles

    palette = palette_for(sys.stdout)
    with open_workspace(choose_root(arguments.workspace, ())) as opened:
        snapshot = opened.snapshot
        listed = types_in_roles(snapshot)
        if not arguments.names:
            if arguments.json:
                write_json({"types": [page_to_json(type_page(snapshot, each.symbol, each.roles)) for each in listed]})
            else:
                for line in render_types(snapshot, listed, palette, 0 if arguments.all else PER_ROLE):
                    write_line(line)
                sys.stdout.flush()
                print(
                    f"{plural(len(listed), 'type')} with a role among {plural(snapshot.counts.types, 'type')}",
                    file=sys.stderr,
                )
            return FOUND if listed else NOTHING
        roles = {each.symbol.id: each.roles for each in listed}
        pages = []
        for name in arguments.names:
            found = snapshot.types_named(name)
            if not found:
                print(f"There is no type `{printable(name)}`.{_suggestion(snapshot, name)}", file=sys.stderr)
            pages += [type_page(snapshot, symbol, roles.get(symbol.id, ())) for symbol in found]
    if arguments.json:
        write_json({"types": [page_to_json(page) for page in pages]})
    else:
        for position, page in enumerate(pages):
            for line in ([""] if position else []) + render_page(page, palette):
                write_line(line)
    return FOUND if pages else NOTHING


def _suggestion(snapshot: Snapshot, name: str) -> str:
    like = [symbol for symbol in snapshot.symbols_like(name.rpartition(".")[2]) if symbol.kind.is_type]
    return f" Did you mean `{printable(like[0].display_name)}`?" if like else ""


def page_to_json(page: TypePage) -> dict[str, Any]:
    """Return a type as docs/json.md describes it."""
    symbol = page.symbol
    return {
        "name": symbol.name,
        "package": symbol.import_path,
        "kind": symbol.kind.value,
        "path": symbol.path,
        "line": symbol.line,
        "roles": [role.value for role in page.roles],
        "fields": [
            {"name": field.name, "type": field.type, "tag": field.tag, "embedded": field.embedded, "line": field.line}
            for field in page.fields
        ],
        "promoted": [field.name for field in page.promoted],
        "methods": [method.name for method in page.methods],
        "constructors": [each.name for each in page.constructors],
        "embedded_by": [each.display_name for each in page.embedders],
        "used_by": list(page.users),
    }


def render_types(snapshot: Snapshot, types: Sequence[TypeInRole], palette: Palette, limit: int) -> list[str]:
    """Return the types by role: name, fields, who uses it, place. `limit` is the most types of a role, 0 for all."""
    lines: list[str] = []
    for role, group in groupby(types, key=lambda each: each.roles[0]):
        members = list(group)
        shown = members[:limit] if limit else members
        if lines:
            lines.append("")
        lines.append(f"{palette.strong(role.value)}  {palette.faint(f'{len(members):,}')}")
        rows = [(printable(each.symbol.display_name), *_numbers(snapshot, each)) for each in shown]
        widths = [min(max(cells_of(row[column]) for row in rows), MAX_NAME_CELLS) for column in range(3)]
        for row, each in zip(rows, shown, strict=True):
            cells = [_fill(text, width) for text, width in zip(row, widths, strict=True)]
            others = ", ".join(other.value for other in each.roles[1:])
            place = palette.place(f"{printable(each.symbol.path)}:{each.symbol.line}")
            lines.append(f"  {'  '.join(cells)}  {place}{f'  {palette.faint(others)}' if others else ''}")
        if len(shown) < len(members):
            lines.append(palette.faint(f"  {len(members) - len(shown):,} more: groundplan types --all"))
    return lines


def _numbers(snapshot: Snapshot, each: TypeInRole) -> tuple[str, str]:
    fields = len(snapshot.type_fields(each.symbol))
    use = f"embedded by {each.embedders:,}" if each.embedders else f"used by {plural(each.users, 'file')}"
    return plural(fields, "field"), use


def render_page(page: TypePage, palette: Palette) -> list[str]:
    """Return one type in detail."""
    symbol = page.symbol
    place = palette.place(f"{printable(symbol.path)}:{symbol.line}")
    roles = f"  {palette.faint(', '.join(role.value for role in page.roles))}" if page.roles else ""
    lines = [f"{palette.strong(printable(symbol.display_name))} {palette.faint(symbol.kind.value)}  {place}{roles}"]
    if symbol.doc:
        lines.append(f"  {printable(symbol.doc.strip().splitlines()[0])}")
    names = [printable(field.name) for field in page.fields]
    types = [printable(field.type) for field in page.fields]
    widths = [min(max(map(cells_of, column), default=0), MAX_NAME_CELLS) for column in (names, types)]
    for field, name, type_text in zip(page.fields, names, types, strict=True):
        text = (
            f"(embedded) {type_text}" if field.embedded else f"{_fill(name, widths[0])}  {_fill(type_text, widths[1])}"
        )
        lines.append(f"    {text}  {palette.faint(printable(field.tag))}".rstrip())
    lines += _named("promoted", [field.name for field in page.promoted], palette)
    lines += _named("methods", [method.name for method in page.methods], palette)
    lines += [
        f"  {palette.faint('made by')} {printable(each.name)}  {palette.place(f'{printable(each.path)}:{each.line}')}"
        for each in page.constructors
    ]
    lines += _named("embedded by", [each.display_name for each in page.embedders], palette)
    folders = {path.rpartition("/")[0] for path in page.users}
    packages = f" in {plural(len(folders), 'package')}" if page.users else ""
    lines.append(f"  {palette.faint('used by')} {plural(len(page.users), 'file')}{packages}")
    return lines


def _named(what: str, names: list[str], palette: Palette) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
    return [f"  {palette.faint(what)} {printable(', '.join(names[:NAMES]))}{more}"]


def _fill(text: str, cells: int) -> str:
    return text + " " * (cells - cells_of(text))


TYPES = Command("types", "list types by what they are for, or show some in detail", _declare, _run)
