"""Deciding what a proposed struct is: an existing one restated, one that should be extended, or something new."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from groundplan.discover.field_pairs import Pair, bare_type
from groundplan.discover.type_choice import NAMES_OF_ONE_THING, choose_existing
from groundplan.discover.type_names import NameRelation, same_role
from groundplan.discover.type_search import Comparison, FieldRarity, compare_with_existing
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeMatch, TypeVerdict
from groundplan.model.go import Field, TypeDecl, TypeKind
from groundplan.model.location import Span
from groundplan.model.plan import ProposedType
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import fold_name

_NOWHERE = Span(0, 0)

SPEAKS_OF_SAME = 0.34
"""Share of its fields from which a fence under an existing type's name speaks of that type."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a proposed type, with the existing type that it rests on (None only for NEW)."""

    verdict: TypeVerdict
    match: TypeMatch | None


def decide(snapshot: Snapshot, proposed: ProposedType) -> Decision:
    """Judge a type that a plan proposes. Only structs are judged; everything else is NEW."""
    if proposed.decl.kind is not TypeKind.STRUCT:
        return Decision(TypeVerdict.NEW, None)
    decl = proposed.decl
    # What it is wherever it stands: typing above it must not have it judged again.
    spelled = tuple((each.name, each.type, each.tag, each.embedded, each.doc) for each in decl.fields)
    question = ("decision", decl.name, decl.type_params, decl.doc, spelled, proposed.elided)
    decision: Decision = snapshot.remember(question, lambda: _decide(snapshot, _anywhere(decl), proposed.elided))
    return decision if decision.match is None else Decision(decision.verdict, _in_place(decision.match, decl))


def _anywhere(decl: TypeDecl) -> TypeDecl:
    """Return a declaration without its place."""
    fields = tuple(replace(field, line=0) for field in decl.fields)
    return replace(decl, line=0, span=_NOWHERE, name_span=_NOWHERE, fields=fields)


def _in_place(match: TypeMatch, decl: TypeDecl) -> TypeMatch:
    """Return a match whose proposed fields are those of a declaration in its place."""
    own = {(field.name, field.type, field.tag): field for field in reversed(decl.fields)}
    return replace(
        match,
        shared=tuple((own[new.name, new.type, new.tag], existing) for new, existing in match.shared),
        added=tuple(own[new.name, new.type, new.tag] for new in match.added),
        changed=tuple((own[new.name, new.type, new.tag], existing) for new, existing in match.changed),
    )


def _decide(snapshot: Snapshot, decl: TypeDecl, elided: bool) -> Decision:
    rarity = once(snapshot, "rarity of fields", None, lambda: FieldRarity(snapshot))
    compared = compare_with_existing(snapshot, decl, rarity)
    same = [item for item in compared if item.symbol.name == decl.name]
    if same:
        spoken = max(same, key=lambda item: _nearness(snapshot, item))
        if elided or not decl.fields or spoken.covered >= SPEAKS_OF_SAME:
            match = _match(snapshot, spoken, _agreement(spoken), rarity, decl.fields)
            verdict = TypeVerdict.EXTENDS if elided else TypeVerdict.RESTATES
            return Decision(verdict, match)
    chosen = choose_existing([(confidence_of(each, decl.name), each) for each in compared], decl.name)
    if chosen is None:
        return Decision(TypeVerdict.NEW, None)
    confidence, closest = chosen
    namesakes = [
        each for each in compared if each.symbol.name == closest.symbol.name and each.covered >= closest.covered
    ]
    # A client's copy of a model shares as much: what is extended is the one that the code lives by.
    closest = max(namesakes, key=lambda each: (*_standing(snapshot, each), each is closest))
    return Decision(TypeVerdict.REPEATS, _match(snapshot, closest, confidence, rarity, decl.fields))


def _nearness(snapshot: Snapshot, comparison: Comparison) -> tuple[float, bool, int]:
    """Which of several types of one name a fence means: the most alike, a registered model, the most used."""
    return (round(comparison.covered + comparison.covering, 2), *_standing(snapshot, comparison))


def _standing(snapshot: Snapshot, comparison: Comparison) -> tuple[bool, int]:
    """Whether a type is registered as a model, and how many files use it."""
    symbol = comparison.symbol
    return snapshot.is_registered_model(symbol), len(snapshot.files_using(symbol))


def _agreement(comparison: Comparison) -> float:
    """How sure it is that a fence under an existing type's name means that type."""
    return 0.5 + 0.5 * max(comparison.covered, comparison.covering)


