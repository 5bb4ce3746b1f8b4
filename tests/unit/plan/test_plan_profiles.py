"""The template, and which heading and which document belongs to it."""

from __future__ import annotations

import pytest

from groundplan.model.plan import SectionRole
from groundplan.model.settings import PROFILE_NAMES
from groundplan.plan import parse_plan, template_section, template_sections
from groundplan.plan.drafting import draft
from groundplan.plan.profiles import PROFILES, profile_named
from groundplan.plan.profiles.blanks import BLANK_LINES
from groundplan.plan.profiles.matching import normalise_heading


def _roles(source: str) -> list[str | None]:
    return [section.role.value if section.role else None for section in parse_plan("p.md", source.encode()).sections]


def _whole_template(platform: str = "") -> str:
    parts = [f"{'#' * part.level} {part.heading}\n{part.body}\n" for part in template_sections(platform)]
    return "# Title\n\n" + "\n".join(parts)


def test_the_template_has_every_role_once_in_order() -> None:
    assert [part.role for part in template_sections()] == list(SectionRole)
    for part in template_sections():
        assert part.hint.endswith(".")
        assert (part.level == 2) is (part.parent is None)


@pytest.mark.parametrize("platform", ["", "Harbour"])
def test_the_template_is_recognised_whole(platform: str) -> None:
    plan = parse_plan("p.md", _whole_template(platform).encode())
    assert [section.role for section in plan.sections[1:]] == list(SectionRole)
    assert plan.profile == "backend-plan"
    for section in plan.sections[1:]:
        assert section.role is not None
        parent = template_section(section.role).parent
        if parent is not None:
            assert plan.sections[section.parent].role is parent


def test_the_platform_s_name_comes_from_outside() -> None:
    role = SectionRole.EXISTING_TECHNOLOGIES
    assert template_section(role).heading == "Existing Technologies to Use"
    assert template_section(role, "Harbour").heading == "Existing Harbour Technologies to Use"


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("3.2 Data Models", "data-models"),
        ("📋 Executive Summary", "executive-summary"),
        ("**API Design**", "api-design"),
        ("Endpoints (new)", "endpoints"),
        ("Testing Strategy ✅", "testing"),
        ("Existing Acme Technologies to Use", "existing-technologies"),
        ("Justification for new types", "justification"),
        ("Complexity Tracking", "justification"),
        ("Phase 2: Whatever we do", "phase-logic"),
        ("Risk Assessment: medium", "risks"),
        ("Performance & Scalability", "performance"),
        ("I. Security Considerations", "security"),
        ("overview", "executive-summary"),
        ("Technical Context", None),
        ("Goals / Non-Goals", None),
        ("Phase 12: More", None),
        ("Testing the waters", None),
    ],
)
def test_headings_are_matched_by_synonyms(heading: str, role: str | None) -> None:
    assert _roles(f"# Title\n\n## {heading}\n") == [None, role]


def test_loose_names_need_the_right_surroundings() -> None:
    assert _roles("# T\n## Implementation Phases\n### Phase 1: A\n#### Testing\n#### Overview\n") == [
        None,
        "phases",
        "phase-core",
        None,
        None,
    ]
    assert _roles("# T\n## Backend\n### Data Models\n") == [None, None, "data-models"]


def test_the_title_is_no_section() -> None:
    assert _roles("# Implementation Plan\n## Summary\n") == [None, "executive-summary"]


