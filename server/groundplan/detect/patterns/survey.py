"""The patterns that one file shows, as short rows."""

from __future__ import annotations

import logging

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.detect.patterns.table import HANDWRITTEN, MOCKS, TESTS, Detector
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
    detectors = _detectors_for(origin)
    if not detectors:
        return ()
    file = CodeFile(path, import_path, facts)
    found: dict[tuple[PatternKind, str], list[Evidence]] = {}
    for name, detect in detectors:
        try:
            for evidence in detect(file):
                found.setdefault((evidence.kind, evidence.form), []).append(evidence)
        except Exception:
            _log.exception("the detector of %s failed on %s", name, path)
    return tuple([_row(evidence) for evidence in found.values()])


def _detectors_for(origin: Origin) -> tuple[tuple[str, Detector], ...]:
    if origin == Origin.HANDWRITTEN:
        return HANDWRITTEN
    if origin & (Origin.VENDORED | Origin.EXTERNAL):
        return ()
    if origin & Origin.MOCK:
        return MOCKS
    return TESTS if origin == Origin.TEST else ()


def _row(evidence: list[Evidence]) -> PatternRow:
    first = evidence[0]
    details = " ".join(sorted({each.detail for each in evidence if each.detail}))
    return first.kind.value, first.form, first.unit, len(evidence), first.name, first.line, details
