"""Prior art found for a query or for a proposed type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.go import Field, TypeDecl
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Candidate:
    """A symbol or route that resembles what is asked for.

    `score` is between 0 and 1, comparable inside one answer; `reasons` are words that a person can check. `signals`,
    where they were asked for, are the kinds of evidence and what each adds to the score, most first.
    """

    symbol: Symbol
    score: float
    reasons: tuple[str, ...]
    routes: tuple[Route, ...] = ()
    signals: tuple[tuple[str, float], ...] = ()


class TypeVerdict(str, Enum):
    """What a proposed type is in relation to the code."""

    RESTATES = "restates"
    EXTENDS = "extends"
    REPEATS = "repeats"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class TypeMatch:
    """The existing struct that a proposed one resembles most.

    `shared` pairs proposed and existing fields; `added` are the proposed fields without a counterpart; `changed`
    are pairs of the same name whose type or tag differs. `rare` are the shared names that few types here have.
    `confidence` is that extending `symbol` is right, between 0 and 1.
    """

    symbol: Symbol
    decl: TypeDecl
    confidence: float
    shared: tuple[tuple[Field, Field], ...]
    added: tuple[Field, ...]
    changed: tuple[tuple[Field, Field], ...]
    rare: tuple[str, ...]
    reasons: tuple[str, ...]
