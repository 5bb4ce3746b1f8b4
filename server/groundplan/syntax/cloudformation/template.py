"""Reads a template file: what makes it one, and its resources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundplan.model.resource import Resource, Template
from groundplan.syntax.cloudformation.comments import comment_above
from groundplan.syntax.cloudformation.events import event_title, events_of, paths_of
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.interface import outputs_of, parameters_of
from groundplan.syntax.cloudformation.links import physical_names, ties_of, variables_of
from groundplan.syntax.cloudformation.policies import grants_of
from groundplan.syntax.cloudformation.properties import FUNCTION_TYPES, properties_of
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import Entry, Mapping, Sequence, Value, literal, mapping

MAX_BYTES = 2_000_000
"""Larger files are not read; CloudFormation itself refuses template bodies over 1 MB."""

_MAX_RESOURCES = 5_000  # ten times what CloudFormation takes
_MAX_PROPERTIES = 300  # of one resource: a function's environment is at most 4 KB
_MAX_FACTS = 50_000  # properties and events of one template, so that aliases cannot multiply them
_MAX_LOOPS = 4  # levels of Fn::ForEach
_INHERITING = frozenset(("AWS::Serverless::Function",))
_TYPE = re.compile(r"\w+::\S+")
_SIGNS = (b"AWS::", b"AWSTemplateFormatVersion", b"Custom::")


NOTHING = Template()
"""What a file says that is no template."""


def read_template(path: str, source: bytes) -> tuple[Resource, ...]:
    """Return the resources of a CloudFormation or SAM template, in source order; () for any other file."""
    return read_stack(path, source).resources


def read_stack(path: str, source: bytes) -> Template:
    """Return what a CloudFormation or SAM template says; nothing for any other file.

    A file is a template when it has a `Resources` mapping and a format version, SAM's transform or a resource of an
    `AWS::` type; Helm and Jinja sources are none. Spans are byte offsets into `source`. Nothing is raised: a broken
    file yields what can still be told from its indentation.
    """
    if len(source) > MAX_BYTES or b"Resources" not in source or not any(sign in source for sign in _SIGNS):
        return NOTHING
    file = read_yaml(source)
    if file.templated:
        return NOTHING
    for document in file.documents:
        root = mapping(document)
        declared = mapping(root.get("Resources")) if root is not None else None
        if root is None or declared is None:
            continue
        found = list(islice(_resource_entries(declared, _MAX_LOOPS), _MAX_RESOURCES))
        if _is_template(root, found):
            parameters = parameters_of(root)
            texts = {parameter.name: parameter.texts for parameter in parameters}
            resources = _read_resources(path, source, root, found, texts)
            return Template(resources, parameters, outputs_of(root, texts))
    return NOTHING


def resources_among(path: str, source: bytes, root: Mapping) -> tuple[Resource, ...]:
    """Return the resources of a mapping with a `Resources` of its own, part of a file of another kind."""
    declared = mapping(root.get("Resources"))
    if declared is None:
        return ()
    found = list(islice(_resource_entries(declared, _MAX_LOOPS), _MAX_RESOURCES))
    return _read_resources(path, source, root, found, {})


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
    path: str,
    source: bytes,
    root: Mapping,
    found: list[tuple[Entry, Mapping, str]],
    texts: dict[str, tuple[str, ...]],
) -> tuple[Resource, ...]:
    shared = mapping(root.get("Globals"))
    of_functions = mapping(shared.get("Function")) if shared is not None else None
    resources: list[Resource] = []
    left = _MAX_FACTS
    for entry, value, kind in found:
        own = mapping(value.get("Properties"))
        limit = max(min(_MAX_PROPERTIES, left), 0)
        events = events_of(own, limit) if own is not None and kind.startswith("AWS::Serverless::") else ()
        events += paths_of(kind, own, limit) if own is not None else ()
        variables = variables_of(kind, own, of_functions if kind in _INHERITING else None, texts) if left > 0 else ()
        left -= len(variables)
        environment = variables if kind in FUNCTION_TYPES else ()
        inherited = of_functions if kind in _INHERITING else None
        properties = tuple(islice(properties_of(kind, value, inherited, environment), max(limit - len(events), 0)))
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
                variables=variables,
                grants=grants_of(kind, own) if left > 0 else (),
                references=ties_of(kind, own) if left > 0 else (),
                names=physical_names(kind, own, texts),
            )
        )
    resources.sort(key=lambda resource: resource.name_span)
    return tuple(resources)
