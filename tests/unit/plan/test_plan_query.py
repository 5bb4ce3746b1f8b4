"""What a plan asks discovery for."""

from __future__ import annotations

from groundplan.plan import parse_plan, query_text

PLAN = """\
# Backend Technical Implementation Plan: Invoice reminders

**Branch**: `012-reminders` | **Date**: 2026-01-05

## Executive Summary

Remind [customers](x.md) of unpaid invoices.

**Status**: draft

## Simple API Design
### Endpoints
- Add `POST /v1/invoices/{id}/reminders`
- Reuse `GET /v1/payments`

### Data Models
```go
type ReminderPolicy struct { Days int }
```

## Technology Reuse
The jobs run at night.

| Field | Type |
|---|---|
| a | b |

## Testing Strategy
Table tests.

## Risk Assessment
- [Potential implementation challenges]
"""


def test_pieces_come_with_their_weights() -> None:
    pieces = query_text(parse_plan("p.md", PLAN.encode()))
    assert pieces == (
        ("Invoice reminders", 3.0),
        ("Remind customers of unpaid invoices.", 2.0),
        ("ReminderPolicy", 2.0),
        ("invoices reminders", 1.5),
        ("The jobs run at night.", 0.5),
    )


def test_a_document_without_headings_still_asks() -> None:
    assert query_text(parse_plan("x/reminders.md", b"Remind customers.\r\n\r\nTwice."))[:2] == (
        ("reminders", 3.0),
        ("Remind customers. Twice.", 2.0),
    )


def test_an_empty_template_asks_for_nothing() -> None:
    assert query_text(parse_plan("plan.md", b"# Implementation Plan\n\n## Summary\n\n[TBD]\n")) == ()
