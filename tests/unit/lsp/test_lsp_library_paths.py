"""Files of model libraries are opened where they are on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace
from groundplan.lsp.folders import Folder
from groundplan.lsp.uris import uri_of
from groundplan.model.settings import Settings


def test_places_and_uris(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "mod"))
    root, library = tmp_path / "w", tmp_path / "mod" / "corp.example" / "models@v1.0.0"
    for path, text in (
        (root / "go.mod", "module example.com/app\n\nrequire corp.example/models v1.0.0\n"),
        (root / "@types" / "a.go", "package types\n"),
        (library / "asset" / "asset.go", "package asset\n\ntype Asset struct{ Name string }\n"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder = Folder("file:///spelled/by/client", root)
    assert folder.uri_of("corp.example/models@v1.0.0/asset/asset.go").startswith("file:///spelled/by/client/")
    folder.workspace = Workspace(root, tmp_path / "cache", Settings(model_modules=("corp.example/models",)))
    folder.workspace.refresh()
    with folder.workspace.snapshot() as snapshot:
        found = snapshot.types_named("Asset")[0].path
    assert folder.place_of(found) == library / "asset" / "asset.go"
    assert folder.uri_of(found) == uri_of(library / "asset" / "asset.go")
    assert folder.place_of("@types/a.go") == root / "@types" / "a.go"
    assert folder.uri_of("@types/a.go") == "file:///spelled/by/client/%40types/a.go"
    assert folder.uri_of("b.go") == "file:///spelled/by/client/b.go"
    folder.workspace.close()
