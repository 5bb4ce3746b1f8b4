"""`groundplan find`, `routes` and `index` on a small workspace, and the pieces that draw their output."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundplan.cli.find import hint_for, render_candidates
from groundplan.cli.routes import render_routes
from groundplan.cli.terminal import PLAIN
from groundplan.model.candidate import Candidate
from groundplan.model.location import Span
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.symbol import Origin, Symbol, SymbolKind

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Run = Callable[..., "Outcome"]


NOWHERE = Span(0, 0)
INVOICE = Symbol(
    1, SymbolKind.STRUCT, "Invoice", "", "billing", "x/billing", "billing/invoice.go", 6, NOWHERE, NOWHERE, "", "",
    Origin.HANDWRITTEN,
)  # fmt: skip


def test_find_ranks_and_gives_reasons(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("find", "remind customers of unpaid invoices", "--workspace", harbour)
    assert outcome.code == 0
    first = outcome.out.splitlines()[0]
    assert first.startswith("billing/invoice.go:")
    assert "named after" in first
    assert "in 2 Go files" in outcome.err


def test_find_without_a_match_ends_with_1(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("find", "zebra crossing", "--workspace", harbour)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Nothing found among ")
    assert json.loads(groundplan("find", "zebra crossing", "--workspace", harbour, "--json").out) == {"results": []}


def test_find_returns_at_most_n(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("find", "invoice", "-n", "1", "--workspace", harbour)
    assert len(outcome.out.splitlines()) == 1
    assert "more with -n 2" in outcome.err


@pytest.mark.parametrize(
    "arguments", [["find"], ["find", "of the"], ["find", "x", "-n", "0"], ["find", "x", "-n", "many"]]
)
def test_find_refuses_what_it_cannot_search_for(harbour: Path, groundplan: Run, arguments: list[str]) -> None:
    outcome = groundplan(*arguments, "--workspace", harbour)
    assert outcome.code == 2
    assert outcome.err


def test_results_on_a_terminal_have_a_bar_and_reasons_below() -> None:
    candidates = [
        Candidate(INVOICE, 1.0, ("named after “invoice”", "registered model")),
        Candidate(INVOICE, 0.34, ()),
    ]
    assert render_candidates(candidates, PLAIN, 80) == [
        "██████████ billing.Invoice struct  billing/invoice.go:6",
        "           named after “invoice” · registered model",
        "███░░░░░░░ billing.Invoice struct  billing/invoice.go:6",
    ]
    assert render_candidates(candidates, PLAIN, 0) == [
        "billing/invoice.go:6: struct billing.Invoice 1.00 · named after “invoice” · registered model",
        "billing/invoice.go:6: struct billing.Invoice 0.34",
    ]


def test_a_hint_comes_only_when_half_of_the_words_led_nowhere() -> None:
    found = [Candidate(INVOICE, 1.0, ("named after “invoice”",))]
    assert hint_for(["invoice"], found) == ""
    assert hint_for(["invoice", "remind", "customer"], found).startswith(
        "Weak: no result speaks of “remind”, “customer”."
    )
    assert hint_for(["zebra"], []).startswith("Try the nouns")


def test_routes_lists_the_registration(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("routes", "--workspace", harbour)
    assert outcome.code == 0
    assert outcome.out.split()[:4] == ["POST", "/v1/invoices", "createInvoice", "api/routes.go:12"]
    assert outcome.err == "1 route in 2 Go files\n"


def test_the_table_of_routes_keeps_its_columns() -> None:
    routes = [
        Route("GET", "/v1/a", "List", "a.go", 3, "chi", RouteConfidence.EXACT, ("log", "auth.Require")),
        Route("DELETE", "/v1/船/{id}", "", "b.go", 12, "chi", RouteConfidence.PREFIX_UNKNOWN),
        Route("ANY", "/", "Web", "template.yml", 7, "sam", RouteConfidence.SPEC, ("a", "b", "c", "d", "e")),
    ]
    assert render_routes(routes, PLAIN) == [
        "GET     /v1/a        List       a.go:3  via log → auth.Require",
        "DELETE  /v1/船/{id}  (closure)  b.go:12  prefix unknown",
        "ANY     /            Web        template.yml:7  via 2 more → c → d → e  declared (sam)",
    ]


def test_no_routes_say_how_to_name_a_registrar(harbour: Path, groundplan: Run) -> None:
    (harbour / "api/routes.go").unlink()
    outcome = groundplan("routes", "--workspace", harbour)
    assert (outcome.code, outcome.out) == (0, "")
    assert "route_registrars" in outcome.err


def test_index_counts_and_then_finds_itself_up_to_date(harbour: Path, groundplan: Run) -> None:
    first = groundplan("index", "--workspace", harbour)
    assert first.code == 0
    assert first.out.startswith("harbour: 2 Go files in 2 packages of 1 module\n")
    assert "read; kept at" in first.out
    assert "up to date; kept at" in groundplan("index", "--workspace", harbour).out


@pytest.mark.parametrize("command", [["find", "x"], ["routes"], ["index"]])
def test_a_workspace_that_is_none_ends_with_2_in_one_sentence(
    tmp_path: Path, groundplan: Run, command: list[str]
) -> None:
    for name in ("nowhere", "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        outcome = groundplan(*command, "--workspace", tmp_path / name)
        assert (outcome.code, outcome.out) == (2, "")
        assert len(outcome.err.splitlines()) == 1
