"""Reusable Infrastructure Identified: resources, functions and guards that are there already."""

from __future__ import annotations

import re
from collections import Counter

from groundplan.detect.joins.distinct import distinct_resources
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.ways import ways_line
from groundplan.model.pattern import PatternKind
from groundplan.model.resource import Resource
from groundplan.model.route import HandlerKind
from groundplan.text.identifiers import words

SHOWN = 4

WAYS = (
    PatternKind.ERROR_TO_STATUS,
    PatternKind.VALIDATION,
    PatternKind.DATABASE,
    PatternKind.CONFIGURATION,
    PatternKind.LOGGING,
)
"""Patterns that nearly every feature follows."""

NOT_REUSED = re.compile(
    r"^AWS::(?:IAM|Logs|CloudWatch)::|^aws_(?:cloudwatch_(?:log|metric)_|iam_)|_iam_|Permission$|_permission"
    r"|(?:_|^)(?:policy|attachment|binding|member)$|Policy$|Attachment$|Association$|_association$"
)
"""Resource types that belong to another resource: extended along with it, not reused on their own."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per resource that has to do with the plan, and the form that handlers have here."""
    lines = [_resource_line(context, resource, hits) for resource, hits in _related(context)[:SHOWN]]
    form = _handler_form(context)
    if form is not None:
        lines.append(form)
    ways = ways_line(context, WAYS)
    if ways is not None:
        lines.append(ways)
    return tuple(lines)


def _related(context: SectionContext) -> list[tuple[Resource, tuple[str, ...]]]:
    weights = dict(context.query.terms)
    found = []
    for resource in distinct_resources(context.snapshot.resources):
        if NOT_REUSED.search(resource.type):
            continue
        text = " ".join((resource.logical_id, resource.description, *(value for _, value in resource.properties)))
        present = set(words(text))
        hits = tuple(word for word, _ in context.query.terms if word in present)
        # A resource named after the subject counts; one that only mentions it somewhere does so less.
        named = set(words(resource.logical_id))
        score = sum(weights[word] * (2.0 if word in named else 0.5) for word in hits)
        if any(word in named for word in hits):
            found.append((score, resource, hits))
    found.sort(key=lambda item: (-item[0], item[1].path, item[1].line))
    return [(resource, hits) for _, resource, hits in found]


def _resource_line(context: SectionContext, resource: Resource, hits: tuple[str, ...]) -> Line:
    links = context.links
    what = resource.type.removeprefix("AWS::").replace("::", " ")
    detail = _detail(resource)
    named = ", ".join(f"“{word}”" for word in hits[:3])
    target = f"[`{resource.logical_id}`]({links.target(resource.path, resource.line)})"
    text = f"- {target}: {what}{f' ({detail})' if detail else ''}. *Speaks of {named}.*"
    return Line(text, links.target(resource.path, resource.line))


def _detail(resource: Resource) -> str:
    wanted = ("Handler", "CodeUri", "key", "TableName", "QueueName", "dlq", "Description")
    shown = [f"{name} {value}" for name, value in resource.properties if name in wanted or name.startswith("gsi:")]
    shown += [f"{event.method} {event.path}" for event in resource.events if event.path][:2]
    return "; ".join(shown[:3]).replace("`", "'")


def _handler_form(context: SectionContext) -> Line | None:
    kinds = Counter(handler.kind for handler in context.snapshot.handlers)
    if not kinds:
        return None
    kind, count = max(kinds.items(), key=lambda item: (item[1], item[0].value))
    example = next(handler for handler in context.snapshot.handlers if handler.kind is kind)
    for item in context.slices:
        place = (item.entry.path, item.entry.line)
        near = [handler for handler in context.snapshot.handlers if (handler.path, handler.line) == place]
        if near and near[0].kind is kind:
            example = near[0]
            break
    word = "registered with the house registrar" if kind is HandlerKind.HOUSE else f"of {kind.value} form"
    target = f"[`{example.name}`]({context.links.target(example.path, example.line)})"
    text = f"- Handlers: {count_of(count, 'function')} {word}, for instance {target}."
    return Line(text, "- Handlers: ")
