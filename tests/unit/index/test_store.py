"""A store that cannot be used is never fatal."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.index.store import Store, store_path
from groundplan.index.workspace import Workspace


def make_workspace(root: Path) -> None:
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    (root / "a.go").write_text("package x\n\n// Berth is a place.\ntype Berth struct{ ID string }\n")


def berths(workspace: Workspace) -> int:
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        return len(snapshot.symbols_named("Berth"))


def test_a_file_that_is_no_database_is_replaced(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w")
    path = store_path((tmp_path / "w").resolve(), tmp_path / "cache")
    path.parent.mkdir()
    path.write_bytes(b"this is not a database, it is a sentence " * 100)
    workspace = Workspace(tmp_path / "w", tmp_path / "cache")
    assert berths(workspace) == 1
    assert "built anew" in workspace.store.problems[0]
    workspace.close()


def test_a_store_of_another_version_is_refilled(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w")
    workspace = Workspace(tmp_path / "w", tmp_path / "cache")
    assert berths(workspace) == 1
    with workspace.store.writing() as connection:
        connection.execute("UPDATE meta SET value='0.0' WHERE key='version'")
    workspace.close()
    again = Workspace(tmp_path / "w", tmp_path / "cache")
    assert again.refresh().read == 1
    assert berths(again) == 1
    again.close()


def test_missing_facts_rebuild_the_index(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w")
    workspace = Workspace(tmp_path / "w", tmp_path / "cache")
    assert berths(workspace) == 1
    with workspace.store.writing() as connection:
        connection.execute("DELETE FROM blob")
    (tmp_path / "w" / "a.go").write_text("package x\n\ntype Berth struct{ ID, Name string }\n")
    report = workspace.refresh()
    assert "built anew" in report.problems[0]
    assert berths(workspace) == 1
    workspace.close()


def test_a_cache_that_cannot_be_a_folder_means_memory(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w")
    (tmp_path / "cache").write_text("a file where the folder should be")
    workspace = Workspace(tmp_path / "w", tmp_path / "cache")
    assert workspace.store.in_memory
    assert "in memory" in workspace.store.problems[0]
    assert berths(workspace) == 1
    workspace.close()


def test_two_stores_on_one_file_see_each_other(tmp_path: Path) -> None:
    make_workspace(tmp_path / "w")
    one = Workspace(tmp_path / "w", tmp_path / "cache")
    two = Workspace(tmp_path / "w", tmp_path / "cache")
    assert berths(one) == 1
    assert not two.refresh().changed
    assert berths(two) == 1
    one.close()
    two.close()


def test_a_failed_write_is_undone(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise ZeroDivisionError
    with store.writing() as connection:
        assert connection.execute("SELECT count(*) FROM meta WHERE key='a'").fetchone()[0] == 0
    store.close()
