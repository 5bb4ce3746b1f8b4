"""What runs of functions have returned, so that one with the same arguments need not run again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundplan.detect.routes.values import UNKNOWN, Func, Handed, Items, Object, Results, Router, Value

_MAX_RUNS = 6  # runs of a constructor with the same arguments: more instances of one thing tell nothing new


@dataclass(slots=True)
class _Entry:
    result: Value
    kept: object
    fresh: bool = False
    runs: int = 1


class Memory:
    """Results by function and arguments.

    A function that made what it returned is a constructor: its next caller gets an instance of its own, as two routers
    made by one function are two.
    """

    def __init__(self) -> None:
        self._entries: dict[object, _Entry] = {}

    def recall(self, key: object) -> Value | None:
        """Return the result of an equal run; None when the function has to run."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.fresh and entry.runs < _MAX_RUNS:
            entry.runs += 1
            return None
        return entry.result

    def begin(self, key: object, kept: object) -> None:
        """Note that a run has begun: until it ends an equal one returns nothing known. `kept` stays alive with it."""
        entry = self._entries.setdefault(key, _Entry(UNKNOWN, kept))
        entry.fresh = False

    def forget(self, key: object) -> None:
        """Forget a run that did not come to its end."""
        self._entries.pop(key, None)

    def end(self, key: object, result: Value, given: Callable[[], Iterable[Value | None]]) -> None:
        """Note a result, and whether the run made it rather than found it among the values that it was given."""
        entry = self._entries[key]
        entry.result = result
        entry.fresh = _is_made(result, given)


def _is_made(result: Value, given: Callable[[], Iterable[Value | None]]) -> bool:
    if isinstance(result, Results):
        return any(_is_made(each, given) for each in result.values)
    if isinstance(result, Handed):
        return _is_made(result.router, given)
    if not isinstance(result, Router | Object | Items) or (isinstance(result, Object) and not result.whole):
        return isinstance(result, Func) and result.receiver is not None and _is_made(result.receiver, given)
    for each in given():
        held = each.fields.values() if isinstance(each, Object) else ()
        if each is result or any(value is result for value in held):
            return False
    return True
