"""Which of several existing structs a proposed one repeats, once each has been judged by itself."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.discover.type_names import NameRelation
from groundplan.discover.type_search import Comparison
from groundplan.text.identifiers import fold_name

NEARLY_AS_SURE = 0.1
"""Difference of confidence that says nothing about which of two types is meant."""

POSSIBLE = 0.3
"""Confidence below which a name's likeness decides nothing."""

NAMES_OF_ONE_THING = (NameRelation.VARIANT, NameRelation.KIND_OF, NameRelation.SYNONYM)


def choose_existing(rated: Sequence[tuple[float, Comparison]], proposed: str) -> tuple[float, Comparison] | None:
    """Return the existing struct to name, with the confidence that the proposal repeats something that is there.

    That confidence is the highest of all; between types that come close to it the names and the fields decide. None
    where nothing was compared.
    """
    if not rated:
        return None
    confidence, closest = max(rated, key=lambda each: each[0])
    near = [each for each in rated if each[0] >= max(POSSIBLE, confidence - NEARLY_AS_SURE)]
    if near:
        closest = max(near, key=lambda each: (_name_within(each[1], proposed), _one_thing(each[1]), each[0]))[1]
    others = [comparison for _, comparison in rated]
    whole = [item for item in others if _has_it_all(item, closest)]
    if whole:
        return confidence, max(whole, key=lambda item: (item.covered, item.covering))
    fuller = [item for item in others if _says_more(item, closest)]
    if fuller:
        return confidence, max(fuller, key=lambda item: item.covered)
    return confidence, closest


def _name_within(comparison: Comparison, proposed: str) -> int:
    """Return how much of the proposed name the existing one spells letter by letter: an `EnhancedBaseAsset` is rather a
    `BaseAsset` than an `Asset`."""
    name, whole = fold_name(comparison.symbol.name), fold_name(proposed)
    return len(name) if _one_thing(comparison) and (whole.endswith(name) or whole.startswith(name)) else 0


def _one_thing(comparison: Comparison) -> bool:
    return comparison.relation in NAMES_OF_ONE_THING


def _has_it_all(comparison: Comparison, closest: Comparison) -> bool:
    """Tell whether a struct has five fields or more and hardly one is missing, where the closest one lacks a fifth."""
    return comparison.repeated >= 5 and comparison.covered >= 0.95 and comparison.covered - closest.covered >= 0.2


def _says_more(comparison: Comparison, closest: Comparison) -> bool:
    """Tell whether a type about the same subject has rare fields in common where the closest has hardly any field."""
    return (
        closest.covered < 0.2
        and comparison.covered >= max(0.25, 3 * closest.covered)
        and comparison.telling >= 2
        and comparison.relation is not NameRelation.UNRELATED
    )
