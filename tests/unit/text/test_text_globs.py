"""Path patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.text.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("**/plan.md", "plan.md", True),
        ("**/plan.md", "a/b/plan.md", True),
        ("**/plan.md", "a/myplan.md", False),
        ("specs/*/{plan,tasks}.md", "specs/x/tasks.md", True),
        ("specs/*/{plan,tasks}.md", "specs/x/y/tasks.md", False),
        ("**/plans/**/*.md", "plans/a.md", True),
        ("**/plans/**/*.md", "x/plans/a/b/c.md", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("vendor/", "vendor/x/y.go", True),
        ("{a", "{a", True),
        ("}{", "}{", True),
    ],
)
def test_patterns_match_whole_paths(pattern: str, path: str, expected: bool) -> None:
    assert matches(path, (pattern,)) is expected


@given(st.text(alphabet="ab*?{},/.[]()+\\", max_size=20), st.text(alphabet="ab/.", max_size=20))
def test_any_pattern_gives_an_answer(pattern: str, path: str) -> None:
    assert matches(path, (pattern,)) in (True, False)
