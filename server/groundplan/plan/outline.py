"""A plan's headings as sections with their roles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from groundplan.model.location import Span
from groundplan.model.plan import Section, SectionRole
from groundplan.plan.profiles.matching import match_role
from groundplan.syntax.markdown.blocks import Heading, Markdown

_FILLED = re.compile(rb"<!--\s*groundplan\s*:\s*fill\s+([a-z-]+)\s*-->", re.IGNORECASE)
_ROLES = {role.value: role for role in SectionRole}


def read_sections(text: bytes, markdown: Markdown) -> tuple[Section, ...]:
    """Return the sections of a document in source order; headings inside lists and quotes open none.

    A comment `<!-- groundplan: fill ROLE -->` below a heading says what its section is, whatever the heading says.
    """
    return sections_of(text, opening_headings(markdown), said_roles(text, markdown))


def opening_headings(markdown: Markdown) -> list[Heading]:
    """Return the headings that open a section."""
    return [heading for heading in markdown.headings if not heading.nested]


def sections_of(text: bytes, headings: list[Heading], said: Sequence[tuple[int, SectionRole]]) -> tuple[Section, ...]:
    """Return the sections that headings open; `said` are the roles that comments name, in source order."""
    said_at = [at for at, _ in said]
    starts = [_line_start(text, heading.span.start) for heading in headings]
    ends = _section_ends(headings, starts, len(text))
    sections: list[Section] = []
    enclosing: list[int] = []
    for index, heading in enumerate(headings):
        while enclosing and headings[enclosing[-1]].level >= heading.level:
            enclosing.pop()
        title = text[heading.title.start : heading.title.end].decode("utf-8", "replace")
        role = match_role(title, _role_around(sections, enclosing))
        if index == 0 and heading.level == 1 and role is not SectionRole.EXECUTIVE_SUMMARY:
            # The document's own title, whatever it is called.
            role = None
        body_end = starts[index + 1] if index + 1 < len(starts) else len(text)
        comment = bisect_left(said_at, heading.span.end)
        if comment < len(said) and said_at[comment] < body_end:
            role = said[comment][1]
        sections.append(
            Section(
                title,
                heading.level,
                heading.line,
                heading.span,
                Span(_after_line_end(text, heading.span.end), body_end),
                Span(starts[index], ends[index]),
                enclosing[-1] if enclosing else -1,
                role,
            )
        )
        enclosing.append(index)
    return tuple(sections)


def said_roles(text: bytes, markdown: Markdown) -> tuple[tuple[int, SectionRole], ...]:
    """Return the roles that comments of a document name, each with the comment's offset."""
    found = []
    for comment in markdown.comments:
        match = _FILLED.fullmatch(text, comment.span.start, comment.span.end)
        role = _ROLES.get(match.group(1).decode().lower()) if match is not None else None
        if role is not None:
            found.append((comment.span.start, role))
    return tuple(found)


def section_index(starts: list[int], offset: int) -> int:
    """Return the innermost section at an offset, -1 before the first; `starts` are the sections' first offsets."""
    return bisect_right(starts, offset) - 1


def _section_ends(headings: list[Heading], starts: list[int], end: int) -> list[int]:
    ends = [end] * len(headings)
    open_ones: list[int] = []
    for index, heading in enumerate(headings):
        while open_ones and headings[open_ones[-1]].level >= heading.level:
            ends[open_ones.pop()] = starts[index]
        open_ones.append(index)
    return ends


def _role_around(sections: list[Section], enclosing: list[int]) -> SectionRole | None:
    for index in reversed(enclosing):
        role = sections[index].role
        if role is not None:
            return role
    return None


def _after_line_end(text: bytes, offset: int) -> int:
    while offset < len(text) and text[offset] in b" \t":
        offset += 1
    if text.startswith(b"\r\n", offset):
        return offset + 2
    return offset + 1 if offset < len(text) and text[offset] in b"\r\n" else offset


def _line_start(text: bytes, offset: int) -> int:
    """Return the start of an indented heading's line."""
    while offset > 0 and text[offset - 1] in b" \t":
        offset -= 1
    return offset
