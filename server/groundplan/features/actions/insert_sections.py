"""Insert or complete the template's sections, populated from the index."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.actions.request import ActionRequest
from groundplan.features.sections.insertion import Insertion, insert_section
from groundplan.features.sections.line import count_of
from groundplan.features.sections.table import FILLERS, INSERTABLE
from groundplan.model.feature import Action, ActionKind
from groundplan.model.plan import Plan, SectionRole
from groundplan.plan.profiles import HOUSE_STYLES
from groundplan.plan.sections import section_at, section_of


def offer(request: ActionRequest) -> Iterator[Action]:
    """Offer each section that can be inserted or completed; the one around the cursor alone first."""
    here = section_at(request.context.plan, request.span.start)
    filled = {role for role, _ in FILLERS}
    if here is not None and here.role is not None and here.role in filled:
        insertion = insert_section(request.context, here.role)
        if insertion is not None:
            yield _action(insertion)
    for role in _offered(request.context.plan):
        if here is not None and role is here.role and role in filled:
            continue
        insertion = insert_section(request.context, role)
        if insertion is not None:
            yield _action(insertion)


def _offered(plan: Plan) -> tuple[SectionRole, ...]:
    """Return the sections to offer: those of the template, or those that a document of another house style has."""
    if plan.profile not in HOUSE_STYLES:
        return INSERTABLE
    return tuple(role for role, _ in FILLERS if section_of(plan, role) is not None)


def _action(insertion: Insertion) -> Action:
    verb = "Complete" if insertion.completes else "Insert"
    count = count_of(insertion.lines, "discovered entry")
    if insertion.renewed:
        renewed = count_of(insertion.renewed, "renewed entry")
        verb, count = ("Complete", f"{count}, {renewed}") if insertion.lines else ("Renew", renewed)
    count = count.replace("entrys", "entries")
    return Action(f"{verb} “{insertion.title}” ({count})", ActionKind.INSERT_SECTION, insertion.edits)
