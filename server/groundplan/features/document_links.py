"""The files that a plan names, to be opened with a click."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from groundplan.features.meanings import Meaning
from groundplan.model.feature import DocumentLink
from groundplan.model.location import Span
from groundplan.model.plan import MentionKind, Plan

_LINK = re.compile(rb"\[[^\[\]\r\n]*\]\(<?[^()<>\s]*(?:\([^()\s]*\)[^()<>\s]*)*>?(?:[ \t][^()\r\n]*)?\)")


def document_links(plan: Plan, meanings: tuple[Meaning, ...]) -> tuple[DocumentLink, ...]:
    """Return a link for each path of the plan that means exactly one file, with its line where the plan gives one.

    `meanings` are those of the plan's mentions. Paths in Markdown links are left out: editors follow those by
    themselves.
    """
    return tuple(_links(plan, meanings))


def _links(plan: Plan, meanings: tuple[Meaning, ...]) -> Iterator[DocumentLink]:
    linked = link_spans(plan)
    done = 0
    for mention, meaning in zip(plan.mentions, meanings, strict=True):
        if mention.kind is not MentionKind.PATH or len(meaning.targets) != 1 or mention.span.start < done:
            continue
        if is_inside(linked, mention.span):
            continue
        done = mention.span.end
        line = mention.lines[0][0] if mention.lines else 0
        yield DocumentLink(mention.span, meaning.targets[0].location.path, line)


def link_spans(plan: Plan) -> tuple[Span, ...]:
    """Return the bytes of the plan's Markdown links, texts and targets."""
    return tuple(Span(*match.span()) for match in _LINK.finditer(plan.text))


def is_inside(spans: tuple[Span, ...], span: Span) -> bool:
    """Tell whether a span lies inside of one of others, which are in source order and do not overlap."""
    at = bisect_right(spans, Span(span.start, len(spans) and spans[-1].end)) - 1
    return at >= 0 and span.end <= spans[at].end
