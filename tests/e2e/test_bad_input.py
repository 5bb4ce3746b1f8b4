"""What real workspaces throw at a server: fewer facts, never a crash, never a hang."""

from __future__ import annotations

import os
from pathlib import Path

from lsprotocol import types

from tests.e2e import text as editing
from tests.e2e.clinic import PLAN, VISIT
from tests.e2e.conftest import Start
from tests.e2e.editor import has, lacks
from tests.e2e.profiles import NEOVIM, VSCODE, Profile


async def test_unreadable_workspace_is_served(start: Start, root: Path, plan: Path) -> None:
    model = root / "model"
    (model / "latin.go").write_bytes(
        b"package model\n\n// Caf\xe9 is \xff\xfe broken.\ntype Caf\xe9 struct {\n\tA string\n}\n"
    )
    (model / "half.go").write_text("package model\n\ntype Half struct {\n\tA string\n\tB map[string")
    (model / "empty.go").write_bytes(b"")
    (model / "nul.go").write_bytes(b"package model\x00\ntype Nul struct{ A string }\n")
    (model / "big.go").write_text("package model\n\nvar big = `" + "x" * 5_000_000 + "`\n")
    (model / "folder.go").mkdir()
    (model / "loop").symlink_to(root, target_is_directory=True)
    (model / "self.go").symlink_to(model / "self.go")
    (model / "dangling.go").symlink_to(root / "nowhere.go")
    (root / "go.work").write_text("this is no go.work (\n")
    (root / "template.yml").write_text("Resources:\n  - [unclosed\n\t: {\n")
    locked = model / "locked.go"
    locked.write_text("package model\n")
    locked.chmod(0)
    editor = await start(NEOVIM)
    await editor.initialize(root)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    assert (await editor.definitions(plan, "model.Visit"))[0][0] == (model / "visit.go").as_uri()
    if os.geteuid():
        assert any("locked.go" in message.message for message in editor.client.log_messages)
    assert await editor.end() == 0


async def test_invalid_utf8_where_the_evidence_is(start: Start, profile: Profile, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    text = VISIT.replace("// Visit is one", "/* \xff\ufffd\U0001f43e */ // Visit is one").replace(
        "type Visit struct", "/* Ž */ type Visit struct"
    )
    raw = text.encode("utf-8").replace("\xff".encode(), b"\xff").replace("Ž".encode(), b"\xf0\x9f\xff")
    source.write_bytes(raw)
    editor = await start(profile)
    await editor.initialize(root)
    editor.open(plan)
    (diagnostic,) = [item for item in await editor.diagnostics(plan, has("GP101")) if item.code == "GP101"]
    assert diagnostic.related_information is not None
    where = diagnostic.related_information[0].location.range
    shown = raw.decode("utf-8", "replace")
    assert editing.slice_of(shown, where, editor.profile.encoding) == "Visit"
    # The same file in the editor, which shows U+FFFD for what it cannot read.
    editor.open(source, language="go")
    editor.replace(source, "TriageLevel   int", "Triage int")
    (diagnostic,) = [
        item
        for item in await editor.diagnostics(plan, lambda found: any("TriageLevel" not in i.message for i in found))
        if item.code == "GP101"
    ]
    assert diagnostic.related_information is not None
    where = diagnostic.related_information[0].location.range
    assert editing.slice_of(editor.text(source), where, editor.profile.encoding) == "Visit"


async def test_byte_order_mark_and_crlf(start: Start, profile: Profile, root: Path, plan: Path) -> None:
    source = root / "model" / "visit.go"
    fields = "PatientID string; Veterinarian string; StartsAt int; DurationMin int; TriageLevel int"
    one_line = f"package model; type Visit struct {{ {fields} }}\r\n"
    source.write_bytes(b"\xef\xbb\xbf" + one_line.encode())
    plan.write_bytes(PLAN.replace("\n", "\r\n").encode())
    editor = await start(profile)
    await editor.initialize(root)
    editor.open(plan)
    (diagnostic,) = [item for item in await editor.diagnostics(plan, has("GP101")) if item.code == "GP101"]
    assert diagnostic.related_information is not None
    where = diagnostic.related_information[0].location.range
    assert editing.slice_of(one_line, where, editor.profile.encoding) == "Visit", "an editor's text has no mark"
    for action in await editor.actions(plan, diagnostic.range, [diagnostic]):
        if action.is_preferred or action.kind == "source.groundplan.section":
            editor.apply(plan, action)
            break
    text = editor.text(plan)
    assert text.count("\n") == text.count("\r\n") > 15


async def test_files_that_vanish_between_index_and_answer(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    await editor.diagnostics(plan, has("GP101"))
    (root / "model" / "visit.go").unlink()
    editor.replace(plan, "Owners forget visits.", "Owners forget.")
    (diagnostic,) = [item for item in await editor.pull(plan) if item.code == "GP101"]
    assert diagnostic.related_information is not None
    start_of_line = diagnostic.related_information[0].location.range.start
    assert start_of_line == types.Position(5, 0), "the line is still known"
    editor.report_change(root / "model" / "visit.go", kind=types.FileChangeType.Deleted)
    await editor.diagnostics(plan, lacks("GP101"))
