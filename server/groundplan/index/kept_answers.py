"""Answers kept across snapshots for as long as the index stays what it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

MAX_KEPT = 8_192
"""Answers kept per workspace; most are numbers, a judged type takes some kilobytes."""


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
