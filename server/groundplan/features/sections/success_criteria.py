"""Success Criteria: what the plan promises, as criteria, and the existing tests that must stay green."""

from __future__ import annotations

from groundplan.features.sections.components_to_extend import WORTH_SHOWING
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.model.plan import Intent, MentionKind, SectionRole
from groundplan.plan.evidence_lines import cites_code, line_around

ENDPOINTS = 6
TESTS = 3

_OWN = frozenset((SectionRole.SUCCESS_CRITERIA, SectionRole.HANDOFF))


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per endpoint that the plan creates, one for existing tests, and a blank for the measure."""
    lines = [
        Line(f"- `{title}` ⟨answers what to whom, and what to everyone else?⟩", f"- `{title}` ")
        for title in new_endpoints(context)[:ENDPOINTS]
    ]
    near = [item for item in context.slices if item.score >= WORTH_SHOWING]
    tests = list(dict.fromkeys(path for item in near for path in item.tests))[:TESTS]
    if tests:
        shown = context.links.files(tests)
        lines.append(
            Line(f"- The tests of similar features pass unchanged: {shown}.", "- The tests of similar features pass")
        )
    if lines:
        lines.append(
            Line("- ⟨which number shows that the feature does its work, and from when on?⟩", "⟨which number shows")
        )
    return tuple(lines)


def new_endpoints(context: SectionContext) -> list[str]:
    """Return the endpoints that the plan says it creates, outside of what it says of them at its end."""
    plan = context.plan
    found = {
        mention.text: None
        for mention in plan.mentions
        if mention.kind is MentionKind.ENDPOINT
        and mention.intent is Intent.NEW
        and not (mention.section >= 0 and plan.sections[mention.section].role in _OWN)
        and not cites_code(line_around(plan.text, mention.span.start))
    }
    return list(found)
