"""Bursts come to one call; tasks and threads end."""

from __future__ import annotations

import asyncio
from functools import partial

from groundplan.lsp.scheduling import Debouncer, Tasks, Threads


async def test_a_burst_is_one_call() -> None:
    debouncer = Debouncer()
    happened: list[int] = []
    done = asyncio.Event()

    def happen(number: int) -> None:
        happened.append(number)
        done.set()

    for number in range(1000):
        debouncer.call("key", 0.01, partial(happen, number))
    assert debouncer.is_waiting("key")
    await asyncio.wait_for(done.wait(), 5)
    assert happened == [999]
    assert not debouncer.is_waiting("key")


async def test_a_burst_that_goes_on_is_not_put_off_for_ever() -> None:
    debouncer = Debouncer()
    calls = 0

    def happen() -> None:
        nonlocal calls
        calls += 1

    loop = asyncio.get_running_loop()
    end = loop.time() + 0.3
    while loop.time() < end:
        debouncer.call("key", 0.1, happen, at_most=0.15)
        await asyncio.sleep(0)
    debouncer.clear()
    assert 1 <= calls <= 3


async def test_cancelled_calls_do_not_happen() -> None:
    debouncer = Debouncer()
    happened: list[str] = []
    done = asyncio.Event()
    debouncer.call("a", 0, lambda: happened.append("a"))
    debouncer.call("b", 0.01, done.set)
    debouncer.cancel("a")
    debouncer.cancel("unknown")
    await asyncio.wait_for(done.wait(), 5)
    assert happened == []


async def test_errors_of_tasks_are_reported() -> None:
    errors: list[BaseException] = []
    tasks = Tasks(errors.append)

    async def fail() -> None:
        raise ValueError("no")

    task = tasks.start(fail())
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert [str(error) for error in errors] == ["no"]


async def test_waiting_query_can_be_cancelled() -> None:
    threads = Threads()
    release = asyncio.Event()
    loop = asyncio.get_running_loop()
    started = 0

    def block() -> None:
        nonlocal started
        started += 1
        asyncio.run_coroutine_threadsafe(release.wait(), loop).result()

    running = [asyncio.ensure_future(threads.query(block)) for _ in range(2)]
    waiting = asyncio.ensure_future(threads.query(block))
    await asyncio.sleep(0)
    waiting.cancel()
    release.set()
    await asyncio.gather(*running)
    assert started == 2
    threads.stop()
