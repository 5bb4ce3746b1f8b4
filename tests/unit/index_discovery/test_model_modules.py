"""Model libraries in other modules: found where the go command would find them, indexed as external."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.discover.type_search import FieldRarity, compare_with_existing
from groundplan.index.discovery import find_files
from groundplan.index.externals import ExternalModules, add_model_modules, select_version
from groundplan.index.go_environment import module_cache
from groundplan.index.modules import read_layout
from groundplan.index.workspace import Workspace
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin
from groundplan.syntax.golang import read_go_file

LIBRARY = {
    "go.mod": "module corp.example/Models\n",
    "base/base.go": "package base\n\n// Base is in every model.\ntype Base struct {\n\tKey string\n\tTTL int64\n}\n",
    "asset/asset.go": (
        'package asset\n\nimport "corp.example/Models/base"\n\n// Asset is a thing that a scan has found.\n'
        "type Asset struct {\n\tbase.Base\n\tHostname string\n\tCloudRegion string\n\tLastSeen string\n}\n\n"
        "type Risk struct {\n\tbase.Base\n\tSeverity string\n}\n\n"
        "type Job struct {\n\tbase.Base\n\tQueue string\n}\n\n"
        "func init() {\n\tMustRegisterModel(&Asset{})\n\tMustRegisterModel(&Risk{})\n\tMustRegisterModel(&Job{})\n}\n\n"
        "func MustRegisterModel(model any) {}\n"
    ),
    "asset/asset_test.go": "package asset\n\ntype OnlyForTests struct{}\n",
    "api/serve.go": (
        'package api\n\nimport "net/http"\n\nfunc Serve(w http.ResponseWriter, r *http.Request) {}\n\n'
        'func Routes(mux *http.ServeMux) { mux.HandleFunc("GET /library", Serve) }\n'
    ),
    "nested/go.mod": "module corp.example/Models/nested\n",
    "nested/nested.go": "package nested\n\ntype Nested struct{}\n",
    "testdata/t.go": "package t\n",
}
NAME = "corp.example/Models"
REQUIRE = "module example.com/app\n\nrequire corp.example/Models v1.10.0\n"
FILES = ["api/serve.go", "asset/asset.go", "base/base.go"]


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty module cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("GOMODCACHE", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder


def externals(root: Path, *wanted: str) -> ExternalModules:
    files = find_files(root, ()).files
    return add_model_modules(root, read_layout(root, files), files, wanted)


def external_paths(found: ExternalModules) -> list[str]:
    return [file.path for file in found.files if file.external]


def test_from_the_module_cache_at_the_required_version(tmp_path: Path, cache: Path) -> None:
    folder = write(cache / "corp.example" / "!models@v1.10.0", LIBRARY)
    write(cache / "corp.example" / "!models@v1.9.0", LIBRARY)
    root = write(tmp_path / "w", {"go.mod": REQUIRE, "b/go.mod": REQUIRE.replace("v1.10.0", "v1.9.0")})
    found = externals(root, NAME)
    assert external_paths(found) == [f"{NAME}@v1.10.0/{name}" for name in FILES]
    assert [file.place for file in found.files if file.external] == [f"{folder.as_posix()}/{name}" for name in FILES]
    assert [(module.path, module.version, module.external) for module in found.modules] == [(NAME, "v1.10.0", True)]
    assert found.problems == ()
    assert external_paths(externals(root, "corp.example/*")) == external_paths(found)
    assert external_paths(externals(root, f"{NAME}/asset")) == external_paths(found)
    assert external_paths(externals(root)) == []


def test_replaced_by_a_folder(tmp_path: Path, cache: Path) -> None:
    write(cache / "corp.example" / "!models@v1.10.0", LIBRARY)
    beside = write(tmp_path / "models", LIBRARY)
    root = write(tmp_path / "w", {"a/go.mod": REQUIRE + f"replace {NAME} => ../../models\n"})
    found = externals(root, NAME)
    assert external_paths(found) == [f"{NAME}@local/{name}" for name in FILES]
    assert [file.place for file in found.files if file.external] == [f"{beside.as_posix()}/{name}" for name in FILES]
    write(root, {"a/go.mod": REQUIRE + f"replace {NAME} v1.0.0 => ../../models\n"})
    assert external_paths(externals(root, NAME)) == [f"{NAME}@v1.10.0/{name}" for name in FILES]


def test_replaced_by_another_module(tmp_path: Path, cache: Path) -> None:
    folder = write(cache / "fork.example" / "models@v0.1.0", LIBRARY)
    root = write(tmp_path / "w", {"go.mod": REQUIRE + f"replace {NAME} => fork.example/models v0.1.0\n"})
    found = externals(root, NAME)
    assert found.modules[0].place == folder.as_posix()
    assert (found.modules[0].path, found.modules[0].version) == (NAME, "v0.1.0")


def test_replaced_in_go_work_and_used_by_go_work(tmp_path: Path, cache: Path) -> None:
    beside = write(tmp_path / "models", LIBRARY)
    root = write(tmp_path / "w", {"go.mod": REQUIRE, "go.work": f"use .\nreplace {NAME} => ../models\n"})
    assert externals(root, NAME).modules[0].place == beside.as_posix()
    write(root, {"go.work": "use (\n\t.\n\t../models\n)\n"})
    assert externals(root, NAME).modules[0].place == beside.as_posix()


def test_a_library_in_the_workspace_needs_no_adding(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "w", {"go.mod": REQUIRE + f"replace {NAME} => ./models\n"})
    write(root / "models", LIBRARY)
    assert externals(root, NAME, "corp.example/Models/nested") == ExternalModules(find_files(root, ()).files)


def test_vendored(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "w", {"a/go.mod": REQUIRE, ".gitignore": "vendor\n"})
    write(root / "a" / "vendor" / NAME, {name: text for name, text in LIBRARY.items() if name in FILES})
    write(root, {"a/vendor/modules.txt": f"# other.example/x v1.0.0\nother.example/x\n# {NAME} v1.10.0\n## explicit\n"})
    with (root / "a" / "vendor" / "modules.txt").open("a") as file:
        file.write(f"{NAME}/asset\n{NAME}/base\n# {NAME}/nested v1.0.0\n{NAME}/nested\n")
    found = externals(root, NAME)
    assert external_paths(found) == [f"a/vendor/{NAME}/asset/asset.go", f"a/vendor/{NAME}/base/base.go"]
    assert found.modules[0].version == "v1.10.0"


@pytest.mark.parametrize(
    ("go_mod", "wanted", "problem"),
    [
        (
            REQUIRE,
            NAME,
            "The model module `corp.example/Models` v1.10.0 was not found: it is not in"
            " ~/mod/corp.example/!models@v1.10.0. Run `go mod download corp.example/Models` in api/.",
        ),
        (
            REQUIRE + f"replace {NAME} => ../../gone\n",
            NAME,
            "The model module `corp.example/Models` v1.10.0 was not found: it is not in ~/gone or"
            " ~/mod/corp.example/!models@v1.10.0. Run `go mod download corp.example/Models` in api/.",
        ),
        (
            f"module a\nreplace {NAME} => ../../gone\n",
            NAME,
            "The model module `corp.example/Models` was not found in ~/gone. Correct its `replace` line.",
        ),
        (
            REQUIRE,
            "corp.example/Model",
            "`model_modules` names `corp.example/Model`, which no go.mod of the workspace requires."
            " Did you mean `corp.example/Models`?",
        ),
        (
            "module a\n",
            "far.example/x",
            "`model_modules` names `far.example/x`, which no go.mod of the workspace requires."
            " Correct the name, or require it.",
        ),
        (
            REQUIRE,
            "github.com/acme/*",
            "`model_modules`: no module that go.mod requires matches `github.com/acme/*`. Correct it or take it out.",
        ),
    ],
)
def test_what_cannot_be_found_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, go_mod: str, wanted: str, problem: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / "mod"))
    root = write(tmp_path / "w", {"api/go.mod": go_mod})
    assert externals(root, wanted).problems == (problem,)


def test_where_the_module_cache_is(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert module_cache(home) == tmp_path / "go" / "pkg" / "mod"
    assert module_cache({**home, "GOPATH": "/one:/two"}) == Path("/one/pkg/mod")
    assert module_cache({**home, "GOPATH": "/one", "GOMODCACHE": "/mod"}) == Path("/mod")
    write(tmp_path, {"env": "# written\nGOFLAGS=\nGOMODCACHE=/written\n"})
    assert module_cache({**home, "GOENV": str(tmp_path / "env"), "GOPATH": "/one"}) == Path("/written")
    assert module_cache({**home, "GOENV": "off"}) == tmp_path / "go" / "pkg" / "mod"
    assert module_cache({}) is None


def test_versions_are_ordered_as_go_orders_them() -> None:
    ascending = [
        "nonsense",
        "v0.0.0-20200101000000-abcdefabcdef",
        "v0.9.0",
        "v1.2.0-alpha",
        "v1.2.0-alpha.2",
        "v1.2.0-alpha.10",
        "v1.2.0-rc.1",
        "v1.2.0",
        "v1.10.0+incompatible",
    ]
    for index in range(1, len(ascending)):
        assert select_version(ascending[: index + 1]) == ascending[index]
        assert select_version(reversed(ascending[: index + 1])) == ascending[index]
    assert select_version([]) == ""


def picture(workspace: Workspace) -> object:
    with workspace.snapshot() as snapshot:
        return (
            [(symbol.path, symbol.origin) for symbol in snapshot.symbols_named("Asset")],
            sorted((model.name, model.import_path) for model in snapshot.registered_models),
            sorted(
                symbol.name
                for symbol in snapshot.symbols_by_id(
                    identity for identity, _ in snapshot.search_symbols('"asset" OR "library"', (1, 1, 1, 1), 50)
                ).values()
            ),
            snapshot.counts,
            [module.path for module in snapshot.modules],
            [module.path for module in snapshot.model_libraries],
            snapshot.routes,
        )


def test_indexed_as_external_and_gone_when_no_longer_named(tmp_path: Path, cache: Path) -> None:
    folder = write(cache / "corp.example" / "!models@v1.10.0", LIBRARY)
    app = 'package app\n\nimport "corp.example/Models/base"\n\ntype Scan struct {\n\tbase.Base\n\tProfile string\n}\n'
    root = write(tmp_path / "w", {"go.mod": REQUIRE, "app/app.go": app})
    workspace = Workspace(root, tmp_path / "store", Settings(model_modules=(NAME,)))
    assert workspace.refresh().problems == ()
    with workspace.snapshot() as snapshot:
        asset = snapshot.types_named("asset.Asset")[0]
        assert (asset.path, asset.origin) == (f"{NAME}@v1.10.0/asset/asset.go", Origin.EXTERNAL)
        assert workspace.place_of(asset.path) == folder / "asset" / "asset.go"
        assert workspace.place_of("app/app.go") == root / "app" / "app.go"
        assert workspace.place_of("a@b/app.go") == root / "a@b" / "app.go"
        assert asset.import_path == "corp.example/Models/asset"
        scan = snapshot.types_named("Scan")[0]
        assert [field.name for field in snapshot.type_fields(scan)] == ["Base", "Profile", "Key", "TTL"]
        assert {symbol.name for symbol in snapshot.embedders_of(snapshot.types_named("Base")[0])} == {
            "Asset",
            "Job",
            "Risk",
            "Scan",
        }
        assert snapshot.files_using(snapshot.types_named("Base")[0]) == ("app/app.go",)
        assert snapshot.is_registered_model(asset)
        assert snapshot.counts.files == 1
        assert (snapshot.routes, snapshot.handlers) == ((), ())
        assert snapshot.files_ending_with("asset.go") == (asset.path,)
        proposed = read_go_file(
            b"package x\n\ntype HostAsset struct {\n\tHostname string\n\tCloudRegion string\n\tLastSeen string\n}\n"
        ).types[0]
        assert compare_with_existing(snapshot, proposed, FieldRarity(snapshot))[0].symbol == asset
    assert not workspace.refresh().changed
    with_library = picture(workspace)
    workspace.close()
    workspace = Workspace(root, tmp_path / "store", Settings())
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        assert snapshot.types_named("Asset") == ()
    without = picture(workspace)
    workspace.close()
    workspace = Workspace(root, tmp_path / "store", Settings(model_modules=(NAME,)))
    assert workspace.refresh().read == 0
    assert picture(workspace) == with_library
    workspace.close()
    fresh = Workspace(root, tmp_path / "fresh", Settings())
    fresh.refresh()
    assert picture(fresh) == without
    fresh.close()


def test_a_vendored_library_becomes_external_and_back(tmp_path: Path, cache: Path) -> None:
    root = write(tmp_path / "w", {"go.mod": REQUIRE, "a.go": "package app\n"})
    write(root / "vendor" / NAME, {name: text for name, text in LIBRARY.items() if name in FILES})
    write(root, {"vendor/modules.txt": f"# {NAME} v1.10.0\n{NAME}/asset\n{NAME}/base\n"})
    pictures = []
    for settings in (Settings(), Settings(model_modules=(NAME,)), Settings()):
        workspace = Workspace(root, tmp_path / "store", settings)
        workspace.refresh()
        assert not workspace.refresh().changed
        pictures.append(picture(workspace))
        with workspace.snapshot() as snapshot:
            asset = snapshot.types_named("Asset")[0]
            assert asset.path == f"vendor/{NAME}/asset/asset.go"
            assert asset.origin == (Origin.EXTERNAL if settings.model_modules else Origin.VENDORED)
        fresh = Workspace(root, tmp_path / f"fresh{len(pictures)}", settings)
        fresh.refresh()
        assert picture(fresh) == pictures[-1]
        fresh.close()
        if settings.model_modules:
            workspace.set_unsaved(f"vendor/{NAME}/asset/asset.go", b"package asset\n\ntype Asset struct{}\n")
            with workspace.snapshot() as snapshot:
                assert snapshot.types_named("Asset")[0].origin == Origin.EXTERNAL
        workspace.close()
    assert pictures[0] == pictures[2] != pictures[1]
