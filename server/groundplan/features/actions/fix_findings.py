"""Quick fixes: the ways out that findings carry."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.actions.request import ActionRequest
from groundplan.model.feature import Action, ActionKind


def offer(request: ActionRequest) -> Iterator[Action]:
    """Offer the fixes of the findings that touch the requested span."""
    for finding in request.findings:
        if finding.span.start <= request.span.end and request.span.start <= finding.span.end:
            for fix in finding.fixes:
                yield Action(fix.title, ActionKind.QUICK_FIX, fix.edits, finding, fix.preferred)
