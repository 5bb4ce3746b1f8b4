"""What speaks for a result, one kind of evidence at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from groundplan.discover.query import describe
from groundplan.discover.search import find_prior_art
from groundplan.discover.signals import Signal
from groundplan.index.snapshot import Snapshot
from groundplan.index.word_postings import CROWD, WordPostings
from groundplan.index.workspace import Workspace

FILES = {
    "go.mod": "module example.com/harbour\n\ngo 1.22\n",
    "store/token.go": """package store

// AccessToken opens the gate.
type AccessToken struct{ Value string }

// LoadAll reads what there is.
func LoadAll() []AccessToken { return nil }
""",
    "store/log.go": """package store

// Access and token are words of this file, apart: access is logged, a token is not.
type Line struct{ Access string }

func tokenOf(line Line) string { return line.Access }
""",
    "web/gate.go": """package web

import "example.com/harbour/store"

func open() int { return len(store.LoadAll()) }
""",
    "web/weather.go": """package web

func clouds() int { return 0 }
""",
}


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    for name, text in FILES.items():
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    workspace = Workspace(tmp_path / "code", tmp_path / "cache")
    workspace.refresh()
    with workspace.snapshot() as opened:
        yield opened
    workspace.close()


def _signals(snapshot: Snapshot, text: str) -> dict[str, dict[str, float]]:
    found = find_prior_art(snapshot, text, 20, explain=True)
    return {candidate.symbol.path: dict(candidate.signals) for candidate in reversed(found)}


def test_words_side_by_side_in_a_name_count_more_than_apart(snapshot: Snapshot) -> None:
    found = _signals(snapshot, "rotate an access token")
    assert next(reversed(found)) == "store/token.go"
    assert found["store/token.go"][Signal.PAIRS.value] > 0
    assert Signal.PAIRS.value not in found["store/log.go"]


def test_a_file_that_uses_what_a_result_declares_is_found(snapshot: Snapshot) -> None:
    found = _signals(snapshot, "rotate an access token")
    assert found["web/gate.go"][Signal.USERS.value] > 0
    assert "web/weather.go" not in found
    candidates = find_prior_art(snapshot, "rotate an access token", 20)
    reasons = {candidate.symbol.path: candidate.reasons for candidate in candidates}
    assert reasons["web/gate.go"] == ("the file uses `LoadAll` of store/token.go",)


def test_pairs_stand_on_one_line_and_weigh_as_their_text_does() -> None:
    pairs = {(first, second): weight for first, second, weight in describe("log the access\ntoken log").pairs}
    assert pairs == {("log", "access"): 1.0, ("token", "log"): 0.6}


def test_a_brief_search_passes_over_a_column_where_a_crowd_has_the_word(tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "go.mod").write_text("module example.com/crowd\n\ngo 1.22\n", "utf-8")
    functions = "\n".join(f"func crowd{chr(97 + n // 26)}{chr(97 + n % 26)}() {{}}" for n in range(CROWD + 1))
    (code / "crowd.go").write_text(
        "package crowd\n\n" + functions.replace("crowd", "Crowd_") + "\n\nfunc Lonely() {}\n", "utf-8"
    )
    workspace = Workspace(code, tmp_path / "cache")
    workspace.refresh()
    with workspace.snapshot() as opened:
        thorough, brief = WordPostings(opened, brief=False), WordPostings(opened, brief=True)
        assert len(thorough.symbols("name", "crowd")) == CROWD
        assert brief.symbols("name", "crowd") == []
        assert brief.symbols("name", "lonely") == thorough.symbols("name", "lonely") != []
        assert [path for path, _ in brief.files("names", "crowd")] == ["crowd.go"]
    workspace.close()
