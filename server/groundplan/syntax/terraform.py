"""Terraform: the resources, modules, variables and outputs of one .tf file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.resource import Grant, Resource, Template, Variable
from groundplan.syntax.cloudformation.comments import comment_above
from groundplan.syntax.cloudformation.expressions import MAX_TEXT
from groundplan.syntax.hcl import Attribute, Block, entries_of, read_hcl

MAX_BYTES = 2_000_000
"""Larger files are not written by people."""

MODULE = "Terraform::Module"

_MAX_TARGETS = 40
_REFERENCE = re.compile(
    r"(?<![\w.\"-])(data\.aws_iam_policy_document\.[\w-]+|module\.[\w-]+\.[\w-]+|var\.[\w-]+|local\.[\w-]+|[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)"
)
_PLAIN = re.compile(r'^"((?:[^"\\]|\\.)*)"$')
_STRING = re.compile(r'"((?:[^"\\$]|\\.)*)"')
_SHOWN = {
    # Terraform's name: the name under which templates show the same thing.
    "function_name": "FunctionName",
    "handler": "Handler",
    "filename": "CodeUri",
    "runtime": "Runtime",
    "timeout": "Timeout",
    "memory_size": "MemorySize",
    "image_uri": "ImageUri",
    "package_type": "PackageType",
    "bucket": "BucketName",
    "billing_mode": "BillingMode",
    "fifo_queue": "FifoQueue",
    "visibility_timeout_seconds": "VisibilityTimeout",
    "schedule_expression": "ScheduleExpression",
    "route_key": "RouteKey",
    "target": "Target",
    "path_part": "PathPart",
    "http_method": "HttpMethod",
    "name": "Name",
    "identifier": "DBInstanceIdentifier",
    "engine": "Engine",
}
_TYING = (
    *("function_name", "event_source_arn", "role", "rule", "arn", "topic_arn", "endpoint", "bucket", "rest_api_id"),
    *("api_id", "resource_id", "parent_id", "integration_uri", "uri", "target", "policy_arn", "task_definition"),
    *("redrive_policy", "source_arn", "principal", "kms_key_id", "kms_master_key_id", "secret_id", "user_pool_id"),
    *("repository", "cluster", "source_code_hash", "policy", "roles"),
)
_MODULE_NAMES = ("function_name", "lambda_name", "lambda_function_name", "name")
_VARIABLES = ("environment_variables", "lambda_environment_variables", "env_vars", "environment")
_NAMED_BY = {"aws_lambda_function": "function_name", "aws_s3_bucket": "bucket", "aws_db_instance": "identifier"}


def read_terraform(path: str, source: bytes) -> Template:
    """Return what a .tf file declares. A resource's logical id is its address: `aws_sqs_queue.jobs`, `module.api`.

    Properties have the names that CloudFormation gives the same things. Targets are addresses, a variable's bare name,
    `local.name`, and "module.m.Outputs.name" for a module's output. Of data sources only policies are listed. Nothing
    is raised.
    """
    if len(source) > MAX_BYTES:
        return Template()
    resources: list[Resource] = []
    parameters: list[Variable] = []
    outputs: list[Variable] = []
    for block in read_hcl(source):
        if block.type == "resource" and len(block.labels) == 2:
            resources.append(_resource(path, source, block, block.labels[0], ".".join(block.labels)))
        elif block.type == "data" and block.labels[:1] == ("aws_iam_policy_document",) and len(block.labels) == 2:
            resources.append(_resource(path, source, block, block.labels[0], ".".join(("data", *block.labels))))
        elif block.type == "module" and block.labels:
            resources.append(_resource(path, source, block, MODULE, f"module.{block.labels[0]}"))
        elif block.type == "variable" and block.labels:
            default = _PLAIN.match(block.text("default"))
            texts = (default[1],) if default is not None and default[1] else ()
            parameters.append(Variable(block.labels[0], _line_of_text(block.text("type")), block.line, (), texts))
        elif block.type == "output" and block.labels:
            outputs.append(_variable(Attribute(block.labels[0], block.text("value"), block.name_span, block.line)))
        elif block.type == "locals":
            for each in block.attributes.values():
                named = Attribute(f"local.{each.name}", each.text, each.span, each.line)
                parameters.append(_variable(named))
    return Template(tuple(resources), tuple(parameters), tuple(outputs))


def _resource(path: str, source: bytes, block: Block, kind: str, address: str) -> Resource:
    named = block.text(_NAMED_BY.get(kind, "name"))
    if kind == MODULE:
        named = next((text for name in _MODULE_NAMES if (text := block.text(name))), "")
    description = _PLAIN.match(block.text("description"))
    start = source.rfind(b"\n", 0, block.name_span.start) + 1
    return Resource(
        logical_id=address,
        type=kind,
        path=path,
        line=block.line,
        name_span=block.name_span,
        description=description[1] if description is not None else comment_above(source, start),
        properties=tuple(_properties(kind, block)),
        variables=tuple(_variables(kind, block)),
        grants=tuple(_grants(block)),
        references=tuple(_references(block)),
        names=(_line_of_text(named),) if _PLAIN.match(named) else (),
    )


def _properties(kind: str, block: Block) -> Iterator[tuple[str, str]]:
    if kind == MODULE:
        yield "Location", _line_of_text(block.text("source"))
    for name, shown in _SHOWN.items():
        if block.text(name):
            yield shown, _line_of_text(block.text(name))
    if kind == "aws_dynamodb_table":
        yield from _key("key", block)
        for index in block.inner("global_secondary_index"):
            yield from _key(f"gsi:{_line_of_text(index.text('name'))}", index)
        for index in block.inner("local_secondary_index"):
            yield from _key(f"lsi:{_line_of_text(index.text('name'))}", index)
    if block.text("redrive_policy"):
        targets = targets_of(block.text("redrive_policy"))
        if targets:
            yield "dlq", targets[0]
    for each in _environment(block):
        yield f"env:{each.name}", _line_of_text(each.text)


def _key(name: str, block: Block) -> Iterator[tuple[str, str]]:
    attributes = [_line_of_text(block.text(each)) for each in ("hash_key", "range_key") if block.text(each)]
    if attributes:
        yield name, ", ".join(attributes)


def _environment(block: Block) -> Iterator[Attribute]:
    for environment in block.inner("environment"):
        given = environment.attributes.get("variables")
        if given is not None:
            yield from entries_of(given.text, given.line)


def _variables(kind: str, block: Block) -> Iterator[Variable]:
    if kind == MODULE:
        for each in block.attributes.values():
            if each.name not in ("source", "version", "providers", "for_each", "count", "depends_on"):
                yield _variable(each)
                if each.name in _VARIABLES:
                    yield from map(_variable, entries_of(each.text, each.line))
        return
    for each in _environment(block):
        yield _variable(each)


def _variable(attribute: Attribute) -> Variable:
    plain = _PLAIN.match(attribute.text)
    texts = (plain[1][:MAX_TEXT],) if plain is not None else ()
    value = _line_of_text(attribute.text)
    return Variable(attribute.name, value, attribute.line, targets_of(attribute.text), texts)


def _grants(block: Block) -> Iterator[Grant]:
    """Yield the statements of a policy that is written as an object: `policy = jsonencode({ Statement = [...] })`."""
    for statement in block.inner("statement"):
        actions = tuple(_STRING.findall(statement.text("actions")))
        if actions and "Deny" not in statement.text("effect"):
            resources = statement.text("resources")
            yield Grant("", actions, targets_of(resources), _line_of_text(resources), statement.line)
    given = block.attributes.get("policy")
    if given is None or "Action" not in given.text:
        return
    for part in re.split(r"(?=\bEffect\b)", given.text)[1:]:
        action = re.search(r"Action\"?\s*[=:]\s*(\[[^\]]*\]|\"[^\"]*\")", part)
        if action is None or "Deny" in part[:30]:
            continue
        resource = re.search(r"Resource\"?\s*[=:]\s*(\[.*?\]\s*\n|[^\n]+)", part, re.DOTALL)
        text = resource[1] if resource is not None else ""
        found = tuple(match for match in _STRING.findall(action[1]) if ":" in match or match == "*")
        if found:
            yield Grant("", found, targets_of(text), _line_of_text(text), given.line)


def _references(block: Block) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in block.attributes.values():
        if each.name in _TYING:
            targets = targets_of(each.text)
            if targets:
                yield each.name, targets
    for inner in block.blocks:
        if inner.type in ("lambda_function", "queue", "topic", "dead_letter_config"):
            targets = tuple(target for each in inner.attributes.values() for target in targets_of(each.text))
            if targets:
                yield inner.type, targets


def targets_of(text: str) -> tuple[str, ...]:
    """Return the addresses that an expression refers to, in source order, each once."""
    found: dict[str, None] = {}
    for match in _REFERENCE.finditer(text):
        name = match[1]
        if name.startswith("module."):
            _, module, output = name.split(".", 2)
            name = f"module.{module}.Outputs.{output}"
        found.setdefault(name.removeprefix("var."))
        if len(found) >= _MAX_TARGETS:
            break
    return tuple(found)


def _line_of_text(text: str) -> str:
    """Return an expression on one line, a plain string without its quotes."""
    plain = _PLAIN.match(text)
    one = " ".join((plain[1] if plain is not None else text).split())
    return one if len(one) <= MAX_TEXT else one[: MAX_TEXT - 1].rstrip() + "…"
