"""`groundplan patterns`: how this code does what every backend does."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import Palette, cells_of, palette_for, plural, printable, write_line

if TYPE_CHECKING:
    from groundplan.model.pattern import Pattern, PatternForm

FORMS = 5
"""Forms shown of a pattern when all patterns are asked for; a pattern asked for by name is shown whole."""

NAMES = 8
"""Environment variables or tables named of a form."""

MAX_FORM_CELLS = 44


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("kinds", metavar="KIND", nargs="*", help="show these only, and all of their forms")
    declare_workspace(parser)
    parser.add_argument(
        "--near", metavar="PATH", action="append", default=[], help="prefer examples near this file or folder"
    )
    parser.add_argument("--json", action="store_true", help="write the patterns as JSON")


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.discover.patterns import find_patterns

    kinds = [_kind(text) for text in arguments.kinds]
    root = choose_root(arguments.workspace, ())
    near = [_relative(text, root) for text in arguments.near]
    with open_workspace(root) as opened:
        patterns = find_patterns(opened.snapshot, kinds, near)
        files = opened.snapshot.counts.files
    if arguments.json:
        write_json({"patterns": [pattern_to_json(pattern) for pattern in patterns]})
        return 0
    for line in render_patterns(patterns, palette_for(sys.stdout), 0 if kinds else FORMS):
        write_line(line)
    sys.stdout.flush()
    found = plural(len(patterns), "pattern") if patterns else "No patterns"
    print(f"{found} in {plural(files, 'Go file')}", file=sys.stderr)
    hidden = 0 if kinds else sum(max(0, len(pattern.forms) - FORMS) for pattern in patterns)
    if hidden:
        print(f"{plural(hidden, 'more form')}: name a pattern to see all of its forms.", file=sys.stderr)
    return 0


def _kind(text: str) -> Any:
    from difflib import get_close_matches

    from groundplan.cli.failure import CannotRunError
    from groundplan.model.pattern import PatternKind

    wanted = text.lower().replace("_", "-").replace("authoriz", "authoris")
    names = [kind.value for kind in PatternKind]
    if wanted in names:
        return PatternKind(wanted)
    close = get_close_matches(wanted, names, 1)
    hint = f" Did you mean `{close[0]}`?" if close else ""
    raise CannotRunError(f"There is no pattern `{text}`.{hint} Patterns: {', '.join(names)}.")


def _relative(text: str, root: Path) -> str:
    """Return a path as the index spells it: relative to the workspace root, seen from the current folder first."""
    for base in (Path.cwd(), root):
        place = (base / text).resolve()
        if place.exists() and place.is_relative_to(root):
            return place.relative_to(root).as_posix()
    return text


def pattern_to_json(pattern: Pattern) -> dict[str, Any]:
    """Return a pattern as docs/json.md describes it."""
    return {
        "kind": pattern.kind.value,
        "competing": pattern.alternatives,
        "remark": pattern.remark,
        "forms": [
            {
                "form": form.name,
                "unit": form.unit,
                "sites": form.sites,
                "files": form.files,
                "packages": form.packages,
                "names": list(form.details),
                "examples": [{"name": site.name, "path": site.path, "line": site.line} for site in form.examples],
            }
            for form in pattern.forms
        ],
    }


def render_patterns(patterns: Sequence[Pattern], palette: Palette, limit: int) -> list[str]:
    """Return a block per pattern: its forms, the one to follow first, each with its number and its examples.

    `limit` is the most forms shown of a pattern, 0 for all.
    """
    lines: list[str] = []
    for pattern in patterns:
        if lines:
            lines.append("")
        lines.append(palette.strong(pattern.kind.value))
        forms = pattern.forms[:limit] if limit else pattern.forms
        cells = min(max(cells_of(printable(form.name)) for form in forms), MAX_FORM_CELLS)
        for position, form in enumerate(forms):
            lines += _form_lines(form, cells, palette, position == 0)
        left = len(pattern.forms) - len(forms)
        if left:
            lines.append(palette.faint(f"  {plural(left, 'more form')}: groundplan patterns {pattern.kind.value}"))
        if pattern.remark:
            lines.append(f"  {palette.note('note')} {printable(pattern.remark)}")
    return lines


def _form_lines(form: PatternForm, cells: int, palette: Palette, dominant: bool) -> list[str]:
    name = printable(form.name)
    count = plural(form.sites, form.unit)
    if form.files > 1:
        count += f" in {form.files:,} files"
    padding = " " * max(0, cells - cells_of(name))
    # Of what is not the house's way one example is enough.
    shown = form.examples if dominant else form.examples[:1]
    places = [
        f"{palette.place(f'{printable(site.path)}:{site.line}')} {printable(site.name)}".rstrip() for site in shown
    ]
    lines = [f"  {name}{padding}  {count}{'' if dominant else f'  {places[0]}'}"]
    if dominant:
        lines += [f"    {place}" for place in places]
    if form.details:
        more = len(form.details) - NAMES
        names = ", ".join(form.details[:NAMES]) + (f" and {more} more" if more > 0 else "")
        lines.append(f"    {palette.faint(printable(names))}")
    return lines


PATTERNS = Command("patterns", "show how the code does things: auth, validation, errors, tests", _declare, _run)
