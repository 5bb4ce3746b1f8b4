"""Which properties of a resource are worth showing, and their values on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from groundplan.model.resource import Variable
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.yaml_values import Mapping, Value, literal, mapping, sequence

Property = tuple[str, str]

FUNCTION_TYPES = frozenset(("AWS::Serverless::Function", "AWS::Lambda::Function"))

_NAMES = (
    "TableName",
    "QueueName",
    "FunctionName",
    "BucketName",
    "TopicName",
    "Name",
    "StreamName",
    "StateMachineName",
    "UserPoolName",
    "RoleName",
    "LogGroupName",
    "LayerName",
    "RepositoryName",
    "ClusterName",
    "DBInstanceIdentifier",
)
_FUNCTION = ("Handler", "CodeUri", "ImageUri", "PackageType", "Runtime", "Timeout", "MemorySize")
_OF_TYPE = {
    "AWS::Serverless::Api": ("StageName", "DefinitionUri"),
    "AWS::Serverless::HttpApi": ("StageName", "DefinitionUri"),
    "AWS::Serverless::StateMachine": ("DefinitionUri",),
    "AWS::Serverless::LayerVersion": ("ContentUri",),
    "AWS::Serverless::Application": ("Location",),
    "AWS::CloudFormation::Stack": ("TemplateURL",),
    "AWS::ApiGatewayV2::Route": ("RouteKey", "Target"),
    "AWS::ApiGateway::Resource": ("PathPart",),
    "AWS::ApiGateway::Method": ("HttpMethod",),
    "AWS::Lambda::EventSourceMapping": ("EventSourceArn",),
    "AWS::Events::Rule": ("ScheduleExpression", "EventPattern"),
    "AWS::Scheduler::Schedule": ("ScheduleExpression",),
    "AWS::SNS::Subscription": ("Protocol", "TopicArn", "Endpoint"),
    "AWS::SQS::Queue": ("FifoQueue", "VisibilityTimeout"),
    "AWS::DynamoDB::Table": ("BillingMode",),
}
_MAX_ITEMS = 40  # a table has at most 20 global and 5 local indexes
_TABLE_TYPES = frozenset(("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"))


def properties_of(
    resource_type: str, resource: Mapping, inherited: Mapping | None, variables: Sequence[Variable]
) -> Iterator[Property]:
    """Yield the properties worth showing of a resource.

    `inherited` is what SAM's Globals say of functions: a property of the resource's own comes before it. `variables`
    are the function's environment.
    """
    own = mapping(resource.get("Properties"))
    present = own.by_key() if own is not None else {}
    for name in _NAMES + _OF_TYPE.get(resource_type, ()):
        if name in present:
            yield from _shown_as(name, _get(own, name))
    if resource_type in FUNCTION_TYPES:
        yield from _function_properties(resource, own, inherited, variables)
    elif resource_type in _TABLE_TYPES:
        yield from _table_properties(own)
    elif resource_type == "AWS::Serverless::SimpleTable":
        # Without a key of its own, SAM gives the table a string key named `id`.
        yield "key", shown(_get(mapping(_get(own, "PrimaryKey")), "Name")) or "id"
    elif resource_type == "AWS::SQS::Queue":
        redrive = mapping(_get(own, "RedrivePolicy"))
        yield from _shown_as("dlq", _get(redrive, "deadLetterTargetArn"))


def _get(owner: Mapping | None, key: str) -> Value | None:
    return None if owner is None else owner.get(key)


def _shown_as(name: str, value: Value | None) -> Iterator[Property]:
    text = shown(value)
    if text:
        yield name, text


def _function_properties(
    resource: Mapping, own: Mapping | None, inherited: Mapping | None, variables: Sequence[Variable]
) -> Iterator[Property]:
    for name in _FUNCTION:
        value = _get(own, name)
        yield from _shown_as(name, _get(inherited, name) if value is None else value)
    code = _get(own, "Code")
    if mapping(code) is None:
        yield from _shown_as("CodeUri", code)
    else:
        yield from _shown_as("ImageUri", _get(mapping(code), "ImageUri"))
    metadata = mapping(resource.get("Metadata"))
    for name in ("BuildMethod", "DockerContext", "Dockerfile"):
        yield from _shown_as(name, _get(metadata, name))
    for holder in ("DeadLetterQueue", "DeadLetterConfig"):
        yield from _shown_as("dlq", _get(mapping(_get(own, holder)), "TargetArn"))
    for variable in variables:
        yield f"env:{variable.name}", variable.value


def _table_properties(own: Mapping | None) -> Iterator[Property]:
    yield from _keys("key", _get(own, "KeySchema"))
    for prefix, name in (("gsi", "GlobalSecondaryIndexes"), ("lsi", "LocalSecondaryIndexes")):
        indexes = sequence(_get(own, name))
        if indexes is None or indexes.tag:
            continue
        for item in indexes.items[:_MAX_ITEMS]:
            index = mapping(item)
            yield from _keys(f"{prefix}:{shown(_get(index, 'IndexName'))}", _get(index, "KeySchema"))


def _keys(name: str, schema: Value | None) -> Iterator[Property]:
    """Yield a key schema as its attributes, the partition key first."""
    listed = sequence(schema)
    if listed is None or listed.tag:
        return
    attributes: list[tuple[bool, str]] = []
    for item in listed.items[:_MAX_ITEMS]:
        element = mapping(item)
        attribute = shown(_get(element, "AttributeName"))
        if attribute:
            attributes.append((literal(_get(element, "KeyType")) == "RANGE", attribute))
    if attributes:
        attributes.sort(key=lambda pair: pair[0])
        yield name, ", ".join(attribute for _, attribute in attributes)