@pytest.mark.parametrize(
    ("source", "path", "profile"),
    [
        ("# X\n## Existing Pattern Analysis\n### Similar Features Found\n## Testing\n", "p.md", "backend-plan"),
        ("# X\n## Summary\n## API Design\n## Data Models\n## Testing\n", "p.md", "backend-plan"),
        ("# Backend Technical Implementation Plan\n## Executive Summary\n## Endpoints\n", "p.md", "backend-plan"),
        ("---\nplan: backend\n---\n# X\n", "p.md", "backend-plan"),
        ("# X\n## Summary\n## Testing\n", "p.md", "free-form"),
        (
            "# X\n## Summary\n## Technical Context\n## Project Structure\n## Testing\n## Risks\n## Endpoints\n",
            "p.md",
            "spec-kit",
        ),
        (
            "# X\n## Overview\n## Architecture\n## Data Models\n## Testing Strategy\n",
            ".kiro/specs/a/design.md",
            "kiro",
        ),
        ("## Why\n## What Changes\n## Summary\n## Testing\n## Risks\n## API\n", "p.md", "openspec"),
        ("# X\n## User Scenarios & Testing *(mandatory)*\n## Requirements *(mandatory)*\n", "a/spec.md", "spec-kit"),
        ("# Tasks: X\n## Phase 1: Setup\n", "specs/014-x/tasks.md", "spec-kit"),
        ("# X\n## File Structure\n### Task 1: A\n### Task 2: B\n", "p.md", "superpowers"),
        ("# X\n## Goal\n", "docs/superpowers/specs/2026-01-02-x-design.md", "superpowers"),
        ("## Context\n## Goals / Non-Goals\n## Decisions\n## Risks / Trade-offs\n", "design.md", "openspec"),
        ("## 1. Backend\n- [ ] 1.1 a\n", "openspec/changes/x/tasks.md", "openspec"),
        ("# Design\n## Components and Interfaces\n## Error Handling\n", "design.md", "kiro"),
        ("# Plan\n## Ground\n<!-- groundplan: fill similar-features -->\n", "p.md", "team"),
        ("---\nplan: kiro\n---\n# X\n", "p.md", "kiro"),
        ("", "p.md", "free-form"),
    ],
)
def test_profiles_are_recognised_per_document(source: str, path: str, profile: str) -> None:
    assert parse_plan(path, source.encode()).profile == profile


def test_headings_normalise_to_singular_words() -> None:
    assert normalise_heading("2.1) The *Data* `Models` & [Links](x.md) (v2) 🚀") == "data model and link"


@pytest.mark.parametrize(
    ("source", "path", "title"),
    [
        ("# A\n# B\n", "x.md", "A"),
        ("---\ntitle: 'T'\n---\n## Why\n", "x.md", "T"),
        ("## Why\n", "openspec/changes/add-webhooks/proposal.md", "add webhooks"),
        ("", "plans/invoice_reminders.md", "invoice reminders"),
    ],
)
def test_titles(source: str, path: str, title: str) -> None:
    assert parse_plan(path, source.encode()).title == title


def test_a_comment_says_what_a_section_is() -> None:
    source = "# T\n## Ground\n<!-- groundplan: fill similar-features -->\n## Testing\n<!--groundplan:fill endpoints-->"
    assert _roles(source) == [None, "similar-features", "endpoints"]
    assert _roles("# T\n## A\n<!-- groundplan: fill nothing-known -->\n## B\n<!-- fill endpoints -->\n") == [None] * 3
    assert _roles("# T\n## A\n```\n<!-- groundplan: fill endpoints -->\n```\n") == [None, None]


@pytest.mark.parametrize("name", [name for name in PROFILE_NAMES if name != "backend-plan"])
def test_a_new_document_of_a_style_is_recognised_and_has_sections_to_fill(name: str) -> None:
    profile = profile_named(name)
    assert (
        parse_plan("docs/plans/x.md", draft("Refunds", "docs/plans/x.md", profile, "", None).encode()).profile == name
    )
    plans = [parse_plan("x.md", document.outline.encode()) for document in profile.documents if document.grounded]
    filled = [section.role for plan in plans for section in plan.sections if section.role in BLANK_LINES]
    assert SectionRole.SIMILAR_FEATURES in filled
    assert SectionRole.DATA_MODELS in filled
    assert len(filled) == len(set(filled))


def test_the_profiles_of_the_settings_are_those_that_are_known() -> None:
    assert {profile.name for profile in PROFILES} == set(PROFILE_NAMES)
