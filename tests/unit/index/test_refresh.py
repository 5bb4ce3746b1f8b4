"""After any sequence of changes the index equals one built from scratch."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from tests.stress.changes import TEMPLATE, go_source
from tests.stress.random_steps import Run

from groundplan.index import pruning
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace

STEPS = 40
"""Per seed; `python -m tests.stress.random_steps` takes as many as one likes."""


@pytest.mark.parametrize("seed", range(8))
def test_incremental_equals_scratch(seed: int, tmp_path: Path) -> None:
    run = Run(tmp_path, seed)
    for step in range(STEPS):
        run.step()
        if step % 10 == 9:
            assert run.difference() == ""
    run.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    (root / "dock").mkdir(parents=True)
    (root / "go.mod").write_text("module example.com/x\n")
    (root / "dock" / "a.go").write_text("package dock\n\ntype Berth struct{ ID string }\n")
    (root / "routes.go").write_text(
        'package x\n\nimport (\n\t"net/http"\n\n\t"example.com/x/dock"\n)\n\n'
        'func Routes(mux *http.ServeMux) {\n\tmux.HandleFunc("GET /v1/berths", dock.List)\n}\n'
    )
    age(root)
    return root


def age(root: Path) -> None:
    """Give all files a time in the past, as files have that nobody touches just now."""
    for path in root.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))


def open_index(root: Path) -> Workspace:
    workspace = Workspace(root, root.parent / "cache")
    workspace.refresh()
    return workspace


def has(snapshot: Snapshot, name: str) -> bool:
    return bool(snapshot.symbols_named(name))


def test_nothing_changed_reads_and_writes_nothing(root: Path) -> None:
    workspace = open_index(root)
    with workspace.snapshot() as snapshot:
        generation = snapshot.generation
    workspace.close()
    again = Workspace(root, root.parent / "cache")
    report = again.refresh()
    assert (report.files, report.changed, report.complete) == (3, False, True)
    with again.snapshot() as snapshot:
        assert snapshot.generation == generation
    again.close()


def test_a_content_seen_before_is_not_parsed_again(root: Path) -> None:
    one, two = go_source(random.Random(1), "x"), go_source(random.Random(2), "x")
    workspace = open_index(root)
    for content, read in ((one, 1), (two, 1), (one, 0), (two, 0)):
        (root / "b.go").write_bytes(content)
        report = workspace.refresh()
        assert (report.read, report.changed) == (read, True)
    workspace.close()


def test_a_change_within_one_tick_of_the_clock_is_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundplan.index.look.RACY_NS", 60 * 10**9)
    monkeypatch.setattr("groundplan.index.look.RACY_COARSE_NS", 60 * 10**9)
    path = root / "dock" / "a.go"
    path.write_text("package dock\n\ntype Berth struct{ ID string }\n")
    before = path.stat()
    workspace = open_index(root)
    path.write_text("package dock\n\ntype Crane struct{ ID string }\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        assert (has(snapshot, "Berth"), has(snapshot, "Crane")) == (False, True)
    workspace.close()


def test_a_file_that_could_not_be_read_is_tried_again(root: Path) -> None:
    link = root / "late.go"
    link.symlink_to(root / "late")
    (root / "late").mkdir()
    workspace = open_index(root)
    (root / "late").rmdir()
    (root / "late").write_text("package x\n\ntype Late struct{}\n")
    workspace.refresh()
    with workspace.snapshot() as snapshot:
        assert has(snapshot, "Late")
    workspace.close()


def test_a_template_with_the_content_of_another_names_itself(root: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (root / name).write_text(TEMPLATE.format(name="Berth", word="arrival"))
    workspace = open_index(root)
    with workspace.snapshot() as snapshot:
        assert [resource.path for resource in snapshot.resources] == ["one.yaml", "two.yaml"]
    workspace.close()


def test_a_cancelled_refresh_is_not_complete_and_the_next_one_is(root: Path) -> None:
    workspace = open_index(root)
    for number in range(300):
        (root / "dock" / f"b{number}.go").write_text(f"package dock\n\ntype Crane{number} struct{{}}\n")
    polls = iter(range(5))
    report = workspace.refresh(cancelled=lambda: next(polls, None) is None)
    assert not report.complete
    with workspace.snapshot() as snapshot:
        assert not snapshot.complete
    workspace.close()
    again = Workspace(root, root.parent / "cache")
    assert again.refresh().complete
    with again.snapshot() as snapshot:
        assert snapshot.complete
        assert all(has(snapshot, f"Crane{number}") for number in range(300))
    again.close()


def test_told_paths_need_no_walk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_index(root)

    def walk(*_arguments: object) -> None:
        raise AssertionError("the tree was walked")

    monkeypatch.setattr("groundplan.index.look.find_files", walk)
    (root / "dock" / "a.go").write_text("package dock\n\ntype Pier struct{}\n")
    (root / "dock" / "new.go").write_text("package dock\n\ntype Quay struct{}\n")
    report = workspace.refresh_paths(["dock/a.go", "dock/new.go", "dock/never.go"])
    assert (report.files, report.read, report.removed) == (4, 2, 0)
    with workspace.snapshot() as snapshot:
        assert [has(snapshot, name) for name in ("Berth", "Pier", "Quay")] == [False, True, True]
        assert snapshot.symbols_named("Quay")[0].import_path == "example.com/x/dock"
    for path in (root / "dock").iterdir():
        path.unlink()
    (root / "dock").rmdir()
    assert workspace.refresh_paths(["dock"]).removed == 2
    workspace.close()


def test_told_paths_that_decide_on_others_walk(root: Path) -> None:
    workspace = open_index(root)
    (root / "dock" / "go.mod").write_text("module example.com/dock\n")
    workspace.refresh_paths(["dock/go.mod"])
    with workspace.snapshot() as snapshot:
        assert snapshot.symbols_named("Berth")[0].import_path == "example.com/dock"
    workspace.close()


def test_routes_may_follow_later(root: Path) -> None:
    workspace = open_index(root)
    (root / "routes.go").write_text((root / "routes.go").read_text().replace("/v1/berths", "/v1/moorings"))
    report = workspace.refresh_paths(["routes.go"], link=False)
    assert (report.read, report.linked) == (1, False)
    with workspace.snapshot() as snapshot:
        assert [route.path for route in snapshot.routes] == ["/v1/berths"]
    assert workspace.relink().linked
    with workspace.snapshot() as snapshot:
        assert [route.path for route in snapshot.routes] == ["/v1/moorings"]
    workspace.close()


def test_routes_are_worked_out_only_when_a_change_can_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_index(root)
    routes = root / "routes.go"
    (root / "dock" / "a.go").write_text("package dock\n\ntype Berth struct{ ID string }\n\nfunc List() { a() }\n")
    workspace.refresh()

    def survey(*_arguments: object) -> None:
        raise AssertionError("the program was evaluated")

    monkeypatch.setattr("groundplan.index.update.find_links", survey)
    (root / "dock" / "a.go").write_text("package dock\n\ntype Berth struct{ ID string }\n\nfunc List() { abc() }\n")
    assert workspace.refresh().linked
    (root / "a_test.go").write_text("package x\n\nfunc TestA() {}\n")
    assert workspace.refresh().linked
    routes.write_text(routes.read_text().replace("dock.List", "dock.Other"))
    with pytest.raises(AssertionError, match="evaluated"):
        workspace.refresh()
    workspace.close()


def test_unsaved_text_stays_out_of_the_stored_routes(root: Path) -> None:
    workspace = open_index(root)
    workspace.set_unsaved("routes.go", b"package x\n")
    with workspace.snapshot():
        pass
    (root / "template.yaml").write_text(TEMPLATE.format(name="Berth", word="arrival"))
    workspace.refresh()
    workspace.close()
    again = open_index(root)
    with again.snapshot() as snapshot:
        assert [route.path for route in snapshot.routes] == ["/v1/berths", "/v1/arrival"]
    again.close()


def test_old_contents_are_forgotten_beyond_a_bound(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "SPARE_BYTES", 2_000)
    monkeypatch.setattr(pruning, "SPARE_ROWS", 4)
    workspace = open_index(root)
    for number in range(60):
        (root / "b.go").write_bytes(go_source(random.Random(number), "x"))
        workspace.refresh()
    connection = workspace.store.connect()
    kept = connection.execute("SELECT count(*), sum(length(facts)) FROM blob").fetchone()
    used = connection.execute("SELECT count(DISTINCT hash) FROM file").fetchone()[0]
    workspace.store.release(connection)
    assert used < kept[0] < 12
    for number, read in ((58, 0), (1, 1)):
        (root / "b.go").write_bytes(go_source(random.Random(number), "x"))
        assert workspace.refresh().read == read
    workspace.close()
