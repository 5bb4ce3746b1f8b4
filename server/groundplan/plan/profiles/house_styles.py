"""House styles other than the default one: where their documents are, how they are known, and what a new one holds.

Each outline is our own, after the headings that public documents of the style have in common. Sections under the
style's headings bear names of the default template where the code can fill them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.plan.profiles.template import Profile

SPEC_KIT = Profile(
    "spec-kit",
    place="specs/{slug}/plan.md",
    outline="""\
# Implementation Plan: {title}

## Summary

## Technical Context

- ⟨language version, storage, test command and target platform: which of them does this feature touch?⟩

### Existing Technologies to Use

### Similar Features Found

### Components to Extend

## Constitution Check

- ⟨which rule of the constitution bears on this, and is it kept?⟩

## Project Structure

- ⟨which existing files change, and which files are new?⟩

## Design

### Endpoints

### Data Models

## Testing Strategy

### Unit Tests

## Complexity Tracking
""",
)

SUPERPOWERS = Profile(
    "superpowers",
    place="docs/superpowers/plans/{slug}.md",
    outline="""\
# {title} Implementation Plan

**Goal:** ⟨who can do what afterwards, in one sentence?⟩

**Architecture:** ⟨which existing parts carry it, and what is added to them?⟩

**Tech Stack:** ⟨which packages in use does it need?⟩

## Similar Features Found

## File Structure

- ⟨which existing files change, which files are new, and what is each for?⟩

### Components to Extend

## Data Models

### Task 1: ⟨the smallest change that a test can show⟩

- [ ] ⟨which failing test comes first, in which file?⟩
- [ ] ⟨which change makes it pass?⟩

## Testing Strategy

### Unit Tests
""",
)

OPENSPEC = Profile(
    "openspec",
    place="openspec/changes/{slug}/design.md",
    outline="""\
# {title}

## Context

### Similar Features Found

### Reusable Infrastructure

## Goals / Non-Goals

- ⟨what is to be reached, and what is left out on purpose?⟩

## Decisions

### Components to Extend

### Endpoints

### Data Models

## Risks / Trade-offs

### Technical Risks

### Mitigation Strategies

## Migration Plan

## Open Questions

- ⟨what has to be answered before work begins?⟩
""",
)

KIRO = Profile(
    "kiro",
    place=".kiro/specs/{slug}/design.md",
    outline="""\
# Design Document: {title}

## Overview

## Architecture

### Similar Features Found

### Reusable Infrastructure

## Components and Interfaces

### Components to Extend

### Endpoints

## Data Models

## Error Handling

- ⟨which errors can occur, and what does the caller see of each?⟩

## Testing Strategy

### Unit Tests

### Integration Tests
""",
)

FREE_FORM = Profile(
    "free-form",
    outline="""\
---
plan: free-form
---

# {title} Implementation Plan

## Summary

## Similar Features Found

## Components to Extend

## Endpoints

## Data Models

## Implementation Steps

- ⟨which step comes first, and what can be shown after it?⟩

## Testing

### Unit Tests
""",
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What shows that a document is of a style: its path, or headings (all of a set) in normalised form."""

    paths: re.Pattern[str]
    headings: tuple[tuple[str, ...], ...]

    def fit(self, path: str, headings: frozenset[str] | set[str]) -> bool:
        """Tell whether a document is of the style; a heading of a set may be the beginning of the document's."""
        return self.paths.search(f"/{path}") is not None or any(
            all(any(name == mark or name.startswith(f"{mark} ") for name in headings) for mark in marks)
            for marks in self.headings
        )


MARKS: tuple[tuple[Profile, Marks], ...] = (
    (
        SPEC_KIT,
        Marks(
            re.compile(r"/\.specify/|/specs/\d{3,}-[^/]+/(?:plan|spec|tasks|data-model|research|quickstart)\.md$"),
            (
                ("constitution check",),
                ("technical context", "project structure"),
                ("user scenario and testing", "requirement"),
                ("phase dependency", "parallel opportunity"),
            ),
        ),
    ),
    (
        SUPERPOWERS,
        Marks(re.compile(r"/docs/superpowers/"), (("task 1", "file structure"),)),
    ),
    (
        OPENSPEC,
        Marks(
            re.compile(r"/openspec/(?:changes|specs)/"),
            (("why", "what change"), ("goal non goal", "decision"), ("added requirement",), ("modified requirement",)),
        ),
    ),
    (
        KIRO,
        Marks(
            re.compile(r"/\.kiro/specs/"),
            (("component and interface", "error handling"), ("correctness property",)),
        ),
    ),
)
"""The styles with their marks, in the order of recognition."""
