"""How finds of a plan are put in one order: the words of its title before those of its stories."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from groundplan.discover.reasons import CALLING, DOCUMENTED, NAMED, REGISTERED
from groundplan.model.candidate import Candidate
from groundplan.model.slice import Chain
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import split_identifier

TITLE_SHARE = 0.6
"""What the title's own finds count beside those of the whole text: stories speak of much that the feature is not."""

_Scored = TypeVar("_Scored", Candidate, Chain)

_CARRIERS = frozenset(("request", "response", "req", "resp", "params", "param", "filter", "input", "output", "dto"))

# What such a type begins with: `FindUser`, `CreateOrder`.
_VERBS = frozenset(("find", "get", "list", "create", "update", "delete", "search", "upsert", "add", "remove"))

_TELLING = (NAMED, DOCUMENTED, CALLING)
_PARAMETER = re.compile(r"\{[^}]*\}|:[^/]+|\*\w*")


def is_told(item: Chain) -> bool:
    """Tell whether a feature is about the plan by its name or its comment, not only by what it works with."""
    return any(reason.startswith(_TELLING) for reason in item.reasons)


def shape_of(path: str) -> str:
    """Return a route's path with its parameters made alike: `/users/:id` and `/users/{user}` are one."""
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


def merged(whole: Sequence[_Scored], titled: Sequence[_Scored], identity: Callable[[_Scored], int]) -> list[_Scored]:
    """Return what the whole text and the title find as one list, best first; the reasons are those of the whole."""
    scores: dict[int, float] = {}
    found: dict[int, _Scored] = {}
    for items, share in ((whole, 1.0 - TITLE_SHARE), (titled, TITLE_SHARE)):
        best = max((item.score for item in items), default=0.0) or 1.0
        for item in items:
            key = identity(item)
            scores[key] = scores.get(key, 0.0) + share * item.score / best
            found.setdefault(key, item)
    top = max(scores.values(), default=1.0)
    ranked = sorted(found, key=lambda key: -scores[key])
    return [replace(found[key], score=round(scores[key] / top, 4)) for key in ranked]


def only_mentions(item: Candidate) -> bool:
    """Tell whether only fields or the comment of a type speak of the plan."""
    return not any(reason.startswith((NAMED, REGISTERED)) for reason in item.reasons)


def is_carrier(symbol: Symbol) -> bool:
    """Tell whether a type carries values to callers and back, or is private to its package."""
    parts = split_identifier(symbol.name)
    if not symbol.exported:
        return True
    # `Filter` alone is a thing of its own.
    return len(parts) > 1 and (parts[-1] in _CARRIERS or parts[0] in _VERBS)
