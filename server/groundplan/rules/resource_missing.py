"""GP207: a resource that the plan speaks of as being there is in no template."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.plan.ground import ground
from groundplan.plan.targets import targets_of
from groundplan.rules.rule import Rule
from groundplan.text.likeness import one_word_apart


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each resource one word away from a template's, by a word that the plan uses nowhere else."""
    here = ground(snapshot, plan)
    if not snapshot.resources:
        return
    seen: set[str] = set()
    for mention in here.mentions(MentionKind.RESOURCE):
        name = mention.text
        if mention.intent in (Intent.NEW, Intent.UNKNOWN) or name in seen or not name.isidentifier():
            continue
        if name in here.promises.others or here.feature_names(name) or targets_of(snapshot, plan, mention):
            continue
        near = [
            resource
            for resource in snapshot.resources
            if (own := one_word_apart(name, resource.logical_id)) is not None
            and not any(here.speaks_of(word, name) for word in own)
        ]
        if not near:
            continue
        seen.add(name)
        resource = min(near, key=lambda item: (item.logical_id, item.path, item.line))
        place = Location(resource.path, resource.line, resource.name_span)
        title = resource.logical_id
        yield Finding(
            RESOURCE_MISSING.code,
            Severity.WARNING,
            0.7,
            f"No template has a resource `{name}`. The nearest is `{title}` ({resource.path}:{resource.line}).",
            mention.span,
            name,
            (Related("resource", title, place, f"{title}: {resource.type}"),),
            (Fix(f"Write {title}", (TextEdit(mention.span, title),), preferred=True),),
        )


RESOURCE_MISSING = Rule(
    code="GP207",
    name="resource-does-not-exist",
    severity=Severity.WARNING,
    summary="The plan speaks of a resource as existing, and no template has it",
    rationale=(
        "A table or queue that is taken for granted and is not there stops a deployment. A name is reported only"
        " when it is one word away from a resource of a template, by a word that the plan uses nowhere else:"
        " physical names are often made at deployment and are left alone."
    ),
    bad="Extend the existing table `InvoicesStore`. (The template has `InvoicesTable`.)",
    good="Extend the existing table `InvoicesTable`.",
    check=check,
)
