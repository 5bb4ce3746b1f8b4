"""URIs as clients spell them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundplan.lsp.documents import Document
from groundplan.lsp.folders import Folders
from groundplan.lsp.uris import join_uri, name_of, path_of, scheme_of, uri_of

posix_only = pytest.mark.skipif(os.name == "nt", reason="paths of this test are POSIX")


@posix_only
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///w/a.go", "/w/a.go"),
        ("file:///w/with%20space/%C3%BC%23.go", "/w/with space/ü#.go"),
        ("file://localhost/w/a.go", "/w/a.go"),
        ("FILE:///w/a.go", "/w/a.go"),
        ("file:///w/x/../a.go", "/w/a.go"),
        ("file:///w/a%5Bb%5D.go?query#L3", "/w/a[b].go"),
        ("file:///c%3A/w/a.go", "/c:/w/a.go"),
        ("file:///w/%FF.go", os.fsdecode(b"/w/\xff.go")),
    ],
)
def test_file_uris_are_paths(uri: str, path: str) -> None:
    assert path_of(uri) == Path(path)


@pytest.mark.parametrize(
    "uri", ["untitled:Untitled-1", "git:/w/a.md?ref", "vscode-vfs://github/o/r", "", "x", "file://[", "file:///a%00b"]
)
def test_other_uris_are_no_paths(uri: str) -> None:
    assert path_of(uri) is None
    assert isinstance(name_of(uri), str)
    assert isinstance(scheme_of(uri), str)


@posix_only
def test_uris_round_trip() -> None:
    for name in ("/w/ü ä/#?%.go", "/w/plain.go", os.fsdecode(b"/w/\xff.go")):
        assert path_of(uri_of(Path(name))) == Path(name)
        folder, _, rest = name[1:].partition("/")
        assert path_of(join_uri(f"file:///{folder}/", rest)) == Path(name)


def test_folder_keeps_the_spelling_of_the_client() -> None:
    assert join_uri("file:///c%3A/W", "a b/x.go") == "file:///c%3A/W/a%20b/x.go"


def test_innermost_folder_serves(tmp_path: Path) -> None:
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    folders = Folders()
    folders.add(outer.as_uri(), outer)
    folders.add(inner.as_uri(), inner)
    serving = folders.serving(inner / "docs" / "plan.md")
    assert serving is not None
    assert (serving[0].root, serving[1]) == (inner, "docs/plan.md")
    assert [relative for _, relative in folders.containing(inner / "a.go")] == ["a.go", "inner/a.go"]
    outside = folders.serving(tmp_path / "plan.md")
    assert outside is not None
    assert (outside[0].root, outside[1]) == (outer, (tmp_path / "plan.md").as_posix())
    assert Folders().serving(inner) is None


def test_links_on_the_way_to_a_folder_are_seen_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    (real / "docs").mkdir(parents=True)
    link.symlink_to(real, target_is_directory=True)
    folders = Folders()
    folder = folders.add(link.as_uri(), link)
    assert folder is not None
    assert folder.relative(link / "docs" / "plan.md") == "docs/plan.md"
    assert folder.relative(real / "docs" / "plan.md") == "docs/plan.md"
    assert folder.relative(tmp_path / "other.md") is None
    assert folder.uri_of("a.go") == f"{link.as_uri()}/a.go"


@pytest.mark.parametrize(
    ("uri", "language", "markdown", "go"),
    [
        ("file:///w/plan.md", "markdown", True, False),
        ("file:///w/plan.MD", "plaintext", True, False),
        ("file:///w/plan", "markdown.pandoc", True, False),
        ("untitled:x", "markdown", True, False),
        ("file:///w/a.go", "go", False, True),
        ("untitled:a.go", "go", False, False),
        ("file:///w/a.yml", "yaml", False, False),
    ],
)
def test_kind_of_a_document(uri: str, language: str, markdown: bool, go: bool) -> None:
    document = Document(uri, language, 1, b"")
    assert (document.is_markdown, document.is_go) == (markdown, go)
