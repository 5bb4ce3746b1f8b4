"""How often each rule found something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from groundplan.cli.diagnostic import Diagnostic
from groundplan.rules.table import RULES

_LOUDNESS = ("error", "warning", "info", "hint")


def statistics_of(diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """Return an entry for each rule and severity with findings, the most frequent first."""
    names = {rule.code: rule.name for rule in RULES}
    counts = Counter((item.code, item.severity) for item in diagnostics)
    plans = Counter((code, severity) for code, severity, _ in {(i.code, i.severity, i.path) for i in diagnostics})
    ordered = sorted(counts, key=lambda key: (-counts[key], key[0], _LOUDNESS.index(key[1])))
    return [
        {
            "code": key[0],
            "name": names.get(key[0], ""),
            "severity": key[1],
            "count": counts[key],
            "plans": plans[key],
        }
        for key in ordered
    ]


def statistics_lines(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Return the entries in columns: how often, in how many plans, severity, rule."""
    entries = statistics_of(diagnostics)
    return [
        f"{each['count']:>5} in {each['plans']:>3} plan{' ' if each['plans'] == 1 else 's'}"
        f"  {'note' if each['severity'] == 'info' else each['severity']:<7}  {each['code']} {each['name']}"
        for each in entries
    ]
