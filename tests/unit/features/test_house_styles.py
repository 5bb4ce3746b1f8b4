"""A document of each house style opens quietly: nothing is missed in it that its style does not ask for."""

from __future__ import annotations

import pytest

from groundplan.features.actions import actions_at
from groundplan.index.workspace import Workspace
from groundplan.model.feature import ActionKind
from groundplan.model.finding import Severity
from groundplan.model.location import Span
from groundplan.plan import is_plan, parse_plan
from groundplan.rules.check import check_plan

DOCUMENTS = {
    ("specs/004-refunds/spec.md", "spec-kit"): """# Feature Specification: Refunds

## User Scenarios & Testing *(mandatory)*

### User Story 1 - Cancel a passage (Priority: P1)

**Acceptance Scenarios**:

1. **Given** a booked passage, **When** it is cancelled, **Then** the fare is paid back

### Edge Cases

- The sailing has departed.

## Requirements *(mandatory)*

### Functional Requirements

- **FR-001**: Passengers MUST be able to cancel.

### Key Entities

- **Refund**: what is paid back

## Success Criteria *(mandatory)*

### Measurable Outcomes

- **SC-001**: Nine of ten refunds within a day
""",
    ("specs/004-refunds/plan.md", "spec-kit"): """# Implementation Plan: Refunds

## Summary

Passages can be cancelled.

## Technical Context

**Language/Version**: Go 1.22
**Primary Dependencies**: none

## Constitution Check

All gates pass.

## Project Structure

```text
booking/
└── passage.go
```

## Complexity Tracking

No violations.
""",
    ("specs/004-refunds/tasks.md", "spec-kit"): """# Tasks: Refunds

## Format: `[ID] [P?] [Story] Description`

## Phase 1: Setup

- [ ] T001 [P] [US1] Look at `booking/passage.go`

## Dependencies & Execution Order

### Phase Dependencies

- Setup has none.

### Parallel Opportunities

- All of it.
""",
    ("specs/004-refunds/data-model.md", "spec-kit"): """# Data Model: Refunds

## Entities

### Refund

| Field | Type |
|---|---|
| amount | cents |

## State Transitions

asked → paid
""",
    ("docs/superpowers/plans/2026-03-01-refunds.md", "superpowers"): """# Refunds Implementation Plan

**Goal:** Passengers get their fare back.

**Architecture:** One more method on the booking service.

**Tech Stack:** Go

---

## File Structure

- `booking/passage.go`: the service

### Task 1: Cancel

**Files:**
- Modify: `booking/passage.go`

- [ ] **Step 1: Write the failing test**

```go
func TestCancel(t *testing.T) {}
```
""",
    ("docs/superpowers/specs/2026-03-01-refunds-design.md", "superpowers"): """# Refunds: design

## Goal

Fares are paid back.

## Non-Goals

Freight.

## Error handling

A departed sailing is refused.
""",
    ("openspec/changes/refunds/proposal.md", "openspec"): """## Why

Passengers ask for it.

## What Changes

- Passages can be cancelled.

## Impact

- `booking/passage.go`
""",
    ("openspec/changes/refunds/design.md", "openspec"): """## Context

Passages cannot be cancelled.

## Goals / Non-Goals

**Goals:** cancel.

## Decisions

- One method.

## Risks / Trade-offs

- None known.

## Open Questions

- Who pays?
""",
    ("openspec/changes/refunds/tasks.md", "openspec"): "## 1. Booking\n\n- [ ] 1.1 Cancel in `booking/passage.go`\n",
    (".kiro/specs/refunds/design.md", "kiro"): """# Design Document

## Overview

Passages can be cancelled.

## Architecture

The booking service does it.

## Components and Interfaces

The service has one more method.

## Data Models

No new ones.

## Error Handling

A departed sailing is refused.

## Testing Strategy

One table of cases.
""",
    (".kiro/specs/refunds/tasks.md", "kiro"): "# Implementation Plan\n\n- [ ] 1. Cancel\n  - _Requirements: 1.1_\n",
    (
        "docs/plans/refunds.md",
        "free-form",
    ): "# Refunds\n\nCancel passages.\n\n## Steps\n\n1. Do it in `booking/passage.go`.\n",
}


@pytest.mark.parametrize(("path", "profile"), DOCUMENTS)
def test_nothing_structural_is_missed(ferry: Workspace, path: str, profile: str) -> None:
    text = DOCUMENTS[path, profile].encode()
    with ferry.snapshot() as snapshot:
        plan = parse_plan(path, text)
        assert plan.profile == profile
        findings = check_plan(snapshot, plan)
        assert [item for item in findings if item.severity in (Severity.WARNING, Severity.ERROR)] == []
        assert [item.code for item in findings if item.code.startswith("GP4")] == []
        if profile != "free-form":
            offered = actions_at(snapshot, plan, Span(0, 0), findings)
            assert [
                each.title for each in offered if each.kind is ActionKind.INSERT_SECTION and "Insert" in each.title
            ] == []


def test_documents_of_the_styles_are_plans_where_the_default_globs_say_so() -> None:
    plans = [path for path, _ in DOCUMENTS if is_plan(path, DOCUMENTS[path, _].encode())]
    assert [path for path, _ in DOCUMENTS if path not in plans] == ["specs/004-refunds/spec.md"]
