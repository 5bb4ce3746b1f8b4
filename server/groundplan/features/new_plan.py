"""A new plan: a template with every section filled that the index can fill, the rest as blanks."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.features.open_blanks import open_blanks
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.insertion import insert_section
from groundplan.features.sections.table import FILLERS
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import TextEdit
from groundplan.model.plan import SectionRole
from groundplan.plan import parse_plan, section_of
from groundplan.plan.drafting import Source, draft, draft_from_template, slug_of
from groundplan.plan.platform import platform_name
from groundplan.plan.profiles import profile_named
from groundplan.text.edits import apply_edits

LAST = frozenset((SectionRole.HANDOFF,))
"""Sections that tell of the other sections."""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as it is to be written, at a path relative to the workspace root (absolute outside of it).

    `profile` is "team" for a team's own template. `filled` are the roles that were filled, with how many lines;
    `blanks` counts what is left open.
    """

    path: str
    text: bytes
    profile: str
    filled: tuple[tuple[SectionRole, int], ...]
    blanks: int


class TemplateMissingError(Exception):
    """The template that the settings name cannot be read; the text is its path."""


def make_plan(
    snapshot: Snapshot, title: str, source: Source | None = None, profile: str = "", path: str = ""
) -> NewPlan:
    """Return a plan for a title.

    `profile` and `path` are those of the settings where they are "". A team's template is used unless a profile is
    asked for. Raises TemplateMissingError.
    """
    settings = snapshot.settings
    template = Lookups(snapshot).document(settings.template) if settings.template and not profile else None
    if settings.template and not profile and template is None:
        raise TemplateMissingError(settings.template)
    style = profile_named(profile or settings.profile)
    if not path:
        place = style.place if template is None and style.place else f"{settings.plan_folder.strip('/')}/{{slug}}.md"
        path = place.replace("{slug}", slug_of(title)).lstrip("/")
    if template is not None:
        text = draft_from_template(template.decode("utf-8", "replace"), title, path, source).encode()
    else:
        platform = platform_name(settings.platform, [module.path for module in snapshot.modules])
        text = draft(title, path, style, platform, source).encode()
    filled: list[tuple[SectionRole, int]] = []
    for roles in ({role for role, _ in FILLERS} - LAST, LAST):
        text, added = _fill(snapshot, path, text, roles)
        filled += added
    blanks = len(open_blanks(parse_plan(path, text, settings), settings.platform))
    return NewPlan(path, text, "team" if template is not None else style.name, tuple(filled), blanks)


def _fill(
    snapshot: Snapshot, path: str, text: bytes, roles: set[SectionRole] | frozenset[SectionRole]
) -> tuple[bytes, list[tuple[SectionRole, int]]]:
    """Return a plan's text with those of its sections filled that have one of the roles, and which were."""
    plan = parse_plan(path, text, snapshot.settings)
    context = SectionContext(snapshot, plan)
    filled: list[tuple[SectionRole, int]] = []
    edits: list[TextEdit] = []
    for role, _ in FILLERS:
        insertion = insert_section(context, role) if role in roles and section_of(plan, role) is not None else None
        if insertion is not None:
            filled.append((role, insertion.lines))
            edits += insertion.edits
    return apply_edits(text, edits), filled
