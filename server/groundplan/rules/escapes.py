"""Justifications in the plan: how an author keeps something new although the code has something like it."""

from __future__ import annotations

from groundplan.model.plan import Plan


def is_justified(plan: Plan, name: str) -> bool:
    """Tell whether the author says why the named thing is new."""
    return any(name in justification.names for justification in plan.justifications)


def justification_blank(name: str, existing: str) -> str:
    """Return the line that asks an author why something new is needed beside something existing."""
    return f"{_opening(name)} ⟨why can `{existing}` not be extended?⟩"


def has_blank_justification(plan: Plan, name: str) -> bool:
    """Tell whether the plan has that line for a name, not yet answered."""
    return f"{_opening(name)} ⟨".encode() in plan.text


def _opening(name: str) -> str:
    return f"**Justification for `{name}`:**"
