"""A search in words, with what each word is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from groundplan.text.identifiers import words
from groundplan.text.synonyms import other_spellings

MAX_TERMS = 48
"""Distinct words searched for; the rest of a long plan repeats them or dilutes them."""

PLANNING_WORDS = frozenset(
    """
    able add allow anyone available base based become behaviour below call case certain change code come
    current data different enable endpoint ensure example existing extend feature field following function
    give handle help implement implementation include instead introduce keep know let like look many means
    model must need new old option original part plan possible provide reason receive related require
    return same see set several should show simple specific start support sure system take thing type update
    various want way whether work
    """.split()
)
"""Words in which plans speak of planning; in names of code they say little about the subject."""


MAX_NAMES = 40
"""Names looked up; a text that spells more of them is a listing."""

MAX_PAIRS = 48
"""Pairs of words looked up, those of the beginning."""

DETAIL_WEIGHT = 0.6
"""What a word is worth that stands only below a description's first line, which says what it is about."""

# An order is a thing that many programs are about; this one is not.
_IN_ORDER = re.compile(r"\bin order (?:to|that|for)\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?:[A-Za-z]\w*[a-z0-9][A-Z]\w*|[A-Z]{2,}[a-z]\w+|[A-Z][a-z]\w+|[a-z]+_\w+)\b")


@dataclass(frozen=True, slots=True)
class Query:
    """Distinct words with weights above 0, heaviest first, and the words that may be names of code, in order.

    `pairs` are words that stand side by side, stop words left out, with the weight of their text.
    """

    terms: tuple[tuple[str, float], ...]
    names: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str, float], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(term for term, _ in self.terms)


def make_query(pieces: Iterable[tuple[str, float]]) -> Query:
    """Return the query of weighted texts; a word's weight is that of the heaviest text that has it."""
    weights: dict[str, float] = {}
    names: dict[str, None] = {}
    pairs: dict[tuple[str, str], float] = {}
    for text, weight in pieces:
        text = _IN_ORDER.sub("", text)
        names.update(dict.fromkeys(_NAME.findall(text)))
        for word in words(text):
            if len(word) > 1 and word not in PLANNING_WORDS and weights.get(word, 0.0) < weight:
                weights[word] = weight
        for line in text.splitlines():
            own = words(line)
            for pair in pairwise(own):
                if pair[0] != pair[1]:
                    pairs[pair] = max(weight, pairs.get(pair, 0.0))
    for word, weight in list(weights.items()):
        for other in other_spellings(word):
            weights.setdefault(other, weight)
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    beside = tuple((first, second, weight) for (first, second), weight in pairs.items())
    return Query(tuple(ranked[:MAX_TERMS]), tuple(names)[:MAX_NAMES], beside[:MAX_PAIRS])


def describe(text: str) -> Query:
    """Return the query of a description: its first line says what it is about, further lines add details."""
    head, _, details = text.strip().partition("\n")
    return make_query([(head, 1.0), (details, DETAIL_WEIGHT)])
