"""Workspaces other than one tidy folder: none, several, without a module, changing while they are open."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from tests.e2e.clinic import PLAN, VISIT, write_clinic
from tests.e2e.conftest import Start
from tests.e2e.editor import Editor, codes, has, lacks
from tests.e2e.profiles import NEOVIM, VSCODE


async def test_two_folders_are_two_workspaces(start: Start, root: Path, plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "pharmacy"
    other_plan = write_clinic(other)
    (other / "model" / "visit.go").unlink()
    editor = await start(VSCODE)
    await editor.initialize(root, other)
    editor.open(plan)
    editor.open(other_plan)
    status = await editor.until_ready()
    assert status["types"] == 5, "the counts are those of both"
    await editor.diagnostics(plan, has("GP101"))
    assert "GP101" not in codes(await editor.pull(other_plan))
    assert await editor.definitions(plan, "model.Patient") != await editor.definitions(other_plan, "model.Patient")


async def test_folders_come_and_go(start: Start, root: Path, plan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    editor = await start(VSCODE)
    await editor.initialize(empty)
    await editor.until_ready()
    editor.open(plan)
    assert codes(await editor.pull(plan)) == [], "the open folder knows nothing of the clinic"
    _change_folders(editor, added=[root])
    await editor.diagnostics(plan, has("GP101"))
    _change_folders(editor, removed=[root])
    await editor.diagnostics(plan, lacks("GP101"))
    _change_folders(editor, removed=[empty])
    await editor.diagnostics(plan, lacks("GP101"))
    assert await editor.hover(plan, "model.Visit") is None
    assert await editor.end() == 0


async def test_innermost_folder_serves_a_plan(start: Start, root: Path, plan: Path) -> None:
    inner = root / "docs"
    (inner / "go.mod").write_text("module example.org/docs\n\ngo 1.22\n")
    editor = await start(VSCODE)
    await editor.initialize(root, inner)
    editor.open(plan)
    await editor.until_ready()
    assert codes(await editor.pull(plan)) == [], "docs has no Go code"


async def test_without_a_folder_there_is_one_message(start: Start, plan: Path) -> None:
    editor = await start(NEOVIM)
    await editor.initialize()
    editor.open(plan)
    await editor.until(lambda: bool(editor.shown), "open a folder")
    editor.replace(plan, "Owners forget visits.", "Owners forget.")
    assert await editor.hover(plan, "model.Visit") is None
    assert await editor.definitions(plan, "model.Visit") == []
    assert await editor.actions(plan, "VisitReminder") == []
    assert len(editor.shown) == 1
    assert "Open a folder with a go.mod" in editor.shown[0]
    assert await editor.end() == 0


async def test_without_a_module_the_person_is_told_once(start: Start, root: Path, plan: Path) -> None:
    (root / "go.mod").unlink()
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    await editor.until(lambda: bool(editor.shown), "there is no go.mod")
    assert "go.mod" in editor.shown[0]
    await editor.client.workspace_execute_command_async(types.ExecuteCommandParams("groundplan.reindex"))
    assert len(editor.shown) == 1


async def test_plan_outside_of_the_workspace_is_served(start: Start, root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "home" / "plans" / "reminders.md"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text(PLAN, "utf-8")
    editor = await start(NEOVIM)
    await editor.initialize(root)
    editor.open(elsewhere)
    await editor.diagnostics(elsewhere, has("GP101"))
    places = await editor.definitions(elsewhere, "model.Patient")
    assert places[0][0] == (root / "model" / "base.go").as_uri()


async def test_untitled_document_is_served_and_other_schemes_are_not(start: Start, root: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    await editor.until_ready()
    editor.open("untitled:Untitled-1", PLAN)
    await editor.diagnostics("untitled:Untitled-1", has("GP101"))
    old = "git:/somewhere/docs/plans/reminders.md?%7B%22ref%22%3A%22HEAD%22%7D"
    editor.open(old, PLAN)
    assert codes(await editor.pull(old)) == []
    assert await editor.hover(old, "model.Visit") is None


async def test_other_markdown_has_hovers_but_no_diagnostics(start: Start, root: Path, plan: Path) -> None:
    readme = root / "README.md"
    readme.write_text("# Clinic\n\n" + PLAN.split("\n", 1)[1], "utf-8")
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    editor.open(readme)
    await editor.diagnostics(plan, has("GP101"))
    assert codes(await editor.pull(readme)) == []
    assert await editor.hover(readme, "model.Visit") is not None
    assert await editor.actions(readme, "VisitReminder", automatic=True) == []


async def test_settings_file_is_followed(start: Start, root: Path, plan: Path) -> None:
    settings = root / "groundplan.toml"
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    settings.write_text('exclude = ["model/**"]\n')
    editor.report_change(settings, kind=types.FileChangeType.Created)
    await editor.diagnostics(plan, lacks("GP101"))
    settings.write_text('exclude = 3\nexcude = ["a"]\n')
    editor.report_change(settings)
    await editor.diagnostics(plan, has("GP101"))
    await editor.until(lambda: len(editor.shown) == 2, "what is wrong with the settings")
    assert any("Did you mean `exclude`?" in text for text in editor.shown)


async def test_settings_of_the_editor_are_followed(start: Start, root: Path) -> None:
    notes = root / "notes.md"
    notes.write_text("# Notes\n\n" + PLAN.split("\n", 1)[1], "utf-8")
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(notes)
    await editor.until_ready()
    assert codes(await editor.pull(notes)) == []
    editor.client.set_configuration({"plans": {"globs": ["notes.md"]}, "server": {"path": ""}}, section="groundplan")
    editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings=None))
    await editor.diagnostics(notes, has("GP101"))


async def test_reindex_answers_when_it_is_done(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    # Changed behind the editor's back.
    (root / "model" / "visit.go").write_text(VISIT.replace("type Visit struct", "type Appointment struct"), "utf-8")
    answer = await editor.client.workspace_execute_command_async(
        types.ExecuteCommandParams("groundplan.reindex", [{"folder": root.as_uri()}])
    )
    assert answer == {root.as_uri(): "ready"}
    found = await editor.pull(plan)
    assert any("Appointment" in item.message for item in found)


def _change_folders(editor: Editor, added: list[Path] | None = None, removed: list[Path] | None = None) -> None:
    def folders(paths: list[Path] | None) -> list[types.WorkspaceFolder]:
        return [types.WorkspaceFolder(uri=path.as_uri(), name=path.name) for path in paths or ()]

    editor.client.workspace_did_change_workspace_folders(
        types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent(folders(added), folders(removed)))
    )
