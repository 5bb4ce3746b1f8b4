"""What a section says of all that stands in it: as much of the whole plan as the reading of one piece needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.plan import Intent, Section, SectionRole
from groundplan.plan.labels import NO_LEAD, Lead, intent_of_heading, intent_of_role, is_excluded
from groundplan.plan.mentions.fields import NO_TYPE, TypeName, type_of_title

_INFRASTRUCTURE = frozenset(
    (SectionRole.INFRASTRUCTURE, SectionRole.RESOURCES_TO_EXTEND, SectionRole.REUSABLE_INFRASTRUCTURE)
)

# Sections about the user interface name components, not Go.
_FRONTEND_HEADING = re.compile(
    r"^(?!.*\bback-?end\b).*\b(?:front-?end|react|vue|svelte|angular|typescript|ui|components?/hooks)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SectionContext:
    """What a section and those around it say.

    `lead` is what headings and roles say of the things named; `has_role` and `type_name` are of the section itself,
    all else of those around it too.
    """

    has_role: bool = False
    lead: Lead = NO_LEAD
    infrastructure: bool = False
    frontend: bool = False
    justifying: bool = False
    type_name: TypeName = NO_TYPE
    excluded: bool = False


NO_SECTION = SectionContext()
"""What stands in front of the first heading."""


def contexts_of(sections: tuple[Section, ...]) -> list[SectionContext]:
    """Return the context of each section."""
    found: list[SectionContext] = []
    for index, section in enumerate(sections):
        around = found[section.parent] if section.parent >= 0 else NO_SECTION
        # The title speaks of the whole plan.
        is_title = index == 0 and section.level == 1
        role = section.role
        found.append(
            SectionContext(
                role is not None,
                NO_LEAD if is_title else _lead(section, around),
                around.infrastructure or role in _INFRASTRUCTURE,
                around.frontend or (not is_title and _is_frontend(section.title)),
                around.justifying or role is SectionRole.JUSTIFICATION,
                type_of_title(section.title),
                around.excluded or is_excluded(section.title.encode()),
            )
        )
    return found


def _lead(section: Section, around: SectionContext) -> Lead:
    if section.role is not None:
        said = intent_of_role(section.role)
        return NO_LEAD if said is Intent.UNKNOWN else Lead(said, of_today=said is Intent.EXISTING)
    lead = _lead_of_heading(section.title)
    return around.lead if lead.intent is Intent.UNKNOWN else lead


@lru_cache(maxsize=4096)
def _lead_of_heading(title: str) -> Lead:
    return intent_of_heading(title.encode())


@lru_cache(maxsize=4096)
def _is_frontend(title: str) -> bool:
    return _FRONTEND_HEADING.search(title) is not None
