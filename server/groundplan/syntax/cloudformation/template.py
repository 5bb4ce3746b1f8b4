"""Reads a template file: what makes it one, and its resources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundplan.model.resource import Resource
from groundplan.syntax.cloudformation.comments import comment_above
from groundplan.syntax.cloudformation.events import event_title, events_of
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.properties import properties_of
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import Entry, Mapping, Sequence, Value, literal, mapping

MAX_BYTES = 2_000_000
"""Larger files are not read; CloudFormation itself refuses template bodies over 1 MB."""

_MAX_RESOURCES = 5_000  # ten times what CloudFormation takes
_MAX_PROPERTIES = 300  # of one resource: a function's environment is at most 4 KB
_MAX_FACTS = 50_000  # properties and events of one template, so that aliases cannot multiply them
_MAX_LOOPS = 4  # levels of Fn::ForEach
_TYPE = re.compile(r"\w+::\S+")
_SIGNS = (b"AWS::", b"AWSTemplateFormatVersion", b"Custom::")


def read_template(path: str, source: bytes) -> tuple[Resource, ...]:
    """Return the resources of a CloudFormation or SAM template, in source order; () for any other file.

    A file is a template when it has a `Resources` mapping and a format version, SAM's transform or a resource of an
    `AWS::` type; Helm and Jinja sources are none. Spans are byte offsets into `source`. Nothing is raised: a broken
    file yields what can still be told from its indentation.
    """
    if len(source) > MAX_BYTES or b"Resources" not in source or not any(sign in source for sign in _SIGNS):
        return ()
    file = read_yaml(source)
    if file.templated:
        return ()
    for document in file.documents:
        root = mapping(document)
        declared = mapping(root.get("Resources")) if root is not None else None
        if root is None or declared is None:
            continue
        found = list(islice(_resource_entries(declared, _MAX_LOOPS), _MAX_RESOURCES))
        if _is_template(root, found):
            return _read_resources(path, source, root, found)
    return ()


def _resource_entries(declared: Mapping, loops: int) -> Iterator[tuple[Entry, Mapping, str]]:
    """Yield the entries of `Resources` with their value and type; those of a `Fn::ForEach` as they stand in it."""
    for entry in declared.by_key().values():
        value = entry.value
        if isinstance(value, Sequence) and entry.key.startswith("Fn::ForEach::"):
            body = mapping(value.items[2]) if len(value.items) > 2 else None
            if body is not None and loops > 0:
                yield from _resource_entries(body, loops - 1)
        elif isinstance(value, Mapping):
            kind = literal(value.get("Type"))
            if entry.key and _TYPE.fullmatch(kind):
                yield entry, value, kind


def _is_template(root: Mapping, found: list[tuple[Entry, Mapping, str]]) -> bool:
    if root.entry("AWSTemplateFormatVersion") is not None or any(kind.startswith("AWS::") for _, _, kind in found):
        return True
    transform: Value | None = root.get("Transform")
    names = transform.items[:20] if isinstance(transform, Sequence) else (transform,)
    return any(literal(name).startswith("AWS::Serverless") for name in names)


def _read_resources(
    path: str, source: bytes, root: Mapping, found: list[tuple[Entry, Mapping, str]]
) -> tuple[Resource, ...]:
    shared = mapping(root.get("Globals"))
    of_functions = mapping(shared.get("Function")) if shared is not None else None
    resources: list[Resource] = []
    left = _MAX_FACTS
    for entry, value, kind in found:
        own = mapping(value.get("Properties"))
        limit = min(_MAX_PROPERTIES, left)
        events = events_of(own, limit) if own is not None and kind.startswith("AWS::Serverless::") else ()
        inherited = of_functions if kind == "AWS::Serverless::Function" else None
        properties = tuple(islice(properties_of(kind, value, inherited), max(limit - len(events), 0)))
        left -= len(properties) + len(events)
        description = shown(own.get("Description")) if own is not None else ""
        resources.append(
            Resource(
                logical_id=entry.key,
                type=kind,
                path=path,
                line=entry.line,
                name_span=entry.key_span,
                description=description or comment_above(source, entry.key_start),
                properties=properties + tuple((f"event:{event.name}", event_title(event)) for event in events),
                events=events,
            )
        )
    resources.sort(key=lambda resource: resource.name_span)
    return tuple(resources)
