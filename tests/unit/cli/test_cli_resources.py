"""`groundplan resources`: the list for people and its exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Invoices:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: invoices
  Remind:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: cmd/remind
      Policies:
        - DynamoDBReadPolicy: {TableName: !Ref Invoices}
      Environment:
        Variables:
          INVOICES_TABLE: !Ref Invoices
"""

LAMBDA = """\
package main

import (
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

var table = os.Getenv("INVOICES_TABLE")

func main() { lambda.Start(remind) }

func remind() error { return nil }
"""


@pytest.fixture
def furnished(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (harbour / "template.yaml").write_text(TEMPLATE)
    (harbour / "cmd" / "remind").mkdir(parents=True)
    (harbour / "cmd" / "remind" / "main.go").write_text(LAMBDA)
    monkeypatch.chdir(harbour)
    return harbour


def test_resources_by_kind_with_what_they_belong_to(furnished: Path, groundplan: Callable[..., Outcome]) -> None:
    outcome = groundplan("resources")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "table (1)",
        "  Invoices  “invoices”  AWS::DynamoDB::Table  template.yaml:3",
        "    used by table  cmd/remind/main.go:9  (INVOICES_TABLE)",
        "    open to Remind  template.yaml:7  (dynamodb:GetItem, Scan, Query, BatchGetItem and 1 more)",
        "",
        "function (1)",
        "  Remind  AWS::Serverless::Function  template.yaml:7",
        "    code in cmd/remind  cmd/remind/main.go:11",
        "    handler remind  cmd/remind/main.go:13",
        "    may use Invoices  template.yaml:3  (dynamodb:GetItem, Scan, Query, BatchGetItem and 1 more)",
    ]
    assert "2 resources" in outcome.err


@pytest.mark.parametrize("name", ["Invoices", "invoices", "table", "tables", "AWS::DynamoDB::Table"])
def test_resources_are_chosen_by_name_and_kind(name: str, furnished: Path, groundplan: Callable[..., Outcome]) -> None:
    outcome = groundplan("resources", name)
    assert outcome.code == 0
    assert outcome.out.startswith("table (1)\n") and "function (" not in outcome.out


def test_an_unknown_name_is_told(furnished: Path, groundplan: Callable[..., Outcome]) -> None:
    outcome = groundplan("resources", "nothing-of-that-name")
    assert (outcome.code, outcome.out) == (1, "")
    assert "No resources" in outcome.err


def test_a_table_is_listed_once_however_often_migrations_change_it(
    harbour: Path, monkeypatch: pytest.MonkeyPatch, groundplan: Callable[..., Outcome]
) -> None:
    migrations = harbour / "migrations"
    migrations.mkdir()
    (migrations / "001.sql").write_text("ALTER TABLE berths ADD COLUMN draught INT;\n")
    (migrations / "002.sql").write_text("CREATE TABLE berths (id INT);\nCREATE TABLE ships (id INT);\n")
    (migrations / "003.sql").write_text("ALTER TABLE Berths ADD COLUMN length INT;\n")
    monkeypatch.chdir(harbour)
    outcome = groundplan("resources")
    assert [line.strip().split()[0] for line in outcome.out.splitlines()[1:]] == ["berths", "ships"]
    assert "2 resources; 2 more changes of tables: name one to see them" in outcome.err
    named = groundplan("resources", "berths")
    assert "001.sql" in named.out and "002.sql" in named.out
