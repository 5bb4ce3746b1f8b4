"""Handoff to Senior Developer: the plan's own content as a roadmap, and what is still open in it."""

from __future__ import annotations

import re

from groundplan.features.open_blanks import open_blanks
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.features.sections.success_criteria import new_endpoints
from groundplan.model.candidate import TypeVerdict
from groundplan.model.plan import Section, SectionRole
from groundplan.plan.sections import is_blank, section_of

PHASES = (SectionRole.PHASE_CORE, SectionRole.PHASE_LOGIC, SectionRole.PHASE_ADVANCED)

OPEN_SHOWN = 5
"""Sections with open blanks that are named."""

_SYMBOL = re.compile(rb"\[`([^`\]]+)`\]\([^()\s]+\)|`([^`\r\n]+)`")
# In a heading it may say what fills the section; quoted elsewhere it would say so of another.
_COMMENT = re.compile(r"<!--.*?-->")
_NAMES = 3


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per phase with what it names, the types and endpoints that the plan makes, and what is open."""
    plan = context.plan
    lines = []
    for number, role in enumerate(PHASES, 1):
        section = section_of(plan, role)
        names = _names_in(context, section) if section is not None and not is_blank(plan, section) else []
        if names:
            lines.append(Line(f"- Phase {number}, around {', '.join(names)}.", f"- Phase {number}, around "))
    decided = _decisions(context)
    if decided:
        lines.append(decided)
    if not lines:
        return ()
    waiting = _open_sections(context)
    if waiting:
        more = f" and {len(waiting) - OPEN_SHOWN} more" if len(waiting) > OPEN_SHOWN else ""
        text = f"- Before work begins: ⟨answer the blanks in {', '.join(waiting[:OPEN_SHOWN])}{more}⟩"
        lines.append(Line(text, "- Before work begins: "))
    else:
        lines.insert(0, Line("✅ TECHNICAL PLANNING COMPLETE", "TECHNICAL PLANNING COMPLETE"))
        lines.append(Line("Ready for Senior Developer to begin implementation?", "Ready for Senior Developer"))
    return tuple(lines)


def _names_in(context: SectionContext, section: Section) -> list[str]:
    """The first names in a phase, once each, as they are linked there."""
    text = context.plan.text[section.body_span.start : section.body_span.end]
    found = [match.group().decode("utf-8", "replace") for match in _SYMBOL.finditer(text)]
    return list(dict.fromkeys(found))[:_NAMES]


def _decisions(context: SectionContext) -> Line | None:
    parts = [
        f"`{proposed.decl.name}` is extended"
        for proposed, decision in context.decisions
        if decision.verdict in (TypeVerdict.EXTENDS, TypeVerdict.RESTATES) and decision.match and decision.match.added
    ]
    parts += [
        f"`{item.decl.name}` is new" for item, decision in context.decisions if decision.verdict is TypeVerdict.NEW
    ]
    parts += [f"`{title}` is new" for title in new_endpoints(context)]
    parts = list(dict.fromkeys(parts))
    return Line(f"- Decided: {'; '.join(parts)}.", "- Decided: ") if parts else None


def _open_sections(context: SectionContext) -> list[str]:
    """The headings of the innermost sections with open blanks, the handoff's own left out."""
    plan = context.plan
    titles: dict[str, None] = {}
    for blank in open_blanks(plan):
        inside = [
            section for section in plan.sections if section.body_span.start <= blank.start < section.body_span.end
        ]
        if inside and inside[-1].role is not SectionRole.HANDOFF:
            titles[_COMMENT.sub("", inside[-1].title).strip()] = None
    return [title for title in titles if title]
