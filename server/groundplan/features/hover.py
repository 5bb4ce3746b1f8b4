"""What a plan's name is in the code, shown where the plan speaks of it."""

from __future__ import annotations

from groundplan.features.describe import describe_proposed_type, describe_target
from groundplan.features.members import describe_member, member_named
from groundplan.features.mention_at import mention_at, proposed_type_at
from groundplan.features.planned import describe_planned
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import HoverText, Linker
from groundplan.model.plan import MentionKind, Plan
from groundplan.plan.targets import targets_of

MAX_TARGETS = 3
"""Meanings shown of an ambiguous name; the rest is a count."""


def hover(snapshot: Snapshot, plan: Plan, offset: int, link: Linker) -> HoverText | None:
    """Return what is known of the name at a byte offset of the plan, None where there is nothing to say."""
    proposed = proposed_type_at(plan, offset)
    if proposed is not None:
        text = describe_proposed_type(snapshot, proposed, link)
        if text:
            return HoverText(text, proposed.decl.name_span)
    mention = mention_at(plan, offset)
    if mention is None:
        return None
    targets = targets_of(snapshot, plan, mention)
    if not targets:
        member = member_named(snapshot, mention.text) if mention.kind is MentionKind.SYMBOL else None
        if member is not None:
            return HoverText(describe_member(snapshot, member.owner, member.declared.name, link), mention.span)
        planned = describe_planned(snapshot, plan, mention, link)
        return HoverText(planned, mention.span) if planned else None
    texts = [describe_target(snapshot, target, link) for target in targets[:MAX_TARGETS]]
    if len(targets) > MAX_TARGETS:
        texts.append(f"_{len(targets) - MAX_TARGETS} more of this name._")
    return HoverText("\n\n---\n\n".join(texts), mention.span)
