"""Going from a name in a plan to its place in the code."""

from __future__ import annotations

from groundplan.discover.search import serving_symbol
from groundplan.features.members import member_named
from groundplan.features.mention_at import mention_at, proposed_type_at
from groundplan.features.planned import planned_places
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Definition
from groundplan.model.location import Location, Span
from groundplan.model.plan import MentionKind, Plan
from groundplan.plan.targets import targets_of


def definitions(snapshot: Snapshot, plan: Plan, offset: int) -> tuple[Definition, ...]:
    """Return the places that the name at a byte offset of the plan stands for, best first.

    A route leads to the function that serves it, else to its registration; what the code does not have leads to where
    the feature's documents declare it.
    """
    mention = mention_at(plan, offset)
    if mention is not None:
        found = []
        for target in targets_of(snapshot, plan, mention):
            place = target.location
            if target.route is not None and target.route.handler_path:
                serving = serving_symbol(snapshot, target.route)
                line = target.route.handler_line
                place = serving.location if serving else Location(target.route.handler_path, line, Span(0, 0))
            found.append(Definition(mention.span, place))
        member = member_named(snapshot, mention.text) if mention.kind is MentionKind.SYMBOL and not found else None
        if member is not None:
            return (Definition(mention.span, member.location),)
        if not found:
            found = [Definition(mention.span, place) for place in planned_places(snapshot, plan, mention)]
        return tuple(found)
    proposed = proposed_type_at(plan, offset)
    if proposed is not None:
        return tuple(
            Definition(proposed.decl.name_span, symbol.location) for symbol in snapshot.types_named(proposed.decl.name)
        )
    return ()
