"""A Markdown document as a plan."""

from __future__ import annotations

from dataclasses import replace

from groundplan.model.plan import Plan, Section
from groundplan.model.settings import DEFAULT_SETTINGS, Settings
from groundplan.plan.fences import read_fences
from groundplan.plan.front_matter import front_matter_value
from groundplan.plan.justifications import read_justifications
from groundplan.plan.mention_reader import MentionReader
from groundplan.plan.outline import read_sections, said_roles, section_index
from groundplan.plan.profiles import TEAM
from groundplan.plan.profiles.matching import recognise_profile
from groundplan.syntax.markdown import read_markdown
from groundplan.text.positions import LineIndex


def parse_plan(path: str, text: bytes, settings: Settings = DEFAULT_SETTINGS) -> Plan:
    """Return everything that a document says as a plan; total: any bytes give some plan.

    `path` is relative to the workspace root, or absolute for a document outside of it. The settings' model modules
    are recognised as dependencies whatever their host.
    """
    markdown = read_markdown(text)
    lines = LineIndex(text)
    sections = read_sections(text, markdown)
    facts = read_fences(text, markdown, lines)
    starts = [section.span.start for section in sections]
    fences = tuple(replace(fence, section=section_index(starts, fence.span.start)) for fence in facts.fences)
    facts = replace(facts, fences=fences)
    mentions = MentionReader(text, markdown, lines, sections, facts, settings.model_modules).read()
    front_matter = b""
    if markdown.front_matter is not None:
        content = markdown.front_matter.content
        front_matter = text[content.start : content.end]
    roles = [section.role for section in sections if section.role is not None]
    declared = front_matter_value(front_matter, "plan").lower()
    profile = recognise_profile(path, [section.title for section in sections], roles, declared)
    if not declared and said_roles(text, markdown):
        profile = TEAM
    return Plan(
        path,
        text,
        _title(path, sections, front_matter),
        profile.name,
        sections,
        fences,
        mentions,
        facts.types,
        facts.funcs,
        read_justifications(text, markdown, sections),
    )


# File names that say what a document is, not what it is about: the folder says that.
_GENERIC_NAMES = frozenset(("plan", "design", "tasks", "task", "proposal", "spec", "data-model", "research", "readme"))


def _title(path: str, sections: tuple[Section, ...], front_matter: bytes) -> str:
    """Return the first heading of the first level, else the front matter's title, else the name of file or folder."""
    for section in sections:
        if section.level == 1:
            return section.title
    named = front_matter_value(front_matter, "title")
    if named:
        return named
    folder, _, file = path.replace("\\", "/").rpartition("/")
    name = file.partition(".")[0]
    if name.lower() in _GENERIC_NAMES and folder:
        name = folder.rpartition("/")[2]
    return name.replace("-", " ").replace("_", " ").strip()
