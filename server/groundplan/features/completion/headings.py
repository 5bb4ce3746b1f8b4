"""Offers of the headings that the plan's profile has and the plan has not."""

from __future__ import annotations

import re

from groundplan.features.completion.request import Offer, Request
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.plan import Plan
from groundplan.plan import PlanMemory, parse_plan, section_of
from groundplan.plan.profiles import PROFILES, TemplateSection, template_order, template_sections
from groundplan.syntax.markdown.lines import find_front_matter
from groundplan.text.positions import LineIndex

_TAIL = re.compile(rb"[^\r\n]*")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_LINE = re.compile(rb"^[ \t>]*(`{3,}|~{3,})[^\r\n]*$|^( {0,3}#{1,6}[ \t][^\r\n]*)", re.MULTILINE)

_HEAD = 4_000
"""Bytes in which front matter ends."""


def offer_headings(request: Request, head: str, start: int) -> Offer | None:
    """Return offers for the heading that a line begins with; those that follow what stands above come first.

    `start` is the byte offset of the line's first hash.
    """
    memory = PlanMemory()
    above = parse_plan(request.path, headings_of(request.text[:start]), memory=memory)
    line_end = _LINE_END.search(request.text, start)
    below = headings_of(request.text[line_end.end() :]) if line_end else b""
    plan = parse_plan(request.path, above.text + below, memory=memory)
    if not any(profile.name == plan.profile and profile.sections for profile in PROFILES):
        return None
    hashes = len(head) - len(head.lstrip("#"))
    last = _order_of_last(above)
    found = []
    for part in template_sections(request.snapshot.settings.platform):
        level = _level(plan, part)
        fits = level == hashes if head[hashes:] else level >= hashes
        if not fits or section_of(plan, part.role) is not None:
            continue
        text = f"{'#' * level} {part.heading}"
        order = template_order(part.role)
        found.append(
            ((order <= last, order), Completion(part.heading, CompletionKind.SECTION, text, text, "", part.hint))
        )
    if not found:
        return None
    return Offer(tuple(item for _, item in sorted(found, key=lambda pair: pair[0])), head, True, _TAIL)


def headings_of(text: bytes) -> bytes:
    """Return the front matter and the headings of a plan, which tell its profile and sections: fast to parse."""
    front_matter, _ = find_front_matter(text, LineIndex(text[:_HEAD]).spans)
    kept = [text[: front_matter.span.end]] if front_matter is not None else []
    closed = b""
    for match in _LINE.finditer(text):
        fence, heading = match.groups()
        if fence is not None:
            closed = b"" if closed and fence.startswith(closed) else closed or fence
        elif not closed:
            kept.append(heading)
    return b"".join(line + b"\n\n" for line in kept)


def _level(plan: Plan, part: TemplateSection) -> int:
    """Return the level that a section has in this plan: one below the section around it."""
    parent = section_of(plan, part.parent) if part.parent is not None else None
    return min(parent.level + 1, 6) if parent is not None else part.level


def _order_of_last(plan: Plan) -> int:
    """Return the template's position of a plan's last section with a role, -1 if none."""
    roles = [section.role for section in plan.sections if section.role is not None]
    return template_order(roles[-1]) if roles else -1
