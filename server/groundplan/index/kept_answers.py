"""Answers kept across snapshots for as long as the index stays what it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MAX_KEPT = 8_192
"""Answers kept per workspace; most are numbers, a judged type takes some kilobytes."""


MAX_THINGS = 16_384
"""Things of which the answer to one question is kept; a plan of 2,000 lines names about a thousand."""


class KeptAnswers:
    """A bounded, thread-safe map from questions to answers that hold in one state of the index."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._answers: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, state: Hashable, question: Hashable, work_out: Callable[[], T]) -> T:
        """Return the answer to a question in a state of the index, worked out if it is not at hand."""
        with self._lock:
            if state == self._state and question in self._answers:
                known: T = self._answers[question]
                return known
        answer = work_out()
        with self._lock:
            if state != self._state or len(self._answers) >= MAX_KEPT:
                self._state = state
                self._answers = {}
            self._answers[question] = answer
        return answer

    def get_each(
        self,
        state: Hashable,
        question: Hashable,
        things: Iterable[K],
        work_out: Callable[[list[K]], Mapping[K, T]],
    ) -> dict[K, T]:
        """Return the answers to one question about many things; those not at hand are worked out all at once.

        Things that `work_out` leaves out are left out of the answer.
        """
        kept: dict[K, tuple[T, ...]] = self.get(state, question, dict)
        found: dict[K, tuple[T, ...]] = {}
        unknown: list[K] = []
        for thing in dict.fromkeys(things):
            answer = kept.get(thing)
            if answer is None:
                unknown.append(thing)
            else:
                found[thing] = answer
        if unknown:
            made = work_out(unknown)
            new = {thing: (made[thing],) if thing in made else () for thing in unknown}
            if len(kept) + len(new) > MAX_THINGS:
                kept.clear()
            kept.update(new)
            found.update(new)
        return {thing: answer[0] for thing, answer in found.items() if answer}
