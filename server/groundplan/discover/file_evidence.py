"""What speaks for a file: its words, the commits that touched it, and what changed together with it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from groundplan.discover.query import Query
from groundplan.discover.signals import FILE_WEIGHTS, Signal
from groundplan.index.snapshot import Snapshot
from groundplan.index.word_postings import WordPostings
from groundplan.model.history import Commit

COLUMNS = (("path", 3.0), ("names", 3.0), ("doc", 2.0), ("body", 3.0))
"""What a word is worth by where in a file it stands. Each column is searched by itself, for a word that many files
mention and few are named after tells much in a name; in one search of all columns it would be a common word."""

PER_WORD = 300
"""Commits looked at per word."""

LIKE_COMMITS = 80
"""Commits with like messages that are looked at."""

SEEDS = 10
"""The best files whose companions in past commits are looked for."""

MIN_TOGETHER = 2
"""Commits that must have changed two files together for that to count."""

CAUTION = 3.0
"""Added to a file's commits before the share of common ones is taken: three of three says less than 20 of 30."""


@dataclass(slots=True)
class FileEvidence:
    """Signals by file, each between 0 and 1 over all files, and what is needed to put them into words.

    `commits` has per file the like commits that touched it, best first; `companions` the file that it was changed
    together with, in how many commits of how many of that file's; `used` a name that it uses and the file that
    declares it. `speaking` has per word of the query the files that have it.
    """

    signals: dict[Signal, dict[str, float]] = field(default_factory=dict)
    commits: dict[str, list[Commit]] = field(default_factory=dict)
    companions: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    used: dict[str, tuple[str, str]] = field(default_factory=dict)
    speaking: dict[str, set[str]] = field(default_factory=dict)

    def add(self, signal: Signal, scores: Mapping[str, float]) -> None:
        """Put in a signal, scaled so that its best file has 1."""
        top = max(scores.values(), default=0.0)
        if top > 0:
            self.signals[signal] = {path: score / top for path, score in scores.items()}

    def contributions(self, path: str) -> dict[Signal, float]:
        """Return what each signal adds to a file's score."""
        return {
            signal: FILE_WEIGHTS[signal] * scores[path]
            for signal, scores in self.signals.items()
            if scores.get(path, 0.0) > 0
        }

    def totals(self) -> dict[str, float]:
        """Return the score of every file that anything speaks for."""
        found: dict[str, float] = defaultdict(float)
        for signal, scores in self.signals.items():
            weight = FILE_WEIGHTS[signal]
            for path, score in scores.items():
                found[path] += weight * score
        return dict(found)

    def best(self, number: int) -> list[tuple[str, float]]:
        """Return the files with the highest scores so far."""
        return [(path, -score) for score, path in nsmallest(number, [(-v, path) for path, v in self.totals().items()])]


def add_words(evidence: FileEvidence, snapshot: Snapshot, query: Query, postings: WordPostings) -> None:
    """Put in how well a file's words match, how much of the query it speaks of at all, and pairs of words in names.

    BM25 is a sum over words, so words are searched one by one and weighed as the query weighs them.
    """
    scores: dict[str, float] = defaultdict(float)
    covered: dict[str, float] = defaultdict(float)
    files = len(snapshot.searchable_paths)
    for word, weight in query.terms:
        speaking = evidence.speaking.setdefault(word, set())
        for column, worth in COLUMNS:
            for path, score in postings.files(column, word):
                scores[path] += weight * worth * score
                speaking.add(path)
        rarity = _rarity(files, len(speaking))
        for path in speaking:
            covered[path] += rarity
    evidence.add(Signal.WORDS, scores)
    evidence.add(Signal.COVERAGE, covered)
    together: dict[str, float] = defaultdict(float)
    for first, second, weight in query.pairs:
        having = postings.files_with_pair(first, second)
        for path in having:
            together[path] += weight * _rarity(files, len(having))
    evidence.add(Signal.PAIRS, together)


def _rarity(files: int, having: int) -> float:
    return math.log1p(max(files - having, 0.5) / (having + 0.5))


def add_history(evidence: FileEvidence, snapshot: Snapshot, query: Query, known: frozenset[str]) -> None:
    """Put in the past commits whose messages resemble the query.

    Only `known` files count: history knows many that have gone.
    """
    history = snapshot.history
    if not history.latest:
        return
    likeness: dict[int, float] = defaultdict(float)
    for word, weight in query.terms:
        for number, score in history.search(f'"{word}"', PER_WORD):
            likeness[number] += weight * score
    best = sorted(likeness.items(), key=lambda item: (-item[1], -item[0]))[:LIKE_COMMITS]
    commits = history.commits(number for number, _ in best)
    scores: dict[str, float] = defaultdict(float)
    for number, like in best:
        commit = commits[number]
        here = [path for path in commit.files if path in known]
        for path in here:
            # A commit of many files says less of each.
            scores[path] += like**1.5 / len(here) ** 0.6
            evidence.commits.setdefault(path, []).append(commit)
    evidence.add(Signal.COMMITS, scores)


def add_companions(evidence: FileEvidence, snapshot: Snapshot, known: frozenset[str]) -> None:
    """Put in the files that past commits changed together with the best ones so far."""
    history = snapshot.history
    if not history.latest:
        return
    seeds = evidence.best(SEEDS)
    scores: dict[str, float] = defaultdict(float)
    strongest: dict[str, float] = {}
    for seed, worth in seeds:
        together = history.changed_with(seed)
        commits = together.get(seed, 0)
        for path, count in together.items():
            if path == seed or path not in known or count < MIN_TOGETHER:
                continue
            share = worth * count / (commits + CAUTION)
            scores[path] += share
            if share > strongest.get(path, 0.0):
                strongest[path] = share
                evidence.companions[path] = (seed, count, commits)
    evidence.add(Signal.COMPANIONS, scores)
