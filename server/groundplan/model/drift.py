"""What a plan promised, against the code as it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.location import Span


class DriftState(str, Enum):
    """How a promise stands. The values are part of the JSON contract."""

    DONE = "done"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DriftItem:
    """One promise: `kind` as people say it ("type", "endpoint", "file" ...), `name` as the plan writes it.

    `span` is its place in the plan; `phase` the title of the phase that it is in, "" outside of phases. `how` tells in
    words how the code differs; `path` and `line` are its place in the code, "" and 0 where it is missing.
    """

    kind: str
    name: str
    state: DriftState
    span: Span
    phase: str = ""
    how: tuple[str, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Drift:
    """A plan's promises in the order of the plan, and the files that changed without being in it.

    `unplanned` is None where nobody said since when changes count.
    """

    path: str
    items: tuple[DriftItem, ...]
    unplanned: tuple[str, ...] | None = None
