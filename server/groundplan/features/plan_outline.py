"""A plan's sections with their state, for an outline that shows what is still to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from groundplan.features.open_blanks import open_blanks
from groundplan.model.finding import Finding, Severity
from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section
from groundplan.plan import is_blank

_LOUD = frozenset((Severity.ERROR, Severity.WARNING))


class SectionState(str, Enum):
    """How far a section is. A section that is objected to is flagged, whatever else is true of it."""

    FILLED = "filled"
    BLANK = "blank"
    FLAGGED = "flagged"


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of the outline.

    `parent` is an index into the outline, -1 at the top. `blanks` and `findings` count what stands in the section
    itself, between its heading and the next one. `role` is the template's, "" for a section of the author's own.
    """

    title: str
    level: int
    parent: int
    span: Span
    heading_span: Span
    state: SectionState
    blanks: int
    findings: int
    role: str = ""


def plan_outline(plan: Plan, findings: Sequence[Finding], platform: str = "") -> tuple[OutlineSection, ...]:
    """Return the plan's sections in source order; `findings` are those of the rules, in any order."""
    blanks = open_blanks(plan, platform)
    return tuple(_entry(plan, section, findings, blanks) for section in plan.sections)


def _entry(plan: Plan, section: Section, findings: Sequence[Finding], blanks: tuple[Span, ...]) -> OutlineSection:
    own = Span(section.heading_span.start, section.body_span.end)
    objections = sum(own.start <= item.span.start < own.end and item.severity in _LOUD for item in findings)
    open_ones = sum(own.start <= blank.start < own.end for blank in blanks)
    if objections:
        state = SectionState.FLAGGED
    elif is_blank(plan, section):
        state = SectionState.BLANK
    else:
        state = SectionState.FILLED
    return OutlineSection(
        section.title,
        section.level,
        section.parent,
        section.span,
        section.heading_span,
        state,
        open_ones,
        objections,
        section.role.value if section.role is not None else "",
    )
