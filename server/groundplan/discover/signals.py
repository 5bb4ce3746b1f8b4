"""The kinds of evidence that a search weighs, and what each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Signal(str, Enum):
    """A kind of evidence, named as `groundplan find --explain` names it."""

    WORDS = "words of the file"
    COVERAGE = "how much of the description"
    NAMED = "named in the description"
    PAIRS = "words side by side in names"
    ROUTES = "routes"
    COMMITS = "messages of past commits"
    COMPANIONS = "changed together with other results"
    USERS = "uses what other results declare"
    OWN_WORDS = "words of the symbol"
    KIND = "kind and length of the symbol"
    CROWD = "others of the same file before it"


FILE_WEIGHTS: Mapping[Signal, float] = {
    Signal.WORDS: 0.6,
    Signal.COVERAGE: 0.5,
    Signal.NAMED: 0.6,
    Signal.PAIRS: 0.2,
    Signal.COMMITS: 0.6,
    Signal.COMPANIONS: 0.15,
    Signal.USERS: 0.15,
}
"""What a signal's best file is worth: round numbers near a fit on the commits of seven public repositories, which came
out much alike whichever of them was left out. `docs/ranking.md` has what each signal gives."""
