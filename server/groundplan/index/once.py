"""What is worked out once about an object as long as a snapshot lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from groundplan.index.snapshot import Snapshot

T = TypeVar("T")


def once(snapshot: Snapshot, what: str, about: object, make: Callable[[], T]) -> T:
    """Return what `make` works out about an object, made once for the latest object of its name.

    Not to be used with one snapshot on several threads at a time, as the snapshot itself.
    """
    made = snapshot.made
    known = made.get(what)
    if known is not None and known[0] is about:
        return known[1]  # type: ignore[return-value]  # what is kept under a name has the type of its maker
    answer = make()
    made[what] = (about, answer)
    return answer
