"""What is kept from one version of a plan to the next changes nothing: as if plan and index were read from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bench.long_plan import long_plan

from groundplan.discover.type_decision import decide
from groundplan.features.meanings import meanings_of
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace
from groundplan.model.plan import Plan
from groundplan.plan import PlanMemory, parse_plan
from groundplan.rules.check import check_plan

TIDEWATER = Path(__file__).parents[2] / "workspaces" / "tidewater"
PATH = "docs/plans/long.md"

RESTATED = b"""
```go
type Berth struct {
	// ... existing fields
	Pontoon    string
	RepaintedAt time.Time
}
```
"""

EDITS = (
    (b"### Phase 2", b"\xf0\x9f\x90\xbe\r\n"),
    (b"Subject   string", b"\n\tLengthCm int"),
    (b"New DynamoDB table", b" (existing)"),
    (b"## Executive Summary", RESTATED),
    (b"type Berth struct {\n", b"\n\n"),
    (b"| POST | /v1/", b"bookings/"),
    (b"**Files to modify:**", b"\n\n- `backend/pkg/nowhere/none.go:4000`: `Nothing.Here`"),
    (b"### Phase 3", b"\n\n```text\n"),
)


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Path]]:
    """A workspace that keeps its answers, and a folder with its store for others that begin anew."""
    folder = tmp_path_factory.mktemp("cache")
    workspace = Workspace(TIDEWATER, folder)
    workspace.refresh()
    yield workspace, folder
    workspace.close()


def _versions() -> Iterator[bytes]:
    text = long_plan(TIDEWATER, 300).encode()
    yield text
    for place, typed in EDITS:
        at = text.index(place) + len(place)
        text = text[:at] + typed + text[at:]
        yield text


def _answers(snapshot: Snapshot, plan: Plan) -> object:
    return check_plan(snapshot, plan), meanings_of(snapshot, plan), [decide(snapshot, each) for each in plan.types]


def test_findings_and_meanings_are_those_of_a_new_start(caches: tuple[Workspace, Path], tmp_path: Path) -> None:
    kept, folder = caches
    memory = PlanMemory()
    for number, text in enumerate(_versions()):
        own = tmp_path / str(number)
        shutil.copytree(folder, own)
        fresh = Workspace(TIDEWATER, own)
        with kept.snapshot() as snapshot, fresh.snapshot() as other:
            plan = parse_plan(PATH, text, kept.settings, memory)
            assert plan == parse_plan(PATH, text, kept.settings)
            assert _answers(snapshot, plan) == _answers(other, plan)
        fresh.close()


def test_a_type_s_match_names_the_fields_where_they_stand(caches: tuple[Workspace, Path]) -> None:
    workspace, _ = caches
    with workspace.snapshot() as snapshot:
        for above in (b"", b"# Title\n\nWords.\n"):
            plan = parse_plan(PATH, above + RESTATED, workspace.settings)
            match = decide(snapshot, plan.types[0]).match
            assert match is not None
            own = plan.types[0].decl.fields
            assert [each for each, _ in match.shared] + list(match.added) == list(own)
