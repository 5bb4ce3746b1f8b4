"""How code and infrastructure hang together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Confidence(str, Enum):
    """How sure a join is: HIGH rests on what the files say, MEDIUM on names that agree, LOW on a name alone."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class JoinKind(str, Enum):
    """What a join says of its resource. The values are part of the JSON contract."""

    PACKAGE = "package"
    """A function's code is this Go package."""
    HANDLER = "handler"
    """A function is served by this Go function."""
    EVENT = "event"
    """A function is started by this resource."""
    USED_BY = "used-by"
    """A resource's name reaches this Go code through an environment variable."""
    GRANT = "grant"
    """A function may do something with this resource."""
    MODEL = "model"
    """A table's rows are values of this Go type."""


@dataclass(frozen=True, slots=True)
class Join:
    """A resource, identified by its template's path and its logical id, and what it hangs together with.

    `name` is the other side as people write it: a Go function, type or package, or a logical id; `path` and `line`
    (1-based) are its place. `detail` is what ties them: an environment variable, an event, the actions of a policy.
    `evidence` are short clauses that say why.
    """

    kind: JoinKind
    template: str
    resource: str
    name: str
    path: str
    line: int
    confidence: Confidence
    detail: str = ""
    evidence: tuple[str, ...] = ()
