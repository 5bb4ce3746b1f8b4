"""Bad input yields fewer facts and a clear word, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace

GOOD = b"package dock\n\n// Berth is a place.\ntype Berth struct {\n\tID string\n}\n"


def index(root: Path) -> tuple[Workspace, tuple[str, ...]]:
    workspace = Workspace(root, root.parent / "cache")
    return workspace, workspace.refresh().problems


def types(snapshot: Snapshot, *names: str) -> list[str]:
    return [name for name in names if snapshot.symbols_named(name)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "go.mod").write_text("module example.com/x\n")
    (folder / "good.go").write_bytes(GOOD)
    return folder


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"\n", b"\r\n"),
        b"package dock\n\nfunc broken( {\n\ntype Pier struct { ID string }\n",
        b"package dock\n\ntype Caf\xe9 struct { Na\xffme string }\n",
        b"\x00" * 4096,
        b"package dock\n" + b"(" * 50_000,
        b"package",
        "package dock\n\ntype Łódź struct { Żagiel string }\n".encode(),
    ],
    ids=["empty", "bom", "crlf", "broken", "invalid-utf8", "nul", "nested", "half", "astral"],
)
def test_a_strange_file_leaves_the_others_alone(root: Path, content: bytes) -> None:
    (root / "strange.go").write_bytes(content)
    workspace, _ = index(root)
    with workspace.snapshot() as snapshot:
        assert types(snapshot, "Berth") == ["Berth"]
        assert snapshot.has_file("strange.go")
    workspace.close()


def test_a_bom_and_crlf_hide_nothing(root: Path) -> None:
    (root / "good.go").write_bytes(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    workspace, _ = index(root)
    with workspace.snapshot() as snapshot:
        (berth,) = snapshot.symbols_named("Berth")
        assert (berth.line, berth.doc) == (4, "Berth is a place.")
        source = (root / "good.go").read_bytes()
        assert source[berth.name_span.start : berth.name_span.end] == b"Berth"
    workspace.close()


def test_five_megabytes_of_go(root: Path) -> None:
    row = b"func f%d() int { return %d }\n"
    (root / "large.go").write_bytes(b"package dock\n" + b"".join(row % (i, i) for i in range(170_000)))
    assert (root / "large.go").stat().st_size > 5_000_000
    workspace, _ = index(root)
    with workspace.snapshot() as snapshot:
        assert types(snapshot, "Berth", "f9") == ["Berth", "f9"]
    workspace.close()


def test_a_file_beyond_the_limit_is_listed_and_reported(root: Path) -> None:
    with (root / "huge.go").open("wb") as file:
        file.write(b"package dock\n")
        file.truncate(9_000_000)
    workspace, problems = index(root)
    assert problems == ("huge.go is too large to be read (9 MB).",)
    with workspace.snapshot() as snapshot:
        assert snapshot.has_file("huge.go")
    workspace.close()


def test_a_folder_named_like_a_file(root: Path) -> None:
    (root / "x.go").mkdir()
    (root / "x.go" / "inner.go").write_bytes(b"package x\n\ntype Inner struct{}\n")
    workspace, _ = index(root)
    with workspace.snapshot() as snapshot:
        assert types(snapshot, "Berth", "Inner") == ["Berth", "Inner"]
    workspace.close()


def test_links_that_run_in_circles(root: Path) -> None:
    (root / "loop").symlink_to(root, target_is_directory=True)
    (root / "dangling.go").symlink_to(root / "nowhere.go")
    (root / "self.go").symlink_to(root / "self.go")
    workspace, problems = index(root)
    with workspace.snapshot() as snapshot:
        assert snapshot.counts.files == 1
    assert [problem.split(" cannot", 1)[0] for problem in problems] == ["dangling.go", "self.go"]
    workspace.close()


def test_a_file_that_vanishes_between_listing_and_reading(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from groundplan.index import look
    from groundplan.index.discovery import Discovery, FoundFile, find_files

    def with_a_ghost(folder: Path, *rest: object) -> Discovery:
        found = find_files(folder, ())
        return Discovery((*found.files, FoundFile("zz_ghost.go", 10, 1)), found.problems)

    monkeypatch.setattr(look, "find_files", with_a_ghost)
    workspace, problems = index(root)
    assert problems == ("zz_ghost.go cannot be read: No such file or directory",)
    workspace.close()


def test_no_module_at_all(root: Path) -> None:
    (root / "go.mod").unlink()
    workspace, problems = index(root)
    assert problems == ("There is no go.mod here: packages are named by their folders. Open the module's root.",)
    with workspace.snapshot() as snapshot:
        assert types(snapshot, "Berth") == ["Berth"]
    workspace.close()


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    workspace, problems = index(tmp_path / "w")
    assert problems == ()
    with workspace.snapshot() as snapshot:
        assert (snapshot.complete, snapshot.counts.files) == (True, 0)
    workspace.close()
