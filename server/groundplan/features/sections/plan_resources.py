"""The resources that a plan's feature will share with similar features, and what lines say of them."""

from __future__ import annotations

import re

from groundplan.detect.joins.kinds import FUNCTION_TYPES, kind_of
from groundplan.discover.feature_slice import Anchor, slice_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.stand_ins import is_of_tests
from groundplan.model.join import Join, JoinKind
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, SectionRole
from groundplan.model.resource import Resource
from groundplan.model.slice import NodeKind
from groundplan.plan.targets import targets_of

WORTH_SHOWING = 0.3
"""Score, relative to the best, below which a feature's resources have nothing to do with the plan."""

_AT = re.compile(r"(?:^|\s)(?P<path>[^\s:]+):(?P<line>\d+)$")

FOLLOWED = 5
"""Similar features whose slices are looked into."""


_FILLED = frozenset(
    (
        *(SectionRole.SIMILAR_FEATURES, SectionRole.REUSABLE_INFRASTRUCTURE, SectionRole.RESOURCES_TO_EXTEND),
        *(SectionRole.DEPLOYMENT, SectionRole.EXTERNAL_INTEGRATIONS, SectionRole.INTERNAL_INTEGRATIONS),
        *(SectionRole.DATA_ARCHITECTURE, SectionRole.DATA_PROTECTION, SectionRole.TECHNICAL_RISKS),
        *(SectionRole.COMPONENTS_TO_EXTEND, SectionRole.MITIGATION, SectionRole.EXISTING_TECHNOLOGIES),
    )
)


def touched_resources(context: SectionContext) -> tuple[Resource, ...]:
    """Return the resources that the plan names, then those in the slices of similar features, most telling first."""
    return context.snapshot.remember(
        ("touched resources", context.plan.path, context.plan.text), lambda: _touched(context)
    )


def _touched(context: SectionContext) -> tuple[Resource, ...]:
    snapshot = context.snapshot
    by_place = {(each.path, each.line): each for each in snapshot.resources}
    found: dict[tuple[str, int], Resource] = {}
    anchors: list[Anchor] = []
    for mention in context.plan.mentions:
        if mention.intent is Intent.NEW or mention.kind is MentionKind.PATH or _is_evidence(context.plan, mention):
            continue
        for target in targets_of(snapshot, context.plan, mention)[:1]:
            if target.resource is not None:
                found.setdefault((target.resource.path, target.resource.line), target.resource)
            elif target.route is not None and len(anchors) < FOLLOWED:
                anchors.append(target.route)
    entries: list[Anchor] = [item.entry for item in context.slices if item.score >= WORTH_SHOWING]
    counted: dict[tuple[str, int], int] = {}
    for anchor in (*anchors, *entries[:FOLLOWED]):
        for place in {(n.path, n.line) for n in slice_of(snapshot, anchor).nodes() if n.kind is NodeKind.RESOURCE}:
            counted[place] = counted.get(place, 0) + 1
    for place, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if place in by_place and not is_of_tests(place[0]):
            found.setdefault(place, by_place[place])
    return tuple(found.values())


def _is_evidence(plan: Plan, mention: Mention) -> bool:
    """Tell whether a name stands in what was inserted as evidence: what follows from names must not bring more."""
    role = plan.sections[mention.section].role if mention.section >= 0 else None
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    end = plan.text.find(b"\n", mention.span.end)
    line = plan.text[start : end if end >= 0 else len(plan.text)]
    return role in _FILLED or b"](" in line


def functions_of(context: SectionContext) -> list[Resource]:
    """Return the functions among the touched resources, then those that may use the others."""
    touched = touched_resources(context)
    found = {(each.path, each.logical_id): each for each in touched if each.type in FUNCTION_TYPES}
    by_key = {(each.path, each.logical_id): each for each in context.snapshot.resources}
    for resource in touched:
        for join in context.snapshot.infrastructure.joins_of(resource):
            key = (join.template, join.resource)
            if join.kind is JoinKind.GRANT and key in by_key and by_key[key].type in FUNCTION_TYPES:
                found.setdefault(key, by_key[key])
    return list(found.values())


def others_joined(context: SectionContext, resource: Resource, kind: JoinKind) -> list[Join]:
    """Return the joins of a kind by which others lead to a resource: functions that may use it or that it starts."""
    key = (resource.path, resource.logical_id)
    joins = context.snapshot.infrastructure.joins_of(resource)
    return [join for join in joins if join.kind is kind and (join.template, join.resource) != key]


def own_joined(context: SectionContext, resource: Resource, kind: JoinKind) -> list[Join]:
    """Return a resource's own joins of a kind."""
    key = (resource.path, resource.logical_id)
    joins = context.snapshot.infrastructure.joins_of(resource)
    return [join for join in joins if join.kind is kind and (join.template, join.resource) == key]


def started_link(context: SectionContext, join: Join) -> str:
    """Return a link to what an event starts; where a template joins them in another file, with that place.

    A function of a module that is used several times is told by nothing else.
    """
    line = context.snapshot.infrastructure.line_of(join.template, join.resource)
    link = f"[`{join.resource}`]({context.links.target(join.template, line)})"
    match = _AT.search(join.evidence[0]) if join.evidence else None
    if match is None or match["path"] == join.template:
        return link
    return f"{link} by {context.links.place(match['path'], int(match['line']))}"


def resource_link(context: SectionContext, resource: Resource) -> str:
    """Return a Markdown link to a resource with its kind: "table [`Invoices`](...)"."""
    kind = kind_of(resource.type)
    noun = "" if kind == "other" else f"{kind} "
    return f"{noun}[`{resource.logical_id}`]({context.links.target(resource.path, resource.line)})"
