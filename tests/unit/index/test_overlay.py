"""Unsaved buffers show in place of the stored files, and only until they are lifted."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.discover.search import find_prior_art
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "w"
    (root / "dock").mkdir(parents=True)
    (root / "go.mod").write_text("module example.com/x\n")
    (root / "dock" / "a.go").write_text(
        "package dock\n\ntype Berth struct{ ID string }\n\ntype Pier struct{ ID string }\n"
    )
    (root / "dock" / "b.go").write_text("package dock\n\ntype Crane struct{ Base }\n\ntype Base struct{ Lift int }\n")
    workspace = Workspace(root, tmp_path / "cache")
    workspace.refresh()
    return workspace


def names(snapshot: Snapshot, *wanted: str) -> list[str]:
    return [name for name in wanted if snapshot.symbols_named(name)]


def test_an_unsaved_edit_shows_at_once(workspace: Workspace) -> None:
    workspace.set_unsaved("dock/a.go", b"package dock\n\ntype Berth struct{ ID, Name string }\n\ntype Quay struct{}\n")
    with workspace.snapshot() as snapshot:
        assert names(snapshot, "Berth", "Pier", "Quay", "Crane") == ["Berth", "Quay", "Crane"]
        (berth,) = snapshot.symbols_named("Berth")
        assert [field.name for field in snapshot.type_fields(berth)] == ["ID", "Name"]
        assert berth.import_path == "example.com/x/dock"
        assert len(snapshot.structs_with_fields(["name"])) == 1
    workspace.set_unsaved("dock/a.go", None)
    with workspace.snapshot() as snapshot:
        assert names(snapshot, "Berth", "Pier", "Quay") == ["Berth", "Pier"]


def test_an_unsaved_file_is_still_found_by_its_words(workspace: Workspace) -> None:
    workspace.set_unsaved("dock/a.go", b"package dock\n\nvar x = 1\n\ntype Berth struct{ ID, Name string }\n")
    with workspace.snapshot() as snapshot:
        found = snapshot.search_symbols('name : "berth"', (1.0, 0.0, 0.0, 0.0), 5)
        (berth,) = snapshot.symbols_by_id(identity for identity, _ in found).values()
        assert berth.line == 5
        # What is no longer in the buffer is not.
        assert not snapshot.search_symbols('name : "pier"', (1.0, 0.0, 0.0, 0.0), 5)
        assert [path for path, _ in snapshot.search_files('names : "berth"', (1.0, 1.0, 1.0, 1.0), 5)] == ["dock/a.go"]
        assert [each.symbol.name for each in find_prior_art(snapshot, "berth", 1)] == ["Berth"]


def test_an_unsaved_new_file_belongs_to_its_package(workspace: Workspace) -> None:
    workspace.set_unsaved("dock/new.go", b"package dock\n\ntype Tug struct{ Base }\n")
    with workspace.snapshot() as snapshot:
        (tug,) = snapshot.symbols_named("Tug")
        assert [field.name for field in snapshot.type_fields(tug)] == ["Base", "Lift"]
        (base,) = snapshot.symbols_named("Base")
        assert [symbol.name for symbol in snapshot.embedders_of(base)] == ["Crane", "Tug"]


def test_half_typed_code_keeps_what_can_be_read(workspace: Workspace) -> None:
    workspace.set_unsaved("dock/a.go", b"package dock\n\ntype Berth struct{ ID string }\n\nfunc (b *Ber")
    with workspace.snapshot() as snapshot:
        assert names(snapshot, "Berth", "Pier") == ["Berth"]


def test_a_snapshot_keeps_its_moment(workspace: Workspace) -> None:
    with workspace.snapshot() as before:
        assert names(before, "Pier") == ["Pier"]
        (workspace.root / "dock" / "a.go").write_text("package dock\n")
        workspace.refresh()
        assert names(before, "Pier") == ["Pier"]
    with workspace.snapshot() as after:
        assert names(after, "Pier") == []
