"""When work runs and on which thread: the event loop only waits, everything else runs on threads of our own.

pygls' own thread pool also reads standard input, so work there would delay every message.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

QUERY_THREADS = 2
"""Threads that answer requests. Python runs one at a time; the second keeps a hover from waiting for a long check."""


class Threads:
    """The threads of a session: one for the index, one for unsaved buffers, a few for queries."""

    def __init__(self, on_work_done: Callable[[], object] = lambda: None) -> None:
        """`on_work_done` is called on the event loop whenever some work has ended."""
        self._index = ThreadPoolExecutor(1, "groundplan-index")
        self._buffers = ThreadPoolExecutor(1, "groundplan-buffers")
        self._queries = ThreadPoolExecutor(QUERY_THREADS, "groundplan-query")
        self._on_work_done = on_work_done
        self.stopping = threading.Event()

    async def index(self, work: Callable[[], T]) -> T:
        """Run a refresh; refreshes run one after the other."""
        return await self._run(self._index, work)

    async def buffer(self, work: Callable[[], T]) -> T:
        """Run work on unsaved buffers; it runs in the order of the calls, and never behind a refresh."""
        return await self._run(self._buffers, work)

    async def query(self, work: Callable[[], T]) -> T:
        """Run a query. A request that is cancelled while it waits for a thread is never run."""
        return await self._run(self._queries, work)

    async def _run(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, work)
        finally:
            if not self.stopping.is_set():
                self._on_work_done()

    def stop(self) -> None:
        """Drop what waits and let what runs know through `stopping`; returns at once."""
        self.stopping.set()
        for pool in (self._index, self._buffers, self._queries):
            pool.shutdown(wait=False, cancel_futures=True)


class Tasks:
    """Tasks that nobody awaits, kept alive until they end."""

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._on_error = on_error

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run a coroutine on the event loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_error(error)


class Debouncer:
    """Calls that wait until a burst is over. Of several calls under one key only the last happens."""

    def __init__(self) -> None:
        self._timers: dict[Hashable, asyncio.TimerHandle] = {}
        self._actions: dict[Hashable, Callable[[], object]] = {}
        self._latest: dict[Hashable, float] = {}

    def call(self, key: Hashable, delay: float, action: Callable[[], object], at_most: float | None = None) -> None:
        """Call `action` when `delay` seconds passed without another call under `key`.

        A burst that goes on puts it off to `at_most` seconds after its first call, not for ever.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + delay
        if at_most is not None:
            due = min(due, self._latest.setdefault(key, loop.time() + at_most))
        self._actions[key] = action
        timer = self._timers.get(key)
        if timer is not None:
            if timer.when() == due:
                # Due already: setting it again with every message of a flood would never let it ring.
                return
            timer.cancel()
        self._timers[key] = loop.call_at(due, self._fire, key)

    def cancel(self, key: Hashable) -> None:
        """Forget the call under a key."""
        self._latest.pop(key, None)
        self._actions.pop(key, None)
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.cancel()

    def is_waiting(self, key: Hashable) -> bool:
        """Tell whether a call under a key is to come."""
        return key in self._timers

    def clear(self) -> None:
        """Forget all calls."""
        for key in list(self._timers):
            self.cancel(key)

    def _fire(self, key: Hashable) -> None:
        action = self._actions[key]
        self.cancel(key)
        action()
