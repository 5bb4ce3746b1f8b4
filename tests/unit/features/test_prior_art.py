"""What the Prior Art view shows for a description and for a section, and the outline beside it."""

from __future__ import annotations

from groundplan.features.plan_outline import SectionState, plan_outline
from groundplan.features.prior_art import (
    PriorArt,
    PriorArtGroup,
    description_query,
    markdown_link,
    prior_art,
    section_query,
)
from groundplan.index.workspace import Workspace
from groundplan.model.plan import Plan
from groundplan.plan import parse_plan
from groundplan.rules.check import check_plan

TEXT = """# Technical Implementation Plan: deck upgrades

## Executive Summary

Passengers buy a better place.

## Data Models

A voucher is kept for the bar:

```go
type BarVoucher struct {
	Drink string
}
```

An upgrade is kept as well, see [the passages](../../booking/passage.go):

```go
type PassageUpgrade struct {
	SailingID string
	Passenger string
	DeckClass string
	FareCents int64
	Reason    string
}
```

## Testing Strategy

- ⟨which tests fail first?⟩

### Unit Testing Approach
"""


def plan() -> Plan:
    return parse_plan("docs/plans/upgrades.md", TEXT.encode())


def at(needle: str) -> int:
    return TEXT.encode().index(needle.encode())


def test_each_group_has_its_finds_with_reasons(ferry: Workspace) -> None:
    with ferry.snapshot() as snapshot:
        found = prior_art(snapshot, description_query("sell a passage"), 3)
    groups = [item.group for item in found]
    assert groups == sorted(groups, key=list(PriorArtGroup).index), "the groups stand in order"
    assert all(item.reasons and item.line >= 1 for item in found)
    by_group = {group: [item.title for item in found if item.group is group] for group in PriorArtGroup}
    assert "booking.Passage" in by_group[PriorArtGroup.TYPE]
    assert by_group[PriorArtGroup.FEATURE] == ["POST /v1/passages"]
    assert by_group[PriorArtGroup.ROUTE] == [], "a route that is shown as a feature is not shown twice"
    assert by_group[PriorArtGroup.RESOURCE] == ["PassagesTable"]


def test_nothing_is_found_for_nothing(ferry: Workspace) -> None:
    with ferry.snapshot() as snapshot:
        assert prior_art(snapshot, description_query(""), 5) == ()
        assert prior_art(snapshot, description_query("passage"), 0) == ()
        assert prior_art(snapshot, description_query("zeppelin"), 5) == ()
        assert not [
            item
            for item in prior_art(snapshot, description_query("a table"), 5)
            if item.group is PriorArtGroup.RESOURCE
        ], "that a resource is a table says nothing of what it is for"


def test_a_fence_speaks_before_the_rest_of_its_section() -> None:
    weights = dict(section_query(plan(), at("PassageUpgrade")).terms)
    assert weights["upgrade"] > weights["voucher"]
    assert weights["deck"] > weights.get("drink", 0.0)
    weights = dict(section_query(plan(), at("BarVoucher")).terms)
    assert weights["voucher"] > weights["upgrade"]
    prose = dict(section_query(plan(), at("An upgrade")).terms)
    assert prose["voucher"] == prose["upgrade"], "outside of fences the section speaks as a whole"
    assert "booking" not in prose, "where a link leads says nothing"


def test_a_blank_section_lets_the_plan_speak() -> None:
    words = section_query(plan(), at("### Unit Testing")).words
    assert words[0] in ("deck", "upgrade")
    assert section_query(plan(), 0).words, "before the first section with words the title speaks"


def test_a_link_leads_from_the_plan() -> None:
    find = PriorArt(PriorArtGroup.TYPE, "a [b] `c`", "", ("why",), "api/pass ages.go", 7)
    assert markdown_link(find, "docs/plans/upgrades.md") == "[`a b c`](../../api/pass%20ages.go#L7)"


def test_the_outline_says_what_is_left(ferry: Workspace) -> None:
    with ferry.snapshot() as snapshot:
        findings = check_plan(snapshot, plan())
    outline = plan_outline(plan(), findings)
    states = {section.title: section.state for section in outline}
    assert states["Executive Summary"] is SectionState.FILLED
    assert states["Data Models"] is SectionState.FLAGGED
    assert states["Unit Testing Approach"] is SectionState.BLANK
    child = next(section for section in outline if section.title == "Unit Testing Approach")
    assert outline[child.parent].title == "Testing Strategy"
    assert outline[child.parent].blanks == 1
    assert child.role == "unit-testing"
