"""On which level of the template's reuse hierarchy each thing is that a plan proposes.

The levels: 1 an existing pattern or type, 2 existing infrastructure, 3 a package in use, 4 the standard library, 5 what
is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from groundplan.detect.joins.kinds import kind_of
from groundplan.discover.type_decision import Decision
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.location import Location, Span
from groundplan.model.module import Module, Requirement
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, SectionRole
from groundplan.model.resource import Resource
from groundplan.plan.evidence_lines import cites_code, line_around
from groundplan.plan.mentions.standard_library import is_standard_package
from groundplan.plan.targets import targets_of
from groundplan.rules.decisions import decisions


class Level(int, Enum):
    """The levels, the one that is asked for first on top."""

    PATTERN = 1
    INFRASTRUCTURE = 2
    PACKAGE = 3
    STANDARD_LIBRARY = 4
    NEW = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A type, module or resource of a plan with its level and what that rests on.

    A type has its `decision`; a module in use its `requirement`; a resource its `noun`, the place where it is
    `declared`, or the resources of its kind `beside` it.
    """

    name: str
    span: Span
    kind: MentionKind
    level: Level
    decision: Decision | None = None
    requirement: tuple[Module, Requirement] | None = None
    noun: str = ""
    declared: Location | None = None
    beside: tuple[Resource, ...] = ()


def proposals_of(snapshot: Snapshot, plan: Plan) -> Iterator[Proposal]:
    """Yield the types of a plan's fences, then the modules and resources that it announces, in source order."""
    yield from _types(snapshot, plan)
    for mention in plan.mentions:
        if mention.kind in (MentionKind.DEPENDENCY, MentionKind.RESOURCE) and _is_proposed(plan, mention):
            yield level_of(snapshot, plan, mention)


def _types(snapshot: Snapshot, plan: Plan) -> Iterator[Proposal]:
    for proposed, decision in decisions(snapshot, plan):
        decl = proposed.decl
        new = decision.verdict in (TypeVerdict.NEW, TypeVerdict.REPEATS) or decision.match is None
        if new or (decision.match is not None and decision.match.added):
            level = Level.NEW if new else Level.PATTERN
            yield Proposal(decl.name, decl.name_span, MentionKind.SYMBOL, level, decision)


def _is_proposed(plan: Plan, mention: Mention) -> bool:
    if mention.section >= 0 and plan.sections[mention.section].role is SectionRole.JUSTIFICATION:
        return False
    if cites_code(line_around(plan.text, mention.span.start)):
        return False
    return mention.intent is Intent.NEW or (mention.kind is MentionKind.DEPENDENCY and mention.intent is Intent.CHANGED)


def level_of(snapshot: Snapshot, plan: Plan, mention: Mention) -> Proposal:
    """Return on which level a module or resource is."""
    if mention.kind is MentionKind.DEPENDENCY:
        found = _requirement(snapshot, mention.text)
        if found is not None:
            level = Level.PACKAGE
        else:
            level = Level.STANDARD_LIBRARY if is_standard_package(mention.text) else Level.NEW
        return Proposal(mention.text, mention.span, mention.kind, level, requirement=found)
    targets = (each for each in targets_of(snapshot, plan, mention) if each.resource is not None)
    declared = next((each.location for each in targets), None)
    beside = () if declared else resources_of_kind(snapshot, mention.noun)
    level = Level.INFRASTRUCTURE if declared else Level.NEW
    return Proposal(
        mention.text, mention.span, mention.kind, level, noun=mention.noun, declared=declared, beside=beside
    )


def resources_of_kind(snapshot: Snapshot, noun: str) -> tuple[Resource, ...]:
    """Return the resources of which a noun speaks ("table"), in the order of the index."""

    def gather() -> dict[str, tuple[Resource, ...]]:
        found: dict[str, list[Resource]] = {}
        for each in snapshot.resources:
            found.setdefault(kind_of(each.type), []).append(each)
        return {kind: tuple(resources) for kind, resources in found.items()}

    return once(snapshot, "resources by kind", None, gather).get(noun, ())


def _requirement(snapshot: Snapshot, path: str) -> tuple[Module, Requirement] | None:
    for module in snapshot.modules:
        for need in module.requirements:
            if need.path == path or need.path.endswith(f"/{path}") or path.startswith(f"{need.path}/"):
                return module, need
    return None
