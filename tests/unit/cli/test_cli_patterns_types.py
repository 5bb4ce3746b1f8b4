"""`groundplan patterns` and `types` on a small workspace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Run = Callable[..., "Outcome"]


def test_patterns_show_the_dominant_form_with_its_place(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("patterns", "--workspace", harbour)
    assert outcome.code == 0
    assert outcome.out.splitlines()[:3] == [
        "authentication",
        "  `auth` before routes  1 route",
        "    api/routes.go:5 auth",
    ]
    assert outcome.err.startswith("1 pattern in 2 Go files")


def test_american_spelling_and_underscores_are_understood(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("patterns", "authorization", "error_types", "--workspace", harbour)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "No patterns in 2 Go files\n"


def test_an_unknown_pattern_is_refused_with_a_suggestion(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("patterns", "loging", "--workspace", harbour)
    assert outcome.code == 2
    assert "There is no pattern `loging`. Did you mean `logging`?" in outcome.err


@pytest.mark.parametrize("near", ["billing", "billing/pay.go", "./billing/"])
def test_examples_near_a_path_come_first(harbour: Path, groundplan: Run, near: str) -> None:
    for folder in ("api", "billing"):
        text = f'package {folder}\n\nimport "errors"\n\nvar ErrNo{folder} = errors.New("no")\n'
        (harbour / folder / "pay.go").write_text(text)
    outcome = groundplan("patterns", "error-sentinels", "--workspace", harbour, "--near", near, "--json")
    examples = json.loads(outcome.out)["patterns"][0]["forms"][0]["examples"]
    assert [each["path"] for each in examples] == ["billing/pay.go", "api/pay.go"]


def test_types_are_listed_by_role(harbour: Path, groundplan: Run) -> None:
    text = "package billing\n\ntype PayRequest struct {\n\tInvoice *Invoice\n}\n\ntype PayConfig struct{}\n"
    (harbour / "billing" / "pay.go").write_text(text)
    outcome = groundplan("types", "--workspace", harbour)
    assert outcome.out.splitlines() == [
        "request  1",
        "  billing.PayRequest  1 field  used by 0 files  billing/pay.go:3",
        "",
        "configuration  1",
        "  billing.PayConfig  0 fields  used by 0 files  billing/pay.go:7",
    ]
    assert outcome.err == "2 types with a role among 3 types\n"


def test_a_type_in_detail(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("types", "billing.Invoice", "--workspace", harbour)
    lines = outcome.out.splitlines()
    assert lines[0] == "billing.Invoice struct  billing/invoice.go:6"
    assert lines[1] == "  Invoice is what a customer owes for a period."
    assert lines[2].split() == ["ID", "string", 'json:"id"']
    assert lines[-2:] == ["  methods Remind", "  used by 0 files"]


def test_a_type_that_is_not_there(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("types", "billing.invoice", "--workspace", harbour)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "There is no type `billing.invoice`. Did you mean `billing.Invoice`?\n"
