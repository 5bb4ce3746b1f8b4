"""Running read jobs: in this process when they are few, in worker processes when they are many."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import TypeVar

from groundplan.index.worker import Job, Reading, prepare_worker, read_job, read_jobs

T = TypeVar("T")

IN_PROCESS_BYTES = 1_500_000
"""Below this much source, starting workers (about 0.4 s each) costs more than it saves."""

CHUNK_BYTES = 250_000
"""Source per chunk: large enough that messages between processes do not matter, small enough for smooth progress."""

CHUNK_FILES = 50
"""Files per chunk when they are read in this process: what is known is written after each."""


class Readers:
    """Reads jobs, in worker processes once they are many; the workers end with the block that this opens."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def read(self, jobs: Sequence[tuple[Job, int]], cancelled: Callable[[], bool]) -> Iterator[list[Reading]]:
        """Yield the readings of (job, size in bytes) pairs chunk by chunk, in no particular order.

        Stops early when `cancelled` says so. A worker that dies costs time only: its files are read in this process.
        """
        if is_much(jobs):
            yield from self._read_in_workers(list(_chunks(jobs)), cancelled)
            return
        for start in range(0, len(jobs), CHUNK_FILES):
            if cancelled():
                return
            yield [read_job(job) for job, _ in jobs[start : start + CHUNK_FILES]]

    def run(self, function: Callable[..., T], *arguments: object) -> T | None:
        """Run a function in a worker process; None when the worker dies."""
        if self._pool is None:
            self._pool = _start_pool(1)
        try:
            with _interrupts_ignored():
                future = self._pool.submit(function, *arguments)
            return future.result()
        except BrokenProcessPool:
            return None

    def _read_in_workers(self, chunks: list[tuple[Job, ...]], cancelled: Callable[[], bool]) -> Iterator[list[Reading]]:
        workers = max(1, min(8, os.cpu_count() or 1))
        self._pool = pool = _start_pool(workers)
        left = list(reversed(chunks))
        running: dict[Future[list[Reading]], tuple[Job, ...]] = {}
        while (left or running) and not cancelled():
            while left and len(running) < workers + 2:
                chunk = left.pop()
                try:
                    with _interrupts_ignored():
                        running[pool.submit(read_jobs, chunk)] = chunk
                except BrokenProcessPool:
                    yield read_jobs(chunk)
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                chunk = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    yield read_jobs(chunk)


def _start_pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare_worker)


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that start in a block ignore Ctrl-C from birth: their end is up to this process, which does not."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def is_much(jobs: Sequence[tuple[Job, int]]) -> bool:
    """Tell whether jobs of (job, size in bytes) are worth worker processes."""
    return sum(size for _, size in jobs) > IN_PROCESS_BYTES


def _chunks(jobs: Iterable[tuple[Job, int]]) -> Iterator[tuple[Job, ...]]:
    chunk: list[Job] = []
    total = 0
    for job, size in jobs:
        chunk.append(job)
        total += size
        if total >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, total = [], 0
    if chunk:
        yield tuple(chunk)
