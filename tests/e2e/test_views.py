"""The requests behind an editor's own views: prior art for a description or a section, and the outline of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcInvalidParams

from tests.e2e.conftest import Start
from tests.e2e.editor import Editor, has
from tests.e2e.profiles import VSCODE


async def ask(editor: Editor, method: str, params: dict[str, Any] | None) -> Any:
    """Send a request of our own and return its result as plain data."""
    request = editor.client.protocol.send_request_async(method, params)  # type: ignore[no-untyped-call]  # of pygls
    return _plain(await editor.within(request))


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


async def test_prior_art_of_a_description_and_of_a_section(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    await editor.until_ready()
    uri = plan.as_uri()
    found = (await ask(editor, "groundplan/priorArt", {"query": "visit of a patient"}))["items"]
    titles = {item["title"] for item in found if item["group"] == "type"}
    assert "model.Visit" in titles
    visit = next(item for item in found if item["title"] == "model.Visit")
    assert visit["uri"].endswith("/model/visit.go")
    assert visit["reasons"]
    assert visit["markdown"] == "", "there is no plan to link from"
    editor.open(plan)
    at_end = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 0}}
    found = (await ask(editor, "groundplan/priorArt", at_end))["items"]
    assert found, "the section has words of its own or the plan has"
    assert all(item["markdown"].startswith("[`") and "](../../" in item["markdown"] for item in found)
    assert await ask(editor, "groundplan/priorArt", {}) == {"items": []}
    assert await ask(editor, "groundplan/priorArt", {"query": " \n"}) == {"items": []}
    assert len((await ask(editor, "groundplan/priorArt", {"query": "visit", "limit": 1}))["items"]) <= 4
    for wrong in ({"query": 7}, {"query": "visit", "limit": "many"}):
        with pytest.raises(JsonRpcInvalidParams):
            await ask(editor, "groundplan/priorArt", wrong)


async def test_outline_shows_what_is_left_to_do(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    await editor.until_ready()
    await editor.diagnostics(plan, has("GP101"))
    answer = await ask(editor, "groundplan/planOutline", {"textDocument": {"uri": plan.as_uri()}})
    assert answer["isPlan"]
    states = {section["title"]: section["state"] for section in answer["sections"]}
    assert "flagged" in states.values()
    assert set(states.values()) <= {"filled", "blank", "flagged"}
    flagged = next(section for section in answer["sections"] if section["state"] == "flagged")
    assert flagged["findings"] >= 1
    notes = root / "README.md"
    editor.open(notes, "# Notes\n\nNothing planned.\n")
    for params in ({"textDocument": {"uri": notes.as_uri()}}, {"textDocument": {"uri": "file:///nowhere.md"}}, {}):
        assert await ask(editor, "groundplan/planOutline", params) == {"isPlan": False, "sections": []}
