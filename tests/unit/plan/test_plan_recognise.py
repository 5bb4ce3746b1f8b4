"""Which files are plans."""

from __future__ import annotations

import pytest

from groundplan.model.settings import Settings
from groundplan.plan import is_plan


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("docs/plans/reminders.md", b"", True),
        ("PLAN.md", b"", True),
        ("docs/IMPLEMENTATION_PLAN.md", b"", True),
        ("specs/001-x/data-model.md", b"", True),
        (".kiro/specs/x/design.md", b"", True),
        ("openspec/changes/add-x/proposal.md", b"", True),
        (".claude/.output/plans/x/y.md", b"", True),
        ("README.md", b"# Reminders\n", False),
        ("docs/notes.md", b"intro\n\n# Technical Implementation Plan: Reminders\n", True),
        ("docs/notes.md", b"# Backend technical roll-out plan\n", True),
        ("docs/notes.md", b"# Plan of the week\n", False),
        ("docs/notes.md", b"---\nplan: backend\n---\n", True),
        ("docs/plans/x.md", b"---\nplan: no\n---\n", False),
        ("docs/notes.md", b"\xef\xbb\xbf<!-- plan -->\n", True),
        ("docs/notes.md", b"\n<!-- plan: backend -->\r\n", True),
        ("docs/notes.md", b"text\n<!-- plan -->\n", False),
        ("templates/plan.md", b"<!-- plan -->\n", False),
        ("specs/templates/plan-template.md", b"# Implementation Plan\n", False),
        (".claude/commands/backend-plan.md", b"", False),
        (".claude/skills/x/plan.md", b"", False),
        ("agents/backend-plan.md", b"---\nname: backend-plan\ndescription: architect\n---\n", False),
        ("openspec/changes/archive/x/tasks.md", b"", False),
        ("node_modules/x/plan.md", b"", False),
        ("vendor/x/plan.md", b"", False),
        ("plans/x.go", b"# Implementation Plan\n", False),
        ("/home/u/.claude/plans/x.md", b"", True),
        ("C:\\u\\.claude\\plans\\x.md", b"", True),
        ("", b"", False),
        ("\xff.md", b"\xff\xfe---\n\x00", False),
    ],
)
def test_plans_are_recognised(path: str, text: bytes, expected: bool) -> None:
    assert is_plan(path, text) is expected


def test_settings_decide() -> None:
    settings = Settings(plan_globs=("rfc/*.md",), exclude=("rfc/old-*.md",))
    assert is_plan("rfc/a.md", b"", settings)
    assert not is_plan("rfc/old-a.md", b"<!-- plan -->", settings)
    assert not is_plan("plans/a.md", b"", settings)
