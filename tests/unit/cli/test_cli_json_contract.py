"""docs/json.md against what the commands write: same keys, same order, same kinds of values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.cli.test_cli_doctor import furnish

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome


DOCUMENT = Path(__file__).parents[3] / "docs" / "json.md"

COMMANDS = {
    "new": ["new", "Reminders of unpaid invoices", "--json"],
    "check": ["check", "docs/plans", "--format", "json"],
    "review": ["review", "docs/plans/reminders.md", "--json"],
    "drift": ["drift", "docs/plans/reminders.md", "--json"],
    "rules": ["rules", "--json"],
    "find": ["find", "remind customers of invoices", "--json", "-n", "5"],
    "slice": ["slice", "POST /v1/invoices", "--json"],
    "routes": ["routes", "--json"],
    "resources": ["resources", "CreateInvoiceFunction", "--json"],
    "types": ["types", "CreditNote", "--json"],
    "patterns": ["patterns", "configuration", "--json"],
    "index": ["index", "--json"],
    "doctor": ["doctor", "--json"],
}


TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  CreateInvoiceFunction:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: create-invoice
      CodeUri: cmd/create-invoice/
      Runtime: provided.al2023
"""

LAMBDA = """\
package main

import "github.com/aws/aws-lambda-go/lambda"

func main() { lambda.Start(Create) }

func Create() error { return nil }
"""


STORE = """\
package billing

import "os"

// CreditNote takes an invoice back.
type CreditNote struct {
	Reason string `db:"reason"`
	*Invoice
}

// Valid tells whether there is a reason.
func (c *CreditNote) Valid() bool { return c.Reason != "" }

// NewCreditNote returns a credit note.
func NewCreditNote() *CreditNote { return &CreditNote{Reason: os.Getenv("REASON")} }
"""


def _documented() -> dict[str, Any]:
    """Return the example of each section, by the command in its heading."""
    text = DOCUMENT.read_text("utf-8")
    found = re.findall(r"^## `groundplan (\w+)[^\n]*\n\n```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return {command: json.loads(example) for command, example in found}


def _shape(value: object) -> object:
    """Reduce a value to its keys in order and the types of its leaves; a list to the shape of its first item."""
    if isinstance(value, dict):
        return [(key, _shape(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [_shape(value[0])] if value else []
    return type(value).__name__


def test_every_command_with_json_is_documented() -> None:
    assert sorted(_documented()) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_real_output_has_the_documented_shape(
    command: str, harbour: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(harbour)
    if command == "index":
        (harbour / "big.go").write_bytes(b"package harbour\n" + b"//\n" * 4_000_000)
    if command == "resources":
        (harbour / "template.yaml").write_text(TEMPLATE)
        (harbour / "cmd" / "create-invoice").mkdir(parents=True)
        (harbour / "cmd" / "create-invoice" / "main.go").write_text(LAMBDA)
    if command in ("types", "patterns"):
        (harbour / "billing" / "store.go").write_text(STORE)
        (harbour / "billing" / "refund.go").write_text("package billing\n\ntype Refund struct{ CreditNote }\n")
    if command == "doctor":
        furnish(harbour, monkeypatch)
    outcome = groundplan(*COMMANDS[command])
    assert outcome.code in (0, 1), outcome.err
    assert _shape(json.loads(outcome.out)) == _shape(_documented()[command])


def test_values_of_the_contract(
    harbour: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(harbour / "docs")
    diagnostic = json.loads(groundplan("check", "plans/reminders.md", "--format", "json").out)["diagnostics"][0]
    assert {
        key: diagnostic[key] for key in ("path", "line", "column", "end_line", "end_column", "code", "severity")
    } == {
        "path": "docs/plans/reminders.md",
        "line": 6,
        "column": 6,
        "end_line": 6,
        "end_column": 21,
        "code": "GP101",
        "severity": "warning",
    }
    assert 0 < diagnostic["confidence"] <= 1
    assert diagnostic["related"][0] == {"kind": "struct", "name": "Invoice", "path": "billing/invoice.go", "line": 6}
    route = json.loads(groundplan("routes", "--json").out)["routes"][0]
    assert route == {
        "method": "POST",
        "path": "/v1/invoices",
        "handler": "createInvoice",
        "file": "api/routes.go",
        "line": 12,
        "middleware": ["auth"],
        "source": "nethttp",
        "confidence": "exact",
        "handler_file": "api/routes.go",
        "handler_line": 7,
        "summary": "",
        "request": "",
        "response": "",
    }
    names = [item["name"] for item in json.loads(groundplan("find", "remind invoice", "--json").out)["results"]]
    assert "Invoice.Remind" in names
