"""What a plan promised against the code, as a Markdown document and in a few words for each phase."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.model.drift import Drift, DriftItem, DriftState
from groundplan.model.feature import Linker
from groundplan.model.plan import Plan
from groundplan.text.positions import LineIndex

OUTSIDE = "Outside of phases"
"""The heading over promises that stand in no phase."""


def drift_document(drift: Drift, plan: Plan, link: Linker) -> str:
    """Return a comparison as a Markdown document; `link` makes the target of a link to a file and a line."""
    lines = [f"# {plan.title or drift.path}: the plan against the code", ""]
    if not drift.items:
        lines += ["The plan makes nothing that can be compared.", ""]
    else:
        lines += [f"**{drift_summary(drift.items)}**", ""]
    index = LineIndex(plan.text)
    phases = list(dict.fromkeys(item.phase for item in drift.items))
    for phase in phases:
        own = [item for item in drift.items if item.phase == phase]
        if len(phases) > 1 or phase:
            lines += [f"## {phase or OUTSIDE} · {drift_summary(own)}", ""]
        for item in own:
            lines.append(_line(item, index.line_of(item.span.start), plan.path, link))
        lines.append("")
    if drift.unplanned:
        lines += ["## Changed without being planned", ""]
        lines += [*(f"- [{path}]({link(path, 0)})" for path in drift.unplanned), ""]
    return "\n".join(lines)


def drift_summary(items: Sequence[DriftItem]) -> str:
    """Return how much of what was promised is there, as "2 of 5 built, 1 differs"."""
    done = sum(item.state is DriftState.DONE for item in items)
    differing = sum(item.state is DriftState.DIFFERS for item in items)
    built = f"all {done} built" if done == len(items) > 1 else f"{done} of {len(items)} built"
    return f"{built}, {differing} {'differs' if differing == 1 else 'differ'}" if differing else built


def _line(item: DriftItem, plan_line: int, plan_path: str, link: Linker) -> str:
    state = item.state.value if item.state is DriftState.DONE else f"**{item.state.value}**"
    how = f": {'; '.join(item.how)}" if item.how else ""
    there = f" · [{item.path}:{item.line}]({link(item.path, item.line)})" if item.path else ""
    planned = f" · [line {plan_line} of the plan]({link(plan_path, plan_line)})"
    return f"- {state} · {item.kind} `{item.name}`{how}{there}{planned}"
