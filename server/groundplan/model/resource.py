"""Cloud resources declared in templates."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.location import Span
from groundplan.model.route import DeclaredRoutes


@dataclass(frozen=True, slots=True)
class TemplateEvent:
    """What starts a function or a state machine, as declared under `Events` of a SAM resource.

    `type` is SAM's ("Api", "HttpApi", "SQS", "Schedule" ...). `method` (upper case, "ANY" for all) and `path` are those
    of Api and HttpApi, else "". `target` is the source: the queue, topic, stream, bucket, schedule or API, expressions
    as `!GetAtt Queue.Arn`, "" when none is named; `sources` are the logical ids that it can refer to. `function` is the
    logical id of what is started where that is not the resource with the event: a path in an API's definition. `line`
    is that of the event's name, 1-based.
    """

    name: str
    type: str
    method: str
    path: str
    target: str
    line: int
    sources: tuple[str, ...] = ()
    function: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that a template gives a value: an environment variable of a function, an argument of a nested stack.

    `value` is on one line, an expression as `!Ref Table`. `targets` are the logical ids and parameters that the value
    can refer to, "Stack.Outputs.Name" for another stack's output and "import:Name" for an exported one; `texts` are the
    texts that it can have, what is not known as `${Name}`. `line` is 1-based.
    """

    name: str
    value: str
    line: int
    targets: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """What a policy allows: `actions` ("dynamodb:GetItem") on `targets`, the logical ids among its resources.

    `policy` is the name of SAM's policy template or of a managed policy, "" for a statement. `resource` is what the
    statement says of its resources, on one line. `line` is 1-based.
    """

    policy: str
    actions: tuple[str, ...]
    targets: tuple[str, ...]
    resource: str
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a template: CloudFormation, SAM, Serverless Framework, Terraform; or a table of an SQL migration.

    `type` is the full type (`AWS::DynamoDB::Table`, `aws_dynamodb_table`, `SQL::Table`). `name_span` covers the logical
    id in `path`, without quotes;
    `line` is 1-based. `description` is the Description property, else the comment right above the resource.
    `properties` are the properties worth showing, each value on one line, literal or as an expression
    (`!Ref BookingsTable`): under the template's names (Handler, CodeUri, Runtime, TableName ...), and of our own making
    `key`, `gsi:<index>` and `lsi:<index>` ("owner, created"), `env:<VARIABLE>`, `event:<Name>` ("POST /v1/x"), `dlq`.
    They include what SAM's Globals give a function. `events`, `variables` and `grants` are in source order.
    `references` are (property, logical ids) of the properties that tie resources together: FunctionName,
    EventSourceArn, Role ... `names` are the physical names that it can have, what is not known as `${Name}`.
    """

    logical_id: str
    type: str
    path: str
    line: int
    name_span: Span
    description: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    events: tuple[TemplateEvent, ...] = ()
    variables: tuple[Variable, ...] = ()
    grants: tuple[Grant, ...] = ()
    references: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[str, ...] = ()

    def property(self, name: str) -> str:
        """Return a property's value on one line, "" when the resource does not show it."""
        return next((value for key, value in self.properties if key == name), "")


@dataclass(frozen=True, slots=True)
class Build:
    """A `go build` in a Makefile: the folder or file of its package and its output, relative to the workspace root.

    `target` is the rule that it stands in. Target, package and output have `*` where a pattern or a variable stands.
    `line` is 1-based.
    """

    target: str
    package: str
    output: str
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """What one file says of infrastructure, in source order.

    `parameters` are a template's parameters, a variable's `texts` being the default or the allowed values; `outputs`
    are its outputs, with the export's name as a second output `import:Name`. `declared` are the routes of a file that
    is an API's specification.
    """

    resources: tuple[Resource, ...] = ()
    parameters: tuple[Variable, ...] = ()
    outputs: tuple[Variable, ...] = ()
    builds: tuple[Build, ...] = ()
    declared: tuple[DeclaredRoutes, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the file says nothing of infrastructure."""
        return not (self.resources or self.parameters or self.outputs or self.builds)
