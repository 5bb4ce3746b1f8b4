"""`groundplan doctor`: what is indexed, what is not and why; what a user pastes into a bug report."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import Palette, palette_for, plural, printable, write_line

MAX_ITEMS = 8
"""How many items of a list are shown; `--json` has them all."""

MAX_SITES = 3

_REASONS = {
    "ignored": "ignored by Git",
    "excluded": "excluded in groundplan.toml",
    "tool": "of tools",
    "link": "links out of the root, or to what is indexed anyway",
    "unreadable": "unreadable",
    "name": "with names that no plan can spell",
    "too large": "too large",
}


def _declare(parser: ArgumentParser) -> None:
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write everything as JSON")
    parser.epilog = "Exit code: 0, or 2 when there is no such folder. Paths below your home folder are shown with ~."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.health import examine
    from groundplan.cli.json_output import write_json
    from groundplan.cli.workspace_root import choose_root

    problems: list[str] = []
    try:
        root = choose_root(arguments.workspace, ())
    except CannotRunError as error:
        if arguments.workspace is not None:
            raise
        # Someone who asks what is wrong is told more than this.
        root = Path.cwd()
        problems.append(str(error))
    health = examine(root, problems)
    if arguments.json:
        write_json(health)
    else:
        for line in render_health(health, palette_for(sys.stdout)):
            write_line(line)
    return 0


def render_health(health: dict[str, Any], palette: Palette) -> Iterator[str]:
    """Yield the lines that tell what `examine` found."""
    versions = dict(health["versions"])
    yield palette.strong(f"groundplan {versions.pop('groundplan')}")
    yield from _listed(f"{name} {value}" for name, value in versions.items())
    yield ""
    yield palette.strong(printable(health["root"]))
    if "counts" in health:
        yield from _render_indexed(health)
    for title, lines in (
        ("not indexed", _skipped_lines(health["skipped"])),
        ("settings that differ from the defaults", _setting_lines(health["settings"])),
        ("problems", [printable(problem) for problem in health["problems"]] or ["none"]),
        ("index", _store_lines(health["store"])),
    ):
        yield ""
        yield palette.strong(title)
        yield from (f"  {line}" for line in lines)


def _render_indexed(health: dict[str, Any]) -> Iterator[str]:
    counts = health["counts"]
    partial = "" if health["complete"] else ", not complete: indexing was cut short"
    yield f"  {plural(counts['files'], 'Go file')} in {plural(counts['packages'], 'package')}{partial}"
    marked = [f"{count:,} {name}" for name, count in health["marked_files"].items() if count]
    if marked:
        yield f"  marked: {', '.join(marked)}"
    yield f"  {plural(counts['types'], 'type')} · {plural(counts['functions'], 'function')}"
    yield f"  {plural(counts['handlers'], 'handler')} · {plural(counts['resources'], 'resource')}"
    sources = ", ".join(f"{count:,} {printable(source)}" for source, count in health["routes_by_source"].items())
    yield f"  {plural(counts['routes'], 'route')}{f': {sources}' if sources else ''}"
    history = health["history"]
    why = printable(history["problem"])
    yield f"  no history: {why}" if why else f"  {plural(history['commits'], 'commit')} that changed Go code"
    yield from _some("module", health["modules"], _module_line)
    yield from _some("model library", health["model_libraries"], _library_line, "model libraries")
    yield from _some("registrar", health["registrars"], _registrar_line)
    yield from _some("registered model", health["registered_models"], printable)
    yield from _some("file parsed in part only", health["broken_files"], printable, "files parsed in part only")


def _some(noun: str, items: list[Any], show: Any, nouns: str = "") -> Iterator[str]:
    """Yield a count and the first items, each on its line; nothing for an empty list."""
    if not items:
        return
    yield f"  {plural(len(items), noun, nouns)}"
    for item in items[:MAX_ITEMS]:
        yield f"    {show(item)}"
    if len(items) > MAX_ITEMS:
        yield f"    … {len(items) - MAX_ITEMS:,} more"


def _module_line(module: dict[str, Any]) -> str:
    unused = "" if module["in_work"] else ", not used by go.work"
    return printable(f"{module['path']} in {module['folder']}{unused}")


def _library_line(library: dict[str, Any]) -> str:
    return printable(f"{library['path']} {library['version']}".strip() + f" in {library['folder']}")


def _registrar_line(registrar: dict[str, Any]) -> str:
    how = "configured" if registrar["configured"] else "learned"
    sites = ", ".join(f"{site['path']}:{site['line']}" for site in registrar["sites"][:MAX_SITES])
    return printable(f"{registrar['callee']} ({registrar['kind']}, {how}): {registrar['evidence']}; {sites}")


def _skipped_lines(skipped: list[dict[str, str]]) -> list[str]:
    lines = []
    for reason, words in _REASONS.items():
        paths = [item["path"] for item in skipped if item["reason"] == reason]
        if paths:
            more = f", … {len(paths) - MAX_ITEMS:,} more" if len(paths) > MAX_ITEMS else ""
            lines.append(f"{len(paths):,} {words}: {printable(', '.join(paths[:MAX_ITEMS]))}{more}")
    return lines or ["nothing was left out"]


def _setting_lines(settings: dict[str, Any]) -> list[str]:
    from groundplan.index.configuration import toml_value
    from groundplan.model.settings import DEFAULT_SETTINGS

    lines = []
    for name, value in settings.items():
        plain = tuple(value) if isinstance(value, list) else value
        if plain != getattr(DEFAULT_SETTINGS, name):
            lines.extend(f"{name} = {toml_value(plain)}".splitlines())
    return [printable(line) for line in lines] or ["none"]


def _store_lines(store: dict[str, Any]) -> list[str]:
    if not store:
        return ["none"]
    if not store["path"]:
        return [f"in memory only, version {store['version']}"]
    return [printable(f"{store['path']}, {store['bytes'] / 1_000_000:.1f} MB, version {store['version']}")]


def _listed(items: Iterable[str]) -> Iterator[str]:
    yield f"  {' · '.join(items)}"


DOCTOR = Command("doctor", "tell what is indexed, what is not and why, for a bug report", _declare, _run)
