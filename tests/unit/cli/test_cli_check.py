"""`groundplan check`: what it reports, how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Run = Callable[..., "Outcome"]


def test_a_reinvented_type_is_a_warning_with_carets(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "docs/plans/reminders.md")
    lines = outcome.out.splitlines()
    assert outcome.code == 1
    assert lines[0].startswith("docs/plans/reminders.md:6:6 warning GP101 ")
    assert "`billing.Invoice`" in lines[0]
    assert lines[1] == "    6 | type InvoiceReminder struct {"
    assert lines[2].startswith("      |      ^^^^^^^^^^^^^^^")
    assert "billing/invoice.go:6" in outcome.out
    assert "\n   fix: " in outcome.out
    assert "\x1b" not in outcome.out
    assert outcome.err == f"1 plan, 1 warning, 2 Go files in {harbour}\n"


def test_a_quiet_plan_ends_with_0(harbour: Path, groundplan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(harbour)
    outcome = groundplan("check", "docs/plans/quiet.md")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "1 plan, nothing found, 2 Go files\n"


def test_a_folder_means_its_plans_each_once(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour, harbour / "docs/plans/reminders.md", "--format", "json")
    assert outcome.code == 1
    assert [item["path"] for item in json.loads(outcome.out)["diagnostics"]] == ["docs/plans/reminders.md"]
    text = groundplan("check", harbour)
    assert text.err.startswith("2 plans, 1 warning, ")


def test_a_folder_without_plans_says_so(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "billing")
    assert outcome.code == 2
    assert "There are no plans in" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_standard_input_is_a_plan_too(harbour: Path, groundplan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (harbour / "docs/plans/reminders.md").read_bytes()
    monkeypatch.chdir(harbour)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    named = groundplan("check", "-", "--stdin-path", "docs/plans/draft.md", "--format", "json")
    assert named.code == 1
    assert json.loads(named.out)["diagnostics"][0]["path"] == "docs/plans/draft.md"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert groundplan("check", "-").out.startswith("<stdin>:6:6 warning")


def test_a_plan_outside_of_the_workspace_is_checked_against_the_one_named(
    harbour: Path, tmp_path: Path, groundplan: Run
) -> None:
    plan = tmp_path / "elsewhere.md"
    plan.write_bytes((harbour / "docs/plans/reminders.md").read_bytes())
    outcome = groundplan("check", plan, "--workspace", harbour, "--format", "json")
    assert outcome.code == 1
    assert json.loads(outcome.out)["diagnostics"][0]["path"] == plan.as_posix()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"\x89PNG\x00", "binary"), (b"# Plan \xff\xfe", "not UTF-8 (line 1)")],
)
def test_what_is_no_text_ends_with_2_and_the_others_are_checked(
    harbour: Path, groundplan: Run, content: bytes, complaint: str
) -> None:
    (harbour / "docs/plans/bad.md").write_bytes(content)
    outcome = groundplan("check", harbour / "docs/plans/bad.md", harbour / "docs/plans/reminders.md")
    assert outcome.code == 2
    assert "GP101" in outcome.out
    assert complaint in outcome.err
    assert groundplan("check", harbour / "docs/plans").code == 2


def test_a_missing_plan_ends_with_2_in_one_sentence(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "nowhere.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"groundplan: {harbour / 'nowhere.md'} does not exist.\n"


def test_a_workspace_without_go_ends_with_2(tmp_path: Path, groundplan: Run) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Plan\n")
    outcome = groundplan("check", plan, "--workspace", tmp_path)
    assert outcome.code == 2
    assert "There are no Go files in" in outcome.err


@pytest.mark.parametrize("content", ["", "\ufeff# Plan\r\n\r\n```go\r\ntype X struct {", "# A\r# B", "```go\ntype"])
def test_half_typed_plans_are_no_failure(harbour: Path, groundplan: Run, content: str) -> None:
    plan = harbour / "docs/plans/half.md"
    plan.write_bytes(content.encode())
    assert groundplan("check", plan).code == 0


def test_contradicting_arguments_end_with_2(harbour: Path, groundplan: Run) -> None:
    assert groundplan("check", harbour, "--stdin-path", "x.md").code == 2
    assert groundplan("check", "-", "-").code == 2
    assert groundplan("check").code == 2
    assert groundplan("check", harbour, "--format", "xml").code == 2
