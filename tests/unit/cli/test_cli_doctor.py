"""`groundplan doctor` tells what is indexed and what is not, whatever is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

REGISTRY = """package registry

func MustRegisterHandler(path string, handle func(Request) error) {}

type Request struct{}

func handle(request Request) error { return nil }

func init() {
	MustRegisterHandler("/v1/a", handle)
	MustRegisterHandler("/v1/b", handle)
	MustRegisterHandler("/v1/c", handle)
}
"""


def furnish(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a workspace something of everything that a doctor tells."""
    home = root.parent / "home"
    library = home / "go" / "pkg" / "mod" / "corp.example" / "models@v1.2.0"
    files = {
        root / "go.mod": "module example.com/harbour\n\ngo 1.22\n\nrequire corp.example/models v1.2.0\n",
        root / "groundplan.toml": 'model_modules = ["corp.example/models"]\nexclude = ["old/"]\nfoo = 1\n',
        root / ".gitignore": "*.pb.go\n/out/\n",
        root / "api" / "a.pb.go": "package api\n",
        root / "out" / "x.go": "package out\n",
        root / "old" / "x.go": "package old\n",
        root / "node_modules" / "x.js": "",
        root / "registry" / "registry.go": REGISTRY,
        root / "broken.go": "package harbour\n\nfunc half( {\n",
        library / "go.mod": "module corp.example/models\n",
        library / "m.go": (
            "package models\n\ntype A struct{ K string }\ntype B struct{ K string }\ntype C struct{ K string }\n\n"
            "func MustRegisterModel(m any) {}\n\n"
            "func init() {\n\tMustRegisterModel(&A{})\n\tMustRegisterModel(&B{})\n\tMustRegisterModel(&C{})\n}\n"
        ),
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "huge.go").write_bytes(b"package harbour\n" + b"//\n" * 3_000_000)
    monkeypatch.setenv("HOME", str(home))
    for name in ("GOMODCACHE", "GOPATH", "GOENV"):
        monkeypatch.delenv(name, raising=False)


def doctor(groundplan: Callable[..., Outcome], *arguments: object) -> dict[str, Any]:
    outcome = groundplan("doctor", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    found: dict[str, Any] = json.loads(outcome.out)
    return found


def test_everything_is_told(harbour: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(harbour, monkeypatch)
    found = doctor(groundplan, "--workspace", harbour)
    assert found["counts"]["files"] == 4
    assert found["marked_files"] == {"generated": 0, "vendored": 0, "mock": 0, "test": 0, "external": 1}
    assert found["modules"] == [{"path": "example.com/harbour", "folder": ".", "in_work": True}]
    assert found["model_libraries"] == [
        {"path": "corp.example/models", "version": "v1.2.0", "folder": "~/go/pkg/mod/corp.example/models@v1.2.0"}
    ]
    assert found["routes_by_source"] == {"nethttp": 1, "registrar": 3}
    assert [(each["kind"], each["configured"], len(each["sites"])) for each in found["registrars"]] == [
        ("model", False, 3),
        ("route", False, 3),
    ]
    assert found["registrars"][0]["sites"][0]["path"] == "corp.example/models@v1.2.0/m.go"
    assert found["registered_models"] == [f"corp.example/models.{name}" for name in "ABC"]
    assert found["broken_files"] == ["broken.go"]
    assert {item["path"]: item["reason"] for item in found["skipped"]} == {
        "api/a.pb.go": "ignored",
        "huge.go": "too large",
        "node_modules/": "tool",
        "old/x.go": "excluded",
        "out/": "ignored",
    }
    assert found["settings"]["exclude"] == ["old/"]
    assert [problem.split("`")[1] for problem in found["problems"] if "foo" in problem] == ["foo"]
    assert found["store"]["bytes"] > 0
    assert {"groundplan", "python", "pygls", "tree-sitter", "sqlite"} <= found["versions"].keys()


def test_the_text_has_no_path_of_the_home_folder(
    harbour: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(harbour, monkeypatch)
    library = harbour.parent / "home" / "go"
    monkeypatch.setenv("GOPATH", str(library))
    monkeypatch.setenv("HOME", str(harbour.parent))
    outcome = groundplan("doctor", "--workspace", harbour)
    assert str(harbour.parent) not in outcome.out + outcome.err
    for piece in (
        "~/harbour\n  4 Go files in 4 packages\n",
        "  4 routes: 1 nethttp, 3 registrar\n",
        "  1 too large: huge.go\n",
        "  2 ignored by Git: api/a.pb.go, out/\n",
        '  exclude = ["old/"]\n',
        "    corp.example/models v1.2.0 in ~/home/go/pkg/mod/corp.example/models@v1.2.0\n",
        "index\n  ~/cache/harbour-",
    ):
        assert piece in outcome.out, outcome.out


def test_a_folder_without_go_is_no_failure(tmp_path: Path, groundplan: Callable[..., Outcome]) -> None:
    (tmp_path / "empty").mkdir()
    outcome = groundplan("doctor", "--workspace", tmp_path / "empty")
    assert outcome.code == 0
    assert "  0 Go files in 0 packages\n" in outcome.out
    assert "problems\n  none\n" in outcome.out


def test_no_workspace_at_all_is_a_problem_among_others(
    tmp_path: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert "There is no go.work, go.mod or .git" in doctor(groundplan)["problems"][0]
    assert groundplan("doctor", "--workspace", tmp_path / "gone").code == 2


def test_an_index_that_cannot_be_kept_is_told(
    harbour: Path, tmp_path: Path, groundplan: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GROUNDPLAN_CACHE_DIR", str(tmp_path / "file"))
    outcome = groundplan("doctor", "--workspace", harbour)
    assert "index\n  in memory only, version " in outcome.out
    assert "kept in memory" in outcome.out
