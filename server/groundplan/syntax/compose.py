"""Docker Compose files: which programs run together, from which image or build, with which settings and ports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from groundplan.model.resource import Resource, Template, Variable
from groundplan.syntax.cloudformation.comments import comment_above
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.links import variable
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import Entry, Mapping, Scalar, Sequence, Value, literal, mapping

COMPOSE_SERVICE = "Compose::Service"

MAX_BYTES = 500_000
_MAX_SERVICES = 300
_MAX_VARIABLES = 300
_NAME = re.compile(r"(?i)(?:^|/)(?:docker-)?compose[^/]*\.ya?ml$")


def is_compose(path: str) -> bool:
    """Tell whether a path is named like a Compose file."""
    return _NAME.search(path) is not None


def read_compose(path: str, source: bytes) -> Template:
    """Return the services of a Compose file, of type `COMPOSE_SERVICE`, in source order. Nothing is raised."""
    if len(source) > MAX_BYTES or b"services" not in source:
        return Template()
    for document in read_yaml(source).documents:
        root = mapping(document)
        services = mapping(root.get("services")) if root is not None else None
        if services is not None:
            entries = islice(services.by_key().values(), _MAX_SERVICES)
            return Template(tuple(_service(path, source, each) for each in entries if isinstance(each.value, Mapping)))
    return Template()


def _service(path: str, source: bytes, entry: Entry) -> Resource:
    own = mapping(entry.value)
    assert own is not None  # only mappings are handed on
    build = own.get("build")
    context = mapping(build)
    variables = tuple(islice(_variables(own.get("environment")), _MAX_VARIABLES))
    properties = [
        ("Image", shown(own.get("image"))),
        ("Build", shown(context.get("context")) if context is not None else shown(build)),
        ("Dockerfile", shown(context.get("dockerfile")) if context is not None else ""),
        ("Command", shown(own.get("command"))),
        ("Ports", ", ".join(_texts(own.get("ports")))),
        ("DependsOn", ", ".join(_names(own.get("depends_on")))),
        *((f"env:{each.name}", each.value) for each in variables),
    ]
    return Resource(
        logical_id=entry.key,
        type=COMPOSE_SERVICE,
        path=path,
        line=entry.line,
        name_span=entry.key_span,
        description=comment_above(source, entry.key_start),
        properties=tuple((name, value) for name, value in properties if value),
        variables=variables,
        names=(name,) if (name := literal(own.get("container_name"))) else (),
    )


def _variables(value: Value | None) -> Iterator[Variable]:
    """Yield the settings of a service, which may be a mapping or a list of `NAME=value`."""
    holder = mapping(value)
    if holder is not None:
        for entry in holder.by_key().values():
            yield variable(entry.key, entry.value, entry.line, {})
    for item in value.items if isinstance(value, Sequence) else ():
        name, _, given = literal(item).partition("=")
        if name:
            yield Variable(name, given, item.line, (), (given,) if given else ())


def _texts(value: Value | None) -> list[str]:
    return [each.text for each in value.items if isinstance(each, Scalar)] if isinstance(value, Sequence) else []


def _names(value: Value | None) -> list[str]:
    holder = mapping(value)
    return list(holder.by_key()) if holder is not None else _texts(value)
