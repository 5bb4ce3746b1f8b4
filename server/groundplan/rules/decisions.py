"""What the structs in a plan's fences are, decided once for all rules."""

from __future__ import annotations

from groundplan.discover.type_decision import Decision, decide
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Plan, ProposedType


def decisions(snapshot: Snapshot, plan: Plan) -> tuple[tuple[ProposedType, Decision], ...]:
    """Return each type of the plan's Go fences with the decision on it, in source order."""
    return once(
        snapshot, "decisions", plan, lambda: tuple((proposed, decide(snapshot, proposed)) for proposed in plan.types)
    )
