"""The shape of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity
from groundplan.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its own documentation.

    `summary` is one sentence without a full stop; `rationale` says why it matters; `bad` and `good` are Markdown
    examples of a plan. `check` yields findings of this rule's code.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    rationale: str
    bad: str
    good: str
    check: Callable[[Snapshot, Plan], Iterable[Finding]]
