"""Quick fixes: the ways out that findings carry, for one finding and for all of its kind in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.actions.request import ActionRequest
from groundplan.features.sections.insertion import insert_section
from groundplan.model.feature import Action, ActionKind
from groundplan.model.finding import Finding, Fix, TextEdit
from groundplan.plan.sections import section_at
from groundplan.rules.section_unwritten import SECTION_UNWRITTEN


def offer(request: ActionRequest) -> Iterator[Action]:
    """Offer the fixes of the findings that touch the requested span, then those of all findings of their kinds."""
    touched = [
        finding
        for finding in request.findings
        if finding.span.start <= request.span.end and request.span.start <= finding.span.end
    ]
    for finding in touched:
        for fix in finding.fixes:
            yield Action(fix.title, ActionKind.QUICK_FIX, fix.edits, finding, fix.preferred)
        if finding.code == SECTION_UNWRITTEN.code:
            yield from _filled(request, finding)
    for code in dict.fromkeys(finding.code for finding in touched if _preferred(finding) is not None):
        edits, count = _of_kind(request.findings, code)
        if count > 1:
            first = next(finding for finding in touched if finding.code == code)
            yield Action(f"Fix all {count} of {code} in the plan", ActionKind.QUICK_FIX, edits, first)


def _filled(request: ActionRequest, finding: Finding) -> Iterator[Action]:
    """Offer what the code has for the section that is not written yet."""
    section = section_at(request.context.plan, finding.span.start)
    role = section.role if section is not None else None
    insertion = insert_section(request.context, role) if role is not None else None
    if insertion is not None and insertion.completes and insertion.lines:
        title = f"Fill “{insertion.title}” from the code"
        yield Action(title, ActionKind.QUICK_FIX, insertion.edits, finding)


def _preferred(finding: Finding) -> Fix | None:
    return next((fix for fix in finding.fixes if fix.preferred), None)


def _of_kind(findings: tuple[Finding, ...], code: str) -> tuple[tuple[TextEdit, ...], int]:
    """Return the edits of the preferred fixes of a rule that do not get in each other's way, and how many fixes."""
    edits: list[TextEdit] = []
    count = 0
    for finding in findings:
        fix = _preferred(finding) if finding.code == code else None
        if fix is not None and not any(_meet(edit, other) for edit in fix.edits for other in edits):
            edits += fix.edits
            count += 1
    return tuple(sorted(edits, key=lambda edit: edit.span)), count


def _meet(edit: TextEdit, other: TextEdit) -> bool:
    return edit.span.start <= other.span.end and other.span.start <= edit.span.end
