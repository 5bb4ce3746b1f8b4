"""A new plan of each house style: which documents it has, where they go, and that they open quietly as one plan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from groundplan.features.new_plan import NewPlan, NoFolderError, PlanExistsError, make_plan
from groundplan.features.sections.context import SectionContext
from groundplan.index.lookups import Lookups
from groundplan.index.workspace import Workspace
from groundplan.model.finding import Severity
from groundplan.model.settings import PROFILE_NAMES
from groundplan.plan import is_plan, parse_plan
from groundplan.plan.drafting import Source
from groundplan.plan.feature_folder import feature_documents, lead_of
from groundplan.plan.requirements import read_requirements
from groundplan.rules.check import check_plan

CODE = {
    "go.mod": "module example.com/ferry\n\ngo 1.22\n",
    "booking/passage.go": """package booking

// Passage is a booked crossing.
type Passage struct {
	Number   string `json:"number"`
	Sailing  string `json:"sailing"`
	FareCents int   `json:"fare_cents"`
}

// PassageStore keeps passages.
type PassageStore struct{}

// FindPassage returns a passage by its number.
func (s *PassageStore) FindPassage(number string) (*Passage, error) { return nil, nil }
""",
    "api/passages.go": """package api

import (
	"net/http"

	"example.com/ferry/booking"
)

// GetPassage answers with a passage.
func GetPassage(w http.ResponseWriter, r *http.Request) {
	store := &booking.PassageStore{}
	_, _ = store.FindPassage(r.PathValue("number"))
}

// Routes registers what there is.
func Routes(mux *http.ServeMux) { mux.HandleFunc("GET /v1/passages/{number}", GetPassage) }
""",
}

REQUIREMENTS = """# Requirements: passage refunds

## Goal

Passengers get their fare back for a passage that they cancel.

## US1: Cancel a passage

As a passenger I want to cancel my passage, so that I get the fare back.

Acceptance criteria:

- Given a booked passage, when it is cancelled, then the fare is paid back.
- Given a departed sailing, then the passage cannot be cancelled.

## US2: See refunds

As a clerk I want to see the refunds of a day.

## Success criteria

- Nine of ten refunds arrive within a day.

## Out of scope

- Freight.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {**CODE, "docs/refunds.md": REQUIREMENTS}.items():
        _write(tmp_path / "root", name, text)
    return tmp_path / "root"


def _write(root: Path, path: str, text: str = "# x\n") -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _made(root: Path, profile: str, title: str = "Passage refunds", requirements: str = "", path: str = "") -> NewPlan:
    """The plan of a title, written into the folder."""
    with closing(Workspace(root, root.parent / "cache")) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            text = Lookups(snapshot).document(requirements) if requirements else None
            source = Source(requirements, read_requirements(text)) if text is not None else None
            made = make_plan(snapshot, title, source, profile, path, today="2026-03-01")
    for each in made.documents:
        file = root / each.path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as writing:
            writing.write(each.text)
    return made


def _paths(made: NewPlan) -> list[str]:
    return [each.path for each in made.documents]


WRITTEN = {
    "backend-plan": ["docs/plans/passage-refunds.md"],
    "free-form": ["docs/plans/passage-refunds.md"],
    "superpowers": ["docs/superpowers/plans/2026-03-01-passage-refunds.md"],
    "kiro": [f".kiro/specs/passage-refunds/{name}.md" for name in ("design", "requirements", "tasks")],
    "openspec": [
        f"openspec/changes/passage-refunds/{name}.md"
        for name in ("design", "proposal", "tasks", "specs/passage-refunds/spec")
    ],
    "spec-kit": [
        f"specs/001-passage-refunds/{name}.md"
        for name in ("plan", "spec", "research", "data-model", "contracts/endpoints", "tasks")
    ],
}


@pytest.mark.parametrize("requirements", ["", "docs/refunds.md"])
@pytest.mark.parametrize("profile", PROFILE_NAMES)
def test_a_style_is_written_whole_and_opens_quietly_as_one_plan(root: Path, profile: str, requirements: str) -> None:
    made = _made(root, profile, requirements=requirements)
    assert _paths(made) == WRITTEN[profile]
    assert made.filled and made.blanks
    with closing(Workspace(root, root.parent / "cache")) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            lookups = Lookups(snapshot)
            for each in made.documents:
                plan = parse_plan(each.path, each.text)
                assert plan.profile == profile
                assert "{" not in each.text.decode().replace("{number}", "").replace("struct {", ""), each.path
                # Of the default template it is said in passing which sections wait for their author.
                passing = (Severity.HINT, Severity.INFO) if profile == "backend-plan" else ()
                assert [each.code for each in check_plan(snapshot, plan) if each.severity not in passing] == []
                others = feature_documents(snapshot, lookups, each.path)
                assert sorted((*others, each.path)) == sorted(_paths(made)), each.path
                assert lead_of(snapshot, plan).path == made.path
            assert is_plan(made.path, made.text)


def test_the_requirements_go_where_the_style_wants_them(root: Path) -> None:
    texts = {
        each.path.rpartition("/")[2]: each.text.decode()
        for profile in ("kiro", "openspec", "superpowers")
        for each in _made(root, profile, requirements="docs/refunds.md").documents
    }
    assert "### Requirement 1: Cancel a passage\n\n**User Story:** As a passenger I want" in texts["requirements.md"]
    assert "2. Given a departed sailing, then the passage cannot be cancelled.\n" in texts["requirements.md"]
    assert "### Requirement 3: Of the whole\n\n#### Acceptance Criteria\n\n1. Nine of ten" in texts["requirements.md"]
    assert (
        "#### Scenario: The fare is paid back\n\n- **GIVEN** a booked passage\n- **WHEN** it is cancelled\n"
        "- **THEN** the fare is paid back.\n"
    ) in texts["spec.md"]
    assert "- **WHEN** a departed sailing\n- **THEN** the passage cannot be cancelled.\n" in texts["spec.md"]
    assert "## Why\n\n> Passengers get their fare back" in texts["proposal.md"]
    assert "- Freight." in texts["proposal.md"]
    dated = texts["2026-03-01-passage-refunds.md"]
    assert dated.count("Passengers get their fare back") == 1
    assert "### Task 2: See refunds" in dated


