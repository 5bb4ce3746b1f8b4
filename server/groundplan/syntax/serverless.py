"""Serverless Framework: the functions, events and resources of a serverless.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from groundplan.model.resource import Grant, Resource, Template, TemplateEvent, Variable
from groundplan.syntax.cloudformation.comments import comment_above
from groundplan.syntax.cloudformation.events import event_title
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.links import variable
from groundplan.syntax.cloudformation.policies import statements_of
from groundplan.syntax.cloudformation.references import references_of
from groundplan.syntax.cloudformation.template import MAX_BYTES, resources_among
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import Entry, Mapping, Scalar, Sequence, Value, literal, mapping

SERVERLESS_FUNCTION = "Serverless::Function"

_MAX_FUNCTIONS = 1_000
_MAX_EVENTS = 200  # of one function
_MAX_VARIABLES = 500
_MAX_DEPTH = 6
_SELF = re.compile(r"\$\{self:([\w.-]+)(?:\s*,[^{}]*)?\}")
_WITH_DEFAULT = re.compile(r"""\$\{(?:env|opt|param):[\w.-]+\s*,\s*(?:'([^'{}]*)'|"([^"{}]*)")\}""")
_KINDS = {
    "http": "Api",
    "httpApi": "HttpApi",
    "sqs": "SQS",
    "sns": "SNS",
    "s3": "S3",
    "schedule": "Schedule",
    "eventBridge": "EventBridgeRule",
    "kafka": "SelfManagedKafka",
    "msk": "MSK",
    "cloudwatchLog": "CloudWatchLogs",
    "cognitoUserPool": "Cognito",
    "alexaSkill": "AlexaSkill",
    "iot": "IoTRule",
}
_SOURCE = {
    "sqs": ("arn",),
    "sns": ("arn", "topicName"),
    "s3": ("bucket",),
    "stream": ("arn",),
    "schedule": ("rate",),
    "eventBridge": ("schedule", "pattern", "eventBus"),
    "cognitoUserPool": ("pool",),
    "cloudwatchLog": ("logGroup",),
}


def read_serverless(path: str, source: bytes) -> Template:
    """Return what a serverless.yml declares: its functions, of type `SERVERLESS_FUNCTION`, and its resources.

    Any YAML file with `provider` and `functions` mappings is one. `${self:…}` is looked up in the file; all other
    variables stay as they are written. Nothing is raised.
    """
    if len(source) > MAX_BYTES or b"provider" not in source or b"functions" not in source:
        return Template()
    for document in read_yaml(source).documents:
        root = mapping(document)
        provider = mapping(root.get("provider")) if root is not None else None
        if root is not None and provider is not None and root.entry("functions") is not None:
            return _Reader(path, source, root, provider).read()
    return Template()


