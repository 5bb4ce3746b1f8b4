"""The patterns that one file shows, as short rows."""

from __future__ import annotations

import logging

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.detect.patterns.table import HANDWRITTEN, MIGRATIONS, MOCKS, TESTS, Detector
from groundplan.model.go import GoFile
from groundplan.model.pattern import Evidence, PatternKind
from groundplan.model.symbol import Origin

_log = logging.getLogger(__name__)

PatternRow = tuple[str, str, str, int, str, int, str]
"""Kind, form, unit, how many sites, the first one's name and line, and the details of all, separated by spaces."""


def pattern_rows(path: str, import_path: str, origin: Origin, facts: GoFile) -> tuple[PatternRow, ...]:
    """Return a row for each form of a pattern that a file shows, in the order of the detectors.

    Generated, vendored and external code shows nothing of how this house does things.
    """
    detectors = _detectors_for(path, int(origin), facts)
    if not detectors:
        return ()
    file = CodeFile(path, import_path, facts)
    found: dict[tuple[PatternKind, str], list[Evidence]] = {}
    for name, detect in detectors:
        try:
            for evidence in detect(file):
                found.setdefault((evidence.kind, evidence.form), []).append(evidence)
        except Exception:  # noqa: BLE001 - one failing detector must not take the others down
            _log.exception("the detector of %s failed on %s", name, path)
    return tuple([_row(evidence) for evidence in found.values()])


def _is_migration(path: str) -> bool:
    """Whether a file is one step of a migration: numbered, or in a numbered folder, below a folder for them."""
    *folders, name = path.split("/")
    for position, folder in enumerate(folders):
        if folder in ("migrations", "migration", "migrate"):
            return any(each[:1].isdigit() for each in (*folders[position + 1 :], name))
    return False


_TOOLS = ("mage", "ignore", "tools", "generate")
"""Build constraints of programs that serve the building, not the backend."""


_FOREIGN = int(Origin.VENDORED | Origin.EXTERNAL)
_TEST, _MOCK, _GENERATED = int(Origin.TEST), int(Origin.MOCK), int(Origin.GENERATED)


def _detectors_for(path: str, origin: int, facts: GoFile) -> tuple[tuple[str, Detector], ...]:
    if not origin:
        if any(each.path == "testing" for each in facts.imports):
            return TESTS
        if _is_migration(path):
            return MIGRATIONS
        return () if facts.build_constraint in _TOOLS else HANDWRITTEN
    if origin & _FOREIGN:
        return ()
    if origin & _TEST and not origin & _GENERATED:
        return TESTS
    return MOCKS if origin & _MOCK else ()


def _row(evidence: list[Evidence]) -> PatternRow:
    first = evidence[0]
    details = " ".join(sorted({each.detail for each in evidence if each.detail}))
    return first.kind.value, first.form, first.unit, len(evidence), first.name, first.line, details
