"""Lines of the template that still stand in a plan, waiting for their author."""

from __future__ import annotations

import re
from functools import lru_cache

from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section
from groundplan.plan.profiles import template_sections
from groundplan.plan.profiles.blanks import BLANK_LINES

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")

# What every such line begins with.
_OPENINGS = ("- [", "- ⟨")
_OPENING_BYTES = tuple(opening.encode() for opening in _OPENINGS)

# What can follow a line without belonging to it.
_SEPARATE = re.compile(rb"[ \t]*(?:[\r\n]|\Z)|(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}(?:[ \t\r\n]|\Z)|<!--|```")


@lru_cache(maxsize=8)
def _template_lines(platform: str) -> frozenset[bytes]:
    lines = [line for part in template_sections(platform) for line in part.body.splitlines()]
    asked = [line for blanks in BLANK_LINES.values() for line in blanks]
    return frozenset(line.strip().encode() for line in (*lines, *asked) if line.lstrip().startswith(_OPENINGS))


def placeholder_lines(plan: Plan, section: Section, platform: str = "") -> tuple[Span, ...]:
    """Return the lines of a section's own body, line ends included, that are the template's or a blank word for word.

    Nothing else counts: a line that the author has touched in any way, or continued on the next line, is the author's.
    """
    start, end = section.body_span.start, section.body_span.end
    text, known = plan.text, _template_lines(platform)
    found: set[Span] = set()
    for opening in _OPENING_BYTES:
        at = text.find(opening, start, end)
        while at >= 0:
            line = _LINE.match(text, _line_start(text, at), end)
            assert line is not None  # it matches anywhere
            if line.group().strip() in known and _SEPARATE.match(text, line.end()) is not None:
                found.add(Span(line.start(), line.end()))
            at = text.find(opening, max(line.end(), at + 1), end)
    return tuple(sorted(found))


def _line_start(text: bytes, at: int) -> int:
    newline = text.rfind(b"\n", 0, at)
    return max(newline, text.rfind(b"\r", newline + 1, at)) + 1
