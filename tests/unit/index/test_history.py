"""The history of a workspace: read from real repositories made here, and from odd logs."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.discover.search import find_prior_art
from groundplan.index import history_store
from groundplan.index.git_repository import find_repository
from groundplan.index.history_source import HistoryUnreadableError, find_history, parse_log, read_commits
from groundplan.index.workspace import Workspace
from groundplan.model.history import HistoryState
from groundplan.model.settings import Settings

HASH = "0123456789abcdef0123456789abcdef01234567"


class Repository:
    """A repository whose commits are made with fixed names and times."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commits = 0
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.write("go.mod", "module example.com/harbour\n\ngo 1.22\n")

    def git(self, *arguments: str) -> str:
        """Run git here, without anybody's configuration."""
        names = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {f"GIT_{who}_DATE": f"{1_700_000_000 + self.commits} +0000" for who in ("AUTHOR", "COMMITTER")}
        environment = {**os.environ, **names, **dates, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=environment, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def commit(self, message: str, *paths: str) -> str:
        """Change files and commit everything; returns the hash."""
        self.commits += 1
        for path in paths:
            name = path.rsplit("/", 1)[-1].removesuffix(".go").removesuffix("_test")
            package = path.split("/")[-2] if "/" in path else "main"
            self.write(path, f"package {package}\n\n// Revision {self.commits}.\nfunc Run{name.title()}() {{}}\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


def test_a_log_is_read_commit_by_commit() -> None:
    log = (
        f"\x1e{HASH}\x1f1700000000\x1fAdd berths\n\nSigned-off-by: A <a@example.com>\n\x1f\n\n"
        "A\tapp/new/berth.go\nD\tapp/old/berth.go\nM\tapp/berth_test.go\nM\tother/berth.go\nM\tapp/readme.md\n"
    )
    (commit,) = parse_log(log, "app/")
    assert (commit.message, commit.size, commit.files) == ("Add berths", 3, ("new/berth.go",))
    assert commit.renamed == (("old/berth.go", "new/berth.go"),)


@given(st.text(alphabet="\x1e\x1f\t\nAMD0123456789abcdef./go ", max_size=400))
def test_no_log_is_too_odd(log: str) -> None:
    for commit in parse_log(f"\x1e{HASH}\x1f{log}", ""):
        assert commit.size >= len(commit.files)


def test_commits_come_newest_first_and_from_where_they_were_left(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    first = repository.commit("Add berths", "berth.go")
    second = repository.commit("Add bookings", "booking.go")
    source = find_history(tmp_path)
    assert [commit.hash for commit in read_commits(source) or ()] == [second, first]
    assert [commit.hash for commit in read_commits(source, first) or ()] == [second]
    repository.git("checkout", "--quiet", "-b", "other", first)
    repository.commit("Add cranes", "crane.go")
    assert read_commits(find_history(tmp_path), second) is None


def test_head_is_found_packed_and_in_a_second_working_tree(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "first")
    head = repository.commit("Add berths", "berth.go")
    repository.git("pack-refs", "--all")
    repository.git("worktree", "add", "--quiet", "../second", "-b", "aside")
    for folder in ("first", "second"):
        found = find_repository(tmp_path / folder)
        assert found is not None
        assert found.head == head
        assert len(read_commits(find_history(tmp_path / folder)) or ()) == 1


def test_the_configuration_of_the_workspace_starts_nothing(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit("Add berths", "berth.go")
    mark = tmp_path / "started"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n", "ascii")
    program.chmod(0o755)
    for name in ("core.pager", "core.fsmonitor", "gpg.program", "core.sshCommand", "diff.external", "pager.log"):
        repository.git("config", name, str(program))
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "alias.log", f"!{program}")
    repository.git("config", "core.hooksPath", str(tmp_path))
    assert len(read_commits(find_history(repository.root)) or ()) == 1
    assert not mark.exists()


def test_a_git_within_the_workspace_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path)
    repository.commit("Add berths", "berth.go")
    repository.write("bin/git", "#!/bin/sh\nexit 0\n")
    (tmp_path / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(HistoryUnreadableError, match="part of the workspace"):
        read_commits(find_history(tmp_path))


def test_without_git_there_is_no_history_and_everything_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit("Add berths", "berth.go")
    monkeypatch.setenv("PATH", str(tmp_path))
    with contextlib.closing(Workspace(repository.root, tmp_path / "cache")) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            assert snapshot.history.state.problem == "There is no `git` on this machine to read the history with."
            assert find_prior_art(snapshot, "berth", 5)


def test_missing_objects_are_no_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("Add berths", "berth.go")
    shutil.rmtree(tmp_path / ".git" / "objects")
    with pytest.raises(HistoryUnreadableError, match="not here"):
        read_commits(find_history(tmp_path))


def test_the_store_follows_the_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path / "work")
    repository.commit("Add berths", "old/berth.go", "old/pier.go")
    root, cache = repository.root, tmp_path / "cache"
    with contextlib.closing(Workspace(root, cache)) as workspace:
        workspace.refresh()
        (root / "new").mkdir()
        (root / "old" / "berth.go").rename(root / "new" / "berth.go")
        repository.commit("Move berths", "new/berth.go")
        workspace.refresh()
        repository.commit("Widen piers", "old/pier.go", "new/berth.go")
        workspace.refresh()
        assert history_store.refresh_history(workspace.store, workspace.root, True) is False
        with workspace.snapshot() as snapshot:
            history = snapshot.history
            assert history.state.commits == 3
            assert history.changed_with("new/berth.go") == {"new/berth.go": 3, "old/pier.go": 2}
            assert history.numbers_touching("old/pier.go") == (3, 1)
            ((number, score),) = history.search('"widen"', 10)
            assert score > 0
            assert history.commits([number])[number].subject == "Widen piers"
        monkeypatch.setattr(history_store, "MAX_COMMITS", 2)
        monkeypatch.setattr(history_store, "MAX_GROWTH", 1)
        repository.commit("Add cranes", "old/crane.go")
        workspace.refresh()
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            assert snapshot.history.state.commits == 2
    with contextlib.closing(Workspace(root, cache, Settings(history=False))) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            assert snapshot.history.state == HistoryState(0, history_store.SWITCHED_OFF)


def test_a_search_finds_what_past_commits_tell_of(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work")
    for _ in range(3):
        repository.commit("Remind owners of unpaid bills", "dun/letter.go", "dun/sweep.go")
    repository.commit("Add cranes", "yard/crane.go")
    repository.commit("Add slips", "yard/slip.go")
    with contextlib.closing(Workspace(repository.root, tmp_path / "cache")) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            found = find_prior_art(snapshot, "second reminder: remind owners again", 10, explain=True)
    assert [each.symbol.path for each in found[:2]] == ["dun/letter.go", "dun/sweep.go"]
    assert any("“Remind owners of unpaid bills” touched the file" in reason for reason in found[0].reasons)
    for each in found:
        assert sum(value for _, value in each.signals) == pytest.approx(each.score, abs=0.01)
