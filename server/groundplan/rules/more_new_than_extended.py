"""GP501: a plan that makes more than it extends."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.finding import Finding, Severity
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.rules.decisions import decisions
from groundplan.rules.dependency_twin import new_dependencies
from groundplan.rules.endpoint_twin import new_endpoints
from groundplan.rules.escapes import justified_in
from groundplan.rules.recognised import follows_template, title_span
from groundplan.rules.resource_twin import new_resources
from groundplan.rules.rule import Rule
from groundplan.rules.wording import quoted_list

FEWEST = 4
"""New things from which a plan is asked: a small one may well be new altogether."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding where new, unjustified types, endpoints, resources and modules outnumber what is extended."""
    if not follows_template(plan):
        return
    justified = justified_in(plan)
    new = [name for name in new_things(snapshot, plan) if name not in justified]
    extended = extended_things(snapshot, plan)
    if len(new) < FEWEST or len(new) <= len(extended):
        return
    message = f"The plan makes {len(new)} new things and extends {len(extended)}. New: {quoted_list(new, 6)}."
    yield Finding(MORE_NEW.code, Severity.INFO, 0.7, message, title_span(plan), plan.title)


def new_things(snapshot: Snapshot, plan: Plan) -> list[str]:
    """Return the names of the types, endpoints, resources and modules that the plan adds."""
    judged = decisions(snapshot, plan)
    found = [each.decl.name for each, made in judged if made.verdict in (TypeVerdict.NEW, TypeVerdict.REPEATS)]
    found += [mention.text for mention in new_endpoints(snapshot, plan)]
    found += [mention.text for mention in new_resources(snapshot, plan)]
    found += [path for _, path in new_dependencies(snapshot, plan)]
    return list(dict.fromkeys(found))


def extended_things(snapshot: Snapshot, plan: Plan) -> list[str]:
    """Return the names of what the plan changes: types, symbols, endpoints, resources, and files of code."""
    judged = decisions(snapshot, plan)
    found = [each.decl.name for each, made in judged if made.verdict in (TypeVerdict.EXTENDS, TypeVerdict.RESTATES)]
    for mention in plan.mentions:
        if mention.intent is Intent.CHANGED and mention.kind is not MentionKind.DEPENDENCY:
            found.append(mention.text)
    return list(dict.fromkeys(found))


MORE_NEW = Rule(
    code="GP501",
    name="more-new-than-extended",
    severity=Severity.INFO,
    summary="The plan makes more new things than it extends existing ones",
    rationale=(
        "Nine of ten features fit into what is there. A plan that follows the reuse-first template and adds four"
        " types, endpoints, resources or modules and more, and extends fewer, deserves a second look. What is"
        " justified does not count."
    ),
    bad="Five new types, two new endpoints, and one existing handler changed.",
    good="One new endpoint, and four existing types and handlers extended.",
    check=check,
)
