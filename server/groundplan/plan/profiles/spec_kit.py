"""The house style of spec-kit: a numbered folder with what is wanted, how it is built, and the tasks.

The outlines are our own, after the headings that public documents of the style have in common.
"""

from __future__ import annotations

from groundplan.plan.profiles.template import Profile, StyleDocument

_FOLDER = "{number}-{slug}"

_PLAN = """\
# Implementation Plan: {title}

**Branch**: `{folder}` | **Spec**: [spec.md](spec.md)

## Summary

## Technical Context

{{technical context}}

### Existing Technologies to Use

## Constitution Check

{{constitution}}

## Project Structure

- ⟨which existing files change, and which files are new?⟩

### Components to Extend

## Testing Strategy

### Unit Tests

## Complexity Tracking
"""

_SPEC = """\
# Feature Specification: {title}

**Feature Branch**: `{folder}`
**Status**: Draft

{{goal}}

## User Scenarios & Testing

{{user stories}}

### Edge Cases

- ⟨what happens at the limits: nothing there, too much, twice the same, at the same time?⟩
- ⟨what does the user see when a part that this relies on fails?⟩

## Requirements

### Functional Requirements

{{functional requirements}}

### Key Entities

- ⟨which things does this speak of, and what is known of each?⟩

## Success Criteria

### Measurable Outcomes

{{outcomes}}

## Out of Scope

{{excluded}}
"""

_RESEARCH = """\
# Research: {title}

What the code already has for this, and what was decided on that ground. The plan is [plan.md](plan.md).

## Similar Features Found

## Reusable Infrastructure

## Decisions

### Decision 1: ⟨which question had to be decided?⟩

- **Decision**: ⟨what was chosen?⟩
- **Rationale**: ⟨why, with the code above as the ground?⟩
- **Alternatives considered**: ⟨what else, and why not?⟩
"""

_DATA_MODEL = """\
# Data Model: {title}

## Data Architecture

## Data Models

## Validation and State

- ⟨which values are refused, and where is that checked?⟩
- ⟨which states does it go through, and what moves it on?⟩
"""

_CONTRACT = """\
# Contracts: {title}

## Endpoints

## Requests and Answers

- ⟨what does each request carry, and what does the answer hold?⟩
- ⟨which errors can come back, each with which status?⟩
"""

_TASKS = """\
# Tasks: {title}

**Input**: [plan.md](plan.md), [spec.md](spec.md), [data-model.md](data-model.md), [contracts](contracts/endpoints.md)

## Format: `[ID] [P?] [Story] Description`

`[P]`: touches no file of another task of its phase; `[US1]`: the user story that it belongs to.

## Phase 1: Setup

- [ ] {T} ⟨what has to be there before anything else: configuration, migration, a switch?⟩

## Phase 2: Foundational

{{data tasks}}
{{logic tasks}}
{{surface tasks}}

{{story phases}}

## Final Phase: Polish

- [ ] {T} ⟨what is left for the end: documentation, logs, alarms?⟩

## Dependencies & Execution Order

- ⟨which story needs which other, and which can go on side by side?⟩
"""

SPEC_KIT = Profile(
    "spec-kit",
    home="specs",
    documents=(
        StyleDocument(f"{_FOLDER}/plan.md", _PLAN),
        StyleDocument(f"{_FOLDER}/spec.md", _SPEC, grounded=False),
        StyleDocument(f"{_FOLDER}/research.md", _RESEARCH),
        StyleDocument(f"{_FOLDER}/data-model.md", _DATA_MODEL),
        StyleDocument(f"{_FOLDER}/contracts/endpoints.md", _CONTRACT),
        StyleDocument(f"{_FOLDER}/tasks.md", _TASKS, grounded=False),
    ),
)
