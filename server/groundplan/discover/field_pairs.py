"""Which fields of a proposed struct are fields of an existing one under the same or another spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.go import Field
from groundplan.text.identifiers import fold_name, words
from groundplan.text.synonyms import mean_the_same, meanings_of

SAME_NAME = 1.0
SAME_WORDS = 0.75
"""How much a pair counts whose names share most words (`target_url`, `TargetAddress`) and whose types agree."""

MIN_WORD_OVERLAP = 0.5
"""Share of words that two differently spelled names must have in common to be paired."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A proposed field and its counterpart; `strength` is 1 for the same name, less for a resemblance."""

    proposed: Field
    existing: Field
    strength: float

    @property
    def same_type(self) -> bool:
        """Whether both have the same type, pointers and package qualifiers aside."""
        return bare_type(self.proposed.type) == bare_type(self.existing.type)


@lru_cache(maxsize=16384)
def bare_type(text: str) -> str:
    """Return a type's text without pointers, qualifiers and the spelling of the empty interface."""
    return re.sub(r"\b\w+\.", "", text.replace("*", "").replace("interface{}", "any")).strip()


def name_in_tag(field: Field) -> str:
    """Return the wire name that a field's tag gives it (json first), "" when it has none."""
    return _wire_name(field.tag) if field.tag else ""


@lru_cache(maxsize=16384)
def _wire_name(tag: str) -> str:
    for key in ("json", "db", "bson", "yaml", "dynamodbav"):
        match = re.search(rf'\b{key}:"([^",]+)', tag)
        if match and match.group(1) != "-":
            return match.group(1)
    return ""


def pair_fields(proposed: tuple[Field, ...], existing: tuple[Field, ...]) -> tuple[Pair, ...]:
    """Pair fields one to one: the same name first (case and underscores aside), then the same name on the wire, then
    names that share most of their words and have the same type. In the order of the proposed fields."""
    left = {fold_name(field.name): field for field in reversed(existing)}
    pairs: dict[int, Pair] = {}
    for position, field in enumerate(proposed):
        match = left.pop(fold_name(field.name), None)
        if match is not None:
            pairs[position] = Pair(field, match, SAME_NAME)
    by_wire = {fold_name(name): field for field in left.values() if (name := name_in_tag(field))}
    for position, field in enumerate(proposed):
        if position in pairs or field.embedded:
            continue
        wire = name_in_tag(field)
        match = by_wire.pop(fold_name(wire), None) if wire else None
        if match is not None and left.pop(fold_name(match.name), None) is not None:
            pairs[position] = Pair(field, match, SAME_NAME)
    for position, field in enumerate(proposed):
        if position in pairs or field.embedded:
            continue
        best, overlap = None, 0.0
        for candidate in left.values():
            if candidate.embedded:
                continue
            shared = word_overlap(field.name, candidate.name)
            # Another spelling and another type together are another field, unless the names mean the same outright.
            if shared > overlap and (shared >= 1.0 or bare_type(candidate.type) == bare_type(field.type)):
                best, overlap = candidate, shared
        if best is not None and overlap >= MIN_WORD_OVERLAP:
            del left[fold_name(best.name)]
            pairs[position] = Pair(field, best, SAME_WORDS)
    return tuple(pairs[position] for position in sorted(pairs))


@lru_cache(maxsize=16384)
def _word_set(name: str) -> frozenset[str]:
    return frozenset(words(name))


@lru_cache(maxsize=16384)
def _meanings(name: str) -> frozenset[str | int]:
    return frozenset(meaning for word in _word_set(name) for meaning in meanings_of(word))


def word_overlap(left: str, right: str) -> float:
    """Return the share of words that two identifiers have in common (Jaccard, synonyms counted as one), 0 to 1."""
    # Nearly all pairs have nothing in common.
    if _meanings(left).isdisjoint(_meanings(right)):
        return 0.0
    one, two = _word_set(left), _word_set(right)
    shared = sum(any(mean_the_same(word, other) for other in two) for word in one)
    return shared / (len(one) + len(two) - shared) if shared else 0.0
