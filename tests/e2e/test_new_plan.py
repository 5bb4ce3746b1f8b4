"""`groundplan.newPlan` through the wire: a new file where the editor can make one, a text everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Editor, has

pytestmark = pytest.mark.asyncio

COMMAND = "groundplan.newPlan"

REQUIREMENTS = "# Requirements: visit reminders\r\n\r\n## Goal\r\n\r\nOwners 🐾 hear of a visit the day before.\r\n"


async def _run(editor: Editor, arguments: object) -> Any:
    params = types.ExecuteCommandParams(COMMAND, [arguments])
    return await editor.within(editor.client.workspace_execute_command_async(params))


async def test_a_plan_from_open_requirements(editor: Editor, root: Path, plan: Path) -> None:
    asked: list[types.WorkspaceEdit] = []

    def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        asked.append(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    editor.client.feature(types.WORKSPACE_APPLY_EDIT)(apply)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"), "the index is ready")
    requirements = root / "docs" / "requirements" / "reminders.md"
    editor.open(requirements, REQUIREMENTS)
    made = await _run(editor, {"requirements": requirements.as_uri()})
    expected = root / "docs" / "plans" / "visit-reminders.md"
    assert made["uri"] == expected.as_uri()
    assert made["text"].startswith("# Backend Technical Implementation Plan - Visit reminders\n")
    assert "> Owners 🐾 hear of a visit the day before." in made["text"]
    assert "[visit reminders](../requirements/reminders.md)" in made["text"]
    assert "`POST /v1/visits`" in made["text"]
    able = editor.profile.capabilities.workspace
    assert able is not None and able.workspace_edit is not None
    creates = types.ResourceOperationKind.Create in (able.workspace_edit.resource_operations or ())
    assert made["applied"] is creates
    if creates:
        create, write = asked[0].document_changes or ()
        assert isinstance(create, types.CreateFile) and isinstance(write, types.TextDocumentEdit)
        assert (create.uri, write.text_document.uri) == (expected.as_uri(), expected.as_uri())
        assert write.edits[0].new_text == made["text"]  # type: ignore[union-attr]  # a plain edit, as above
    assert not expected.exists(), "only the editor writes"

    expected.write_text("mine")
    with pytest.raises(JsonRpcException, match="exists already"):
        await _run(editor, {"title": "Visit reminders"})
    asked.clear()
    made = await _run(editor, {"title": "Visit reminders", "profile": "kiro"})
    folder = root / ".kiro" / "specs" / "visit-reminders"
    assert made["uri"] == (folder / "design.md").as_uri(), "the main document is the one to show"
    others = {each["uri"]: each["text"] for each in made["others"]}
    assert list(others) == [(folder / name).as_uri() for name in ("requirements.md", "tasks.md")]
    if creates:
        written = [each for each in asked[0].document_changes or () if isinstance(each, types.TextDocumentEdit)]
        assert {each.text_document.uri: each.edits[0].new_text for each in written} == {  # type: ignore[union-attr]  # a plain edit, as above
            made["uri"]: made["text"],
            **others,
        }
    folder.mkdir(parents=True)
    (folder / "tasks.md").write_text("mine")
    with pytest.raises(JsonRpcException, match=r"visit-reminders exists already, with tasks\.md"):
        await _run(editor, {"title": "Visit reminders", "profile": "kiro"})
    for wrong in ({}, {"title": 3}, {"title": "x", "profile": "none"}, {"title": "x", "other": "y"}):
        with pytest.raises(JsonRpcException):
            await _run(editor, wrong)
