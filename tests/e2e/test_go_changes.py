"""Go code that changes in the editor and on disk is reflected in the plan's diagnostics."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.editor import Editor, codes, has, lacks


async def test_unsaved_go_buffer_counts(editor: Editor, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    on_disk = source.read_bytes()
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    editor.open(source, language="go")
    body = editor.text(source).split("type Visit struct {")[1].split("}")[0]
    editor.replace(source, body, "\n\tSlot string\n")
    await editor.diagnostics(plan, lacks("GP101"), "the type that was repeated is gone")
    editor.replace(source, "\n\tSlot string\n", body)
    await editor.diagnostics(plan, has("GP101"), "the type is back")
    editor.replace(source, "type Visit struct", "type Appointment struct")
    renamed = await editor.diagnostics(plan, lambda items: any("Appointment" in item.message for item in items))
    assert codes(renamed).count("GP101") == 1
    editor.close(source)
    await editor.diagnostics(plan, lambda items: any("model.Visit" in item.message for item in items))
    assert source.read_bytes() == on_disk


async def test_go_file_changed_on_disk_counts(editor: Editor, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    before = source.read_text("utf-8")
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    source.write_text(before.replace("type Visit struct", "type Appointment struct"), "utf-8")
    editor.report_change(source)
    # An editor that cannot watch files reports nothing; the person's next keystroke has to do.
    editor.replace(plan, "Owners forget visits.", "Owners forget their visits.")
    await editor.diagnostics(plan, lambda items: any("Appointment" in item.message for item in items))


async def test_saved_go_file_counts(editor: Editor, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    editor.open(plan)
    editor.open(source, language="go")
    await editor.diagnostics(plan, has("GP101"))
    editor.replace(source, "type Visit struct", "type Appointment struct")
    editor.save(source)
    editor.close(source)
    await editor.diagnostics(plan, lambda items: any("Appointment" in item.message for item in items))


async def test_change_on_disk_counts_without_a_keystroke(editor: Editor, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    source.write_text(source.read_text("utf-8").replace("type Visit struct", "type Appointment struct"), "utf-8")
    # An editor that watches files says so; for the others the server watches by itself.
    editor.report_change(source)
    await editor.diagnostics(plan, lambda items: any("Appointment" in item.message for item in items))
    source.unlink()
    editor.report_change(source)
    await editor.diagnostics(plan, lacks("GP101"))


async def test_new_folder_on_disk_counts_without_a_keystroke(editor: Editor, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    moved = root / "domain" / "visit.go"
    moved.parent.mkdir()
    moved.write_text(source.read_text("utf-8").replace("package model", "package domain"), "utf-8")
    editor.report_change(moved)
    source.unlink()
    editor.report_change(source)
    await editor.diagnostics(
        plan, lambda items: any("domain/visit.go" in str(item.related_information) + item.message for item in items)
    )
