"""The `Events` of SAM functions and state machines."""

from __future__ import annotations

from itertools import islice

from groundplan.model.resource import TemplateEvent
from groundplan.syntax.cloudformation.expressions import constant, shown
from groundplan.syntax.yaml_values import Mapping, mapping

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
        target = shown(own.get(source)) if own and source else ""
        found.append(TemplateEvent(entry.key, kind, method, path, target, entry.line))
    return tuple(found)


def event_title(event: TemplateEvent) -> str:
    """Return an event in a few words: "POST /v1/x", "SQS !GetAtt Queue.Arn", "Schedule rate(1 day)"."""
    if event.type in _ROUTED:
        return f"{event.method} {event.path}".rstrip()
    return f"{event.type} {event.target}".rstrip()