class _Reader:
    def __init__(self, path: str, source: bytes, root: Mapping, provider: Mapping) -> None:
        self._path = path
        self._source = source
        self._root = root
        self._provider = provider

    def read(self) -> Template:
        role = mapping(mapping_at(self._provider, "iam", "role"))
        shared = (
            *statements_of(self._provider.get("iamRoleStatements")),
            *(statements_of(role.get("statements")) if role is not None else ()),
        )
        found = [self._function(entry, shared) for entry in islice(self._functions(), _MAX_FUNCTIONS)]
        for part in self._parts(self._root.get("resources")):
            found += resources_among(self._path, self._source, part)
        found = [self._filled(resource) for resource in found]
        return Template(tuple(sorted(found, key=lambda resource: resource.name_span)))

    def _parts(self, value: Value | None) -> list[Mapping]:
        items = value.items[:100] if isinstance(value, Sequence) else (value,)
        return [item for item in items if isinstance(item, Mapping)]

    def _functions(self) -> Iterator[Entry]:
        for part in self._parts(self._root.get("functions")):
            yield from (entry for entry in part.by_key().values() if isinstance(entry.value, Mapping))

    def _function(self, entry: Entry, shared: tuple[Grant, ...]) -> Resource:
        own = mapping(entry.value)
        assert own is not None  # only mappings are handed on
        events = tuple(islice(self._events(own), _MAX_EVENTS))
        artifact = mapping_at(own, "package", "artifact") or mapping_at(self._root, "package", "artifact")
        properties = [
            (name, shown(value))
            for name, value in (
                ("FunctionName", own.get("name")),
                ("Handler", own.get("handler")),
                ("CodeUri", artifact),
                ("ImageUri", own.get("image")),
                ("Runtime", own.get("runtime") or self._provider.get("runtime")),
                ("Timeout", own.get("timeout")),
                ("MemorySize", own.get("memorySize")),
            )
            if value is not None
        ]
        variables = tuple(islice(self._variables(own), _MAX_VARIABLES))
        properties += [(f"env:{each.name}", each.value) for each in variables]
        properties += [(f"event:{each.name}", event_title(each)) for each in events]
        name = shown(own.get("name"))
        return Resource(
            logical_id=entry.key,
            type=SERVERLESS_FUNCTION,
            path=self._path,
            line=entry.line,
            name_span=entry.key_span,
            description=literal(own.get("description")) or comment_above(self._source, entry.key_start),
            properties=tuple((key, self._fill(value)) for key, value in properties),
            events=events,
            variables=variables,
            grants=(*statements_of(own.get("iamRoleStatements")), *shared),
            names=(name,) if name else (),
        )

    def _variables(self, own: Mapping) -> Iterator[Variable]:
        given: set[str] = set()
        for owner in (own, self._provider):
            holder = mapping(owner.get("environment"))
            for entry in holder.by_key().values() if holder is not None else ():
                if entry.key not in given:
                    given.add(entry.key)
                    yield variable(entry.key, entry.value, entry.line, {})

    def _events(self, own: Mapping) -> Iterator[TemplateEvent]:
        listed = own.get("events")
        for position, item in enumerate(listed.items[:_MAX_EVENTS] if isinstance(listed, Sequence) else ()):
            holder = mapping(item)
            if holder is None:
                if literal(item) in ("httpApi", "http"):
                    yield TemplateEvent(str(position + 1), _KINDS[literal(item)], "ANY", "$default", "", item.line)
                continue
            for entry in holder.entries[:1]:
                yield self._event(f"{entry.key}{position + 1}", entry)

    def _event(self, name: str, entry: Entry) -> TemplateEvent:
        kind, value = entry.key, entry.value
        detail = mapping(value)
        if kind in ("http", "httpApi"):
            if detail is not None and detail.entry("path") is not None:
                method, path = literal(detail.get("method")), literal(detail.get("path"))
            elif literal(value) in ("true", "false"):  # Azure's has its path beside it
                return TemplateEvent(name, _KINDS[kind], "ANY", "", "", entry.line)
            else:
                method, _, path = literal(value).strip().partition(" ")
                method, path = (method, path) if path else ("", method)
            path = self._fill(path.strip())
            path = "$default" if path == "*" else "/" + path.lstrip("/")
            method = "ANY" if method.upper() in ("", "ANY", "*") else method.upper()
            return TemplateEvent(name, _KINDS[kind], method, path, "", entry.line)
        target: Value | None = value
        if detail is not None:
            target = next((found for key in _SOURCE.get(kind, ()) if (found := detail.get(key)) is not None), value)
        type_name = _KINDS.get(kind, kind[:1].upper() + kind[1:])
        if kind == "stream":
            dynamo = (detail is not None and literal(detail.get("type")) == "dynamodb") or "dynamodb" in shown(target)
            type_name = "DynamoDB" if dynamo else "Kinesis"
        text = self._fill(shown(target))
        return TemplateEvent(name, type_name, "", "", text, entry.line, references_of(target))

    def _filled(self, resource: Resource) -> Resource:
        return replace(
            resource,
            names=tuple(map(self._fill, resource.names)),
            variables=tuple(replace(each, texts=tuple(map(self._fill, each.texts))) for each in resource.variables),
        )

    def _fill(self, text: str, depth: int = _MAX_DEPTH) -> str:
        """Put in what `${self:custom.name}` stands for, and defaults; what else is no text stays as it is."""
        text = _WITH_DEFAULT.sub(lambda match: match[1] or match[2] or "", text)
        if "${self:" not in text or depth < 0:
            return text

        def looked_up(match: re.Match[str]) -> str:
            value = mapping_at(self._root, *match[1].split("."))
            if isinstance(value, Scalar) and not value.tag:
                return self._fill(value.text[:200], depth - 1)
            return match[0]

        return _SELF.sub(looked_up, text)[:400]


def mapping_at(owner: Mapping, *keys: str) -> Value | None:
    """Return the value below keys of nested mappings."""
    value: Value | None = owner
    for key in keys:
        holder = mapping(value)
        value = holder.get(key) if holder is not None else None
    return value
