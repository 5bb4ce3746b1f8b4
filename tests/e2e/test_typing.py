"""Typing in a plan of 2,000 lines through the wire: after each change the diagnostics are those of the whole text."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace
from groundplan.plan import parse_plan
from groundplan.rules.check import check_plan
from tests.bench.long_plan import long_plan
from tests.e2e import text as editing
from tests.e2e.clinic import PLAN
from tests.e2e.conftest import Start
from tests.e2e.editor import Diagnostics, Editor
from tests.e2e.profiles import EDITORS, Profile

pytestmark = pytest.mark.asyncio

# A place by what stands there, and what is typed behind it, key by key or at a blow.
STEPS = (
    ("### Phase 20: ", "é𝒂 "),
    ("### Phase 21: ", "\n## Risks\n\n"),
    ("holds the booking,", " and `model.Visitt`, which is not there,"),
    ("### Phase 3: ", "`api/visitz.go:9` "),
    ("## Executive Summary\n\n", "```bash\n# swallows everything\n"),
    ("# swallows everything\n", "```\n"),
    ("### Phase 12: ", "\n\n- item\n\n  ```go\n  type Nested struct {\n"),
    ("type Nested struct {\n", "  \tPatientID string\n  }\n  ```\n"),
    ("### Phase 5: ", "\n\n<!-- "),
    ("\n\n<!-- ", "gone -->\r\n\r\n\tTabs\tand `POST /v1/visits` 🐕‍🦺\r\n"),
    ("## Simple API Design\n", "\nUse `model.Patient` and `model.Owner` (existing).\n"),
    ("RemindedAt   time.Time\n", "\tOwner *model.Patient\n"),
)

Seen = set[tuple[str, str, int, str]]


@pytest.fixture
def long_text(root: Path) -> str:
    """The clinic's plan, two thousand lines long."""
    return PLAN + "\n" + long_plan(root).partition("\n## ")[2]


@pytest.mark.parametrize("profile", EDITORS, ids=str)
async def test_diagnostics_are_those_of_the_whole_text(
    start: Start, profile: Profile, root: Path, plan: Path, long_text: str, tmp_path: Path
) -> None:
    judge = Workspace(root, tmp_path / "judge")
    judge.refresh()
    editor = await start(profile)
    await editor.initialize(root)
    editor.open(plan, long_text)
    try:
        await _agrees(editor, judge, root, plan)
        for place, typed in STEPS:
            at = editor.text(plan).index(place) + len(place)
            # The first and the last key of what is typed are changes of their own: a version between two pauses.
            for piece in (typed[:1], typed[1:-1], typed[-1:]):
                before = editor.text(plan)
                editor.type(plan, before[:at] + piece + before[at:])
                at += len(piece)
            await _agrees(editor, judge, root, plan)
        assert editor.text(plan).count("\n") > 2_000
        # Everything is taken back at a blow.
        editor.type(plan, long_text)
        await _agrees(editor, judge, root, plan)
    finally:
        judge.close()
    assert await editor.end() == 0


async def _agrees(editor: Editor, judge: Workspace, root: Path, plan: Path) -> None:
    """Wait until the diagnostics are those that the text gives when it is read from nothing."""
    text = editor.text(plan)
    path = plan.relative_to(root).as_posix()
    with judge.snapshot() as snapshot:
        data = text.encode()
        findings = check_plan(snapshot, parse_plan(path, data, judge.settings))
    expected: Seen = {
        (
            finding.code,
            finding.message,
            data.count(b"\n", 0, finding.span.start),
            data[finding.span.start : finding.span.end].decode(),
        )
        for finding in findings
    }
    assert expected

    def seen(diagnostics: Diagnostics) -> Seen:
        return {
            (
                str(item.code),
                item.message,
                item.range.start.line,
                editing.slice_of(text, item.range, editor.profile.encoding),
            )
            for item in diagnostics
        }

    await editor.diagnostics(plan, lambda diagnostics: seen(diagnostics) == expected, "what the whole text says")
