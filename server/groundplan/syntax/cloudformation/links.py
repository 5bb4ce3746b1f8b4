"""The properties that tie resources together, and what variables a resource is given."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from itertools import islice

from groundplan.model.resource import Variable
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.properties import FUNCTION_TYPES
from groundplan.syntax.cloudformation.references import possible_texts, references_of
from groundplan.syntax.yaml_values import Mapping, Value, literal, mapping

STACK_TYPES = frozenset(("AWS::CloudFormation::Stack", "AWS::Serverless::Application"))

_MAX_VARIABLES = 500
_TYING = (
    *("FunctionName", "EventSourceArn", "Role", "Roles", "Targets", "Target", "TopicArn", "Endpoint"),
    *("RestApiId", "ApiId", "ResourceId", "ParentId", "Integration", "IntegrationUri", "AuthorizerId"),
    *("NotificationConfiguration", "RedrivePolicy", "DeadLetterConfig", "DeadLetterQueue", "Subscription"),
    *("DefinitionSubstitutions", "TaskDefinition", "Cluster", "Source", "Destination", "Layers", "SourceArn"),
    *("KMSMasterKeyId", "KmsMasterKeyId", "QueueName", "TableName", "UserPoolId"),
)
_NAMES = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::DynamoDB::GlobalTable": "TableName",
    "AWS::Serverless::SimpleTable": "TableName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::Serverless::Function": "FunctionName",
    "AWS::Lambda::Function": "FunctionName",
    "AWS::StepFunctions::StateMachine": "StateMachineName",
    "AWS::Serverless::StateMachine": "Name",
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::IAM::Role": "RoleName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::RDS::DBCluster": "DBClusterIdentifier",
}


def physical_names(
    resource_type: str, own: Mapping | None, parameters: Dictionary[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the names that a resource can have in the cloud; () where the template leaves that to the cloud."""
    return possible_texts(own.get(_NAMES.get(resource_type, "Name")), parameters) if own is not None else ()


def ties_of(resource_type: str, own: Mapping | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the properties that refer to other resources, with the logical ids; in the order of the template."""
    if own is None:
        return ()
    found = []
    for entry in own.by_key().values():
        if entry.key in _TYING and not (entry.key in ("QueueName", "TableName") and resource_type in _NAMES):
            targets = references_of(entry.value)
            if not targets and entry.key in ("FunctionName", "Source", "Destination"):
                targets = tuple(filter(None, (_plain_id(entry.value),)))
            if targets:
                found.append((entry.key, targets))
    return tuple(found)


def _plain_id(value: Value) -> str:
    inner = mapping(value)
    return literal(inner.get("Id")) if inner is not None else literal(value)


def variables_of(
    resource_type: str, own: Mapping | None, inherited: Mapping | None, parameters: Dictionary[str, tuple[str, ...]]
) -> tuple[Variable, ...]:
    """Return a function's environment with what Globals add to it, a nested stack's arguments, a container's."""
    return tuple(islice(_variables(resource_type, own, inherited, parameters), _MAX_VARIABLES))


def _variables(
    resource_type: str, own: Mapping | None, inherited: Mapping | None, parameters: Dictionary[str, tuple[str, ...]]
) -> Iterator[Variable]:
    given: set[str] = set()
    if resource_type in STACK_TYPES:
        yield from _entries(_mapping_at(own, "Parameters"), given, parameters)
    elif resource_type in FUNCTION_TYPES:
        for owner in (own, inherited):
            yield from _entries(_mapping_at(_mapping_at(owner, "Environment"), "Variables"), given, parameters)
    elif resource_type == "AWS::ECS::TaskDefinition" and own is not None:
        yield from _container_variables(own.get("ContainerDefinitions"), parameters)


def _container_variables(value: Value | None, parameters: Dictionary[str, tuple[str, ...]]) -> Iterator[Variable]:
    for container in getattr(value, "items", ())[:20]:
        holder = mapping(container)
        for key, text in (("Environment", "Value"), ("Secrets", "ValueFrom")):
            listed = holder.get(key) if holder is not None else None
            for item in getattr(listed, "items", ())[:_MAX_VARIABLES]:
                pair = mapping(item)
                name = literal(pair.get("Name")) if pair is not None else ""
                if pair is not None and name:
                    yield variable(name, pair.get(text), pair.line, parameters)


def _mapping_at(owner: Mapping | None, key: str) -> Mapping | None:
    found = mapping(owner.get(key)) if owner is not None else None
    return None if found is None or found.tag else found


def _entries(
    holder: Mapping | None, given: set[str], parameters: Dictionary[str, tuple[str, ...]]
) -> Iterator[Variable]:
    for entry in holder.by_key().values() if holder is not None else ():
        if entry.key not in given and not entry.key.startswith("Fn::"):
            given.add(entry.key)
            yield variable(entry.key, entry.value, entry.line, parameters)


def variable(name: str, value: Value | None, line: int, parameters: Dictionary[str, tuple[str, ...]]) -> Variable:
    """Return a name with all that is known of its value."""
    return Variable(name, shown(value), line, references_of(value), possible_texts(value, parameters))
