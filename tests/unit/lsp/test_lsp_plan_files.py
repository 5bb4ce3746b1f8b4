"""The texts of plans: the editor's first, the disk's as it is now."""

from __future__ import annotations

import os
from pathlib import Path

from groundplan.lsp.documents import Document, Documents
from groundplan.lsp.folders import Folder
from groundplan.lsp.plan_files import MAX_BYTES, PlanFiles


def test_open_documents_come_before_files(tmp_path: Path) -> None:
    documents = Documents()
    files, folder = PlanFiles(documents), Folder(tmp_path.as_uri(), tmp_path)
    place = tmp_path / "plan.md"
    assert files.read(folder, "plan.md") is None
    place.write_bytes(b"# On disk\n")
    assert files.read(folder, "plan.md") == b"# On disk\n"
    document = Document(place.as_uri(), "markdown", 3, b"# Open\n")
    documents.put(document)
    assert files.read(folder, "plan.md") == b"# Open\n"
    assert files.open_at(folder, "plan.md") is document
    documents.remove(document.uri)
    assert files.read(folder, "plan.md") == b"# On disk\n"


def test_files_are_read_again_when_they_changed(tmp_path: Path) -> None:
    files, folder = PlanFiles(Documents()), Folder(tmp_path.as_uri(), tmp_path)
    place = tmp_path / "plan.md"
    place.write_bytes(b"# One\n")
    first = files.read(folder, "plan.md")
    assert files.read(folder, "plan.md") is first
    place.write_bytes(b"# Two\n")
    os.utime(place, ns=(1, 1))
    assert files.read(folder, "plan.md") == b"# Two\n"
    place.unlink()
    assert files.read(folder, "plan.md") is None


def test_what_is_no_plan_is_not_read(tmp_path: Path) -> None:
    files, folder = PlanFiles(Documents()), Folder(tmp_path.as_uri(), tmp_path)
    (tmp_path / "huge.md").write_bytes(b"x" * (MAX_BYTES + 1))
    assert files.read(folder, "huge.md") is None
    assert files.read(folder, "no\0name.md") is None
    assert files.read(folder, "") is None
