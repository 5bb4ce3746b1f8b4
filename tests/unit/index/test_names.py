"""Names by their beginning: what is hidden, what unsaved files say, folders of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace

FILES = {
    "go.mod": "module example.com/yard\n\ngo 1.22\n",
    "hull/plate.go": "package hull\n\ntype Plate struct{ Mm int }\n\nfunc PlateOf(mm int) Plate { return Plate{mm} }\n"
    "\nfunc (p Plate) Plating() int { return p.Mm }\n",
    "hull/plate_test.go": "package hull\n\ntype PlateTest struct{}\n",
    "hull/mocks/plate.go": "package mocks\n\ntype MockPlate struct{}\n",
    "vendor/example.com/steel/plate.go": "package steel\n\ntype PlateSteel struct{}\n",
    "docs/a/one.md": "# One\n",
    "docs/a/two.md": "# Two\n",
    "docs/b.md": "# B\n",
}


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with hidden and unhidden names."""
    for name, text in FILES.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    workspace = Workspace(tmp_path / "w", tmp_path / "cache")
    workspace.refresh()
    yield workspace
    workspace.close()


def test_names_begin_in_any_case_and_tests_and_vendored_code_are_hidden(yard: Workspace) -> None:
    with yard.snapshot() as snapshot:
        found, complete = snapshot.names.beginning_with("plat")
        assert [known.name for known in found] == ["Plate", "PlateOf", "Plating"]
        assert complete
        assert [known.name for known in snapshot.names.types_beginning_with("PLATE")[0]] == ["Plate"]
        assert snapshot.names.beginning_with("") == ((), False)
        assert [known.receiver for known in snapshot.names.named("Plating")] == ["Plate"]


def test_unsaved_files_count(yard: Workspace) -> None:
    yard.set_unsaved("hull/plate.go", b"package hull\n\ntype PlateOfSteel struct{}\n")
    with yard.snapshot() as snapshot:
        assert [known.name for known in snapshot.names.beginning_with("plat")[0]] == ["PlateOfSteel"]
        assert [known.name for known in snapshot.names.of_packages(["example.com/yard/hull"])] == ["PlateOfSteel"]


def test_packages_and_what_they_declare(yard: Workspace) -> None:
    with yard.snapshot() as snapshot:
        assert snapshot.names.packages["hull"] == ("example.com/yard/hull",)
        assert "steel" not in snapshot.names.packages
        assert [known.name for known in snapshot.names.of_packages(["example.com/yard/hull"])] == ["Plate", "PlateOf"]


def test_folders_segment_by_segment(yard: Workspace) -> None:
    with yard.snapshot() as snapshot:
        assert snapshot.names.below("", "d") == ("docs/",)
        assert snapshot.names.below("docs/", "") == ("a/", "b.md")
        assert snapshot.names.below("docs/a/", "t") == ("two.md",)
        assert snapshot.names.below("nowhere/", "") == ()
