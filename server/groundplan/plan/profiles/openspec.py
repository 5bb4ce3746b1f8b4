"""The house style of OpenSpec: a change with its proposal, its design, its tasks and what it adds to the specs.

The outlines are our own, after the headings that public documents of the style have in common.
"""

from __future__ import annotations

from groundplan.plan.profiles.template import Profile, StyleDocument

_DESIGN = """\
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

- ⟨in which order do code, data and templates go out, and how is that undone?⟩

## Open Questions

- ⟨what has to be answered before work begins?⟩
"""

_PROPOSAL = """\
# Change: {title}

## Why

{{goal}}

## What Changes

{{changes}}
- ⟨which behaviour that others rely on changes, and is that **BREAKING**?⟩

## Capabilities

### New Capabilities

- `{slug}`: ⟨what can be done with it, in one sentence?⟩

### Modified Capabilities

- ⟨which capability of `openspec/specs` changes its requirements, or none?⟩

## Impact

{{to build on}}
- ⟨which interfaces, dependencies or systems change for others?⟩

## Out of Scope

{{excluded}}
"""

_TASKS = """\
# Tasks: {title}

## 1. Data

{{data tasks}}

## 2. Logic

{{logic tasks}}

## 3. Surface

{{surface tasks}}

## 4. Scenarios

{{story tasks}}
"""

_DELTA = """\
# {title}

## Purpose

{{goal}}

## ADDED Requirements

{{added requirements}}
"""

OPENSPEC = Profile(
    "openspec",
    home="openspec/changes",
    documents=(
        StyleDocument("{slug}/design.md", _DESIGN),
        StyleDocument("{slug}/proposal.md", _PROPOSAL, grounded=False),
        StyleDocument("{slug}/tasks.md", _TASKS, grounded=False),
        StyleDocument("{slug}/specs/{slug}/spec.md", _DELTA, grounded=False),
    ),
)