NAME_EVIDENCE = {
    NameRelation.SAME: -0.4,
    NameRelation.VARIANT: 4.0,
    NameRelation.KIND_OF: 4.0,
    NameRelation.SYNONYM: 3.2,
    NameRelation.PART_OF: 0.0,
    NameRelation.OVERLAPPING: -2.0,
    NameRelation.UNRELATED: 0.0,
}
"""What the names add to the evidence. Types that share only some words are mostly siblings, meant to be two."""


def confidence_of(comparison: Comparison, proposed: str) -> float:
    """Return how sure it is that extending the existing type would be right, between 0 and 1.

    A logistic model of few readable signals: how much of the proposal is there already, how many of the shared fields
    are rare in this workspace, whether the names claim the same role, and how they relate. The weights were fitted, and
    rounded, on struct types that real commits extended or added, each repository judged by weights from the others.
    """
    if not comparison.repeated and comparison.relation not in NAMES_OF_ONE_THING:
        return 0.0
    evidence = -5.8
    evidence += 2.0 * comparison.covered + 1.2 * math.sqrt(comparison.covered * comparison.covering)
    evidence += 0.5 * min(4, comparison.telling)
    if comparison.covered >= 0.5:
        # Many rare fields in common are hardly a coincidence, whatever the names.
        evidence += 2.0 * max(0.0, min(1.0, (comparison.telling - 3) / 3))
    whole = comparison.repeated >= 4 or (comparison.repeated == 3 and comparison.covering >= 0.9)
    if comparison.relation is NameRelation.PART_OF and comparison.covered >= 0.66 and whole:
        # Named after the type and made of its fields: its own words apart, it is that type again.
        evidence += 3.0
    if same_role(proposed, comparison.symbol.name):
        evidence += 1.2
    if _is_a_moment_in_time(proposed, comparison.symbol):
        evidence -= 1.2
    return 1 / (1 + math.exp(-evidence - NAME_EVIDENCE[comparison.relation]))


def _is_a_moment_in_time(proposed: str, existing: Symbol) -> bool:
    """Whether either type is a migration's picture of a table, which later changes must leave alone: `task20240131`."""
    return proposed[-3:].isdigit() or existing.name[-3:].isdigit() or "migration" in existing.path.lower()


def _match(
    snapshot: Snapshot, comparison: Comparison, confidence: float, rarity: FieldRarity, proposed: tuple[Field, ...]
) -> TypeMatch:
    paired = {pair.proposed.name for pair in comparison.pairs}
    shared = tuple((pair.proposed, pair.existing) for pair in comparison.pairs)
    changed = tuple(
        (pair.proposed, pair.existing)
        for pair in comparison.pairs
        if fold_name(pair.proposed.name) == fold_name(pair.existing.name) and _differs(pair)
    )
    added = tuple(field for field in proposed if field.name not in paired and field.name != "_")
    rare = tuple(pair.existing.name for pair in comparison.pairs if rarity.is_rare(pair.existing.name))
    return TypeMatch(
        comparison.symbol,
        comparison.decl,
        round(confidence, 4),
        shared,
        added,
        changed,
        rare,
        _reasons(snapshot, comparison, rare),
    )


def _differs(pair: Pair) -> bool:
    proposed, existing = pair.proposed, pair.existing
    if bare_type(proposed.type) != bare_type(existing.type) or ("*" in proposed.type) != ("*" in existing.type):
        return True
    return bool(proposed.tag) and bool(existing.tag) and not _tag_agrees(proposed.tag, existing.tag)


def _tag_agrees(proposed: str, existing: str) -> bool:
    # A plan that leaves a tag key out abbreviates; one that spells a key differently contradicts.
    have = dict(_tag_pairs(existing))
    return all(have.get(key, value) == value for key, value in _tag_pairs(proposed))


def _tag_pairs(tag: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for part in tag.split('" '):
        key, colon, value = part.partition(':"')
        if colon:
            pairs.append((key.strip(), value.rstrip('"')))
    return pairs


def _reasons(snapshot: Snapshot, comparison: Comparison, rare: tuple[str, ...]) -> tuple[str, ...]:
    reasons: list[str] = []
    if comparison.repeated:
        reasons.append(f"has {comparison.repeated} of the proposed fields")
    if rare:
        reasons.append(f"rare in this workspace: {', '.join(rare[:4])}")
    if comparison.relation not in (NameRelation.UNRELATED, NameRelation.OVERLAPPING):
        reasons.append(comparison.relation.value)
    if snapshot.is_registered_model(comparison.symbol):
        reasons.append("registered model")
    return tuple(reasons)
