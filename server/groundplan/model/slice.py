"""Features of the code: how each is reached, what it runs through, what it keeps and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from groundplan.model.join import Confidence
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol


class StepRole(str, Enum):
    """What a function or type does in a feature."""

    HANDLER = "handler"
    SERVICE = "service"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain."""

    role: StepRole
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Chain:
    """A feature in one line: how it is reached, what it runs through and which tests cover it.

    `tests` are paths of test files, `kept_in` the resources and services outside at which it ends.
    """

    routes: tuple[Route, ...]
    steps: tuple[Step, ...]
    tests: tuple[str, ...]
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    kept_in: tuple[SliceNode, ...] = ()

    @property
    def entry(self) -> Symbol:
        """The first step's symbol."""
        return self.steps[0].symbol


class NodeKind(str, Enum):
    """What a part of a feature is. The values are part of the JSON contract."""

    ROUTE = "route"
    MIDDLEWARE = "middleware"
    HANDLER = "handler"
    SERVICE = "service"
    STORE = "store"
    CLIENT = "client"
    TYPE = "type"
    RESOURCE = "resource"
    API = "api"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class SliceNode:
    """A part of a feature at `path`:`line` (1-based), and what hangs below it.

    `relation` says how it hangs together with the node above it ("served by", "calls", "" at the top), `confidence` how
    sure that is and `evidence` why, in short clauses. `detail` tells more of what it is: a resource's kind, a package.
    `left_out` counts the nodes that are not shown below it.
    """

    kind: NodeKind
    name: str
    path: str
    line: int
    relation: str = ""
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[str, ...] = ()
    detail: str = ""
    children: tuple[SliceNode, ...] = ()
    left_out: int = 0

    def walk(self) -> Iterator[SliceNode]:
        """Yield the node and all below it, each before what hangs below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Slice:
    """A feature as a tree, from what is asked about or from the routes that lead to it.

    `title` names what was asked about. `left_out` counts the routes that are not shown.
    """

    title: str
    roots: tuple[SliceNode, ...]
    left_out: int = 0

    def nodes(self) -> Iterator[SliceNode]:
        """Yield all nodes, each before what hangs below it."""
        for root in self.roots:
            yield from root.walk()
