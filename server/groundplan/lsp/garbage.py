"""When Python looks for garbage: while nobody waits for an answer."""

from __future__ import annotations

import gc

from groundplan.lsp.scheduling import Debouncer

IDLE_SECONDS = 1.0
"""A pause in all work after which garbage is looked for."""

YOUNG_OBJECTS = 5_000
"""Objects made and not freed after which Python looks through the young ones; its own number is 700, and one check of a
long plan makes about as many as this."""

OLDER_EVERY = 20
"""Looks through the young objects for each look through the older ones; Python's own number is 10."""


class Garbage:
    """Looks through all objects in a pause, which takes some 30 ms with an index loaded, and not amid typing.

    What is left then is set aside until the next pause: what Python looks through by itself in between, so that
    nothing grows without bound, is only what was made since.
    """

    def __init__(self, debouncer: Debouncer) -> None:
        self._debouncer = debouncer

    def begin(self) -> None:
        """Set aside what is loaded, and have Python look less often; once per process."""
        gc.set_threshold(YOUNG_OBJECTS, OLDER_EVERY, OLDER_EVERY)
        gc.freeze()

    def work_done(self) -> None:
        """Some work has ended; it may have been the last for a while."""
        self._debouncer.call("garbage", IDLE_SECONDS, self._collect)

    def _collect(self) -> None:
        _, young_looks, older_looks = gc.get_count()
        if young_looks + older_looks < 2:
            return  # hardly anything was made since
        gc.unfreeze()
        gc.collect()
        gc.freeze()
