"""A store that fails in the middle of things is left for one in memory, and that is said once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundplan.index.store import Store
from groundplan.index.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    root = tmp_path / "w"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    for number in range(40):
        (root / f"a{number}.go").write_text(
            f"package x\n\n// Berth{number} is a place.\ntype Berth{number} struct{{}}\n"
        )
    workspace = Workspace(root, tmp_path / "cache")
    workspace.refresh()
    yield workspace
    workspace.close()


def change(workspace: Workspace) -> None:
    for number in range(40):
        source = f"package x\n\n// Crane{number} lifts.\ntype Crane{number} struct{{ Name{number} string }}\n" * 20
        (workspace.root / f"b{number}.go").write_text(source)


def assert_goes_on_in_memory(workspace: Workspace, reason: str) -> None:
    change(workspace)
    report = workspace.refresh()
    assert report.complete
    assert workspace.store.in_memory
    assert [reason in problem for problem in workspace.store.problems] == [True]
    assert "kept in memory for this session" in workspace.store.problems[0]
    assert not any("in memory" in problem for problem in report.problems)
    with workspace.snapshot() as snapshot:
        assert (snapshot.complete, snapshot.counts.files) == (True, 80)
        assert snapshot.symbols_named("Crane39") and snapshot.symbols_named("Berth39")
    # What the file held was taken along.
    assert report.read == 40
    (workspace.root / "b1.go").unlink()
    assert workspace.refresh().removed == 1
    assert len(workspace.store.problems) == 1


def with_pragma(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    original = Store._new_connection

    def limited(store: Store, target: str, create: bool = False) -> sqlite3.Connection:
        connection = original(store, target, create)
        if "mode=memory" not in target:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    monkeypatch.setattr(Store, "_new_connection", limited)


def test_a_full_disk(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.store._forget_connections()
    with_pragma(monkeypatch, "max_page_count=1")
    assert_goes_on_in_memory(workspace, "database or disk is full")


def test_a_store_that_became_read_only(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.store._forget_connections()
    with_pragma(monkeypatch, "query_only=1")
    assert_goes_on_in_memory(workspace, "attempt to write a readonly database")


def test_a_store_that_another_program_holds_locked(workspace: Workspace) -> None:
    workspace.store.busy_seconds = 0.05
    workspace.store._forget_connections()
    assert workspace.store.path is not None
    other = sqlite3.connect(workspace.store.path)
    other.execute("BEGIN IMMEDIATE")
    assert_goes_on_in_memory(workspace, "database is locked")
    other.close()


def test_a_disk_that_fails(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Store.writing

    def failing(store: Store) -> object:
        if not store.in_memory:
            raise sqlite3.OperationalError("disk I/O error")
        return original(store)

    monkeypatch.setattr(Store, "writing", failing)
    assert_goes_on_in_memory(workspace, "disk I/O error")


def test_a_store_that_is_deleted_meanwhile(workspace: Workspace) -> None:
    path = workspace.store.path
    assert path is not None
    workspace.store._forget_connections()
    for each in path.parent.iterdir():
        each.unlink()
    change(workspace)
    assert workspace.refresh().complete
    with workspace.snapshot() as snapshot:
        assert snapshot.counts.files == 80


def test_pages_that_are_damaged_meanwhile(workspace: Workspace) -> None:
    path = workspace.store.path
    assert path is not None
    workspace.store._forget_connections()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    change(workspace)
    report = workspace.refresh()
    assert any("was damaged" in problem for problem in report.problems)
    with workspace.snapshot() as snapshot:
        assert (snapshot.complete, snapshot.counts.files) == (True, 80)
    assert not workspace.store.in_memory


def test_damage_that_a_reader_meets_is_repaired_by_the_next_refresh(workspace: Workspace) -> None:
    with workspace.store.writing() as connection:
        connection.execute("UPDATE blob SET facts=x'00'")
    with pytest.raises(Exception, match="Error"), workspace.snapshot() as snapshot:
        snapshot.type_decl(snapshot.symbols_named("Berth1")[0])
    assert any("was damaged" in problem for problem in workspace.refresh().problems)
    with workspace.snapshot() as snapshot:
        assert snapshot.type_decl(snapshot.symbols_named("Berth1")[0]) is not None
    assert not workspace.refresh().problems


def test_readers_in_memory_see_whole_answers_while_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    root = tmp_path / "w"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    workspace = Workspace(root, tmp_path / "cache")
    workspace.refresh()
    change(workspace)
    with workspace.snapshot() as snapshot:
        list(snapshot.symbols_named("Crane1"))
        workspace.refresh()
    workspace.store.reset()
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        assert snapshot.counts.files == 40
    workspace.close()
