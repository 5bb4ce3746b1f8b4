"""Files that use what the best files declare: the handler of a service, the service of a store, the wiring of both."""

from __future__ import annotations

from collections import defaultdict

from groundplan.discover.file_evidence import FileEvidence
from groundplan.discover.signals import Signal
from groundplan.index.lookups import Lookups
from groundplan.index.name_users import declared_names, files_using
from groundplan.index.snapshot import Snapshot

SEEDS = 8
"""The best files whose users are looked for."""

NAMES = 12
"""Declarations looked for per file: types first, then the longest functions."""

EVERYWHERE = 100
"""Files beyond which a name tells nothing of who uses it."""

CAUTION = 0.5
"""Added to what all users of a file have in common before a user's part of it is taken: an only user is no proof."""


def add_users(evidence: FileEvidence, snapshot: Snapshot) -> None:
    """Put in the files that use names of the best ones so far, and can see their packages.

    A name counts the less the more files use it. Which declaration an equal name means is not resolved.
    """
    known = snapshot.searchable_paths
    scores: dict[str, float] = defaultdict(float)
    strongest: dict[str, float] = {}
    for seed, worth in evidence.best(SEEDS):
        names, package = declared_names(snapshot, seed, NAMES)
        seeing = _files_seeing(snapshot, package) if names else frozenset()
        parts: dict[str, dict[str, float]] = defaultdict(dict)
        for name in names:
            using = files_using(snapshot, name, EVERYWHERE)
            users = [path for path in using if path != seed and path in seeing and path in known]
            for path in users:
                parts[path][name] = 1 / len(users)
        whole = sum(sum(each.values()) for each in parts.values()) + CAUTION
        for path, each in parts.items():
            share = worth * sum(each.values()) / whole
            scores[path] += share
            if share > strongest.get(path, 0.0):
                strongest[path] = share
                evidence.used[path] = (min(each, key=lambda name: (-each[name], name)), seed)
    evidence.add(Signal.USERS, scores)


def _files_seeing(snapshot: Snapshot, package: str) -> frozenset[str]:
    """Return the files of a package and those that import it."""

    def work_out() -> frozenset[str]:
        own = (file.path for file in snapshot.files_of_package(package))
        return frozenset((*own, *Lookups(snapshot).files_importing(package)))

    return snapshot.remember(("files seeing", package), work_out)
