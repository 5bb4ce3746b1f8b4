"""A small Go workspace with a plan that repeats one of its types, and a way to run commands on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from groundplan.cli.main import run

FILES = {
    "go.mod": "module example.com/harbour\n\ngo 1.22\n",
    "billing/invoice.go": """package billing

import "time"

// Invoice is what a customer owes for a period.
type Invoice struct {
	ID          string    `json:"id"`
	CustomerID  string    `json:"customer_id"`
	PeriodStart time.Time `json:"period_start"`
	PeriodEnd   time.Time `json:"period_end"`
	AmountCents int64     `json:"amount_cents"`
	Currency    string    `json:"currency"`
}

// Remind sends a reminder of an unpaid invoice to its customer.
func (i *Invoice) Remind() error { return nil }
""",
    "api/routes.go": """package api

import "net/http"

func auth(next http.Handler) http.Handler { return next }

func createInvoice(w http.ResponseWriter, r *http.Request) {}

// Serve answers for the billing service.
func Serve() error {
	mux := http.NewServeMux()
	mux.Handle("POST /v1/invoices", auth(http.HandlerFunc(createInvoice)))
	return http.ListenAndServe(":8080", mux)
}
""",
    "docs/plans/reminders.md": """# Technical Implementation Plan: Invoice Reminders

## Data Models

```go
type InvoiceReminder struct {
	CustomerID  string    `json:"customer_id"`
	PeriodStart time.Time `json:"period_start"`
	PeriodEnd   time.Time `json:"period_end"`
	AmountCents int64     `json:"amount_cents"`
	Currency    string    `json:"currency"`
	RemindedAt  time.Time `json:"reminded_at"`
}
```
""",
    "docs/plans/quiet.md": "# Technical Implementation Plan: Nothing New\n\n## Executive Summary\n\nNo code changes.\n",
    "README.md": "# Harbour\n",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Make the workspace."""
    root = tmp_path / "harbour"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


@pytest.fixture
def groundplan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Outcome]:
    """Return a function that runs a command line in this process, with an index folder of its own."""
    monkeypatch.setenv("GROUNDPLAN_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_command
