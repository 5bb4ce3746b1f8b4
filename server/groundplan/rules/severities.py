"""How loud a team wants each rule to be: the setting `rules`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from groundplan.model.finding import Finding, Severity
from groundplan.model.settings import Settings
from groundplan.text.globs import matches

_SETTING = re.compile(r"(GP\d{0,3})\s*=\s*(off|hint|info|warning|error)(?:\s+(\S.*))?")

_LOUDNESS = (Severity.HINT, Severity.INFO, Severity.WARNING, Severity.ERROR)


def adjust_severities(settings: Settings, path: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of the plan at a path as loud as the settings say; those of rules that are off go.

    A setting raises or lowers what a rule is sure of. A finding below its rule's own loudness, a hint, is only lowered.
    """
    for finding in findings:
        wanted = _wanted(settings.rules, path, finding.code)
        if wanted is None:
            yield finding
        elif wanted != "off":
            severity = Severity(wanted)
            unsure = _LOUDNESS.index(finding.severity) < _LOUDNESS.index(Severity.INFO)
            if unsure and _LOUDNESS.index(severity) > _LOUDNESS.index(finding.severity):
                severity = finding.severity
            yield replace(finding, severity=severity)


@lru_cache(maxsize=512)
def _wanted(rules: tuple[str, ...], path: str, code: str) -> str | None:
    """Return what the last setting that fits a rule and a plan says; what is no setting says nothing."""
    found = None
    for rule in rules:
        match = _SETTING.fullmatch(rule.strip())
        if match is not None and code.startswith(match.group(1)):
            glob = match.group(3)
            if not glob or matches(path, (glob.strip(),)):
                found = match.group(2)
    return found
