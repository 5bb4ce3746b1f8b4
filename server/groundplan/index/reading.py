"""Running read jobs: in this process when they are few, in worker processes when they are many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from groundplan.index.worker import Job, Reading, detach_from_wire, read_job, read_jobs

IN_PROCESS_BYTES = 1_500_000
"""Below this much source, starting workers (about 0.4 s each) costs more than it saves."""

CHUNK_BYTES = 600_000
"""Source per chunk: large enough that messages between processes do not matter, small enough for smooth progress."""


def read_all(jobs: Iterable[tuple[Job, int]], cancelled: Callable[[], bool] = lambda: False) -> Iterator[list[Reading]]:
    """Yield the readings of (job, size in bytes) pairs chunk by chunk, in no particular order.

    Stops early when `cancelled` says so. A worker that dies costs time only: its files are read in this process.
    """
    pending = list(jobs)
    if sum(size for _, size in pending) <= IN_PROCESS_BYTES:
        for chunk in _chunks(pending):
            if cancelled():
                return
            yield [read_job(job) for job in chunk]
        return
    yield from _read_in_workers(list(_chunks(pending)), cancelled)


def _read_in_workers(chunks: list[tuple[Job, ...]], cancelled: Callable[[], bool]) -> Iterator[list[Reading]]:
    workers = max(1, min(8, os.cpu_count() or 1))
    context = multiprocessing.get_context("spawn")
    left = list(reversed(chunks))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=detach_from_wire) as pool:
        running: dict[Future[list[Reading]], tuple[Job, ...]] = {}
        while (left or running) and not cancelled():
            while left and len(running) < workers + 2:
                chunk = left.pop()
                try:
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
        pool.shutdown(wait=True, cancel_futures=True)


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
