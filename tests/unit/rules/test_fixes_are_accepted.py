"""A fix leaves a plan that its own rule accepts, wherever a plan of the rules' marker files breaks off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.markers.archive import read_archive

from groundplan.index.workspace import Workspace
from groundplan.model.finding import Finding, Severity
from groundplan.plan import parse_plan
from groundplan.rules.check import check_plan
from groundplan.rules.table import RULES
from groundplan.text.edits import apply_edits

MARKERS = Path(__file__).parents[2] / "markers" / "rules"
FILES = sorted(file for file in MARKERS.glob("*.txt") if not re.search(r"^workspace:", file.read_text(), re.MULTILINE))
STEP = 211
"""Bytes between the places at which plans are cut."""


RESOLVING = frozenset(("GP208", "GP304", "GP305", "GP402", "GP403", "GP407", "GP408"))
"""Rules of which every fix resolves what it is for, be it preferred or not, a hint or not."""


def same(findings: tuple[Finding, ...], wanted: Finding) -> int:
    """Count the findings that say the same as loudly; a hint is as loud as another hint."""
    return sum(
        (each.code, each.subject, each.message) == (wanted.code, wanted.subject, wanted.message)
        for each in findings
        if each.severity is not Severity.HINT or wanted.severity is Severity.HINT
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_preferred_fixes_resolve_what_they_are_for(file: Path, tmp_path: Path) -> None:
    parts = read_archive(file).parts
    for name, text in parts.items():
        if name not in ("plan.md", "run", "want"):
            place = tmp_path / "workspace" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
    workspace = Workspace(tmp_path / "workspace", tmp_path / "cache")
    whole = parts["plan.md"].encode().replace(b"<cursor>", b"")
    try:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            for cut in (*range(STEP, len(whole), STEP), len(whole)):
                plan = parse_plan("docs/plans/plan.md", whole[:cut], snapshot.settings)
                for rule in RULES:
                    # A rule that fails is passed over in a check: here it must not.
                    list(rule.check(snapshot, plan))
                findings = check_plan(snapshot, plan)
                for finding in findings:
                    assert 0 <= finding.span.start <= finding.span.end <= cut
                    for fix in finding.fixes:
                        fixed = parse_plan(plan.path, apply_edits(plan.text, fix.edits), snapshot.settings)
                        left = check_plan(snapshot, fixed)
                        judged = fix.preferred and finding.severity is not Severity.HINT
                        # What is kept with its reason still blank is a hint: no louder one says the same.
                        judged |= fix.title.startswith("Keep ") and finding.severity is not Severity.HINT
                        if judged or finding.code in RESOLVING:
                            assert same(left, finding) < same(findings, finding), (finding.code, fix.title, cut)
    finally:
        workspace.close()
