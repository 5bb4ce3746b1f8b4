"""`groundplan slice`: the tree, the diagram, names that mean several things or none, and the exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome


@pytest.fixture(autouse=True)
def here(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the harbour."""
    monkeypatch.chdir(harbour)
    return harbour


def test_a_route_is_shown_as_a_tree(groundplan: Callable[..., Outcome]) -> None:
    outcome = groundplan("slice", "POST", "/v1/invoices")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "POST /v1/invoices  route  api/routes.go:12",
        "├─ behind auth  middleware  api/routes.go:5",
        "└─ served by createInvoice  handler  api/routes.go:7",
    ]


def test_a_diagram_is_mermaid_and_nothing_else(groundplan: Callable[..., Outcome]) -> None:
    outcome = groundplan("slice", "createInvoice", "--mermaid")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "flowchart LR",
        '  n1(["POST /v1/invoices"])',
        '  n2["auth"]',
        '  n3["createInvoice"]',
        "  n1 -->|behind| n2",
        "  n1 -->|served by| n3",
    ]


def test_json_names_the_node_above_each_node(groundplan: Callable[..., Outcome]) -> None:
    nodes = json.loads(groundplan("slice", "/v1/invoices", "--json").out)["nodes"]
    assert [(node["parent"], node["kind"], node["name"]) for node in nodes] == [
        (-1, "route", "POST /v1/invoices"),
        (0, "middleware", "auth"),
        (0, "handler", "createInvoice"),
    ]


def test_several_matches_are_listed_with_a_way_to_each(here: Path, groundplan: Callable[..., Outcome]) -> None:
    (here / "billing" / "letters.go").write_text(
        "package billing\n\ntype Letter struct{}\n\nfunc (l *Letter) Remind() {}\n"
    )
    outcome = groundplan("slice", "Remind")
    assert outcome.code == 1
    assert outcome.out == ""
    asked = [line.split("  (")[0].split() for line in outcome.err.splitlines() if line.startswith("  groundplan slice")]
    assert len(asked) == 2
    for command in asked:
        assert groundplan(*command[1:]).code == 0


@pytest.mark.parametrize("name", ["Invoce", "/v1/invoice", "createInvoic"])
def test_nothing_is_answered_by_the_nearest_names(groundplan: Callable[..., Outcome], name: str) -> None:
    outcome = groundplan("slice", name)
    assert outcome.code == 2
    assert outcome.out == ""
    assert f"Nothing is called {name}. Nearest: " in outcome.err
    nearest = outcome.err.split("Nearest: ")[1].split(",")[0].strip(" .\n")
    assert groundplan("slice", nearest).code == 0


def test_a_name_cannot_move_the_cursor(groundplan: Callable[..., Outcome]) -> None:
    assert "\x1b" not in groundplan("slice", "In\x1b[2Jvoice").err
