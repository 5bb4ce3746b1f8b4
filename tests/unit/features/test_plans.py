"""Which plans are read for a question, and how many of them at a time."""

from __future__ import annotations

from groundplan.features.plans import ParsedPlans, Plans
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace

TEXTS = {f"docs/plans/{name}.md": f"# {name}\n\n`Passage` and {name}\n".encode() for name in ("one", "two", "three")}


def _plans(snapshot: Snapshot, parsed: ParsedPlans, most: int) -> Plans:
    plans = Plans(snapshot, TEXTS.get, parsed, most)
    plans.candidates = lambda: (tuple(sorted(TEXTS)), ())  # type: ignore[method-assign]  # the index knows no such files
    return plans


def test_plans_are_read_a_few_at_a_time(ferry: Workspace) -> None:
    parsed = ParsedPlans()
    with ferry.snapshot() as snapshot:
        for expected, left_out in ((1, True), (2, True), (3, False), (3, False)):
            plans = _plans(snapshot, parsed, 1)
            assert len(list(plans.speaking_of(["Passage"]))) == expected
            assert plans.left_out == left_out


def test_only_plans_with_the_whole_word_are_parsed(ferry: Workspace) -> None:
    with ferry.snapshot() as snapshot:
        plans = _plans(snapshot, ParsedPlans(), 1)
        assert [plan.path for plan in plans.speaking_of(["two"])] == ["docs/plans/two.md"]
        assert list(plans.speaking_of(["Passa"])) == []
        assert list(plans.speaking_of([])) == []
        assert not plans.left_out


def test_a_changed_text_is_parsed_again(ferry: Workspace) -> None:
    parsed = ParsedPlans()
    with ferry.snapshot() as snapshot:
        (before,) = _plans(snapshot, parsed, 9).of_paths(["docs/plans/one.md"])
        (same,) = _plans(snapshot, parsed, 0).of_paths(["docs/plans/one.md"])
        assert same is before
        assert parsed.get("docs/plans/one.md", b"# other\n", snapshot.settings) is None
