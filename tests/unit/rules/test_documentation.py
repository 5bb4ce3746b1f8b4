"""Every rule has its page, and no page is without a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.rules.documentation import page_of
from groundplan.rules.table import RULES

PAGES = Path(__file__).parents[3] / "docs" / "rules"


def test_pages_are_those_of_the_rules(request: pytest.FixtureRequest) -> None:
    expected = {f"{rule.code}.md": page_of(rule) for rule in RULES}
    if request.config.getoption("--update"):
        for name, text in expected.items():
            (PAGES / name).write_text(text, "utf-8")
    assert {path.name: path.read_text("utf-8") for path in PAGES.glob("*.md")} == expected


def test_codes_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
