"""The workspace that is taken when the user names none."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.cli.failure import CannotRunError
from groundplan.cli.workspace_root import choose_root, find_root


def _touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


def test_go_work_wins_over_a_nearer_go_mod_and_that_over_git(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    _touch(tmp_path / "repo" / "service" / "go.mod")
    plans = tmp_path / "repo" / "service" / "docs" / "plans"
    plans.mkdir(parents=True)
    assert find_root(plans) == tmp_path / "repo" / "service"
    _touch(tmp_path / "repo" / "go.work")
    assert find_root(plans) == tmp_path / "repo"


def test_without_go_files_above_the_git_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "docs").mkdir()
    assert choose_root(None, [tmp_path / "repo" / "docs"]) == tmp_path / "repo"


def test_the_current_folder_counts_when_nothing_is_above_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(tmp_path / "code" / "go.mod")
    (tmp_path / "home" / "plans").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "code")
    assert choose_root(None, [tmp_path / "home" / "plans"]) == tmp_path / "code"


def test_no_workspace_at_all_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotRunError, match="say where the Go code is with --workspace DIR"):
        choose_root(None, [tmp_path])


def test_plans_of_two_workspaces_are_refused(tmp_path: Path) -> None:
    _touch(tmp_path / "a" / "go.mod")
    _touch(tmp_path / "b" / "go.mod")
    with pytest.raises(CannotRunError, match="different workspaces"):
        choose_root(None, [tmp_path / "a", tmp_path / "b"])
    assert choose_root(str(tmp_path), [tmp_path / "a", tmp_path / "b"]) == tmp_path


@pytest.mark.parametrize(("name", "complaint"), [("nowhere", "does not exist"), ("file.txt", "is a file")])
def test_a_workspace_that_is_no_folder_is_refused(tmp_path: Path, name: str, complaint: str) -> None:
    _touch(tmp_path / "file.txt")
    with pytest.raises(CannotRunError, match=complaint):
        choose_root(str(tmp_path / name), [])


def test_a_linked_folder_belongs_to_where_it_is_linked_from(tmp_path: Path) -> None:
    _touch(tmp_path / "code" / "go.mod")
    (tmp_path / "wiki").mkdir()
    (tmp_path / "code" / "docs").symlink_to(tmp_path / "wiki")
    assert find_root(tmp_path / "code" / "docs") == tmp_path / "code"


def test_a_folder_that_the_path_only_passes_through_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(tmp_path / "service" / "go.mod")
    _touch(tmp_path / "other" / "go.mod")
    (tmp_path / "other" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "service")
    assert find_root(Path("../other/docs")) == tmp_path / "other"
