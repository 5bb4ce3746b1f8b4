"""What a requirements document says, whatever its shape."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.plan.drafting import Source, draft, title_of
from groundplan.plan.platform import platform_name
from groundplan.plan.profiles import profile_named
from groundplan.plan.requirements import Quote, read_requirements
from groundplan.plan.slugs import slug_of

STORIES = """# Business Requirements: Luggage

Status: draft

Passengers bring more luggage than the deck carries.

## User Stories

### User Story 1 - Pay at boarding (Priority: P1)

As a **passenger** I want to pay for
heavy luggage when I board.

**Acceptance Scenarios**:

1. **Given** a heavy bag, **When** it is weighed, **Then** the fare grows.

Some remark.

- not a criterion

## Requirements

- **FR-001**: The scale writes the weight.
- **NFR-1**: Weighing takes a second.

## Success Criteria

### Measurable Outcomes

- **SC-001**: No bag stays behind.

## Out of Scope

- Freight.

## Out of Scope

- Cars.
"""


def test_stories_criteria_figures_and_what_is_excluded() -> None:
    says = read_requirements(STORIES.encode())
    assert says.title == "Luggage"
    assert says.goal == (
        Quote("Passengers bring more luggage than the deck carries.", "business-requirements-luggage"),
    )
    anchor = "user-story-1---pay-at-boarding-priority-p1"
    assert says.stories[0] == Quote(
        "As a **passenger** I want to pay for heavy luggage when I board.",
        anchor,
        "User Story 1",
        "Pay at boarding (Priority: P1)",
    )
    assert says.stories[1] == Quote("The scale writes the weight.", "requirements", "FR-001")
    assert [quote.text for quote in says.criteria] == [
        "**Given** a heavy bag, **When** it is weighed, **Then** the fare grows.",
        "No bag stays behind.",
    ]
    assert [(quote.label, quote.text) for quote in says.figures] == [("NFR-1", "Weighing takes a second.")]
    assert [quote.anchor for quote in says.excluded] == ["out-of-scope", "out-of-scope-1"]


KIRO = """# Requirements Document

## Introduction

Bags are weighed.

## Requirements

### Requirement 1: Weighing

**User Story:** As a clerk I want to weigh a bag, so that it is paid.

#### Acceptance Criteria

1. WHEN a bag is put down THE SYSTEM SHALL weigh it
"""

CHANGE = """# Change: Weigh bags

## Why

Bags are heavy.

## What Changes

- The scale answers.
"""


def test_the_house_styles_own_documents_are_requirements_too() -> None:
    kiro, change = read_requirements(KIRO.encode()), read_requirements(CHANGE.encode())
    assert (kiro.title, [quote.text for quote in kiro.goal]) == ("", ["Bags are weighed."])
    assert [(quote.label, quote.heading, quote.text) for quote in kiro.stories] == [
        ("Requirement 1", "Weighing", "As a clerk I want to weigh a bag, so that it is paid.")
    ]
    assert [quote.text for quote in kiro.criteria] == ["WHEN a bag is put down THE SYSTEM SHALL weigh it"]
    assert title_of(Source(".kiro/specs/bag-scale/requirements.md", kiro)) == "bag scale"
    assert title_of(Source("specs/012-bag-scale/spec.md", kiro)) == "bag scale"
    assert (title_of(Source("notes/bags.md", kiro)), title_of(None)) == ("", "")
    assert (change.title, [quote.text for quote in change.goal]) == ("Weigh bags", ["Bags are heavy."])
    assert [quote.text for quote in change.stories] == ["The scale answers."]


def test_a_document_without_any_of_that() -> None:
    says = read_requirements(b"just one thing\n")
    assert (says.title, says.goal) == ("", (Quote("just one thing", ""),))
    assert read_requirements(b"").goal == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="#- \n\r\t*`>|[]()ab1:.é\U0001d11e<!", max_size=120), st.sampled_from(["backend-plan", "kiro"]))
def test_any_text_gives_a_draft(text: str, profile: str) -> None:
    source = Source("req.md", read_requirements(text.encode()))
    drafted = draft("Luggage", "docs/plans/luggage.md", profile_named(profile), "Ferry", source)
    assert drafted.startswith("# ") and drafted.endswith("\n")


def test_file_names_come_from_titles() -> None:
    assert slug_of("Reminders for unpaid invoices!") == "reminders-for-unpaid-invoices"
    assert slug_of("Überfällige Rechnungen / §7") == "überfällige-rechnungen-7"
    assert slug_of("owner's ../../etc") == "owners-etc"
    assert slug_of("???") == "plan"
    assert len(slug_of("word " * 40)) <= 60


def test_the_platform_is_configured_or_read_from_the_modules() -> None:
    assert platform_name("Harbour", ["example.com/x"]) == "Harbour"
    assert platform_name("", ["example.com/tidewater/backend", "example.com/tidewater/keel"]) == "Tidewater"
    assert platform_name("", ["github.com/acme/ferry/v2"]) == "Ferry"
    assert platform_name("", ["github.com/acme/server"]) == "Acme"
    assert platform_name("", ["example.com/a", "example.org/b"]) == ""
    assert platform_name("", []) == ""
