"""Documents of one feature, and what they announce together."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.index.lookups import Lookups
from groundplan.index.workspace import Workspace
from groundplan.plan import parse_plan
from groundplan.plan.feature_folder import feature_documents
from groundplan.plan.promises import promises_of
from groundplan.plan.ties import ties_of
from groundplan.rules.check import check_plan

FILES = {
    "go.mod": "module example.com/a\n",
    "a.go": "package a\n",
    "specs/001-crates/plan.md": "# Plan\n\n- Modify: `api/scale.go`\n",
    "specs/001-crates/tasks.md": "# Tasks\n\n- Create `api/scale.go` for `POST /v1/scales`.\n",
    "specs/001-crates/contracts/api.md": "# API\n",
    "specs/002-rows/plan.md": "# Rows\n",
    "docs/plans/2026-01-02-crates.md": "# Crates\n",
    "docs/specs/2026-01-01-crates-design.md": "# Design\n",
    "docs/plans/2026-01-03-rows.md": "# Rows\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name, text in FILES.items():
        file = tmp_path / "root" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    made = Workspace(tmp_path / "root", tmp_path / "cache")
    made.refresh()
    return made


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("specs/001-crates/plan.md", ["specs/001-crates/contracts/api.md", "specs/001-crates/tasks.md"]),
        ("specs/001-crates/contracts/api.md", ["specs/001-crates/plan.md", "specs/001-crates/tasks.md"]),
        ("docs/plans/2026-01-02-crates.md", ["docs/specs/2026-01-01-crates-design.md"]),
        ("docs/plans/2026-01-03-rows.md", []),
        ("plan.md", []),
        ("/elsewhere/plan.md", []),
    ],
)
def test_documents_of_a_feature(workspace: Workspace, path: str, others: list[str]) -> None:
    with workspace.snapshot() as snapshot:
        assert list(feature_documents(snapshot, Lookups(snapshot), path)) == others
    workspace.close()


def test_what_another_document_announces_is_not_missing(workspace: Workspace) -> None:
    text = FILES["specs/001-crates/plan.md"].encode()
    with workspace.snapshot() as snapshot:
        assert not check_plan(snapshot, parse_plan("specs/001-crates/plan.md", text))
        alone = check_plan(snapshot, parse_plan("specs/009-other/plan.md", text.replace(b"api/", b"specs/")))
        assert [finding.code for finding in alone] == ["GP201"]
    workspace.close()


def test_promises_of_a_plan() -> None:
    text = (
        b"# Plan\n\n- Create: `api/scale.go`\n- Define the limits in `api/limits.go`.\n- Modify: `api/old.go`\n"
        b"- Add `Weigh` to it, for `POST /v1/scales`.\n\n`Scale` is the minimal interface that weighs.\n\n"
        b"```go\ntype Tare struct {\n\tGrams int\n}\n```\n"
    )
    promises = promises_of([parse_plan("plan.md", text)])
    assert promises.has_path("api/scale.go")
    assert promises.has_path("backend/api/scale.go")
    assert not promises.has_path("api/limits.go")
    assert promises.may_have_path("api/limits.go")
    assert not promises.may_have_path("api/old.go")
    assert {"Weigh", "Scale", "Tare", "Grams"} <= promises.names
    assert promises.has_endpoint("POST", ("v1", "scales"))
    assert not promises.has_endpoint("GET", ("v1", "scales"))


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("`Weigh` in `api/scale.go`", True),
        ("`Weigh` (`api/scale.go:44-50`)", True),
        ("`Weigh()` at `api/scale.go:44`", True),
        ("`api/scale.go:44` (`Weigh` handler)", True),
        ("`api/scale.go:44` \xe2\x80\x94 `Weigh`", True),
        ("| `Weigh` | `api/scale.go:44` |", True),
        ("`Weigh` is called by whatever is in `api/scale.go`", False),
    ],
)
def test_names_beside_a_file(text: str, tied: bool) -> None:
    plan = parse_plan("plan.md", f"# Plan\n\n{text}\n".encode("latin-1"))
    assert [(tie.symbol.text, tie.path.text) for tie in ties_of(plan)] == [("Weigh", "api/scale.go")] * tied
