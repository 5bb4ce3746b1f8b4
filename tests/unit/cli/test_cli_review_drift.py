"""`groundplan review` and `groundplan drift`: what they write, how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.cli.test_cli_check_formats import git

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Run = Callable[..., "Outcome"]
PLAN = "docs/plans/reminders.md"


def test_a_review_has_seven_points_and_required_changes(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("review", harbour / PLAN)
    assert outcome.code == 1
    assert outcome.out.count("\n## ") == 9
    assert "GP101 `InvoiceReminder`: rewrite as an extension of Invoice." in outcome.out
    # Links lead from the plan's folder.
    assert "(reminders.md#L6)" in outcome.out
    review = json.loads(groundplan("review", harbour / PLAN, "--json").out)
    assert len(review["points"]) == 7
    assert review["verdict"] == "REJECTED"
    assert review["issues"][0]["code"] == "GP101"


def test_a_plan_that_changes_nothing_is_not_rejected_for_its_errors(harbour: Path, groundplan: Run) -> None:
    review = json.loads(groundplan("review", harbour / "docs/plans/quiet.md", "--json").out)
    verdicts = {point["title"]: point["verdict"] for point in review["points"]}
    assert verdicts["Includes comprehensive error handling"] == "NEEDS A HUMAN"


@pytest.mark.parametrize("command", ["review", "drift"])
def test_a_missing_plan_is_said(harbour: Path, groundplan: Run, command: str) -> None:
    outcome = groundplan(command, harbour / "none.md")
    assert outcome.code == 2
    assert "does not exist" in outcome.err


def test_drift_ends_when_the_plan_is_done(harbour: Path, groundplan: Run) -> None:
    before = groundplan("drift", harbour / PLAN)
    assert before.code == 1
    assert before.out.splitlines()[1] == "  missing  type InvoiceReminder  planned in line 6"
    (harbour / "billing/reminder.go").write_text(
        'package billing\n\nimport "time"\n\ntype InvoiceReminder struct {\n\tCustomerID string\n'
        "\tPeriodStart, PeriodEnd, RemindedAt time.Time\n\tAmountCents int64\n\tCurrency string\n}\n"
    )
    after = groundplan("drift", harbour / PLAN)
    assert (after.code, after.err) == (0, "1 done\n")


def test_drift_tells_what_nobody_planned(harbour: Path, groundplan: Run) -> None:
    git(harbour, "init", "--initial-branch=main")
    git(harbour, "add", ".")
    git(harbour, "commit", "--message=plans")
    (harbour / "billing/extra.go").write_text("package billing\n")
    git(harbour, "add", ".")
    git(harbour, "commit", "--message=more")
    drift = json.loads(groundplan("drift", harbour / "docs/plans/quiet.md", "--since", "HEAD~1", "--json").out)
    assert drift == {"path": "docs/plans/quiet.md", "items": [], "unplanned": ["billing/extra.go"]}
    assert groundplan("drift", harbour / "docs/plans/quiet.md").code == 0
    assert groundplan("drift", harbour / PLAN, "--since", "none").code == 2
