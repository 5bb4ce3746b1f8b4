"""GP407: the plan changes code and never speaks of a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.discover.patterns import find_patterns
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.location import Location, Span
from groundplan.model.pattern import PatternKind
from groundplan.model.plan import Intent, Plan
from groundplan.model.plan import SectionRole as Role
from groundplan.rules.recognised import follows_template, is_written, title_span
from groundplan.rules.rule import Rule

_STATED = re.compile(rb"\btest(?:s|ed|ing|cases?)?\b|_test\.go", re.IGNORECASE)
_HEADINGS_AND_BLANKS = re.compile(rb"^#{1,6}[ \t].*$|\[[^\[\]\n]*\]|\xe2\x9f\xa8.*?\xe2\x9f\xa9", re.MULTILINE)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding where something is to be made or changed and neither a section nor a word is about tests."""
    if not follows_template(plan) or is_written(plan, Role.TESTING, Role.UNIT_TESTING, Role.INTEGRATION_TESTING):
        return
    changing = [each for each in plan.mentions if each.intent in (Intent.NEW, Intent.CHANGED)]
    if not (changing or plan.types or plan.funcs) or _STATED.search(_HEADINGS_AND_BLANKS.sub(b"", plan.text)):
        return
    message = "The plan changes code and says nothing of tests."
    related: tuple[Related, ...] = ()
    tests = next(iter(find_patterns(snapshot, (PatternKind.TESTS,))), None)
    if tests is not None and tests.dominant.examples:
        site = tests.dominant.examples[0]
        message += f" The workspace's are {tests.dominant.name}, as {site.path}:{site.line}."
        place = Location(site.path, site.line, Span(0, 0))
        related = (Related("test", site.name or site.path, place, tests.dominant.name),)
    yield Finding(TESTS_UNPLANNED.code, Severity.INFO, 0.85, message, title_span(plan), plan.title, related)


TESTS_UNPLANNED = Rule(
    code="GP407",
    name="tests-unplanned",
    severity=Severity.INFO,
    summary="The plan makes or changes code and has no word on how that is tested",
    rationale=(
        "What is tested is decided while it is still cheap. The rule is silent as soon as a section on testing has"
        " content or a test is spoken of anywhere; it names how the workspace tests."
    ),
    bad="A plan with new endpoints, and an empty `Testing Strategy`.",
    good="`CutBlock` gets a table test in `api/routes_test.go` for an unknown seam.",
    check=check,
)
