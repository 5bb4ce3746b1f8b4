"""A feature of the code as a chain: route to handler to service to store to type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.route import Route
from groundplan.model.symbol import Symbol


class StepRole(str, Enum):
    """What a function or type does in a feature."""

    HANDLER = "handler"
    SERVICE = "service"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain."""

    role: StepRole
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Slice:
    """A feature: how it is reached, what it runs through and which tests cover it.

    `tests` are paths of test files that stand beside the steps.
    """

    routes: tuple[Route, ...]
    steps: tuple[Step, ...]
    tests: tuple[str, ...]
    score: float = 0.0
    reasons: tuple[str, ...] = ()

    @property
    def entry(self) -> Symbol:
        """The first step's symbol."""
        return self.steps[0].symbol
