"""GP207: a resource that the plan speaks of as being there is in no template."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.resource import Resource
from groundplan.plan.ground import ground, speaks_of_existing
from groundplan.plan.targets import targets_of
from groundplan.rules.rule import Rule
from groundplan.text.likeness import letters_apart, one_word_apart


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each resource one word away from a template's, by a word that the plan uses nowhere else."""
    here = ground(snapshot, plan)
    if not snapshot.resources:
        return
    seen: set[str] = set()
    for mention in here.mentions(MentionKind.RESOURCE):
        name = mention.text
        if mention.intent in (Intent.NEW, Intent.UNKNOWN) or name in seen:
            continue
        address = "." in name and name.replace(".", "_").replace("-", "_").isidentifier()
        if not address and not name.isidentifier():
            continue
        if name in here.promises.others or here.feature_names(name) or targets_of(snapshot, plan, mention):
            continue
        if address:
            # A Terraform address is whole: what no file declares is not there.
            seen.add(name)
            provider = name.partition("_")[0]
            if speaks_of_existing(mention) and any(each.type.startswith(f"{provider}_") for each in snapshot.resources):
                yield _finding(mention, _of_its_type(snapshot, name))
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
        yield _finding(mention, min(near, key=lambda item: (item.logical_id, item.path, item.line)))


def _of_its_type(snapshot: Snapshot, address: str) -> Resource | None:
    """Return the resource of an address's type whose name is most like it."""
    own_type, _, own_name = address.partition(".")
    same = [each for each in snapshot.resources if each.type == own_type]
    return min(
        same,
        key=lambda item: (letters_apart(own_name, item.logical_id.rpartition(".")[2], 40), item.path, item.line),
        default=None,
    )


def _finding(mention: Mention, near: Resource | None) -> Finding:
    name = mention.text
    message = f"No template has a resource `{name}`."
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        place = Location(near.path, near.line, near.name_span)
        title = near.logical_id
        message += f" The nearest is `{title}` ({near.path}:{near.line})."
        related = (Related("resource", title, place, f"{title}: {near.type}"),)
        fixes = (Fix(f"Write {title}", (TextEdit(mention.span, title),), preferred=True),)
    return Finding(RESOURCE_MISSING.code, Severity.WARNING, 0.7, message, mention.span, name, related, fixes)


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
