"""The `Events` of SAM functions and state machines."""

from __future__ import annotations

from itertools import islice

from groundplan.model.resource import TemplateEvent
from groundplan.syntax.cloudformation.expressions import constant, shown
from groundplan.syntax.cloudformation.references import references_of
from groundplan.syntax.yaml_values import Mapping, Value, mapping

_ROUTED = frozenset(("Api", "HttpApi"))
_API_OF = {"Api": "RestApiId", "HttpApi": "ApiId"}
_SOURCE_OF = {
    "SQS": "Queue",
    "SNS": "Topic",
    "S3": "Bucket",
    "DynamoDB": "Stream",
    "Kinesis": "Stream",
    "MSK": "Stream",
    "MQ": "Broker",
    "SelfManagedKafka": "Topics",
    "DocumentDB": "Cluster",
    "Schedule": "Schedule",
    "ScheduleV2": "ScheduleExpression",
    "EventBridgeRule": "Pattern",
    "CloudWatchEvent": "Pattern",
    "CloudWatchLogs": "LogGroupName",
    "Cognito": "UserPool",
    "IoTRule": "Sql",
    "AlexaSkill": "SkillId",
}
_ANY_METHODS = frozenset(("", "ANY", "*", "X-AMAZON-APIGATEWAY-ANY-METHOD"))


def events_of(properties: Mapping, limit: int) -> tuple[TemplateEvent, ...]:
    """Return the events under a resource's properties, in source order, at most `limit`."""
    events = mapping(properties.get("Events"))
    if events is None or events.tag:
        return ()
    found: list[TemplateEvent] = []
    for entry in islice(events.by_key().values(), limit):
        event = mapping(entry.value)
        kind = constant(event.get("Type")) if event is not None else ""
        if event is None or not kind:
            continue
        own = mapping(event.get("Properties"))
        method = path = ""
        if kind in _ROUTED:
            # An HttpApi event without a path takes what no other route does.
            path = (shown(own.get("Path")) if own else "") or ("$default" if kind == "HttpApi" else "")
            method = (shown(own.get("Method")) if own else "").upper()
            method = "ANY" if method in _ANY_METHODS else method
        source = _API_OF.get(kind) or _SOURCE_OF.get(kind, "")
        value = own.get(source) if own and source else None
        found.append(TemplateEvent(entry.key, kind, method, path, shown(value), entry.line, references_of(value)))
    return tuple(found)


def paths_of(resource_type: str, properties: Mapping, limit: int) -> tuple[TemplateEvent, ...]:
    """Return the operations of an API's inline OpenAPI definition as events of type Api, at most `limit`.

    What an operation's integration refers to are the event's `sources`; the function among them is its `function`.
    """
    body: Value | None = None
    for name in _DEFINITIONS.get(resource_type, ()):
        body = body or properties.get(name)
    paths = mapping(body.get("paths")) if isinstance(body, Mapping) and not body.tag else None
    found: list[TemplateEvent] = []
    for path in islice(paths.by_key().values(), limit) if paths is not None else ():
        operations = mapping(path.value)
        for entry in operations.by_key().values() if operations is not None and path.key.startswith("/") else ():
            method = entry.key.upper()
            if method not in _OPERATIONS or len(found) >= limit:
                continue
            operation = mapping(entry.value)
            integration = mapping(operation.get("x-amazon-apigateway-integration")) if operation is not None else None
            uri = integration.get("uri") if integration is not None else None
            sources = references_of(uri)
            method = "ANY" if method in _ANY_METHODS else method
            function = sources[0] if sources else ""
            found.append(TemplateEvent(path.key, "Api", method, path.key, shown(uri), entry.line, sources, function))
    return tuple(found)


_DEFINITIONS = {
    "AWS::Serverless::Api": ("DefinitionBody",),
    "AWS::Serverless::HttpApi": ("DefinitionBody",),
    "AWS::ApiGateway::RestApi": ("Body",),
    "AWS::ApiGatewayV2::Api": ("Body",),
}
_OPERATIONS = frozenset(
    ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X-AMAZON-APIGATEWAY-ANY-METHOD")
)


def event_title(event: TemplateEvent) -> str:
    """Return an event in a few words: "POST /v1/x", "SQS !GetAtt Queue.Arn", "Schedule rate(1 day)"."""
    if event.type in _ROUTED:
        return f"{event.method} {event.path}".rstrip()
    return f"{event.type} {event.target}".rstrip()
