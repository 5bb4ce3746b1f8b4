"""Cloud resources declared in templates."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.location import Span


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a CloudFormation or SAM template.

    `type` is the full type (`AWS::DynamoDB::Table`). `name_span` covers the logical id in `path`; `line` is 1-based.
    `properties` are the literal scalar properties worth showing (Handler, CodeUri, Runtime, TableName, QueueName ...).
    """

    logical_id: str
    type: str
    path: str
    line: int
    name_span: Span
    description: str = ""
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """The resources of one template file, in source order."""

    resources: tuple[Resource, ...] = ()
