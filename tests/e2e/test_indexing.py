"""While the index is being made: answers, progress, cancelling, bursts of changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lsprotocol import types

from tests.e2e.conftest import Start
from tests.e2e.editor import Editor, codes, has
from tests.e2e.profiles import NEOVIM, VSCODE


@pytest.fixture
def wide_root(root: Path) -> Path:
    """The clinic with enough code beside it (2 MB) that worker processes read it, which takes them a while to start."""
    folder = root / "wide"
    folder.mkdir()
    fields = "\n".join(f'\tField{number} map[string][]int `json:"field_{number}"`' for number in range(150))
    for number in range(330):
        (folder / f"wide{number}.go").write_text(f"package wide\n\ntype Wide{number} struct {{\n{fields}\n}}\n")
    return root


async def test_progress_is_shown_from_begin_to_end(start: Start, wide_root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(wide_root)
    editor.open(plan)
    assert await editor.hover(plan, "forget") is None, "it answers while it is indexing"
    # The status counts files as it goes: how often it was sent by now depends on the machine.
    assert {status["state"] for status in editor.statuses} == {"indexing"}
    await editor.until_ready()
    await editor.diagnostics(plan, has("GP101"))
    (reports,) = editor.client.progress_reports.values()
    begin, *middle, end = reports
    assert isinstance(begin, types.WorkDoneProgressBegin)
    assert "the clinic" in begin.title
    assert all(isinstance(report, types.WorkDoneProgressReport) for report in middle)
    assert isinstance(end, types.WorkDoneProgressEnd)


async def test_short_work_shows_no_progress(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    await editor.until_ready()
    first = len(editor.client.progress_reports)
    editor.open(plan)
    (root / "model" / "more.go").write_text("package model\n\ntype More struct{ A string }\n")
    editor.report_change(root / "model" / "more.go", kind=types.FileChangeType.Created)
    await editor.until(lambda: editor.statuses[-1].get("types") == 4, "one more type")
    assert len(editor.client.progress_reports) == first


async def test_cancelled_index_is_partial_until_reindexed(start: Start, wide_root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(wide_root)
    editor.open(plan)
    await editor.until(lambda: any(reports for reports in editor.client.progress_reports.values()), "progress")
    (token,) = editor.client.progress_reports
    editor.client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(token))
    await editor.until(lambda: editor.statuses[-1]["state"] in ("partial", "ready"), "it is cancelled")
    if editor.statuses[-1]["state"] == "partial":
        assert codes(await editor.pull(plan)) == [], "what was not read yet is not missing"
    await editor.within(
        editor.client.workspace_execute_command_async(types.ExecuteCommandParams("groundplan.reindex", [{}]))
    )
    await editor.until_ready()
    await editor.diagnostics(plan, has("GP101"))


async def test_second_session_reads_nothing_again(start: Start, root: Path, plan: Path) -> None:
    first = await start(NEOVIM)
    await first.initialize(root)
    first.open(plan)
    await first.diagnostics(plan, has("GP101"))
    assert await first.end() == 0
    # A file of the same size and time is the same file: were it read, it would be another.
    source = root / "model" / "visit.go"
    status = source.stat()
    source.write_text(source.read_text("utf-8").replace("type Visit struct", "type Zebra struct"), "utf-8", newline="")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = await start(NEOVIM)
    await second.initialize(root)
    second.open(plan)
    (diagnostic,) = [item for item in await second.diagnostics(plan, has("GP101")) if item.code == "GP101"]
    assert "model.Visit" in diagnostic.message


async def test_thousands_of_events_are_one_refresh(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    await editor.until_ready()
    editor.open(plan)
    folder = root / "burst"
    folder.mkdir()
    files = [folder / f"f{number}.go" for number in range(2000)]
    for number, file in enumerate(files[:20]):
        file.write_text(f"package burst\n\ntype T{number} struct{{ A string }}\n")
    said = len(editor.statuses)
    editor.report_change(*files, kind=types.FileChangeType.Created)
    for file in files[:200]:
        editor.report_change(file)
    await editor.until(lambda: editor.statuses[-1].get("types") == 23, "twenty more types")
    assert len(editor.statuses) - said <= 2
    await _answers(editor, plan)


async def _answers(editor: Editor, plan: Path) -> None:
    await editor.diagnostics(plan, has("GP101"))
    assert await editor.hover(plan, "model.Visit") is not None
