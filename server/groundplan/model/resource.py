"""Cloud resources declared in templates."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.location import Span


@dataclass(frozen=True, slots=True)
class TemplateEvent:
    """What starts a function or a state machine, as declared under `Events` of a SAM resource.

    `type` is SAM's ("Api", "HttpApi", "SQS", "Schedule" ...). `method` (upper case, "ANY" for all) and `path` are those
    of Api and HttpApi, else "". `target` is the source: the queue, topic, stream, bucket, schedule or API, expressions
    as `!GetAtt Queue.Arn`, "" when none is named. `line` is that of the event's name, 1-based.
    """

    name: str
    type: str
    method: str
    path: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a CloudFormation or SAM template.

    `type` is the full type (`AWS::DynamoDB::Table`). `name_span` covers the logical id in `path`, without quotes;
    `line` is 1-based. `description` is the Description property, else the comment right above the resource.
    `properties` are the properties worth showing, each value on one line, literal or as an expression
    (`!Ref BookingsTable`): under the template's names (Handler, CodeUri, Runtime, TableName ...), and of our own making
    `key`, `gsi:<index>` and `lsi:<index>` ("owner, created"), `env:<VARIABLE>`, `event:<Name>` ("POST /v1/x"), `dlq`.
    They include what SAM's Globals give a function. `events` are in source order.
    """

    logical_id: str
    type: str
    path: str
    line: int
    name_span: Span
    description: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    events: tuple[TemplateEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """The resources of one template file, in source order."""

    resources: tuple[Resource, ...] = ()
