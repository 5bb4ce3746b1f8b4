"""A server process for every test, with its index in the test's own folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.clinic import write_clinic
from tests.e2e.editor import Editor
from tests.e2e.profiles import EDITORS, Profile

Start = Callable[[Profile], Awaitable[Editor]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace folder with the clinic in it; its name needs quoting in a URI."""
    folder = tmp_path / "the clinic (ü)"
    write_clinic(folder)
    return folder


@pytest.fixture
def plan(root: Path) -> Path:
    """The clinic's plan."""
    return root / "docs" / "plans" / "reminders.md"


@pytest.fixture(params=EDITORS, ids=str)
def profile(request: pytest.FixtureRequest) -> Profile:
    """Each editor in turn."""
    found: Profile = request.param
    return found


@pytest_asyncio.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Start editors, each with a server that is running but not initialized."""
    editors = []

    async def start_one(profile: Profile) -> Editor:
        editor = Editor(profile)
        editors.append(editor)
        await editor.start(cache=tmp_path / "cache")
        return editor

    yield start_one
    for editor in editors:
        await editor.stop()


@pytest_asyncio.fixture
async def editor(start: Start, profile: Profile, root: Path) -> Editor:
    """An editor with the clinic open."""
    started = await start(profile)
    await started.initialize(root)
    return started
