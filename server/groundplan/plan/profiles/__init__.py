"""The house styles of plans, and which one a document follows.

The order of `PROFILES` is the order of recognition.
"""

from __future__ import annotations

from groundplan.model.plan import SectionRole
from groundplan.plan.profiles.backend_plan import BACKEND_PLAN
from groundplan.plan.profiles.house_styles import FREE_FORM, SUPERPOWERS
from groundplan.plan.profiles.kiro import KIRO
from groundplan.plan.profiles.openspec import OPENSPEC
from groundplan.plan.profiles.spec_kit import SPEC_KIT
from groundplan.plan.profiles.template import Profile, StyleDocument, TemplateSection

PROFILES: tuple[Profile, ...] = (
    SPEC_KIT,
    SUPERPOWERS,
    OPENSPEC,
    KIRO,
    BACKEND_PLAN,
    FREE_FORM,
)


TEAM = Profile("team")
"""What a document follows that says of its own sections what fills them: a team's template."""

HOUSE_STYLES = frozenset(profile.name for profile in (SPEC_KIT, SUPERPOWERS, OPENSPEC, KIRO, TEAM))
"""Profiles whose documents get none of the default template's sections that they do not have."""


def profile_named(name: str) -> Profile:
    """Return the profile of a name, the default one for a name that is none."""
    return next((profile for profile in PROFILES if profile.name == name), BACKEND_PLAN)


_ORDER = {section.role: index for index, section in enumerate(BACKEND_PLAN.sections)}
_BY_ROLE = {section.role: section for section in BACKEND_PLAN.sections}


def template_sections(platform: str = "") -> tuple[TemplateSection, ...]:
    """Return the sections of the default template in their order, named for a platform."""
    return tuple(_named_for(section, platform) for section in BACKEND_PLAN.sections)


def template_section(role: SectionRole, platform: str = "") -> TemplateSection:
    """Return the default template's section of a role, named for a platform."""
    return _named_for(_BY_ROLE[role], platform)


def template_order(role: SectionRole) -> int:
    """Return the position of a role in the default template, 0-based."""
    return _ORDER[role]


def parent_role(role: SectionRole) -> SectionRole | None:
    """Return the role of the section that encloses a role's section in the default template."""
    return _BY_ROLE[role].parent


def _named_for(section: TemplateSection, platform: str) -> TemplateSection:
    if "{platform}" not in section.heading and "{platform}" not in section.body:
        return section
    name = f"{platform} " if platform else ""
    return TemplateSection(
        section.role,
        section.heading.replace("{platform} ", name),
        section.level,
        section.parent,
        section.hint,
        section.body.replace("{platform} ", name),
        section.synonyms,
        section.weak,
        section.telling,
    )


__all__ = [
    "BACKEND_PLAN",
    "FREE_FORM",
    "HOUSE_STYLES",
    "PROFILES",
    "TEAM",
    "Profile",
    "StyleDocument",
    "TemplateSection",
    "parent_role",
    "profile_named",
    "template_order",
    "template_section",
    "template_sections",
]
