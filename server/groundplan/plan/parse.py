"""A Markdown document as a plan."""

from __future__ import annotations

from groundplan.model.plan import Plan, Section, SectionRole
from groundplan.model.settings import DEFAULT_SETTINGS, Settings
from groundplan.plan.front_matter import front_matter_value
from groundplan.plan.mention_reader import MOST_MENTIONS
from groundplan.plan.outline import sections_of
from groundplan.plan.pieces import Content, Piece, Place, PlanMemory, read_pieces
from groundplan.plan.profiles import TEAM
from groundplan.plan.profiles.matching import recognise_profile
from groundplan.plan.section_context import contexts_of
from groundplan.syntax.markdown.blocks import Heading


def parse_plan(path: str, text: bytes, settings: Settings = DEFAULT_SETTINGS, memory: PlanMemory | None = None) -> Plan:
    """Return everything that a document says as a plan; total: any bytes give some plan.

    `path` is relative to the workspace root, or absolute for a document outside of it. The settings' model modules
    are recognised as dependencies whatever their host. With the memory of an earlier version of the document only
    the pieces that changed are read; the plan is the same as without.
    """
    pieces = read_pieces(text, memory if memory is not None else PlanMemory())
    places, headings, said = _outline(pieces)
    sections = sections_of(text, headings, said)
    contents = _contents(pieces, places, sections, settings.model_modules)
    front_matter = pieces[0].front_matter
    roles = [section.role for section in sections if section.role is not None]
    declared = front_matter_value(front_matter, "plan").lower()
    profile = recognise_profile(path, [section.title for section in sections], roles, declared)
    if not declared and said:
        profile = TEAM
    mentions = [mention for content in contents for mention in content.mentions]
    return Plan(
        path,
        text,
        _title(path, sections, front_matter),
        profile.name,
        sections,
        tuple(fence for content in contents for fence in content.fences),
        tuple(mentions[:MOST_MENTIONS]),
        tuple(proposed for content in contents for proposed in content.types),
        tuple(proposed for content in contents for proposed in content.funcs),
        tuple(reason for content in contents for reason in content.justifications),
    )


def _outline(pieces: list[Piece]) -> tuple[list[Place], list[Heading], list[tuple[int, SectionRole]]]:
    """Return where each piece begins, with all headings that open sections and all roles that comments name."""
    places: list[Place] = []
    headings: list[Heading] = []
    said: list[tuple[int, SectionRole]] = []
    offset = lines = fences = 0
    for piece in pieces:
        places.append(Place(offset, lines, len(headings), fences))
        headings += [
            Heading(each.level, each.line + lines, each.span.shifted(offset), each.title.shifted(offset))
            for each in piece.headings
        ]
        said += [(at + offset, role) for at, role in piece.said]
        offset += piece.size
        lines += piece.line_ends
        fences += piece.fence_count
    return places, headings, said


def _contents(
    pieces: list[Piece], places: list[Place], sections: tuple[Section, ...], modules: tuple[str, ...]
) -> list[Content]:
    contexts = contexts_of(sections)
    contents = []
    for piece, place in zip(pieces, places, strict=True):
        here = range(place.sections, place.sections + len(piece.headings))
        starts = [sections[index].span.start - place.offset for index in here]
        content = piece.content(place, starts, [contexts[index] for index in here], modules)
        contents.append(content)
    return contents


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
