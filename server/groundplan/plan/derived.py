"""What follows from a plan's text alone, worked out once for all who ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from groundplan.model.plan import Plan

T = TypeVar("T")


def derived(plan: Plan, what: str, work_out: Callable[[Plan], T]) -> T:
    """Return what `work_out` makes of a plan, made once; `what` names it and belongs to one maker.

    Threads that ask at the same time may both work it out, with the same answer.
    """
    if what not in plan.derived:
        plan.derived[what] = work_out(plan)
    return cast("T", plan.derived[what])