def test_tasks_follow_the_code_and_are_numbered_as_the_style_does(root: Path) -> None:
    kit = {each.path: each.text.decode() for each in _made(root, "spec-kit", requirements="docs/refunds.md").documents}
    tasks = kit["specs/001-passage-refunds/tasks.md"]
    assert "- [ ] T002 Data: [`booking.Passage`](../../booking/passage.go#L4) ⟨" in tasks
    assert "beside `GET /v1/passages/{number}`" in tasks
    assert "## Phase 4: User Story 2 - See refunds\n\n- [ ] T007 [US2] ⟨" in tasks
    assert "## Similar Features Found\n\n- **Get passage**" in kit["specs/001-passage-refunds/research.md"]
    assert "type Passage struct {" in kit["specs/001-passage-refunds/data-model.md"]
    assert "**Language/Version**: Go 1.22 ([go.mod](../../go.mod))" in kit["specs/001-passage-refunds/plan.md"]
    change = _made(root, "openspec", requirements="docs/refunds.md").others[1].text.decode()
    assert "## 1. Data\n\n- [ ] 1.1 Data: " in change
    assert "- [ ] 4.2 See refunds: ⟨" in change
    assert "- [ ] 1. Data: " in _made(root, "kiro", requirements="docs/refunds.md").others[1].text.decode()


def test_a_plan_goes_beside_those_that_are_there_and_is_numbered_on(root: Path) -> None:
    for name in ("specs/0007-tides/plan.md", "specs/0012-gates/plan.md", "specs/attic/0099-old/plan.md"):
        _write(root, f"backend/{name}")
    _write(root, "tools/openspec/changes/archive/2026-01-01-x/proposal.md")
    _write(root, "services/a/openspec/changes/y/proposal.md")
    _write(root, "docs/plans/2026-01-02-x.md")
    _write(root, "docs/plans/2026-01-03-y.md")
    made = _made(root, "spec-kit")
    assert made.path == "backend/specs/0013-passage-refunds/plan.md"
    assert parse_plan(made.path, made.text).profile == "spec-kit"
    tasks = made.others[-1]
    # The default patterns for plans do not reach this place: the document says itself what it is.
    assert tasks.text.startswith(b"---\nplan: spec-kit\n---\n\n# Tasks") and is_plan(tasks.path, tasks.text)
    assert _made(root, "openspec").path == "services/a/openspec/changes/passage-refunds/design.md"
    assert _made(root, "backend-plan").path == "docs/plans/2026-03-01-passage-refunds.md"


def test_the_settings_say_where_a_style_goes(root: Path) -> None:
    _write(root, "groundplan.toml", 'style_folder = "design/features"\nprofile = "kiro"\n')
    made = _made(root, "")
    assert made.path == "design/features/passage-refunds/design.md"
    assert is_plan(made.path, made.text) and parse_plan(made.path, made.text).profile == "kiro"


def test_what_is_there_is_named_and_left(root: Path) -> None:
    _made(root, "kiro")
    with pytest.raises(PlanExistsError, match=r"^\.kiro/specs/passage-refunds exists already, with design\.md, requ"):
        _made(root, "kiro")
    _write(root, "specs/004-passage-refunds/spec.md", REQUIREMENTS)
    with pytest.raises(PlanExistsError, match=r"with spec\.md, .* Give its spec\.md as the requirements"):
        _made(root, "spec-kit")
    _write(root, "docs/superpowers/plans/2025-12-31-passage-refunds.md")
    with pytest.raises(PlanExistsError, match=r"2025-12-31-passage-refunds\.md exists already"):
        _made(root, "superpowers")


def test_requirements_of_the_style_are_completed_where_they_are(root: Path) -> None:
    _write(root, "specs/004-refunds/spec.md", REQUIREMENTS)
    made = _made(root, "spec-kit", requirements="specs/004-refunds/spec.md")
    assert _paths(made) == [
        f"specs/004-refunds/{name}.md" for name in ("plan", "research", "data-model", "contracts/endpoints", "tasks")
    ]
    assert "Requirements: [passage refunds](spec.md)" in made.text.decode()
    assert "**Branch**: `004-refunds`" in made.text.decode()


def test_a_folder_of_one_s_own(root: Path) -> None:
    assert _paths(_made(root, "kiro", path="notes/refunds")) == [
        f"notes/refunds/{name}.md" for name in ("design", "requirements", "tasks")
    ]
    with pytest.raises(NoFolderError):
        _made(root, "kiro", path="notes/refunds.md")
    assert _made(root, "superpowers", path="notes/r.md").path == "notes/r.md"


def test_a_section_that_is_filled_again_asks_what_the_whole_plan_asks(root: Path) -> None:
    made = _made(root, "spec-kit", requirements="docs/refunds.md")
    with closing(Workspace(root, root.parent / "cache")) as workspace:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            texts = {each.path.rpartition("/")[2]: each for each in made.documents}
            plans = [parse_plan(texts[name].path, texts[name].text) for name in ("plan.md", "data-model.md")]
            first, second = (SectionContext(snapshot, plan) for plan in plans)
            assert first.query == second.query
