"""House styles other than the default one: what a new plan holds, and how documents of each style are known.

Each outline is our own, after the headings that public documents of the style have in common. Sections under the
style's headings bear names of the default template where the code can fill them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.plan.profiles.kiro import KIRO
from groundplan.plan.profiles.openspec import OPENSPEC
from groundplan.plan.profiles.spec_kit import SPEC_KIT
from groundplan.plan.profiles.template import Profile, StyleDocument

_SUPERPOWERS = """\
# {title} Implementation Plan

**Goal:** {{goal line}}

**Architecture:** ⟨which existing parts carry it, and what is added to them?⟩

**Tech Stack:** ⟨which packages in use does it need?⟩

## Similar Features Found

## File Structure

- ⟨which existing files change, which files are new, and what is each for?⟩

### Components to Extend

## Data Models

## Tasks

{{steps}}

## Testing Strategy

### Unit Tests
"""

SUPERPOWERS = Profile(
    "superpowers",
    home="docs/superpowers/plans",
    documents=(StyleDocument("{date}-{slug}.md", _SUPERPOWERS),),
)

_FREE_FORM = """\
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
"""

FREE_FORM = Profile("free-form", documents=(StyleDocument("{slug}.md", _FREE_FORM),))


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
            re.compile(
                r"/\.specify/|/specs/\d{3,}-[^/]+/(?:plan|spec|tasks|data-model|research|quickstart"
                r"|contracts/[^/]+|checklists/[^/]+)\.md$"
            ),
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
