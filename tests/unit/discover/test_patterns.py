"""Patterns over several files: what dominates, which examples come first, unsaved buffers, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundplan.discover.closeness import closeness
from groundplan.discover.patterns import find_patterns
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace
from groundplan.model.pattern import Pattern, PatternKind


@contextmanager
def snapshot_of(tmp_path: Path, files: dict[str, str], unsaved: dict[str, str] | None = None) -> Iterator[Snapshot]:
    """Index a small module, with unsaved buffers over it."""
    root = tmp_path / "workspace"
    for name, text in {"go.mod": "module example.com/app\n\ngo 1.22\n", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    workspace = Workspace(root, tmp_path / "cache")
    try:
        workspace.refresh()
        for name, text in (unsaved or {}).items():
            workspace.set_unsaved(name, text.encode())
        with workspace.snapshot() as snapshot:
            yield snapshot
    finally:
        workspace.close()


def logs(package: str, library: str, functions: int) -> str:
    """Return a file whose functions log by a library."""
    name = library.rpartition("/")[2]
    bodies = "".join(f"func F{number}() {{ {name}.Info(1) }}\n" for number in range(functions))
    return f'package {package}\n\nimport "{library}"\n\n{bodies}'


def only(snapshot: Snapshot, kind: PatternKind, *near: str) -> Pattern:
    """Return the one pattern of a kind."""
    (pattern,) = find_patterns(snapshot, [kind], near)
    return pattern


FILES = {
    "a/a.go": logs("a", "go.uber.org/zap", 2),
    "b/b.go": logs("b", "go.uber.org/zap", 1),
    "c/c.go": logs("c", "github.com/sirupsen/logrus", 9),
    "examples/d/d.go": logs("d", "go.uber.org/zap", 5),
    "a/a_test.go": logs("a", "github.com/sirupsen/logrus", 9),
}


def test_the_form_of_most_files_dominates_and_samples_come_last(tmp_path: Path) -> None:
    with snapshot_of(tmp_path, FILES) as snapshot:
        pattern = only(snapshot, PatternKind.LOGGING)
    assert [(form.name, form.sites, form.files, form.packages) for form in pattern.forms] == [
        ("zap", 8, 3, 3),
        ("logrus", 9, 1, 1),
    ]
    assert [(site.path, site.name, site.line) for site in pattern.dominant.examples] == [
        ("a/a.go", "F0", 5),
        ("b/b.go", "F0", 5),
        ("examples/d/d.go", "F0", 5),
    ]
    assert pattern.alternatives
    assert pattern.sites == 17


def test_examples_near_a_place_come_first(tmp_path: Path) -> None:
    with snapshot_of(tmp_path, FILES) as snapshot:
        assert only(snapshot, PatternKind.LOGGING, "b").dominant.examples[0].path == "b/b.go"
        assert only(snapshot, PatternKind.LOGGING, "examples/d/other.go").dominant.examples[0].path == "examples/d/d.go"


def test_unsaved_buffers_count_in_place_of_their_files(tmp_path: Path) -> None:
    unsaved = {"a/a.go": logs("a", "github.com/sirupsen/logrus", 1), "b/b.go": "package b\n"}
    with snapshot_of(tmp_path, {name: FILES[name] for name in ("a/a.go", "b/b.go", "c/c.go")}, unsaved) as snapshot:
        pattern = only(snapshot, PatternKind.LOGGING)
    assert [(form.name, form.files) for form in pattern.forms] == [("logrus", 2)]


def test_a_package_called_log_is_a_logger_only_where_it_is_much_in_use(tmp_path: Path) -> None:
    own = 'package x\n\nimport "example.com/app/log"\n\nfunc F() { log.Info() }\n'
    few = {f"z{number}/z.go": logs("z", "go.uber.org/zap", 1) for number in range(5)}
    with snapshot_of(tmp_path, {**few, "x/x.go": own, "log/log.go": "package log\n\nfunc Info() {}\n"}) as snapshot:
        assert [form.name for form in only(snapshot, PatternKind.LOGGING).forms] == ["zap"]


def test_the_houses_own_logger_is_named_by_its_folder(tmp_path: Path) -> None:
    own = 'package x\n\nimport "example.com/app/log"\n\nfunc F() { log.Info() }\n'
    files = {"x/x.go": own, "y/y.go": own, "log/log.go": logs("log", "go.uber.org/zap", 1)}
    with snapshot_of(tmp_path, files) as snapshot:
        assert [form.name for form in only(snapshot, PatternKind.LOGGING).forms] == ["package `log`", "zap"]


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    with snapshot_of(tmp_path, {"a.go": "package app\n"}) as snapshot:
        assert find_patterns(snapshot) == ()


def test_closeness_grows_with_shared_folders() -> None:
    near = ["pkg/handler/invoice"]
    order = [
        "pkg/handler/invoice/a.go",
        "pkg/handler/invoice/sub/a.go",
        "pkg/handler/a.go",
        "pkg/store/a.go",
        "cmd/a.go",
    ]
    assert sorted(order, key=lambda path: -closeness(path, near)) == order
    assert closeness("a.go", []) == 0
