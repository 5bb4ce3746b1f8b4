"""What a resource's policies allow: statements, managed policies, SAM's policy templates and connectors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from groundplan.model.resource import Grant
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.references import call_of, references_of
from groundplan.syntax.yaml_values import Mapping, Scalar, Sequence, Value, literal, mapping

_MAX_GRANTS = 60  # of one resource
_MAX_ACTIONS = 60
_MAX_DEPTH = 4

_READ_TABLE = ("GetItem", "Scan", "Query", "BatchGetItem", "DescribeTable")
_READ_BUCKET = ("GetObject", "ListBucket", "GetBucketLocation", "GetObjectVersion", "GetLifecycleConfiguration")
_WRITE_BUCKET = ("PutObject", "PutObjectAcl", "PutLifecycleConfiguration")
_READ_KINESIS = ("ListStreams", "DescribeLimits", "DescribeStream", "GetRecords", "GetShardIterator")

# Policy templates by the AWS SAM documentation: name -> service and what they allow of it.
_TEMPLATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "SQSPollerPolicy": (
        "sqs",
        (
            *("ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "DeleteMessage", "DeleteMessageBatch"),
            *("GetQueueAttributes", "ReceiveMessage"),
        ),
    ),
    "SQSSendMessagePolicy": ("sqs", ("SendMessage*",)),
    "LambdaInvokePolicy": ("lambda", ("InvokeFunction",)),
    "DynamoDBCrudPolicy": (
        "dynamodb",
        (*_READ_TABLE, "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem"),
    ),
    "DynamoDBReadPolicy": ("dynamodb", _READ_TABLE),
    "DynamoDBWritePolicy": ("dynamodb", ("PutItem", "UpdateItem", "BatchWriteItem")),
    "DynamoDBReconfigurePolicy": ("dynamodb", ("UpdateTable",)),
    "DynamoDBStreamReadPolicy": ("dynamodb", ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")),
    "S3ReadPolicy": ("s3", _READ_BUCKET),
    "S3WritePolicy": ("s3", _WRITE_BUCKET),
    "S3CrudPolicy": ("s3", (*_READ_BUCKET, *_WRITE_BUCKET, "DeleteObject")),
    "SNSPublishMessagePolicy": ("sns", ("Publish",)),
    "KinesisStreamReadPolicy": ("kinesis", _READ_KINESIS),
    "KinesisCrudPolicy": ("kinesis", (*_READ_KINESIS, "PutRecord", "PutRecords", "UpdateShardCount")),
    "AWSSecretsManagerGetSecretValuePolicy": ("secretsmanager", ("GetSecretValue",)),
    "SSMParameterReadPolicy": (
        "ssm",
        ("DescribeParameters", "GetParameters", "GetParameter", "GetParametersByPath"),
    ),
    "SSMParameterWithSlashPrefixReadPolicy": (
        "ssm",
        ("DescribeParameters", "GetParameters", "GetParameter", "GetParametersByPath"),
    ),
    "StepFunctionsExecutionPolicy": ("states", ("StartExecution",)),
    "EventBridgePutEventsPolicy": ("events", ("PutEvents",)),
    "KMSDecryptPolicy": ("kms", ("Decrypt",)),
    "KMSEncryptPolicy": ("kms", ("Encrypt",)),
    "SESEmailTemplateCrudPolicy": ("ses", ("*Template", "SendEmail", "SendTemplatedEmail", "VerifyEmailIdentity")),
    "SESSendBouncePolicy": ("ses", ("SendBounce",)),
    "FirehoseWritePolicy": ("firehose", ("PutRecord", "PutRecordBatch")),
}


def grants_of(resource_type: str, own: Mapping | None) -> tuple[Grant, ...]:
    """Return what the policies among a resource's properties allow, in source order; denials are left out."""
    if own is None:
        return ()
    return tuple(islice(_grants(resource_type, own), _MAX_GRANTS))


def _grants(resource_type: str, own: Mapping) -> Iterator[Grant]:
    if resource_type == "AWS::Serverless::Connector":
        yield from _connector(own)
        return
    for name in ("Policies", "ManagedPolicyArns", "PolicyDocument"):
        yield from _policies(own.get(name), _MAX_DEPTH)


def _policies(value: Value | None, depth: int) -> Iterator[Grant]:
    if value is None or depth < 0:
        return
    call = call_of(value)
    if call is not None:
        name, argument = call
        if name == "If" and isinstance(argument, Sequence):
            for item in argument.items[1:3]:
                yield from _policies(item, depth - 1)
        elif not (name == "Ref" and isinstance(argument, Scalar) and argument.text == "AWS::NoValue"):
            yield Grant(shown(value), (), references_of(value), "", value.line)
    elif isinstance(value, Scalar):
        if not value.is_null:
            yield Grant(value.text, (), (), "", value.line)
    elif isinstance(value, Sequence):
        for item in value.items[:_MAX_GRANTS]:
            yield from _policies(item, depth - 1)
    elif value.entry("Statement") is not None:
        yield from _statements(value.get("Statement"), depth - 1)
    elif value.entry("PolicyDocument") is not None:
        yield from _policies(value.get("PolicyDocument"), depth - 1)
    else:
        for entry in value.entries:
            if entry.key.endswith("Policy"):
                service, names = _TEMPLATES.get(entry.key, ("", ()))
                actions = tuple(f"{service}:{name}" for name in names)
                yield Grant(entry.key, actions, references_of(entry.value), shown(entry.value), entry.line)


def statements_of(value: Value | None) -> tuple[Grant, ...]:
    """Return what a list of policy statements allows."""
    return tuple(islice(_statements(value, _MAX_DEPTH), _MAX_GRANTS))


def _statements(value: Value | None, depth: int) -> Iterator[Grant]:
    if isinstance(value, Sequence):
        for item in value.items[:_MAX_GRANTS] if depth >= 0 else ():
            yield from _statements(item, depth - 1)
        return
    statement = mapping(value)
    if statement is None or literal(statement.get("Effect")) == "Deny":
        return
    actions = _texts(statement.get("Action"))
    if actions:
        resources = statement.get("Resource")
        yield Grant("", actions, references_of(resources), shown(resources), statement.line)


def _texts(value: Value | None) -> tuple[str, ...]:
    items = value.items[:_MAX_ACTIONS] if isinstance(value, Sequence) else (value,)
    return tuple(text for text in map(literal, items) if text)


def _connector(own: Mapping) -> Iterator[Grant]:
    """Yield what a connector lets its source do with each of its destinations."""
    destination = own.get("Destination")
    permissions = _texts(own.get("Permissions"))
    items = destination.items[:_MAX_ITEMS] if isinstance(destination, Sequence) else (destination,)
    for item in items:
        target = mapping(item)
        identity = literal(target.get("Id")) if target is not None else ""
        if identity and item is not None:
            yield Grant("Connector", permissions, (identity,), identity, item.line)


_MAX_ITEMS = 40
