"""Which requests lead to a function: callers followed up to handlers, and the routes that these serve."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from groundplan.discover.callers import callers_of
from groundplan.discover.feature_slice.roles import is_handler, is_plumbing
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence
from groundplan.model.symbol import Symbol

MAX_DEPTH = 4
"""Callers followed up from a function: store, service, handler and one more."""

MAX_LOOKED_AT = 16
"""Functions whose callers are looked for."""

MAX_CALLERS = 12
"""Callers of one function that are followed."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way down to a function: its steps from the entry, each with how sure the call of it is and why."""

    steps: tuple[tuple[Symbol, Confidence, str], ...]

    @property
    def entry(self) -> Symbol:
        """The function that the way begins with."""
        return self.steps[0][0]


def ways_to(snapshot: Snapshot, targets: Iterable[Symbol], most: int) -> tuple[tuple[Way, ...], bool]:
    """Return the shortest way from each handler to any of some functions, at most so many, and whether more may exist.

    Where no handler leads there, the ways begin at the outermost callers: a consumer, a job, a command.
    """
    queue = deque((Way(((target, Confidence.HIGH, ""),)), 0) for target in targets)
    seen = {way.entry.id for way, _ in queue}
    handlers: list[Way] = []
    others: list[Way] = []
    looked_at = 0
    while queue and len(handlers) < most:
        way, depth = queue.popleft()
        if is_handler(snapshot, way.entry):
            handlers.append(way)
            continue
        if depth >= MAX_DEPTH or looked_at >= MAX_LOOKED_AT:
            continue
        looked_at += 1
        above = 0
        (first, _, _), *rest = way.steps
        for caller, confidence, evidence in callers_of(snapshot, first)[:MAX_CALLERS]:
            if caller.id in seen or (is_plumbing(snapshot, caller) and caller.name not in ("main", "init")):
                continue
            above += 1
            seen.add(caller.id)
            step = (first, confidence, evidence)
            queue.append((Way(((caller, Confidence.HIGH, ""), step, *rest)), depth + 1))
        if not above and depth:
            others.append(way)
    ways = handlers or sorted(others, key=lambda way: (way.entry.path, way.entry.line))[:most]
    return tuple(ways), bool(queue) or len(others) > len(ways)
