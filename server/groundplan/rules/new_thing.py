"""Something new that a plan announces although the code may have it: what all rules of reuse do with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.finding import Finding, Fix, Related, Severity
from groundplan.model.location import Span
from groundplan.model.plan import Mention, Plan
from groundplan.rules.escapes import has_blank_justification, is_justified, justify_fix, line_end

# "Add `X`", "Create a new DynamoDB table `X`", "New endpoint: `X`": nothing stands between the verb and its object.
_MAKING_BEFORE = re.compile(
    rb"\b(?:add|adds|adding|create|creates|creating|implement|implements|introduce|introduces|expose|exposes|define"
    rb"|defines|provide|provides|provision|register|registers|new)\b(?P<between>(?:[\s*_]+[a-z][\w\-]*){0,5})"
    rb"[\s*_]*:?[\s*_`\[]*$"
)
# "a table `a` and a table `X`": what is said of the first of them holds for the next.
_CHAINED = re.compile(
    rb"`[^`\n]{1,120}`\s*(?:,\s*and|,|and|&)\s+(?:(?:an?|another|one|new)\s+)*"
    rb"(?:(?:dynamodb|sqs|sns|s3|db)\s+)?(?:(?:table|queue|topic|bucket|endpoint|route)s?\s+)?(?=`?$)"
)
_PREPOSITION = re.compile(
    rb"\b(?:for|in|to|on|of|with|at|by|from|into|via|using|covering|against|and|or|beside|before|after|behind)\b"
)
_NEW_BEHIND = re.compile(rb"[`*_\s]{0,4}[(\[]\s*(?:new|to be (?:created|added))\b")
_DONE = re.compile(rb"\s*(?:[-*+]|\d+[.)])\s+\[x\]\s")
_NEW_ROW = re.compile(rb"\|[\s*_`(\[]*(?:new|create|add)[\s*_`)\]]*\|")


def is_announced_outright(plan: Plan, mention: Mention) -> bool:
    """Tell whether a thing is itself what the line says is made, and not only what something made is about."""
    text = plan.text
    start = text.rfind(b"\n", 0, mention.span.start) + 1
    row = text[start : line_end(text, start)] if text[start : mention.span.start].lstrip().startswith(b"|") else b""
    return _is_announced(text[start : mention.span.start], text[mention.span.end : mention.span.end + 40], row)


# Between two versions of a plan nearly all lines are the same.
@lru_cache(maxsize=4096)
def _is_announced(before: bytes, behind: bytes, row: bytes) -> bool:
    """Tell it from the line before a thing, the text right behind it, and its table row (empty outside of tables)."""
    before, behind = before.lower(), behind.lower()
    if _DONE.match(before):
        return False  # a task that is ticked off: what it made is there
    if _NEW_BEHIND.match(behind):
        return True
    if row:
        return _NEW_ROW.search(row.lower()) is not None
    while (chained := _CHAINED.search(before)) is not None:
        before = before[: chained.start()] + before[chained.end() :]
    making = _MAKING_BEFORE.search(before)
    return making is not None and _PREPOSITION.search(making.group("between")) is None


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
        if thing.existing in ("", thing.name):
            message = f"The justification for `{thing.name}` is still blank."
        severity, fixes = Severity.HINT, ()
        yield Finding(thing.code, severity, thing.confidence, message, thing.span, thing.name, thing.related, fixes)
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
