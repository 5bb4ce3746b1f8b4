"""What an editor hands over when it asks for actions."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.features.sections.context import SectionContext
from groundplan.model.finding import Finding
from groundplan.model.location import Span


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """The selected span of the plan (bytes), the plan's findings, and what fillers share."""

    context: SectionContext
    span: Span
    findings: tuple[Finding, ...]
