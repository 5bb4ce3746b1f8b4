"""What a plan says more than once and is told of only once: the fix reaches all of it."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Mention, Plan


def edits_everywhere(plan: Plan, mentions: Iterable[Mention], old: str, new: str) -> tuple[TextEdit, ...]:
    """Return what writes `new` for `old` at the end of each mention that ends with it as it is written."""
    wanted = old.encode()
    spans = {
        Span(mention.span.start + at - len(wanted), mention.span.start + at)
        for mention in mentions
        if (at := _end_of(plan, mention)) and plan.text.endswith(wanted, 0, mention.span.start + at)
    }
    return tuple(TextEdit(span, new) for span in sorted(spans, key=lambda span: span.start))


def _end_of(plan: Plan, mention: Mention) -> int:
    """Return how many bytes a mention's own text takes where it is written, 0 where it is written otherwise."""
    text = mention.text.encode()
    return len(text) if plan.text.startswith(text, mention.span.start) else 0


def how_often(count: int) -> str:
    """Return a sentence on how often the plan names something, with a space in front; "" for once."""
    return f" The plan names it {count} times." if count > 1 else ""
