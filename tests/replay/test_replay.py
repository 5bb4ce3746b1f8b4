"""The replay on a small repository made here: a plan is seen with the code of its day, and lies are told apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replay.checkout import Checkout
from tests.replay.measuring import Corpus, Replayed, replay
from tests.replay.mutations import KINDS
from tests.replay.plans import plans_of, some_of
from tests.replay.report import missed_lies, tables, to_json, warnings_of, warnings_to_read
from tests.replay.repository import Repository

PLAN = "docs/plans/rinse-plan.md"
DESIGN = "docs/plans/rinse-design.md"

CODE = {
    "go.mod": "module example.com/laundry\n\ngo 1.22\n",
    "wash/load.go": """package wash

// LoadTicket is one load of laundry.
type LoadTicket struct {
	ID          string
	OwnerName   string
	WeightGrams int
}

// WeighLoad returns the weight of a load.
func WeighLoad(ticket *LoadTicket, scale string) int { return ticket.WeightGrams }
""",
    "web/routes.go": """package web

import "net/http"

func listLoads(w http.ResponseWriter, r *http.Request) {}

func showLoad(w http.ResponseWriter, r *http.Request) {}

// Serve answers for the laundry.
func Serve(mux *http.ServeMux) {
	mux.HandleFunc("GET /v1/loads", listLoads)
	mux.HandleFunc("GET /v1/loads/{id}", showLoad)
}
""",
    "old": "a file that becomes a folder\n",
}

TEXT = """# Rinse Implementation Plan

## Existing code

- `WeighLoad(ticket *LoadTicket, scale string)` is called for each load (`WeighLoad` in `wash/load.go:11`).
- The app polls the existing `GET /v1/loads/{id}`; `wash/loads.go` holds the loads.

```go
type LoadTicket struct {
	ID          string
	OwnerName   string
	WeightGrams int
}
```
"""


def git(root: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "a@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment, capture_output=True)


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")


def commit(root: Path, files: dict[str, str]) -> None:
    write(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--message=work")


@pytest.fixture(scope="module")
def laundry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("laundry")
    git(root, "init", "--initial-branch=main")
    commit(root, {"README.md": "# Laundry\n", "docs/plans/first-plan.md": "# Nothing stands before it\n"})
    commit(root, CODE)
    commit(root, {PLAN: TEXT, DESIGN: "# Design of the rinse\n", "README.md": "# Laundry, with a rinse\n"})
    (root / "old").unlink()
    changed = CODE["wash/load.go"].replace("WeighLoad", "Weigh")
    commit(root, {PLAN: f"{TEXT}\nDone.\n", "wash/load.go": changed, "old/file.txt": "now in a folder\n"})
    commit(root, {"docs/plans/dry-plan.md": "# Dry Implementation Plan\n\nExtend `Weigh` in `wash/load.go`.\n"})
    return root


@pytest.fixture(scope="module", params=["work tree", "bare"])
def repository(
    laundry: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Repository]:
    place = laundry
    if request.param == "bare":
        place = tmp_path_factory.mktemp("bare") / "laundry.git"
        git(laundry, "clone", "--bare", str(laundry), str(place))
    with Repository(place) as opened:
        yield opened


def test_plans_are_taken_as_they_were_first_written(repository: Repository) -> None:
    plans = plans_of(repository)
    assert [plan.path for plan in plans] == [DESIGN, PLAN, "docs/plans/dry-plan.md"]
    assert plans[1].text.decode() == TEXT
    assert plans[1].beside == (DESIGN, "README.md")
    assert [plan.path for plan in plans_of(repository, ["**/dry*.md"])] == ["docs/plans/dry-plan.md"]
    assert [plan.path for plan in some_of(plans, 1)] == [PLAN]
    assert some_of(plans, 0) == plans


def test_the_code_is_that_of_the_day(repository: Repository, tmp_path: Path) -> None:
    plans = {plan.path: plan for plan in plans_of(repository)}
    checkout = Checkout(repository, tmp_path)
    assert checkout.show(plans[PLAN])
    assert (tmp_path / "wash/load.go").read_text("utf-8") == CODE["wash/load.go"]
    assert (tmp_path / PLAN).read_text("utf-8") == TEXT
    assert (tmp_path / "README.md").read_text("utf-8").endswith("with a rinse\n")
    assert (tmp_path / "old").is_file()
    assert checkout.show(plans["docs/plans/dry-plan.md"])
    assert "func Weigh(" in (tmp_path / "wash/load.go").read_text("utf-8")
    assert (tmp_path / "old/file.txt").is_file()
    assert checkout.show(plans[PLAN])
    assert (tmp_path / "old").is_file()


@pytest.fixture(scope="module")
def corpus(repository: Repository, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    found = list(replay(repository, plans_of(repository), tmp_path_factory.mktemp("work"), 2))
    return Corpus("laundry", found)


def of_plan(corpus: Corpus) -> Replayed:
    return next(plan for plan in corpus.plans if plan.path == PLAN)


def test_the_rules_judge_by_the_code_of_the_day(corpus: Corpus) -> None:
    plan = of_plan(corpus)
    assert [(told.code, told.severity, told.line) for told in plan.told] == [("GP201", "warning", 6)]
    assert plan.told[0].message == "`wash/loads.go` does not exist. The nearest is `wash/load.go`."
    assert warnings_of(plan) == 1
    # `WeighLoad` twice, `LoadTicket` is only in a signature; the file, the endpoint.
    assert plan.borne_out >= 4


def test_lies_of_every_kind_are_made_and_noticed(corpus: Corpus) -> None:
    tried = of_plan(corpus).tried
    assert {each.kind for each in tried} == set(KINDS)
    assert list(missed_lies([corpus])) == []
    dropped = next(each for each in tried if each.kind == "parameter")
    assert dropped.old == "WeighLoad(ticket *LoadTicket, scale string)"
    assert dropped.lines == (5,)


def test_the_same_repository_gives_the_same_figures(
    corpus: Corpus, repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = list(replay(repository, plans_of(repository), tmp_path_factory.mktemp("again"), 2))
    assert again == corpus.plans


def test_the_tables_hold_the_figures(corpus: Corpus) -> None:
    lines = list(tables([corpus]))
    assert lines[2].startswith("| laundry | 3 | 1 | 0.33 | 1 | 67% |")
    assert "| GP201 warning | 1 (0.33) |" in lines
    assert any(line.startswith("| name | ") and line.endswith("(100%) |") for line in lines)
    assert next(iter(warnings_to_read([corpus]))).startswith(f"laundry {PLAN}:6 GP201 ")
    assert json.loads(json.dumps(to_json([corpus])))["corpora"][0]["plans"][1]["path"] == PLAN


def test_the_command_writes_tables_and_json(laundry: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.replay", f"cloth={laundry}"]
    kept = tmp_path / "kept.json"
    root = Path(__file__).parents[2]
    done = subprocess.run([*command, "--read", f"--json={kept}"], cwd=root, check=True, capture_output=True, text=True)
    assert f"cloth {PLAN}:6 GP201" in done.stdout
    assert "| cloth | 3 | 1 |" in done.stdout
    assert json.loads(kept.read_text("utf-8"))["corpora"][0]["name"] == "cloth"
    listed = subprocess.run([*command, "--list"], cwd=root, check=True, capture_output=True, text=True)
    assert [line.split()[1] for line in listed.stdout.splitlines()] == [DESIGN, PLAN, "docs/plans/dry-plan.md"]
