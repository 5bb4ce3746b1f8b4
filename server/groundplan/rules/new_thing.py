"""Something new that a plan announces although the code may have it: what all rules of reuse do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.model.finding import Finding, Fix, Related, Severity
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.rules.escapes import has_blank_justification, is_justified, justify_fix


@dataclass(frozen=True, slots=True)
class NewThing:
    """What a rule of reuse objects to.

    `name` is the plan's, `spellings` are other ways in which a justification may name it; `existing` is what serves
    already, `question` what a justification has to answer. `fixes` come before the one that keeps it.
    """

    code: str
    severity: Severity
    confidence: float
    name: str
    span: Span
    existing: str
    message: str
    question: str
    spellings: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()


def object_to(plan: Plan, thing: NewThing) -> Iterator[Finding]:
    """Yield the finding on a new thing: none where it is justified, a hint where the reason is still blank."""
    if is_justified(plan, thing.name, *thing.spellings):
        return
    if has_blank_justification(plan, thing.name):
        message = f"`{thing.name}` is kept beside `{thing.existing}`; its justification is still blank."
        if not thing.existing:
            message = f"The justification for `{thing.name}` is still blank."
        severity, fixes = Severity.HINT, ()
        yield Finding(
            thing.code, severity, thing.confidence, message, thing.span, thing.name, thing.related, fixes
        )
        return
    keep = justify_fix(plan, thing.span.start, thing.name, thing.question)
    yield Finding(
        thing.code,
        thing.severity,
        thing.confidence,
        thing.message,
        thing.span,
        thing.name,
        thing.related,
        (*thing.fixes, keep),
    )
