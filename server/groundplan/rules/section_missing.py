"""GP401: a section that every plan of the template needs is not there."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.model.plan import SectionRole as Role
from groundplan.plan.profiles import parent_role, template_section
from groundplan.plan.sections import insertion_point
from groundplan.rules.recognised import follows_template, title_span
from groundplan.rules.rule import Rule
from groundplan.rules.wording import quoted_list
from groundplan.text.edits import newline_of

REQUIRED = (
    Role.EXECUTIVE_SUMMARY,
    Role.PATTERN_ANALYSIS,
    Role.MINIMAL_ARCHITECTURE,
    Role.TECHNOLOGY_REUSE,
    Role.SECURITY,
    Role.PHASES,
    Role.RISKS,
    Role.SUCCESS_CRITERIA,
)
"""Sections without which a plan cannot be reviewed; API, infrastructure and integrations depend on the feature."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding that names the sections that are missing, with a fix for each."""
    if not follows_template(plan):
        return
    present = {section.role for section in plan.sections if section.role is not None}
    for role in tuple(present):
        parent = parent_role(role)
        while parent is not None:
            present.add(parent)
            parent = parent_role(parent)
    missing = [role for role in REQUIRED if role not in present]
    if not missing:
        return
    platform = snapshot.settings.platform
    names = [template_section(role, platform).heading for role in missing]
    few = len(missing) == 1
    message = f"The plan has no {'section' if few else 'sections'} {quoted_list(names, 8)}."
    fixes = tuple(_insert(plan, role, platform) for role in missing)
    severity = Severity.INFO
    yield Finding(SECTION_MISSING.code, severity, 0.9, message, title_span(plan), plan.title, (), fixes)


def _insert(plan: Plan, role: Role, platform: str) -> Fix:
    section = template_section(role, platform)
    point = insertion_point(plan, role)
    body = section.body or f"⟨{section.hint}⟩"
    block = f"{'#' * point.level} {section.heading}\n\n{body}"
    edit = TextEdit(Span(point.offset, point.offset), point.text(block, newline_of(plan.text)))
    return Fix(f"Insert {section.heading}", (edit,))


SECTION_MISSING = Rule(
    code="GP401",
    name="section-missing",
    severity=Severity.INFO,
    summary="A section that the plan's template asks for is missing",
    rationale=(
        "A reviewer cannot judge what a plan does not say. The sections that every feature needs are asked for; those"
        " on the API, infrastructure, integrations and performance are not, because not every feature has them."
        " Headings are matched by what they mean, not by their words, and only a plan that follows the template is"
        " asked."
    ),
    bad="A plan with `Existing Pattern Analysis` and `Implementation Phases`, and nothing about security or risks.",
    good="A plan with `Security Implementation` and `Risk Assessment` too, however short.",
    check=check,
)
