"""Garbage is looked for in a pause, and what is left is set aside."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from groundplan.lsp import garbage
from groundplan.lsp.garbage import Garbage
from groundplan.lsp.scheduling import Debouncer, Threads


class _Ring:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def own_thresholds() -> Iterator[None]:
    """Give back to Python what the tests set."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def _make_many() -> list[weakref.ref[_Ring]]:
    """Make rings that nobody holds, enough for Python to look through the young ones several times."""
    rings = [_Ring() for _ in range(garbage.YOUNG_OBJECTS * 4)]
    return [weakref.ref(ring) for ring in rings]


def test_garbage_goes_in_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "IDLE_SECONDS", 0.01)

    async def session() -> list[weakref.ref[_Ring]]:
        collector = Garbage(Debouncer())
        collector.begin()
        made = await Threads(collector.work_done).query(_make_many)
        await asyncio.sleep(0.1)
        return made

    assert all(ring() is None for ring in asyncio.run(session()))
    assert gc.get_freeze_count() > 0


def test_nothing_is_looked_through_while_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "IDLE_SECONDS", 0.2)
    whole: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            whole.append(phase)

    async def session() -> None:
        collector = Garbage(Debouncer())
        collector.begin()
        threads = Threads(collector.work_done)
        for _ in range(10):
            await threads.query(_make_many)
            await asyncio.sleep(0.01)

    gc.callbacks.append(note)
    try:
        asyncio.run(session())
    finally:
        gc.callbacks.remove(note)
    assert not whole
