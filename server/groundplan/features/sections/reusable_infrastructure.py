"""Reusable Infrastructure Identified: resources, functions and guards that are there already."""

from __future__ import annotations

import re
from collections import Counter

from groundplan.detect.joins.distinct import created_elsewhere, distinct_resources
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.stand_ins import is_of_tests
from groundplan.features.sections.ways import ways_line
from groundplan.model.pattern import PatternKind
from groundplan.model.resource import Resource
from groundplan.model.route import HandlerKind
from groundplan.text.identifiers import words

SHOWN = 4

WORTH_SHOWING = 0.4
"""Score, relative to the best, below which a resource only happens to share a word with the plan."""

ELSEWHERE = 2
"""Further schemas named that create a table."""

COMMON = 0.5
"""Share of the resources from which on a word of their names tells nothing."""

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
    lines = [_resource_line(context, resource, hits) for resource, hits in related_resources(context)[:SHOWN]]
    form = _handler_form(context)
    if form is not None:
        lines.append(form)
    ways = ways_line(context, WAYS)
    if ways is not None:
        lines.append(ways)
    return tuple(lines)


def related_resources(context: SectionContext) -> list[tuple[Resource, tuple[str, ...]]]:
    """Return the resources that are named after what the plan is about, with the words shared, nearest first."""
    weights = dict(context.query.terms)
    known = [each for each in distinct_resources(context.snapshot.resources) if not NOT_REUSED.search(each.type)]
    # What most resources are called by, as the platform's name, tells none of them apart.
    named_so = Counter(word for each in known for word in set(words(each.logical_id)))
    platform = set(words(context.platform))
    telling = {word for word, count in named_so.items() if count <= max(2, len(known) * COMMON)} - platform
    titled = frozenset(context.title_query.words)
    found = []
    for resource in known:
        if is_of_tests(resource.path):
            continue
        text = " ".join((resource.logical_id, resource.description, *(value for _, value in resource.properties)))
        present = set(words(text))
        hits = tuple(word for word, _ in context.query.terms if word in present)
        # A resource named after the subject counts; one that only mentions it somewhere does so less.
        named = set(words(resource.logical_id.rpartition(".")[2]))
        score = sum(
            weights[word] * (2.0 if word in named else 0.5) * (2.0 if word in titled else 1.0)
            for word in hits
            if word in telling or word not in named
        )
        spoken = [word for word in hits if word in named and word in telling]
        if spoken:
            # A table that bears the subject's name alone is nearer than a queue that bears it among others.
            found.append((score * (0.5 + len(spoken) / len(named)), resource, tuple(dict.fromkeys((*spoken, *hits)))))
    found.sort(key=lambda item: (-item[0], item[1].path, item[1].line))
    worth = WORTH_SHOWING * found[0][0] if found else 0.0
    return [(resource, hits) for score, resource, hits in found if score >= worth]


def _resource_line(context: SectionContext, resource: Resource, hits: tuple[str, ...]) -> Line:
    links = context.links
    what = resource.type.removeprefix("AWS::").replace("::", " ")
    detail = _detail(resource)
    named = ", ".join(f"“{word}”" for word in hits[:3])
    target = f"[`{resource.logical_id}`]({links.target(resource.path, resource.line)})"
    elsewhere = also_created(context, resource)
    text = f"- {target}: {what}{f' ({detail})' if detail else ''}{elsewhere}. *Speaks of {named}.*"
    return Line(text, links.target(resource.path, resource.line))


def also_created(context: SectionContext, resource: Resource) -> str:
    """Return the words of where else a table is created, since a change of it belongs there too; "" for nowhere."""
    others = created_elsewhere(resource, context.snapshot.resources)
    if not others:
        return ""
    shown = ", ".join(
        f"[{each.path}:{each.line}]({context.links.target(each.path, each.line)})" for each in others[:ELSEWHERE]
    )
    more = f" and {len(others) - ELSEWHERE} more" if len(others) > ELSEWHERE else ""
    return f"; created in {shown}{more} too"


def _detail(resource: Resource) -> str:
    wanted = ("Handler", "CodeUri", "key", "TableName", "QueueName", "dlq", "Description")
    shown = [f"{name} {value}" for name, value in resource.properties if name in wanted or name.startswith("gsi:")]
    shown += [f"{event.method} {event.path}" for event in resource.events if event.path][:2]
    return "; ".join(shown[:3]).replace("`", "'")


def _handler_form(context: SectionContext) -> Line | None:
    kinds = Counter(handler.kind for handler in context.snapshot.handlers)
    procedures = {
        (route.handler_path, route.handler_line): route
        for route in context.snapshot.routes
        if route.source == "grpc" and route.handler_path
    }
    if procedures and len(procedures) >= max(kinds.values(), default=0):
        places = [(item.entry.path, item.entry.line) for item in context.slices]
        served = next((procedures[place] for place in places if place in procedures), next(iter(procedures.values())))
        target = f"[`{served.handler}`]({context.links.target(served.handler_path, served.handler_line)})"
        text = f"- Handlers: {count_of(len(procedures), 'method')} of gRPC services, for instance {target}."
        return Line(text, "- Handlers: ")
    if not kinds:
        return None
    kind, count = max(kinds.items(), key=lambda item: (item[1], item[0].value))
    # A closure has no name by which it could be found again.
    of_form = sorted((each for each in context.snapshot.handlers if each.kind is kind), key=lambda each: not each.name)
    example = of_form[0]
    for item in context.slices:
        place = (item.entry.path, item.entry.line)
        near = [handler for handler in context.snapshot.handlers if (handler.path, handler.line) == place]
        if near and near[0].kind is kind and near[0].name:
            example = near[0]
            break
    word = "registered with the house registrar" if kind is HandlerKind.HOUSE else f"of {kind.value} form"
    name = f"`{example.name}`" if example.name else "a closure"
    target = f"[{name}]({context.links.target(example.path, example.line)})"
    text = f"- Handlers: {count_of(count, 'function')} {word}, for instance {target}."
    return Line(text, "- Handlers: ")
