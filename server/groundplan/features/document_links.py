"""The files that a plan names, to be opened with a click."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.meanings import meanings_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import DocumentLink
from groundplan.model.location import Span
from groundplan.model.plan import MentionKind, Plan
from groundplan.syntax.markdown import read_markdown


def document_links(snapshot: Snapshot, plan: Plan) -> tuple[DocumentLink, ...]:
    """Return a link for each path of the plan that means exactly one file, with its line where the plan gives one.

    Paths in Markdown links are left out: editors follow those by themselves.
    """
    return tuple(_links(snapshot, plan))


def _links(snapshot: Snapshot, plan: Plan) -> Iterator[DocumentLink]:
    linked = link_spans(plan)
    done = 0
    for mention, meaning in zip(plan.mentions, meanings_of(snapshot, plan), strict=True):
        if mention.kind is not MentionKind.PATH or len(meaning.targets) != 1 or mention.span.start < done:
            continue
        if any(span.start <= mention.span.start and mention.span.end <= span.end for span in linked):
            continue
        done = mention.span.end
        line = mention.lines[0][0] if mention.lines else 0
        yield DocumentLink(mention.span, meaning.targets[0].location.path, line)


def link_spans(plan: Plan) -> tuple[Span, ...]:
    """Return the bytes of the plan's Markdown links, texts and targets."""
    return tuple(link.span for link in read_markdown(plan.text).links)
