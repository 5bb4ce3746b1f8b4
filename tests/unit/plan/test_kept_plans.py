"""Plans that were read before are looked up, and are the same plans."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.plan.documents import DOCUMENT, write_go_workspace

from groundplan.features.plans import keep_plans
from groundplan.index.codec import decode, encode
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace
from groundplan.model.plan import Plan
from groundplan.model.settings import Settings
from groundplan.plan import kept_plans, parse_plan
from groundplan.plan.kept_plans import plan_of

PATH = "docs/plans/seams.md"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that are parsed, in order."""
    paths: list[str] = []

    def note(path: str, text: bytes, settings: Settings) -> Plan:
        paths.append(path)
        return parse_plan(path, text, settings)

    monkeypatch.setattr(kept_plans, "parse_plan", note)
    return paths


@contextmanager
def opened(root: Path, settings: Settings | None = None) -> Iterator[Snapshot]:
    """Open a workspace as a process of its own does: nothing is in memory."""
    kept_plans._recent.clear()
    workspace = Workspace(root / "shop", root / "cache", settings)
    try:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            yield snapshot
    finally:
        workspace.close()


def test_the_next_process_does_not_parse_it(tmp_path: Path, parsed: list[str]) -> None:
    write_go_workspace(tmp_path / "shop")
    plans = []
    for _ in range(2):
        with opened(tmp_path) as snapshot:
            plans.append(plan_of(snapshot, PATH, DOCUMENT))
    assert parsed == [PATH]
    assert plans[0] == plans[1] == parse_plan(PATH, DOCUMENT)
    assert plans[1].mentions


def test_one_process_gives_the_same_object(tmp_path: Path, parsed: list[str]) -> None:
    write_go_workspace(tmp_path / "shop")
    with opened(tmp_path) as snapshot:
        assert plan_of(snapshot, PATH, DOCUMENT) is plan_of(snapshot, PATH, DOCUMENT)
    assert len(parsed) == 1


@pytest.mark.parametrize("change", ["text", "path", "settings", "code"])
def test_whatever_it_depends_on_has_it_parsed_again(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    write_go_workspace(tmp_path / "shop")
    with opened(tmp_path) as snapshot:
        plan_of(snapshot, PATH, DOCUMENT)
    path, text, settings = PATH, DOCUMENT, Settings()
    if change == "text":
        text += b"\nThe handler calls `Seam.Cut`.\n"
    elif change == "path":
        path = "specs/001-seams/plan.md"
    elif change == "settings":
        settings = Settings(model_modules=("example.com/quarry",))
    else:
        monkeypatch.setattr(kept_plans, "_parser_version", lambda: "another")
    with opened(tmp_path, settings) as snapshot:
        assert plan_of(snapshot, path, text) == parse_plan(path, text, settings)
    assert len(parsed) == 2


def test_what_was_kept_and_is_damaged_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    write_go_workspace(tmp_path / "shop")
    with opened(tmp_path) as snapshot:
        plan_of(snapshot, PATH, DOCUMENT)
    store = next((tmp_path / "cache").glob("*.db"))
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE reading SET data=?", (b"\0\0\0\0\0nonsense",))
    connection.close()
    with opened(tmp_path) as snapshot:
        assert plan_of(snapshot, PATH, DOCUMENT) == parse_plan(PATH, DOCUMENT)
    assert len(parsed) == 2


def test_a_store_that_is_busy_costs_the_reading_alone(tmp_path: Path, parsed: list[str]) -> None:
    write_go_workspace(tmp_path / "shop")
    with opened(tmp_path) as snapshot:
        plan_of(snapshot, PATH, DOCUMENT)
        store = next((tmp_path / "cache").glob("*.db"))
        other = sqlite3.connect(store, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert snapshot.readings is not None
        snapshot.readings.write()
        other.execute("ROLLBACK")
        other.close()
    with opened(tmp_path) as snapshot:
        assert plan_of(snapshot, PATH, DOCUMENT) == parse_plan(PATH, DOCUMENT)
    assert len(parsed) == 2


def test_only_the_latest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from groundplan.index import readings

    monkeypatch.setattr(readings, "MOST_KEPT", 3)
    write_go_workspace(tmp_path / "shop")
    with opened(tmp_path) as snapshot:
        kept = snapshot.readings
        assert kept is not None
        for number in range(5):
            kept.put(bytes([number]), b"x")
            kept.write()
        assert [kept.get(bytes([number])) is not None for number in range(5)] == [False, False, True, True, True]


def test_nothing_of_any_plan_is_lost() -> None:
    tests = Path(__file__).parents[2]
    documents = sorted([*tests.rglob("*.md"), *tests.parent.joinpath("docs").rglob("*.md")])
    assert len(documents) > 20
    for document in documents:
        plan = parse_plan(document.name, document.read_bytes())
        data = encode(kept_plans._reading_of(plan))
        assert kept_plans._with_text(plan.path, plan.text, decode(kept_plans.Reading, data)) == plan


def test_the_index_reads_the_plans_for_later(tmp_path: Path, parsed: list[str]) -> None:
    write_go_workspace(tmp_path / "shop")
    plan = tmp_path / "shop" / PATH
    plan.parent.mkdir(parents=True)
    plan.write_bytes(DOCUMENT)
    (tmp_path / "shop" / "README.md").write_text("# Shop\n")
    with opened(tmp_path) as snapshot:
        assert keep_plans(snapshot, Lookups(snapshot).document) == 1
    with opened(tmp_path) as snapshot:
        plan_of(snapshot, PATH, DOCUMENT)
    assert parsed == [PATH]
