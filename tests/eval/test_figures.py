"""The search is no worse than recorded; `make eval` shows the queries that made the difference."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from tests.eval.measure import HERE, TIDEWATER, figures, measure, open_tidewater, queries

TOLERANCE = 0.02
"""What a figure may lose: half of one query of two dozen."""


def test_the_search_is_as_good_as_recorded(tmp_path: Path) -> None:
    recorded = json.loads((HERE / "figures.json").read_text("utf-8"))
    with contextlib.closing(open_tidewater(tmp_path)) as workspace, workspace.snapshot() as snapshot:
        found = figures(measure(snapshot))
        declared = {
            f"{symbol.path}#{symbol.qualified_name}"
            for query in queries()
            for path in query["files"] + [each.split("#")[0] for each in query["symbols"]]
            for symbol in snapshot.symbols_of_file(path)
        }
    assert found.keys() == recorded.keys()
    worse = {name: value for name, value in found.items() if value < recorded[name] - TOLERANCE}
    assert not worse, f"worse than recorded: {worse}; `make eval` shows why, `make eval UPDATE=1` records"
    assert not {each for query in queries() for each in query["symbols"]} - declared


def test_every_query_names_files_of_the_sample() -> None:
    assert len(queries()) >= 20
    assert all((TIDEWATER / path).is_file() for query in queries() for path in query["files"])
