"""How loud a team makes rules, and what is said of a setting that cannot be understood."""

from __future__ import annotations

import pytest

from groundplan.index.configuration import settings_from
from groundplan.model.finding import Finding, Severity
from groundplan.model.location import Span
from groundplan.model.settings import Settings
from groundplan.rules.severities import adjust_severities


def finding(code: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, severity, 0.8, "It is so.", Span(0, 1))


def judged(rules: tuple[str, ...], path: str, *findings: Finding) -> list[tuple[str, str]]:
    return [(item.code, item.severity.value) for item in adjust_severities(Settings(rules=rules), path, list(findings))]


def test_without_settings_rules_are_as_loud_as_they_are() -> None:
    assert judged((), "plan.md", finding("GP201")) == [("GP201", "warning")]


def test_the_last_setting_that_fits_counts() -> None:
    rules = ("GP2=hint", "GP201=error", "GP201=off docs/archive/**")
    assert judged(rules, "docs/plan.md", finding("GP201"), finding("GP205")) == [("GP201", "error"), ("GP205", "hint")]
    assert judged(rules, "docs/archive/a.md", finding("GP201"), finding("GP205")) == [("GP205", "hint")]


def test_what_a_rule_is_not_sure_of_is_not_made_louder() -> None:
    assert judged(("GP101=error",), "plan.md", finding("GP101", Severity.HINT)) == [("GP101", "hint")]
    assert judged(("GP101=off",), "plan.md", finding("GP101", Severity.HINT)) == []


@pytest.mark.parametrize("value", ["GP201", "GP201=loud", "paths=off", "GP201 off"])
def test_a_setting_that_cannot_be_understood_is_named(value: str) -> None:
    _, problems = settings_from({"rules": [value]})
    assert len(problems) == 1
    assert value in problems[0]
