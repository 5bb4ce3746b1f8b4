"""Resources that a CDK app in Go declares: `awsdynamodb.NewTable(stack, jsii.String("Jobs"), …)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from groundplan.detect.walking import nodes_in
from groundplan.model.expression import Assign, Call, Expression, Literal, Name, Selector, Text
from groundplan.model.go import GoFile
from groundplan.model.location import Span
from groundplan.model.resource import Grant, Resource, TemplateEvent, Variable

_LIBRARY = re.compile(r"/aws-cdk-go/awscdk(?:/v\d+)?/aws(\w+)$|/aws-cdk-go/aws(cdklambdagoalpha|\w+alpha)(?:/v\d+)?$")
_NOT_RESOURCES = re.compile(
    r"(?:targets|eventsources|integrations|subscriptions|destinations|actions|assets|authorizers)$"
)
_SERVICES = {
    "dynamodb": "DynamoDB",
    "sqs": "SQS",
    "sns": "SNS",
    "s3": "S3",
    "ssm": "SSM",
    "iam": "IAM",
    "ec2": "EC2",
    "ecs": "ECS",
    "rds": "RDS",
    "kms": "KMS",
    "ecr": "ECR",
    "apigateway": "ApiGateway",
    "msk": "MSK",
    "apigatewayv2": "ApiGatewayV2",
    "stepfunctions": "StepFunctions",
    "secretsmanager": "SecretsManager",
    "elasticache": "ElastiCache",
    "cloudwatch": "CloudWatch",
    "cloudfront": "CloudFront",
    "route53": "Route53",
    "certificatemanager": "CertificateManager",
    "cdklambdagoalpha": "Lambda",
    "events": "Events",
    "wafv2": "WAFv2",
}
_THINGS = {
    "GoFunction": "Function",
    "DockerImageFunction": "Function",
    "SingletonFunction": "Function",
    "TableV2": "Table",
    "StringParameter": "Parameter",
    "LambdaRestApi": "RestApi",
    "HttpApi": "Api",
    "DatabaseInstance": "DBInstance",
    "DatabaseCluster": "DBCluster",
    "WebSocketApi": "Api",
}
_NAMED = ("TableName", "QueueName", "TopicName", "BucketName", "FunctionName", "SecretName", "ParameterName")
_SHOWN = (*_NAMED, "Handler", "Description", "Schedule", "RestApiName", "ApiName", "StateMachineName", "EventBusName")
_QUEUED = {
    "SqsEventSource": "SQS",
    "DynamoEventSource": "DynamoDB",
    "KinesisEventSource": "Kinesis",
    "SnsEventSource": "SNS",
}
_METHOD = re.compile(r"(?:HttpMethod|Method)_(\w+)")


def uses_cdk(facts: GoFile) -> bool:
    """Tell whether a file imports packages of the CDK."""
    return any("/aws-cdk-go/" in each.path for each in facts.imports)


def cdk_resources(path: str, facts: GoFile) -> tuple[Resource, ...]:
    """Return the resources that a file's functions declare, in source order; types are CloudFormation's.

    What is no literal stays as it is written, a call as `table.TableName()`. Constructs whose id is made at run time
    are left out.
    """
    services = {
        each.alias or each.path.removesuffix("/v2").rsplit("/", 1)[-1]: _service(each.path) for each in facts.imports
    }
    found: list[Resource] = []
    for function in facts.functions:
        found.extend(_Program(path, services).run(tuple(nodes_in(function.body))))
    return tuple(found)


def _service(import_path: str) -> str:
    match = _LIBRARY.search(import_path)
    name = (match[1] or match[2]) if match is not None else ""
    return "" if _NOT_RESOURCES.search(name) else name


@dataclass(slots=True)
class _Draft:
    resource: Resource
    events: list[TemplateEvent] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)


class _Program:
    """The constructs of one function, with the variables that hold them."""

    def __init__(self, path: str, services: dict[str, str]) -> None:
        self._path = path
        self._services = services
        self._drafts: dict[str, _Draft] = {}
        self._held: dict[str, str] = {}  # variable or field -> logical id

    def run(self, nodes: tuple[object, ...]) -> Iterator[Resource]:
        for node in nodes:
            if isinstance(node, Call):
                self._construct(node)
            elif isinstance(node, Assign):
                for target, value in zip(node.targets, node.values, strict=False):
                    made = self._construct(value) if isinstance(value, Call) else ""
                    if made and _last_name(target):
                        self._held[_last_name(target)] = made
        for node in nodes:
            if isinstance(node, Call) and isinstance(node.callee, Selector):
                self._wire(node, node.callee)
        variables = {each: self._variables(each, nodes) for each in self._drafts}
        for name, draft in self._drafts.items():
            properties = [
                *draft.resource.properties,
                *((f"env:{each.name}", each.value) for each in variables[name]),
                *((f"event:{each.name}", f"{each.method} {each.path}".strip() or each.type) for each in draft.events),
            ]
            yield replace(
                draft.resource,
                properties=tuple(properties),
                events=tuple(draft.events),
                variables=variables[name],
                grants=tuple(draft.grants),
            )

    def _construct(self, call: Call) -> str:
        """Take note of a construct; returns its logical id, "" where the call makes none."""
        callee = call.callee
        if not isinstance(callee, Selector) or not isinstance(callee.operand, Name) or len(call.args) < 2:
            return ""
        service, thing = self._services.get(callee.operand.name, ""), callee.name.removeprefix("New")
        logical_id = _text(call.args[1])
        if not service or thing == callee.name or not logical_id or _text(call.args[0]):
            return ""
        if logical_id not in self._drafts:
            thing = thing.removeprefix("Cfn")
            owner = _SERVICES.get(service, service.capitalize())
            kind = f"AWS::{owner}::{_THINGS.get(thing, thing)}"
            span = Span(call.offset, call.offset + len(callee.name))
            properties = tuple(_properties(call.args[2], thing)) if len(call.args) > 2 else ()
            names = tuple(value for key, value in properties if key in _NAMED and "(" not in value)
            description = next((value for key, value in properties if key == "Description"), "")
            resource = Resource(logical_id, kind, self._path, call.line, span, description, properties, names=names)
            self._drafts[logical_id] = _Draft(resource)
        return logical_id

    def _wire(self, call: Call, callee: Selector) -> None:
        """Follow what ties constructs together: grants, event sources, routes."""
        owner = self._held.get(_last_name(callee.operand), "")
        if callee.name.startswith("Grant") and owner and call.args:
            holder = self._drafts.get(self._held.get(_last_name(call.args[0]), ""))
            if holder is not None:
                holder.grants.append(Grant(callee.name, (), (owner,), owner, call.line))
        elif callee.name == "AddEventSource" and owner and call.args:
            for source in _calls(call.args[0]):
                kind = _QUEUED.get(_last_name(source.callee).removeprefix("New"))
                target = self._held.get(_last_name(source.args[0]), "") if source.args else ""
                if kind is not None:
                    event = TemplateEvent(
                        f"{kind}{source.line}", kind, "", "", target, source.line, (target,) if target else ()
                    )
                    self._drafts[owner].events.append(event)
        elif callee.name == "AddRoutes" and call.args:
            self._add_route(call)

    def _add_route(self, call: Call) -> None:
        options = _literal(call.args[0])
        if options is None:
            return
        path = _text(options.get("Path"))
        methods = _METHOD.findall(_shown(options.get("Methods")))
        for integration in _calls(options.get("Integration")):
            for argument in integration.args:
                draft = self._drafts.get(self._held.get(_last_name(argument), ""))
                if draft is not None and path:
                    for method in methods or ["ANY"]:
                        name = f"Route{call.line}{method}"
                        draft.events.append(TemplateEvent(name, "HttpApi", method, path, "", call.line))

    def _variables(self, logical_id: str, nodes: tuple[object, ...]) -> tuple[Variable, ...]:
        for node in nodes:
            if isinstance(node, Call) and len(node.args) > 2 and _text(node.args[1]) == logical_id:
                options = _literal(node.args[2])
                given = options.get("Environment") if options is not None else None
                holder = given if isinstance(given, Literal) else next(iter(_literals(given)), None)
                if holder is None:
                    continue
                found = []
                for key, value in holder.elements:
                    if key is not None and _text(key):
                        targets = tuple(dict.fromkeys(self._referred(value)))
                        texts = (_text(value),) if _text(value) else ()
                        found.append(Variable(_text(key), _shown(value), holder.line, targets, texts))
                return tuple(found)
        return ()

    def _referred(self, value: Expression) -> Iterator[str]:
        for call in _calls(value):
            if isinstance(call.callee, Selector) and _last_name(call.callee.operand) in self._held:
                yield self._held[_last_name(call.callee.operand)]


def _properties(options: Expression, thing: str) -> Iterator[tuple[str, str]]:
    values = _literal(options)
    if values is None:
        return
    for key in _SHOWN:
        if key in values:
            yield key, _shown(values[key])
    if thing == "GoFunction":
        yield "Runtime", "provided.al2023"
        if "Entry" in values:
            yield "CodeUri", _shown(values["Entry"])
    elif "Runtime" in values:
        yield (
            "Runtime",
            _shown(values["Runtime"]).rpartition("Runtime_")[2].removesuffix("()").lower().replace("_", ".", 1),
        )
        for call in _calls(values.get("Code")):
            if call.args and _text(call.args[0]):
                yield "CodeUri", _text(call.args[0])
                break
    keys = [_key(values.get(each)) for each in ("PartitionKey", "SortKey")]
    if any(keys):
        yield "key", ", ".join(key for key in keys if key)


def _key(value: Expression | None) -> str:
    for literal in _literals(value):
        for key, part in literal.elements:
            if isinstance(key, Name) and key.name == "Name":
                return _text(part)
    return ""


def _text(value: Expression | None) -> str:
    """Return a string that is written out, also within `jsii.String("…")` and the like."""
    if isinstance(value, Text):
        return value.value
    if isinstance(value, Call) and len(value.args) == 1 and _last_name(value.callee) in ("String", "Str", "Ptr", "To"):
        return _text(value.args[0])
    return ""


def _shown(value: Expression | None) -> str:
    """Return an expression as it is written, as far as it is kept."""
    text = _text(value)
    if text or value is None:
        return text
    if isinstance(value, Name):
        return value.name
    if isinstance(value, Selector):
        return f"{_shown(value.operand)}.{value.name}"
    if isinstance(value, Call):
        return f"{_shown(value.callee)}({', '.join(_shown(each) for each in value.args)})"
    if isinstance(value, Literal):
        return f"{{{', '.join(_shown(each) for _, each in value.elements)}}}"
    parts = getattr(value, "parts", ())
    return ", ".join(filter(None, map(_shown, parts)))


def _literal(value: Expression | None) -> dict[str, Expression] | None:
    """Return the fields of a composite literal, also behind `&`."""
    for literal in _literals(value):
        return {key.name: part for key, part in literal.elements if isinstance(key, Name)}
    return None


def _literals(value: Expression | None) -> Iterator[Literal]:
    if isinstance(value, Literal):
        yield value
    elif value is not None:
        for part in getattr(value, "parts", ()):
            yield from _literals(part)


def _calls(value: Expression | None) -> Iterator[Call]:
    """Yield the calls of an expression, outer before inner."""
    if value is None:
        return
    if isinstance(value, Call):
        yield value
        for each in (value.callee, *value.args):
            yield from _calls(each)
    elif isinstance(value, Selector):
        yield from _calls(value.operand)
    elif isinstance(value, Literal):
        for _, part in value.elements:
            yield from _calls(part)
    else:
        for part in getattr(value, "parts", ()):
            yield from _calls(part)


def _last_name(value: Expression | None) -> str:
    if isinstance(value, Name):
        return value.name
    return value.name if isinstance(value, Selector) else ""
