"""Testing Strategy: how the existing tests are written, with the ones to copy."""

from __future__ import annotations

from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.features.sections.ways import form_line
from groundplan.model.pattern import PatternKind

TESTS_SHOWN = 3
"""Tests beside similar features that are named."""

FORMS = 2
"""Forms shown of a pattern."""


def fill_unit(context: SectionContext) -> tuple[Line, ...]:
    """Return the shape of unit tests, what asserts and what mocks, the tests of similar features, and a blank."""
    lines = _lines(context, (PatternKind.TESTS, PatternKind.ASSERTIONS, PatternKind.MOCKS))
    beside = list(dict.fromkeys(path for item in context.slices for path in item.tests))[:TESTS_SHOWN]
    if beside:
        shown = context.links.files(beside)
        lines.append(Line(f"- Tests of similar features: {shown}.", "- Tests of similar features: "))
    if lines:
        lines.append(Line("- ⟨which cases prove the feature, in which test file?⟩", "⟨which cases prove"))
    return tuple(lines)


def fill_integration(context: SectionContext) -> tuple[Line, ...]:
    """Return the servers and containers that tests start, and a blank."""
    lines = _lines(context, (PatternKind.TEST_SERVERS,))
    if lines:
        lines.append(
            Line("- ⟨which endpoint is called end to end, and what does it answer?⟩", "⟨which endpoint is called")
        )
    return tuple(lines)


def _lines(context: SectionContext, kinds: tuple[PatternKind, ...]) -> list[Line]:
    return [
        form_line(context, form)
        for kind in kinds
        if kind in context.patterns
        for form in context.patterns[kind].forms[:FORMS]
    ]
