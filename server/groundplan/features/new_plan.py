"""A new plan: the documents of its style with everything filled that the index can fill, the rest as blanks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from groundplan.features.open_blanks import open_blanks
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.insertion import insert_section
from groundplan.features.sections.starting import fill_slots, without_slots
from groundplan.features.sections.table import FILLERS
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import TextEdit
from groundplan.model.plan import Plan, SectionRole
from groundplan.plan import is_plan, parse_plan, section_of
from groundplan.plan.drafting import Source, draft, draft_document, draft_from_template, number_tasks
from groundplan.plan.placement import PlanExistsError, place_plan
from groundplan.plan.platform import platform_name
from groundplan.plan.profiles import TEAM, Profile, StyleDocument, profile_named
from groundplan.text.edits import apply_edits

LAST = frozenset((SectionRole.HANDOFF,))
"""Sections that tell of the other sections."""

_ONE_FILE = (StyleDocument("{slug}.md", ""),)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document as it is to be written, at a path relative to the workspace root (absolute outside of it)."""

    path: str
    text: bytes


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan as it is to be written: `path` and `text` are those of its main document, `others` follow it.

    `profile` is "team" for a team's own template. `filled` are the roles that were filled, with how many lines;
    `blanks` counts what is left open in all documents.
    """

    path: str
    text: bytes
    profile: str
    filled: tuple[tuple[SectionRole, int], ...]
    blanks: int
    others: tuple[NewDocument, ...] = ()

    @property
    def documents(self) -> tuple[NewDocument, ...]:
        """All documents, the main one first."""
        return NewDocument(self.path, self.text), *self.others


class TemplateMissingError(Exception):
    """The template that the settings name cannot be read; the text is its path."""


class NoFolderError(Exception):
    """A file was named for a plan that is a folder; the text is the profile's name."""


def make_plan(
    snapshot: Snapshot, title: str, source: Source | None = None, profile: str = "", path: str = "", today: str = ""
) -> NewPlan:
    """Return a plan for a title.

    `profile` and `path` are those of the settings where they are "". A team's template is used unless a profile is
    asked for. `path` is the file of a plan of one document and the folder of another; `today` goes into the names of
    styles that are dated. Raises TemplateMissingError, NoFolderError, and PlanExistsError where it would write what is
    there: a file that `path` names is not looked for.
    """
    settings = snapshot.settings
    lookups = Lookups(snapshot)
    template = lookups.document(settings.template) if settings.template and not profile else None
    if settings.template and not profile and template is None:
        raise TemplateMissingError(settings.template)
    style = TEAM if template is not None else profile_named(profile or settings.profile)
    if not style.documents:
        style = replace(style, documents=_ONE_FILE)
    is_folder = "/" in style.documents[0].path
    if path and is_folder and path.endswith(".md"):
        raise NoFolderError(style.name)
    drafts: list[tuple[StyleDocument, str, str]]
    if path and not is_folder:
        drafts = [(style.documents[0], path, "")]
        values: dict[str, str] = {}
    else:
        home = settings.style_folder if style.home else settings.plan_folder
        beside = source.path if source is not None else ""
        placed = place_plan(lookups, style, title, home, today, beside, path)
        drafts, values = [(each, place, "") for each, place in placed.documents], dict(placed.values)
    platform = platform_name(settings.platform, [module.path for module in snapshot.modules])
    for index, (document, place, _) in enumerate(drafts):
        if template is not None:
            text = draft_from_template(template.decode("utf-8", "replace"), title, place, source)
        elif document.outline:
            text = draft_document(document, title, place, values, source, is_main=index == 0)
            text = _declared(snapshot, style, document, place, text)
        else:
            text = draft(title, place, profile_named(style.name), platform, source)
        drafts[index] = (document, place, text)
    return _filled(snapshot, style, drafts)


def _declared(snapshot: Snapshot, style: Profile, document: StyleDocument, path: str, text: str) -> str:
    """Return a document that says of itself what it is, where it goes to a place that does not tell."""
    usual = f"{style.home}/{document.path}" if style.home else ""
    served = is_plan(usual.replace("{number}", "001").replace("{slug}", "x").replace("{date}", "x"), b"")
    told = is_plan(path, b"", snapshot.settings) and parse_plan(path, text.encode()).profile == style.name
    return f"---\nplan: {style.name}\n---\n\n{text}" if served and not told else text


def _filled(snapshot: Snapshot, style: Profile, drafts: list[tuple[StyleDocument, str, str]]) -> NewPlan:
    """Return the drafts as a plan, with what the code has in them; all of them ask what the main one asks."""
    lead = parse_plan(drafts[0][1], without_slots(drafts[0][2]).encode(), snapshot.settings)
    filled: list[tuple[SectionRole, int]] = []
    blanks = 0
    made: list[NewDocument] = []
    for document, path, text in drafts:
        context = SectionContext(snapshot, parse_plan(path, text.encode(), snapshot.settings), lead)
        content = number_tasks(fill_slots(context, text)).encode()
        if document.grounded:
            for roles in ({role for role, _ in FILLERS} - LAST, LAST):
                content, added = _fill(snapshot, path, content, roles, lead)
                filled += added
        blanks += len(open_blanks(parse_plan(path, content, snapshot.settings), snapshot.settings.platform))
        made.append(NewDocument(path, content))
    return NewPlan(made[0].path, made[0].text, style.name, tuple(filled), blanks, tuple(made[1:]))


def _fill(
    snapshot: Snapshot, path: str, text: bytes, roles: set[SectionRole] | frozenset[SectionRole], lead: Plan
) -> tuple[bytes, list[tuple[SectionRole, int]]]:
    """Return a plan's text with those of its sections filled that have one of the roles, and which were."""
    plan = parse_plan(path, text, snapshot.settings)
    context = SectionContext(snapshot, plan, lead if lead.path != path else None)
    filled: list[tuple[SectionRole, int]] = []
    edits: list[TextEdit] = []
    for role, _ in FILLERS:
        insertion = insert_section(context, role) if role in roles and section_of(plan, role) is not None else None
        if insertion is not None:
            filled.append((role, insertion.lines))
            edits += insertion.edits
    return apply_edits(text, edits), filled


__all__ = ["NewDocument", "NewPlan", "NoFolderError", "PlanExistsError", "TemplateMissingError", "make_plan"]
