"""GP112: a new table, queue, topic, bucket or function where a template has one for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from groundplan.discover.resource_purpose import Purpose, serving
from groundplan.discover.resources import ties_of
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.resource import Resource
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.rules.endpoint_twin import EXISTING_MARK
from groundplan.rules.escapes import line_end
from groundplan.rules.new_thing import NewThing, is_announced_outright, object_to
from groundplan.rules.reuse_levels import resources_of_kind
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import fold_name, singular, split_identifier

MOST = 0.6
"""Share of all their words that two names must have in common to be for the same thing: two of three."""

# Words that say what a thing is, not what it is for.
_KIND_WORDS = frozenset(
    "table queue dlq topic bucket function lambda fn rule role stream secret parameter pool user db data the new"
    " dev prod stage fifo dynamodb sqs sns s3".split()
)

_IN_BACKTICKS = re.compile(r"`\*?([A-Za-z_][\w.]*)`")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each resource that the plan announces and that a resource of its kind could be."""
    # GP115 asks too.
    yield from once(snapshot, "resource twins", plan, lambda: tuple(_twins(snapshot, plan)))


def _twins(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    for mention in new_resources(snapshot, plan) if snapshot.resources else ():
        alike = _most_alike(snapshot, mention.text, mention.noun)
        if alike is not None:
            likeness, resource = alike
            yield from object_to(plan, _thing(snapshot, plan, mention, resource, likeness == 1.0))
            continue
        purpose = serving(snapshot, mention.noun, _names_beside(plan, mention))
        if purpose is not None:
            yield from object_to(plan, _thing(snapshot, plan, mention, purpose.resource, False, purpose))


def _most_alike(snapshot: Snapshot, name: str, noun: str) -> tuple[float, Resource] | None:
    """Return the resource of a kind that is named most like a new one, and how much; None where none is."""
    return snapshot.remember(("resource named like", name, noun), lambda: _find_most_alike(snapshot, name, noun))


def _find_most_alike(snapshot: Snapshot, name: str, noun: str) -> tuple[float, Resource] | None:
    own = _words(name)
    ranked = []
    for resource in resources_of_kind(snapshot, noun):
        likeness = max((_likeness(name, own, other) for other in _names(resource)), default=0.0)
        if likeness >= MOST:
            ranked.append((-likeness, resource.path, resource.line, resource))
    if not ranked:
        return None
    likeness, _, _, resource = min(ranked, key=lambda item: item[:3])
    return -likeness, resource


def new_resources(snapshot: Snapshot, plan: Plan) -> tuple[Mention, ...]:
    """Return the first mention of each resource of which the plan speaks as to be made, and nowhere as being there."""
    return once(snapshot, "new resources", plan, lambda: tuple(_new_resources(ground(snapshot, plan))))


def _new_resources(here: Ground) -> Iterator[Mention]:
    mentions = [each for each in here.mentions(MentionKind.RESOURCE) if each.noun]
    seen = {each.text for each in mentions if speaks_of_existing(each)}
    for mention in mentions:
        if mention.intent is Intent.NEW and mention.text not in seen and is_announced_outright(here.plan, mention):
            seen.add(mention.text)
            yield mention


def _names_beside(plan: Plan, mention: Mention) -> list[str]:
    """Return the other names in backticks on a mention's line."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    line = plan.text[start : line_end(plan.text, start)].decode("utf-8", "replace")
    return [name for name in _IN_BACKTICKS.findall(line) if name != mention.text]


def _names(resource: Resource) -> Iterator[str]:
    yield resource.logical_id.rpartition(".")[2]
    yield from (name for name in resource.names if "$" not in name)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    # The type in front of a Terraform address is no part of the name.
    return frozenset(singular(word) for word in split_identifier(name.rpartition(".")[2])) - _KIND_WORDS


def _likeness(name: str, own: frozenset[str], other: str) -> float:
    """Return 1 for the same name, less for names that share words; one shared word alone is no likeness."""
    if fold_name(name.rpartition(".")[2]) == fold_name(other):
        return 1.0
    others = _words(other)
    if own == others and own:
        return 0.95
    return len(own & others) / len(own | others) if len(own & others) > 1 else 0.0


def _thing(
    snapshot: Snapshot,
    plan: Plan,
    mention: Mention,
    resource: Resource,
    same: bool,
    purpose: Purpose | None = None,
) -> NewThing:
    title = resource.logical_id if "." in mention.text else resource.logical_id.rpartition(".")[2]
    place = f"{resource.path}:{resource.line}"
    users = {tie.path for tie in ties_of(snapshot, resource) if tie.relation in ("used by", "code in", "handler")}
    used = f"; used by {len(users)} file{'s' if len(users) != 1 else ''}" if users else ""
    fixes: tuple[Fix, ...] = ()
    if not mention.in_fence:
        behind = mention.span.end + (plan.text[mention.span.end : mention.span.end + 1] == b"`")
        edits = (TextEdit(mention.span, title), TextEdit(Span(behind, behind), EXISTING_MARK))
        fixes = (Fix(f"Extend {title}", edits, preferred=True),)
    if same:
        message = f"There is a {mention.noun} `{title}` already ({place}{used}). Extend it, or choose another name."
    elif purpose is not None:
        message = (
            f"The {mention.noun} `{title}` ({place}{used}) {purpose.relation} `{purpose.name}` already."
            f" One {mention.noun} may serve both."
        )
    else:
        message = (
            f"`{mention.text}` is named like the {mention.noun} `{title}` ({place}{used})."
            f" One {mention.noun} may serve both."
        )
    related = Related("resource", title, Location(resource.path, resource.line, resource.name_span), resource.type)
    return NewThing(
        RESOURCE_TWIN.code,
        Severity.WARNING if same else Severity.INFO,
        0.8 if same else 0.55,
        mention.text,
        mention.span,
        title,
        message,
        f"why can `{title}` not serve?",
        (),
        (related,),
        fixes,
    )


RESOURCE_TWIN = Rule(
    code="GP112",
    name="resource-exists-already",
    severity=Severity.WARNING,
    summary="A new table, queue, topic, bucket or function is there already, or one of its kind is named or used so",
    rationale=(
        "Every resource is deployed, paid, watched and backed up. One of the same name is a conflict and a warning;"
        " one of the same kind that shares two of three words of its name is a note, with the code that uses it, for"
        " the author to decide; so is a table whose rows are the type that the line names, and a queue, topic or stream"
        " that starts the function that it names."
    ),
    bad="Create a DynamoDB table `InvoiceReminderTable`. (The template has `InvoiceRemindersTable`.)",
    good="Extend the table `InvoiceRemindersTable` with a `channel`.",
    check=check,
)
