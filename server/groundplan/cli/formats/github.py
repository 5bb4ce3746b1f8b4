"""Annotations of a pull request, in the workflow commands of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.formats.checked import CheckedPlan, all_of, path_from_here
from groundplan.rules.table import RULES

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_NAMES = {rule.code: rule.name for rule in RULES}


def github_lines(plans: Sequence[CheckedPlan], root: Path) -> Iterator[str]:
    """Yield a command for each diagnostic; hints are left out, for only ten of a kind are shown."""
    for item in all_of(plans):
        if item.severity in _COMMANDS:
            yield _command(item, root)


def _command(item: Diagnostic, root: Path) -> str:
    properties = {
        "file": path_from_here(item.path, root),
        "line": str(item.line),
        "endLine": str(item.end_line),
        "title": f"{item.code} {_NAMES.get(item.code, '')}".strip(),
    }
    if item.line == item.end_line:
        # Columns of a range over several lines are refused.
        properties["col"], properties["endColumn"] = str(item.column), str(item.end_column)
    said = ",".join(f"{key}={_escape(value, ':,')}" for key, value in properties.items())
    ways = f"\nFix: {' · '.join(item.fixes)}" if item.fixes else ""
    return f"::{_COMMANDS[item.severity]} {said}::{_escape(item.message + ways)}"


def _escape(text: str, also: str = "") -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for character in also:
        escaped = escaped.replace(character, f"%{ord(character):02X}")
    return escaped
