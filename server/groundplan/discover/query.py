"""A search in words, with what each word is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundplan.text.identifiers import words

MAX_TERMS = 48
"""Distinct words searched for; the rest of a long plan repeats them or dilutes them."""

PLANNING_WORDS = frozenset(
    """
    able add allow anyone available base based become behaviour below call case certain change code come
    current data different enable endpoint ensure example existing extend feature field following function
    give handle help implement implementation include instead introduce keep know let like look many means
    model must need new old option order original part plan possible provide reason receive related require
    return same see set several should show simple specific start support sure system take thing type update
    various want way whether work
    """.split()
)
"""Words in which plans speak of planning; in names of code they say little about the subject."""


@dataclass(frozen=True, slots=True)
class Query:
    """Distinct words with weights above 0, heaviest first."""

    terms: tuple[tuple[str, float], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(term for term, _ in self.terms)


def make_query(pieces: Iterable[tuple[str, float]]) -> Query:
    """Return the query of weighted texts; a word's weight is that of the heaviest text that has it."""
    weights: dict[str, float] = {}
    for text, weight in pieces:
        for word in words(text):
            if len(word) > 1 and word not in PLANNING_WORDS and weights.get(word, 0.0) < weight:
                weights[word] = weight
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return Query(tuple(ranked[:MAX_TERMS]))
