"""What stands under the cursor of a plan."""

from __future__ import annotations

from groundplan.model.plan import Mention, Plan, ProposedType


def mention_at(plan: Plan, offset: int) -> Mention | None:
    """Return the shortest mention that a byte offset touches."""
    touched = [mention for mention in plan.mentions if mention.span.contains(offset)]
    return min(touched, key=lambda mention: mention.span.end - mention.span.start, default=None)


def proposed_type_at(plan: Plan, offset: int) -> ProposedType | None:
    """Return the proposed type whose name a byte offset touches."""
    return next((item for item in plan.types if item.decl.name_span.contains(offset)), None)
