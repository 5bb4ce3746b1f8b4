"""GP404: a technology that the workspace does not have yet comes in without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.joins.kinds import kind_of
from groundplan.discover.module_jobs import job_of, without_version
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity
from groundplan.model.plan import Plan
from groundplan.rules.dependency_twin import new_dependencies, requirements, spellings_of
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.recognised import follows_template
from groundplan.rules.resource_twin import new_resources
from groundplan.rules.rule import Rule

# What comes and goes with others.
_MINOR = frozenset(("role", "rule", "parameter", "other"))


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new module and each first resource of its kind that the plan gives no reason for."""
    if not follows_template(plan):
        return
    required = requirements(snapshot)
    bare = {without_version(each) for each in required}
    jobs = {known[0].name for each in required if (known := job_of(each)) is not None}
    for mention, path in new_dependencies(snapshot, plan):
        known = job_of(path)
        if without_version(path) in bare or (known is not None and (known[0].standard or known[0].name in jobs)):
            # GP113 has said so.
            continue
        yield from object_to(
            plan,
            NewThing(
                TECHNOLOGY_UNJUSTIFIED.code,
                Severity.INFO,
                0.7,
                mention.text,
                mention.span,
                "",
                f"`{mention.text}` is new to the workspace, and the plan does not say why it is needed.",
                "why does nothing that is in use do?",
                spellings_of(path),
            ),
        )
    kinds = {kind_of(resource.type) for resource in snapshot.resources}
    for mention in new_resources(snapshot, plan) if kinds else ():
        if mention.noun in kinds or mention.noun in _MINOR:
            continue
        yield from object_to(
            plan,
            NewThing(
                TECHNOLOGY_UNJUSTIFIED.code,
                Severity.INFO,
                0.6,
                mention.text,
                mention.span,
                "",
                f"`{mention.text}` is the first {mention.noun} of the workspace, and the plan does not say why it is"
                " needed.",
                "why does nothing that is deployed do?",
            ),
        )


TECHNOLOGY_UNJUSTIFIED = Rule(
    code="GP404",
    name="technology-without-justification",
    severity=Severity.INFO,
    summary="A module or a kind of resource that the workspace does not have comes in without a justification",
    rationale=(
        "The template's hierarchy goes from existing patterns over existing infrastructure, packages in use and the"
        " standard library to something new, and the last step needs a reason. It is given where the thing is named"
        " in the section for justifications, or behind `Justification for …:`."
    ),
    bad="Add `github.com/pdfcpu/pdfcpu` for the certificates.",
    good="**Justification for `pdfcpu`:** nothing in use writes PDF, and the authority accepts no other format.",
    check=check,
)
