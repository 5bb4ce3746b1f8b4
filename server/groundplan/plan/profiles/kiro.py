"""The house style of Kiro: a folder with requirements, a design and tasks.

The outlines are our own, after the headings that public documents of the style have in common.
"""

from __future__ import annotations

from groundplan.plan.profiles.template import Profile, StyleDocument

_DESIGN = """\
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
"""

_REQUIREMENTS = """\
# Requirements Document: {title}

## Introduction

{{goal}}

## Glossary

- ⟨which words of this feature mean something special, and what?⟩

## Requirements

{{numbered requirements}}
"""

_TASKS = """\
# Implementation Plan: {title}

## Tasks

{{data tasks}}
{{logic tasks}}
{{surface tasks}}
{{story tasks}}
"""

KIRO = Profile(
    "kiro",
    home=".kiro/specs",
    documents=(
        StyleDocument("{slug}/design.md", _DESIGN),
        StyleDocument("{slug}/requirements.md", _REQUIREMENTS, grounded=False),
        StyleDocument("{slug}/tasks.md", _TASKS, grounded=False),
    ),
)
