"""What templates say of one another's resources: what starts a function, and what a policy lets it do."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.joins.kinds import FUNCTION_TYPES, kind_of
from groundplan.detect.joins.stacks import Stacks
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Grant, Resource

_GIVEN = 4
"""Actions that a join's detail names; the rest is a count."""
_STARTED_BY = {
    # Types between a source and a function: the property of the source, the one of the function.
    "AWS::Lambda::EventSourceMapping": ("EventSourceArn", "FunctionName"),
    "AWS::SNS::Subscription": ("TopicArn", "Endpoint"),
    "aws_lambda_event_source_mapping": ("event_source_arn", "function_name"),
    "aws_sns_topic_subscription": ("topic_arn", "endpoint"),
    "aws_cloudwatch_event_target": ("rule", "arn"),
    "aws_s3_bucket_notification": ("bucket", "lambda_function"),
}
_STARTING = {
    "AWS::Events::Rule": "Targets",
    "AWS::Scheduler::Schedule": "Target",
    "AWS::S3::Bucket": "NotificationConfiguration",
    "AWS::SNS::Topic": "Subscription",
}


def join_templates(stacks: Stacks) -> tuple[Join, ...]:
    """Return the EVENT and GRANT joins of all functions, in the order of the templates."""
    return tuple(dict.fromkeys((*_events(stacks), *_grants(stacks))))


def _join(kind: JoinKind, function: Resource, other: Resource, detail: str, evidence: str) -> Join:
    return Join(
        kind,
        *(function.path, function.logical_id, other.logical_id, other.path, other.line, Confidence.HIGH, detail),
        evidence=(evidence,),
    )


def _events(stacks: Stacks) -> Iterator[Join]:
    for resource in stacks.resources():
        place = f"{resource.path}:{resource.line}"
        if resource.type in FUNCTION_TYPES:
            for event in resource.events:
                for name in event.sources:
                    for source in stacks.find(resource.path, name):
                        detail = f"{event.method} {event.path}".strip() or event.type
                        evidence = f"event {event.name} at {resource.path}:{event.line}"
                        yield _join(JoinKind.EVENT, resource, source, detail, evidence)
        elif resource.type in _STARTED_BY:
            from_property, to_property = _STARTED_BY[resource.type]
            given = dict(resource.references)
            for source in _all(stacks, resource, given.get(from_property, ())):
                for function in _all(stacks, resource, given.get(to_property, ())):
                    if function.type in FUNCTION_TYPES:
                        yield _join(JoinKind.EVENT, function, source, kind_of(source.type), f"{resource.type} {place}")
        elif resource.type in _STARTING:
            for function in _all(stacks, resource, dict(resource.references).get(_STARTING[resource.type], ())):
                if function.type in FUNCTION_TYPES:
                    yield _join(JoinKind.EVENT, function, resource, kind_of(resource.type), f"{resource.type} {place}")


def _all(stacks: Stacks, resource: Resource, names: tuple[str, ...]) -> list[Resource]:
    return [found for name in names for found in stacks.find(resource.path, name)]


def _grants(stacks: Stacks) -> Iterator[Join]:
    attached: dict[tuple[str, str], list[tuple[Resource, Grant]]] = {}
    for policy in stacks.resources():
        names = dict(policy.references)
        roles = names.get("Roles", ()) or (
            names.get("role", ()) if policy.type.startswith("aws_iam_role_policy") else ()
        )
        for role in _all(stacks, policy, roles):
            attached.setdefault((role.path, role.logical_id), []).extend(_granted(stacks, policy, 3))
    for function in stacks.resources():
        if function.type not in FUNCTION_TYPES:
            continue
        granted = [(function, grant) for grant in function.grants]
        names = dict(function.references)
        for role in _all(stacks, function, names.get("Role", ()) or names.get("role", ())):
            granted += [(role, grant) for grant in role.grants]
            granted += attached.get((role.path, role.logical_id), [])
        for holder, grant in granted:
            for name in grant.targets:
                for target in stacks.find(holder.path, name):
                    if target.path != function.path or target.logical_id != function.logical_id:
                        evidence = f"{grant.policy or 'statement'} at {holder.path}:{grant.line}"
                        yield _join(JoinKind.GRANT, function, target, actions_in_words(grant), evidence)
    for connector in stacks.resources():
        if connector.type == "AWS::Serverless::Connector":
            sources = _all(stacks, connector, dict(connector.references).get("Source", ()))
            for grant in connector.grants:
                for target in _all(stacks, connector, grant.targets):
                    for source in sources:
                        if source.type in FUNCTION_TYPES:
                            detail = actions_in_words(grant)
                            evidence = f"connector at {connector.path}:{connector.line}"
                            yield _join(JoinKind.GRANT, source, target, detail, evidence)


def _granted(stacks: Stacks, policy: Resource, depth: int) -> Iterator[tuple[Resource, Grant]]:
    """Yield what a policy allows, and what the policies and documents do that it only refers to."""
    yield from ((policy, grant) for grant in policy.grants)
    names = dict(policy.references)
    for inner in _all(stacks, policy, (*names.get("policy_arn", ()), *names.get("policy", ()))) if depth > 0 else ():
        if inner.type in ("aws_iam_policy", "aws_iam_policy_document"):
            yield from _granted(stacks, inner, depth - 1)


def actions_in_words(grant: Grant) -> str:
    """Return what a grant allows, in short: `dynamodb:GetItem, PutItem and 3 more`, or the policy's name."""
    if not grant.actions:
        return grant.policy
    service = grant.actions[0].partition(":")[0]
    names = [each.removeprefix(f"{service}:") for each in grant.actions]
    names[0] = grant.actions[0]
    rest = len(names) - _GIVEN
    return ", ".join(names[:_GIVEN]) + (f" and {rest} more" if rest > 0 else "")
