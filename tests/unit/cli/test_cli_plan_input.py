"""Which files count as plans on the command line, and what is refused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from groundplan.cli.failure import CannotRunError
from groundplan.cli.plan_input import markdown_files, read_plan, read_stdin


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"# Plan\x00", "binary"),
        ("# Plan".encode("utf-16"), "binary file or not UTF-8|not UTF-8"),
        (b"# Plan\n\nna\xefve\n", r"not UTF-8 \(line 3\)"),
    ],
)
def test_what_is_no_utf8_text_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(content)
    with pytest.raises(CannotRunError, match=complaint):
        read_plan(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"gone\.md does not exist"):
        read_plan(tmp_path / "gone.md")


def test_empty_files_marks_and_line_ends_pass_through_untouched(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    for content in (b"", b"\xef\xbb\xbf# Plan\r\n", b"a\rb"):
        file.write_bytes(content)
        assert read_plan(file).text == content


def test_folders_are_walked_in_order_and_without_following_links(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.markdown", "a/y.MD", "node_modules/x/README.md", ".claude/plans/p.md", "a/code.go"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "dir.md").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [file.relative_to(tmp_path).as_posix() for file in markdown_files(tmp_path)]
    assert found == [".claude/plans/p.md", "a/y.MD", "a/z.markdown", "b.md"]


def test_paths_are_relative_to_the_workspace_and_absolute_outside_of_it(tmp_path: Path) -> None:
    inside, outside = tmp_path / "ws" / "docs" / "a.md", tmp_path / "b.md"
    inside.parent.mkdir(parents=True)
    for file in (inside, outside):
        file.write_text("")
    assert read_plan(inside).path_in(tmp_path / "ws") == "docs/a.md"
    assert read_plan(outside).path_in(tmp_path / "ws") == outside.as_posix()
    linked = tmp_path / "ws" / "docs" / "b.md"
    linked.symlink_to(outside)
    assert read_plan(linked).path_in(tmp_path / "ws") == "docs/b.md"


def test_standard_input_takes_the_place_that_it_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Plan")))
    assert read_stdin(str(tmp_path / "docs/x.md")).path_in(tmp_path) == "docs/x.md"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# Plan")))
    assert read_stdin(None).path_in(tmp_path) == "<stdin>"
