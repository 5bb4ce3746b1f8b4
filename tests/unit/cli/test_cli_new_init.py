"""`groundplan new` and `groundplan init`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundplan.index.configuration import load_settings
from groundplan.model.settings import DEFAULT_SETTINGS

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Groundplan = Callable[..., "Outcome"]

REQUIREMENTS = """# Requirements: credit notes

## Goal

Customers get a credit note for an invoice that was wrong.

## Acceptance criteria

- A credit note names its invoice.
"""


def test_a_plan_goes_where_the_settings_say(groundplan: Groundplan, harbour: Path) -> None:
    outcome = groundplan("new", "Credit notes", "--workspace", str(harbour))
    assert outcome.code == 0, outcome.err
    plan = harbour / "docs" / "plans" / "credit-notes.md"
    assert outcome.out == f"{plan}\n"
    assert "sections filled" in outcome.err
    assert plan.read_text("utf-8").startswith("# Backend Technical Implementation Plan - Credit notes\n")
    (harbour / "groundplan.toml").write_text('plan_folder = "design"\nprofile = "kiro"\n')
    assert groundplan("new", "Credit notes", "--workspace", str(harbour)).code == 0
    assert (harbour / ".kiro" / "specs" / "credit-notes" / "design.md").exists()


def test_nothing_is_overwritten(groundplan: Groundplan, harbour: Path) -> None:
    plan = harbour / "docs" / "plans" / "credit-notes.md"
    plan.parent.mkdir(parents=True, exist_ok=True)
    plan.write_text("mine")
    for more in ((), ("--output", str(plan))):
        outcome = groundplan("new", "Credit notes", "--workspace", str(harbour), *more)
        assert outcome.code == 2
        assert "exists already" in outcome.err
        assert plan.read_text() == "mine"


def test_requirements_give_title_summary_and_criteria(groundplan: Groundplan, harbour: Path) -> None:
    requirements = harbour / "docs" / "credit.md"
    requirements.parent.mkdir(parents=True, exist_ok=True)
    requirements.write_text(REQUIREMENTS)
    outcome = groundplan("new", "--requirements", str(requirements), "--output", str(harbour / "a" / "p.md"), "--json")
    assert outcome.code == 0, outcome.err
    said = json.loads(outcome.out)
    assert (said["path"], said["title"], said["profile"]) == ("a/p.md", "Credit notes", "backend-plan")
    text = (harbour / "a" / "p.md").read_text("utf-8")
    assert "> Customers get a credit note for an invoice that was wrong." in text
    assert "Requirements: [credit notes](../docs/credit.md)" in text
    assert "- A credit note names its invoice." in text
    assert groundplan("check", str(harbour / "a" / "p.md")).code == 0


def test_the_plan_on_standard_output(groundplan: Groundplan, harbour: Path) -> None:
    outcome = groundplan("new", "Credit notes", "--workspace", str(harbour), "--output", "-", "--profile", "free-form")
    assert outcome.code == 0
    assert outcome.out.startswith("---\nplan: free-form\n---\n\n# Credit notes Implementation Plan\n")
    assert not (harbour / "docs" / "plans").exists() or not list((harbour / "docs" / "plans").glob("credit*"))


def test_a_style_that_is_a_folder(groundplan: Groundplan, harbour: Path) -> None:
    style = ("new", "Credit notes", "--workspace", str(harbour), "--profile", "kiro")
    folder = harbour / ".kiro" / "specs" / "credit-notes"
    outcome = groundplan(*style, "--output", "-")
    assert outcome.code == 0 and not folder.exists()
    assert [line for line in outcome.out.splitlines() if line.startswith("<!-- ")] == [
        f"<!-- .kiro/specs/credit-notes/{name}.md -->" for name in ("design", "requirements", "tasks")
    ]
    outcome = groundplan(*style)
    assert outcome.out.splitlines() == [str(folder / f"{name}.md") for name in ("design", "requirements", "tasks")]
    before = (folder / "design.md").read_bytes()
    outcome = groundplan(*style)
    assert (outcome.code, outcome.out, (folder / "design.md").read_bytes()) == (2, "", before)
    assert "credit-notes exists already, with design.md, requirements.md, tasks.md" in outcome.err
    assert groundplan(*style, "--output", str(harbour / "notes")).code == 0
    assert (harbour / "notes" / "tasks.md").exists()
    outcome = groundplan(*style, "--output", str(harbour / "notes.md"))
    assert outcome.code == 2 and "is a folder" in outcome.err


def test_the_day_in_a_name_can_be_set(groundplan: Groundplan, harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    assert groundplan("new", "Credit notes", "--workspace", str(harbour), "--profile", "superpowers").code == 0
    assert (harbour / "docs" / "superpowers" / "plans" / "2026-03-01-credit-notes.md").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "needs a title"),
        (("x", "--requirements", "missing.md"), "does not exist"),
        (("x", "--json", "--output", "-"), "cannot both"),
    ],
)
def test_what_cannot_be_done_is_said(
    groundplan: Groundplan, harbour: Path, arguments: tuple[str, ...], says: str
) -> None:
    outcome = groundplan("new", *arguments, "--workspace", str(harbour))
    assert (outcome.code, outcome.out) == (2, "")
    assert says in outcome.err


def test_a_template_that_is_gone(groundplan: Groundplan, harbour: Path) -> None:
    (harbour / "groundplan.toml").write_text('template = "docs/gone.md"\n')
    outcome = groundplan("new", "X", "--workspace", str(harbour))
    assert outcome.code == 2
    assert "docs/gone.md" in outcome.err
    assert groundplan("new", "X", "--workspace", str(harbour), "--profile", "backend-plan").code == 0


def test_init_writes_a_file_that_changes_nothing_once(groundplan: Groundplan, harbour: Path) -> None:
    file = harbour / "groundplan.toml"
    assert groundplan("init", "--workspace", str(harbour)).code == 0
    assert load_settings(harbour) == (DEFAULT_SETTINGS, ())
    before = file.read_bytes()
    outcome = groundplan("init", "--workspace", str(harbour))
    assert (outcome.code, file.read_bytes()) == (2, before)
    assert "exists already" in outcome.err
