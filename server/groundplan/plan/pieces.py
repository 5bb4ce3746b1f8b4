"""The pieces of a plan: what each says by itself, read once for as long as its bytes stay what they are.

A piece runs from one heading to the next. Typing changes one of them; all others are at most moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundplan.model.plan import Fence, Justification, Mention, ProposedFunc, ProposedType, SectionRole
from groundplan.plan.fences import moved_func, moved_type, read_fences
from groundplan.plan.justifications import read_justifications
from groundplan.plan.mention_reader import MentionReader
from groundplan.plan.outline import opening_headings, said_roles, section_index
from groundplan.plan.section_context import SectionContext
from groundplan.syntax.markdown import read_markdown
from groundplan.syntax.markdown.blocks import FrontMatter, Heading
from groundplan.syntax.markdown.pieces import cut_pieces, is_settled
from groundplan.text.positions import LineIndex


class PlanMemory:
    """The pieces of the plan that was read last, for the next version of it. Safe from any thread."""

    def __init__(self) -> None:
        self.pieces: dict[bytes, Piece] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece begins: its offset, and the numbers of lines, sections and fences in front of it."""

    offset: int
    lines: int
    sections: int
    fences: int

    def behind(self, other: Place) -> Place:
        """Return how far behind another place this one is."""
        return Place(
            self.offset - other.offset,
            self.lines - other.lines,
            self.sections - other.sections,
            self.fences - other.fences,
        )


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a piece beside its headings."""

    fences: tuple[Fence, ...]
    types: tuple[ProposedType, ...]
    funcs: tuple[ProposedFunc, ...]
    mentions: tuple[Mention, ...]
    justifications: tuple[Justification, ...]


class Piece:
    """A piece of a plan as it reads by itself; all its places are in the piece.

    `settled` tells that nothing behind it could change what it means, `said` are the roles that comments name.
    What was made of it last is kept, each as one value, so that threads only ever see what is whole.
    """

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._lines = LineIndex(text)
        self._markdown = read_markdown(text)
        self.settled = is_settled(text, self._markdown, self._lines)
        self.headings: tuple[Heading, ...] = tuple(opening_headings(self._markdown))
        self.said: tuple[tuple[int, SectionRole], ...] = said_roles(text, self._markdown)
        self._placed: tuple[object, Place, Content] | None = None

    @property
    def size(self) -> int:
        """The number of bytes of the piece."""
        return len(self._text)

    @property
    def line_ends(self) -> int:
        """The number of lines that end in the piece."""
        return self._lines.line_count - 1

    @property
    def fence_count(self) -> int:
        """The number of fences in the piece."""
        return len(self._markdown.fences)

    @property
    def front_matter(self) -> bytes:
        """The content of the front matter, empty where there is none."""
        found: FrontMatter | None = self._markdown.front_matter
        return self._text[found.content.start : found.content.end] if found is not None else b""

    def content(
        self, place: Place, starts: list[int], contexts: Sequence[SectionContext], modules: tuple[str, ...]
    ) -> Content:
        """Return what stands in the piece, at its place in the plan.

        `starts` are the first offsets in the piece of the sections that it opens, `contexts` what each of them says.
        """
        key = (tuple(contexts), modules)
        placed = self._placed
        if placed is None or placed[0] != key:
            content = _moved(self._content(starts, contexts, modules), place)
        elif placed[1] != place:
            # From where it was: within a line nothing but offsets changes, and what is made of lines can stay.
            content = _moved(placed[2], place.behind(placed[1]))
        else:
            return placed[2]
        self._placed = (key, place, content)
        return content

    def _content(self, starts: list[int], contexts: Sequence[SectionContext], modules: tuple[str, ...]) -> Content:
        text, markdown, lines = self._text, self._markdown, self._lines
        facts = read_fences(text, markdown, lines)
        fences = tuple(replace(fence, section=section_index(starts, fence.span.start)) for fence in facts.fences)
        return Content(
            fences,
            facts.types,
            facts.funcs,
            MentionReader(text, markdown, lines, starts, contexts, facts, modules).read(),
            read_justifications(text, markdown, starts, contexts),
        )


def read_pieces(text: bytes, memory: PlanMemory) -> list[Piece]:
    """Return the pieces of a plan; those that the memory has are not read again, and it keeps none but these."""
    known = memory.pieces
    seen: dict[bytes, Piece] = {}

    def read(part: bytes) -> Piece:
        piece = seen.get(part) or known.get(part) or Piece(part)
        seen[part] = piece
        return piece

    pieces = cut_pieces(text, read)
    memory.pieces = seen
    return pieces


def _moved(content: Content, place: Place) -> Content:
    by, lines = place.offset, place.lines
    return Content(
        tuple(_moved_fence(fence, place) for fence in content.fences),
        tuple(
            replace(proposed, decl=moved_type(proposed.decl, by, lines), fence=proposed.fence + place.fences)
            for proposed in content.types
        ),
        tuple(
            replace(proposed, decl=moved_func(proposed.decl, by, lines), fence=proposed.fence + place.fences)
            for proposed in content.funcs
        ),
        tuple(_moved_mention(mention, place) for mention in content.mentions),
        tuple(
            Justification(reason.span.shifted(by), reason.line + lines, reason.names)
            for reason in content.justifications
        ),
    )


def _moved_fence(fence: Fence, place: Place) -> Fence:
    return replace(
        fence,
        line=fence.line + place.lines,
        span=fence.span.shifted(place.offset),
        content_span=fence.content_span.shifted(place.offset),
        section=fence.section + place.sections,
    )


def _moved_mention(mention: Mention, place: Place) -> Mention:
    # There are thousands: `replace` would take most of the time of a keystroke.
    return Mention(
        mention.kind,
        mention.text,
        mention.span.shifted(place.offset),
        mention.line + place.lines,
        mention.intent,
        mention.lines,
        mention.noun,
        mention.section + place.sections,
        mention.in_fence,
    )
