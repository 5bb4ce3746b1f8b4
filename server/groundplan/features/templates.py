"""In a template: what a resource hangs together with, and the way from a function to its Go handler."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.detect.joins.kinds import FUNCTION_TYPES
from groundplan.discover.feature_slice import anchors_of, slice_of
from groundplan.features.describe import describe_target
from groundplan.features.slice_text import slice_chain
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Definition, HoverText, Linker
from groundplan.model.join import Join, JoinKind
from groundplan.model.location import Location, Span
from groundplan.model.resource import Resource, TemplateEvent
from groundplan.plan.targets import Target
from groundplan.syntax.infrastructure import read_infrastructure

MAX_BYTES = 2_000_000
"""A larger file is no template that a person edits; reading it would hold up the answer."""

_NO_SPAN = Span(0, 0)
_WORD = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_CODE_LINE = re.compile(
    rb"^\s*[-\"']*\s*(Handler|CodeUri|Code|FunctionName|ImageUri|handler|filename|source_file|source_dir|image_uri|s3_key)"
    rb"[\"']?\s*[:=]"
)
_ROUTE_LINE = re.compile(rb"^\s*[\"']?(?:Path|path|Method|method|RouteKey|route_key|http|httpApi)[\"']?\s*[:=]")


@dataclass(frozen=True, slots=True)
class _Spot:
    """What stands at an offset: a resource as the index knows it, or an event of one that is a route.

    `declared` is the resource as the text has it, where the offset is on a reference to it.
    """

    span: Span
    resource: Resource
    event: TemplateEvent | None = None
    declared: Resource | None = None


def hover_in_template(snapshot: Snapshot, path: str, text: bytes, offset: int, link: Linker) -> HoverText | None:
    """Return what is known of the resource at a byte offset of a template, None where there is none.

    On a function's name, handler or code this is the Go handler with its slice, on an event its route's slice.
    """
    spot = _spot_at(snapshot, path, text, offset)
    if spot is None:
        return None
    if spot.event is not None:
        chains = [slice_chain(slice_of(snapshot, each), link) for each in anchors_of(snapshot, _title(spot.event))]
        shown = "\n\n".join(chain for chain in chains if chain)
        return HoverText(f"**`{_title(spot.event)}`**\n\n{shown}", spot.span) if shown else None
    resource = spot.resource
    target = Target(Location(resource.path, resource.line, resource.name_span), resource=resource)
    return HoverText(describe_target(snapshot, target, link), spot.span)


def definitions_in_template(snapshot: Snapshot, path: str, text: bytes, offset: int) -> tuple[Definition, ...]:
    """Return the places that a byte offset of a template leads to, best first.

    A function leads to its Go handler, else to its `main`; an event to the handler of its route; a name of another
    resource to its declaration; the declaration of any other resource to the code that works with it.
    """
    spot = _spot_at(snapshot, path, text, offset)
    if spot is None:
        return ()
    if spot.event is not None:
        places = [
            Location(route.handler_path, route.handler_line, _NO_SPAN)
            for route in snapshot.routes
            if route.title == _title(spot.event) and route.handler_path
        ]
    elif spot.declared is not None:
        places = [Location(path, spot.declared.line, spot.declared.name_span)]
    else:
        places = _code_of(snapshot, spot.resource)
    return tuple(Definition(spot.span, place) for place in dict.fromkeys(places))


def _code_of(snapshot: Snapshot, resource: Resource) -> list[Location]:
    joins = snapshot.infrastructure.joins_of(resource)
    kinds: tuple[tuple[JoinKind, ...], ...]
    if resource.type in FUNCTION_TYPES:
        kinds = ((JoinKind.HANDLER,), (JoinKind.PACKAGE,))
    else:
        kinds = ((JoinKind.USED_BY, JoinKind.MODEL),)
    for wanted in kinds:
        found = [join for join in joins if join.kind in wanted and _is_own(join, resource) and join.path]
        if found:
            return [Location(join.path, join.line, _NO_SPAN) for join in found]
    return []


def _is_own(join: Join, resource: Resource) -> bool:
    return (join.template, join.resource) == (resource.path, resource.logical_id)


def _title(event: TemplateEvent) -> str:
    return f"{event.method} {event.path}"


def _spot_at(snapshot: Snapshot, path: str, text: bytes, offset: int) -> _Spot | None:
    """Return what stands at an offset; the text may be newer than what the index knows."""
    if len(text) > MAX_BYTES:
        return None
    known = {each.logical_id: each for each in snapshot.resources if each.path == path}
    if not known:
        return None
    written = read_infrastructure(path, text).resources
    for resource in written:
        if resource.name_span.contains(offset) and resource.logical_id in known:
            return _Spot(resource.name_span, known[resource.logical_id])
    start = text.rfind(b"\n", 0, offset) + 1
    end = text.find(b"\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    around = _around(written, text.count(b"\n", 0, offset) + 1)
    word = _word_at(line, offset - start)
    if around is not None and around.logical_id in known:
        own = known[around.logical_id]
        event = _event_at(around, text.count(b"\n", 0, offset) + 1, line)
        code = _CODE_LINE.match(line)
        if code is not None and around.type in FUNCTION_TYPES:
            return _Spot(Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip())), own)
        if event is not None and word is not None:
            return _Spot(word.shifted(start), own, event)
    return _named(known, {each.logical_id: each for each in written}, line, word, start)


def _named(
    known: dict[str, Resource], written: dict[str, Resource], line: bytes, word: Span | None, start: int
) -> _Spot | None:
    """Return the resource that a word refers to: `!Ref X`, `X.Arn`, `aws_sqs_queue.jobs.arn`."""
    parts = line[word.start : word.end].decode("ascii", "replace").split(".") if word is not None else []
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if word is not None and name in known and name in written:
            span = Span(word.start, word.start + len(name)).shifted(start)
            return _Spot(span, known[name], declared=written[name])
    return None


def _around(resources: tuple[Resource, ...], line: int) -> Resource | None:
    before = [each for each in resources if each.line <= line]
    return max(before, key=lambda each: each.line, default=None)


def _event_at(resource: Resource, line: int, text: bytes) -> TemplateEvent | None:
    """Return the route's event whose name, or whose path or method behind it, stands on a 1-based line."""
    before = [each for each in resource.events if each.line <= line]
    event = max(before, key=lambda each: each.line, default=None)
    if event is None or not event.path:
        return None
    on_it = event.line == line or _ROUTE_LINE.match(text) is not None or event.path.encode() in text
    return event if on_it and line - event.line < 8 else None


def _word_at(line: bytes, column: int) -> Span | None:
    for match in _WORD.finditer(line):
        if match.start() <= column <= match.end():
            return Span(match.start(), match.end())
    return None
