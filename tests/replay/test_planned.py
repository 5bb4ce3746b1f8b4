"""What a plan only plans is no statement to make a lie of, though the code has it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace
from groundplan.plan import parse_plan
from tests.replay.mutations import Lie, lies_of

CODE = {
    "go.mod": "module example.com/laundry\n\ngo 1.22\n",
    "wash/load.go": """package wash

// LoadTicket is one load of laundry.
type LoadTicket struct {
	OwnerName   string
	WeightGrams int
}
""",
    "wash/scale.go": "package wash\n\n// WeighLoad weighs.\nfunc WeighLoad(ticket *LoadTicket) int { return 0 }\n",
    "wash/scale_test.go": "package wash\n",
}

STRUCT = "type LoadTicket struct {\n\tOwnerName   string\n\tWeightGrams int\n}\n"


@pytest.fixture
def laundry(tmp_path: Path) -> Workspace:
    for path, text in CODE.items():
        file = tmp_path / "laundry" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    workspace = Workspace(tmp_path / "laundry", tmp_path / "cache")
    workspace.refresh()
    return workspace


def lies(workspace: Workspace, text: str) -> list[Lie]:
    with contextlib.closing(workspace), workspace.snapshot() as snapshot:
        return list(lies_of(snapshot, parse_plan("docs/plans/rinse-plan.md", text.encode(), snapshot.settings), 3))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (("wash/load.go", "wash/scale.go"), False),
        (("wash/load.go", "wash/scale.go", "wash/rinse.go", "wash/spin.go"), False),
        (("wash/load.go", "wash/rinse.go", "wash/spin.go"), True),
        (("wash/load.go", "wash/scale_test.go"), True),
        (("wash/load.go",), True),
    ],
)
def test_a_plan_most_of_whose_new_files_are_there_is_left_out(
    laundry: Workspace, made: tuple[str, ...], told: bool
) -> None:
    files = "".join(f"- Create: `{path}`\n" for path in made)
    found = lies(laundry, f"# Rinse Implementation Plan\n\n{files}\nThe existing `WeighLoad` is called twice.\n")
    assert bool(found) is told


@pytest.mark.parametrize(
    ("before", "inside", "told"),
    [
        ("", "", True),
        ("", "package wash\n\n", True),
        ("", "package shed\n\n", False),
        ("`wash/load.go`:\n\n", "", True),
        ("`shed/load.go`:\n\n", "", False),
    ],
)
def test_a_struct_of_another_package_is_no_statement_of_the_one_that_is_there(
    laundry: Workspace, before: str, inside: str, told: bool
) -> None:
    found = lies(laundry, f"# Rinse Implementation Plan\n\n{before}```go\n{inside}{STRUCT}```\n")
    assert {lie.kind for lie in found if lie.kind == "field"} == ({"field"} if told else set())
