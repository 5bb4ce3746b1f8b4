"""The modules of a workspace, what go.work says of them, and the import paths that follow."""

from __future__ import annotations

from pathlib import Path

from groundplan.index.discovery import find_files
from groundplan.index.modules import ModuleLayout, ModuleMap, read_layout
from groundplan.model.module import Module


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def layout_of(root: Path) -> ModuleLayout:
    return read_layout(root, find_files(root, ()).files)


def test_nested_modules_and_what_go_work_uses(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "go.work": "go 1.22\nuse (\n\t./backend\n\t.\n\t../elsewhere\n)\n",
            "go.mod": "module example.com/top\n",
            "backend/go.mod": "module example.com/backend\nrequire example.com/lib v1.2.0\n",
            "backend/tools/go.mod": "module example.com/tools\n",
            "backend/testdata/go.mod": "module example.com/fixture\n",
            "vendor/modules.txt": "",
            "vendor/x.org/y/go.mod": "module x.org/y\n",
        },
    )
    layout = layout_of(tmp_path)
    assert [(module.path, module.folder, module.in_work) for module in layout.modules] == [
        ("example.com/top", "", True),
        ("example.com/backend", "backend", True),
        ("example.com/tools", "backend/tools", False),
    ]
    assert layout.work_files[0].used_folders == (tmp_path / "backend", tmp_path, tmp_path.parent / "elsewhere")


def test_the_go_work_nearest_above_a_module_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "go.work": "use ./a\n",
            "a/go.mod": "module a\n",
            "b/go.mod": "module b\n",
            "b/go.work": "use .\n",
            "b/c/go.mod": "module c\n",
        },
    )
    assert {module.path: module.in_work for module in layout_of(tmp_path).modules} == {"a": True, "b": True, "c": False}


def test_a_go_work_above_the_root_counts_if_it_uses_it(tmp_path: Path) -> None:
    write(tmp_path, {"go.work": "use ./svc/api\n", "svc/api/go.mod": "module api\n", "svc/web/go.mod": "module web\n"})
    assert [module.in_work for module in layout_of(tmp_path / "svc").modules] == [True, False]
    assert layout_of(tmp_path / "svc" / "web").work_files == ()


def test_no_go_mod_is_a_problem_only_where_there_is_go(tmp_path: Path) -> None:
    assert layout_of(tmp_path).problems == ()
    write(tmp_path, {"a.go": "package a\n"})
    assert "There is no go.mod here" in layout_of(tmp_path).problems[0]


def test_a_changed_go_mod_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"go.mod": "module one\n"})
    assert layout_of(tmp_path).modules[0].path == "one"
    write(tmp_path, {"go.mod": "module another\n"})
    assert layout_of(tmp_path).modules[0].path == "another"


def test_import_paths() -> None:
    modules = ModuleMap(
        [
            Module("example.com/top", ""),
            Module("example.com/inner", "b/c"),
            Module("corp.example/lib", "corp.example/lib@v1.0.0", external=True, place="/home/vendor/lib@v1.0.0"),
        ]
    )
    assert {
        path: modules.import_path_of(path)
        for path in (
            "main.go",
            "a/x.go",
            "b/cc/x.go",
            "b/c/x.go",
            "b/c/d/x.go",
            "vendor/x.org/y/y.go",
            "b/c/vendor/x.org/z/z.go",
            "corp.example/lib@v1.0.0/lib.go",
            "corp.example/lib@v1.0.0/asset/a.go",
        )
    } == {
        "main.go": "example.com/top",
        "a/x.go": "example.com/top/a",
        "b/cc/x.go": "example.com/top/b/cc",
        "b/c/x.go": "example.com/inner",
        "b/c/d/x.go": "example.com/inner/d",
        "vendor/x.org/y/y.go": "x.org/y",
        "b/c/vendor/x.org/z/z.go": "x.org/z",
        "corp.example/lib@v1.0.0/lib.go": "corp.example/lib",
        "corp.example/lib@v1.0.0/asset/a.go": "corp.example/lib/asset",
    }
    assert ModuleMap([]).import_path_of("a.go") == "."
