"""Whether a plan follows the template that the rules of completeness are about."""

from __future__ import annotations

from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section, SectionRole
from groundplan.plan.profiles import BACKEND_PLAN
from groundplan.plan.sections import is_blank

_TELLING = frozenset(
    (
        SectionRole.PATTERN_ANALYSIS,
        SectionRole.SIMILAR_FEATURES,
        SectionRole.REUSABLE_INFRASTRUCTURE,
        SectionRole.COMPONENTS_TO_EXTEND,
        SectionRole.TECHNOLOGY_REUSE,
        SectionRole.EXISTING_TECHNOLOGIES,
        SectionRole.JUSTIFICATION,
        SectionRole.RESOURCES_TO_EXTEND,
    )
)


def follows_template(plan: Plan) -> bool:
    """Tell whether a plan is of the backend profile and has at least one section that hardly any other plan has."""
    return plan.profile == BACKEND_PLAN.name and any(section.role in _TELLING for section in plan.sections)


def title_span(plan: Plan) -> Span:
    """Return where what concerns the plan as a whole is shown: its title, else its first line."""
    if plan.sections:
        return plan.sections[0].heading_span
    end = plan.text.find(b"\n")
    return Span(0, len(plan.text) if end < 0 else end)


def sections_of(plan: Plan, *roles: SectionRole) -> tuple[Section, ...]:
    """Return the sections of some roles in source order."""
    return tuple(section for section in plan.sections if section.role in roles)


def is_written(plan: Plan, *roles: SectionRole) -> bool:
    """Tell whether a section of one of the roles has more in it than blanks."""
    return any(not is_blank(plan, section) for section in sections_of(plan, *roles))
