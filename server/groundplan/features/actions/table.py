"""All actions, in the order in which an editor shows them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from groundplan.features.actions import fix_findings, insert_sections, insert_slice, line_references
from groundplan.features.actions.request import ActionRequest
from groundplan.features.sections.context import SectionContext
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Action
from groundplan.model.finding import Finding
from groundplan.model.location import Span
from groundplan.model.plan import Plan

log = logging.getLogger(__name__)

ACTIONS: tuple[tuple[str, Callable[[ActionRequest], Iterable[Action]]], ...] = (
    ("fix findings", fix_findings.offer),
    ("spell line references", line_references.offer),
    ("insert slices", insert_slice.offer),
    ("insert sections", insert_sections.offer),
)


def actions_at(
    snapshot: Snapshot, plan: Plan, span: Span, findings: tuple[Finding, ...], quick_fixes_only: bool = False
) -> tuple[Action, ...]:
    """Return what can be done at a span of the plan, quick fixes first.

    An action that fails is logged by its name and passed over: it never takes the others down.
    """
    request = ActionRequest(SectionContext(snapshot, plan), span, findings)
    offered: list[Action] = []
    for name, offer in ACTIONS[:1] if quick_fixes_only else ACTIONS:
        try:
            offered.extend(offer(request))
        except Exception:
            log.exception("action %s failed", name)
    return tuple(offered)
