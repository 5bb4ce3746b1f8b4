"""The commands that answer with Markdown: the slice of a feature, the review of a plan, a plan against the code."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.conftest import Start
from tests.e2e.editor import Editor, has
from tests.e2e.profiles import VSCODE

PHASES = """# Technical Implementation Plan: visit reminders 🐾

## Implementation Phases

### Phase 1: Core

```go
type Visit struct {
	PatientID string
	Reminded  bool
}
```

- Create `CreateVisit` in `api/visits.go`

### Phase 2: Sending

- Create the endpoint `POST /v1/visits/{id}/remind`
"""


async def _run(editor: Editor, command: str, *arguments: object) -> Any:
    params = types.ExecuteCommandParams(command, list(arguments))
    return await editor.within(editor.client.workspace_execute_command_async(params))


def _fields(value: Any) -> dict[str, Any]:
    return value._asdict() if hasattr(value, "_asdict") else dict(value)


async def _open(start: Start, root: Path, plan: Path, text: str | None = None) -> Editor:
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan, text)
    await editor.until_ready()
    return editor


async def test_review_is_a_document_with_links(editor: Editor, root: Path, plan: Path) -> None:
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"), "the index is ready")
    answer = _fields(await _run(editor, "groundplan.review", {"uri": plan.as_uri()}))
    assert answer["title"] == "Review of Technical Implementation Plan: visit reminders 🐾"
    assert answer["verdict"] in ("REJECTED", "NEEDS A HUMAN")
    assert answer["markdown"].startswith("# Review of ")
    assert f"]({plan.as_uri()}#L14)" in answer["markdown"], "issues link to the plan"
    assert "GP101" in answer["markdown"]


async def test_drift_follows_the_plan_as_it_is_typed(start: Start, root: Path, plan: Path) -> None:
    editor = await _open(start, root, plan)
    answer = _fields(await _run(editor, "groundplan.drift", {"uri": plan.as_uri()}))
    assert "missing" in answer["markdown"] and "`VisitReminder`" in answer["markdown"]
    assert (answer["done"], answer["missing"]) == (0, 1)
    editor.type(plan, PHASES)
    answer = _fields(await _run(editor, "groundplan.drift", {"uri": plan.as_uri()}))
    assert "## Phase 1: Core · 2 of 3 built, 1 differs" in answer["markdown"]
    assert "has no field `Reminded`" in answer["markdown"]
    assert f"]({(root / 'model' / 'visit.go').as_uri()}#L6)" in answer["markdown"]
    assert (answer["done"], answer["differ"], answer["missing"]) == (2, 1, 1)


@pytest.mark.parametrize("reports", [True, False])
async def test_lenses_of_phases_lead_to_the_report_or_to_the_plan(
    start: Start, root: Path, plan: Path, reports: bool
) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root, options={**(VSCODE.options or {}), "reports": reports})
    editor.open(plan, PHASES)
    await editor.until_ready()
    asked = types.CodeLensParams(types.TextDocumentIdentifier(plan.as_uri()))
    lenses = await editor.within(editor.client.text_document_code_lens_async(asked)) or []
    built = [lens.command for lens in lenses if lens.command is not None and "built" in lens.command.title]
    assert [command.title for command in built] == ["2 of 3 built, 1 differs", "0 of 1 built"]
    assert built[0].command == ("groundplan.drift" if reports else "groundplan.show")


async def test_slice_of_a_name_a_place_and_a_choice(start: Start, root: Path, plan: Path) -> None:
    editor = await _open(start, root, plan)
    named = _fields(await _run(editor, "groundplan.slice", {"name": "POST /v1/visits"}))
    assert named["title"] == "Slice of POST /v1/visits"
    assert "```mermaid\nflowchart LR\n" in named["markdown"]
    assert f"]({(root / 'api' / 'visits.go').as_uri()}#L" in named["markdown"]
    at = editor.position(plan, "POST /v1/visits", 6)
    place = {"uri": plan.as_uri(), "line": at.line, "character": at.character}
    assert _fields(await _run(editor, "groundplan.slice", place)) == named

    code = root / "api" / "visits.go"
    editor.open(code, language="go")
    at = editor.position(code, "json.NewEncoder")
    place = {"uri": code.as_uri(), "line": at.line, "character": 0}
    assert _fields(await _run(editor, "groundplan.slice", place))["title"] == "Slice of api.GetVisit"

    for nothing in ({}, {"uri": plan.as_uri()}, {"folder": root.as_uri()}):
        listed = _fields(await _run(editor, "groundplan.slice", nothing))
        choices = [_fields(choice) for choice in listed["choices"]]
        assert listed["markdown"] == ""
        assert [choice["name"] for choice in choices] == ["POST /v1/visits", "GET /v1/visits/{id}"]
    assert (named["name"], named["folder"]) == ("POST /v1/visits", root.as_uri())
    chosen = {"name": choices[1]["name"], "folder": choices[1]["folder"]}
    assert _fields(await _run(editor, "groundplan.slice", chosen))["title"] == "Slice of GET /v1/visits/{id}"


async def test_unsaved_go_code_counts(start: Start, root: Path, plan: Path) -> None:
    editor = await _open(start, root, plan)
    code = root / "api" / "visits.go"
    editor.open(code, language="go")
    editor.type(
        code, code.read_text("utf-8") + "\n// CancelVisit ends one.\nfunc CancelVisit() { GetVisit(nil, nil) }\n"
    )
    at = editor.position(code, "func CancelVisit")

    async def title() -> str:
        place = {"uri": code.as_uri(), "line": at.line, "character": 0}
        return str(_fields(await _run(editor, "groundplan.slice", place))["title"])

    for _ in range(100):
        if await title() == "Slice of api.CancelVisit":
            return
        # The server lets a buffer rest before it reads it, and tells nobody when it has.
        await asyncio.sleep(0.05)
    pytest.fail("the buffer was never seen")


async def test_what_the_commands_do_not_take(start: Start, root: Path, plan: Path) -> None:
    editor = await _open(start, root, plan)
    notes = root / "README.md"
    editor.open(notes, "# Notes\n\nNothing planned.\n")
    uri = plan.as_uri()
    for command in ("groundplan.review", "groundplan.drift"):
        for wrong in ({}, {"uri": 7}, {"uri": uri, "more": 1}, {"uri": "file:///nowhere.md"}, {"uri": "not a uri"}):
            with pytest.raises(JsonRpcException):
                await _run(editor, command, wrong)
        with pytest.raises(JsonRpcException, match="is no plan"):
            await _run(editor, command, {"uri": notes.as_uri()})
        with pytest.raises(JsonRpcException, match="one dictionary"):
            await _run(editor, command, uri)
        with pytest.raises(JsonRpcException):
            await editor.within(editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command)))
    for wrong in (
        {"name": 3},
        {"uri": uri, "line": "one"},
        {"uri": uri, "line": -1},
        {"uri": uri, "line": True},
        {"names": "x"},
        {"uri": "file:///nowhere.go", "line": 1},
        {"name": "POST /v1/visits", "folder": "file:///nowhere"},
    ):
        with pytest.raises(JsonRpcException):
            await _run(editor, "groundplan.slice", wrong)
    with pytest.raises(JsonRpcException, match=r"Nothing is called POST /v1/visit\. Nearest: POST /v1/visits"):
        await _run(editor, "groundplan.slice", {"name": "POST /v1/visit"})
    far = {"uri": uri, "line": 100_000, "character": 100_000}
    assert _fields(await _run(editor, "groundplan.slice", far))["choices"]
