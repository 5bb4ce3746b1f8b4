"""GP407: the plan changes code and never speaks of a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.discover.patterns import find_patterns
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.pattern import PatternKind
from groundplan.model.plan import Intent, Plan
from groundplan.model.plan import SectionRole as Role
from groundplan.plan.ground import ground
from groundplan.plan.profiles import template_section
from groundplan.plan.sections import insertion_point
from groundplan.rules.recognised import follows_template, is_written, sections_of, title_span
from groundplan.rules.rule import Rule
from groundplan.text.edits import newline_of

# In lower case. Each begins with plain bytes, which lets the search through a long plan skip to candidates.
_STATED = (re.compile(rb"test(?<!\wtest)(?:s|ed|ing|cases?)?\b"), re.compile(rb"_test\.go"))
_HEADINGS_AND_BLANKS = re.compile(rb"^#{1,6}[ \t].*$|\[[^\[\]]*\]|\xe2\x9f\xa8.*?\xe2\x9f\xa9")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding where something is to be made or changed and neither a section nor a word is about tests."""
    if not follows_template(plan) or is_written(plan, Role.TESTING, Role.UNIT_TESTING, Role.INTEGRATION_TESTING):
        return
    changing = [each for each in plan.mentions if each.intent in (Intent.NEW, Intent.CHANGED)]
    if not (changing or plan.types or plan.funcs) or _speaks_of_tests(plan.text):
        return
    message = "The plan changes code and says nothing of tests."
    related: tuple[Related, ...] = ()
    line = "- Tests: ⟨which cases, in which test file?⟩"
    near = sorted(ground(snapshot, plan).files_meant)
    tests = next(iter(find_patterns(snapshot, (PatternKind.TESTS,), near)), None)
    if tests is not None and tests.dominant.examples:
        name, site = tests.dominant.name, tests.dominant.examples[0]
        message += f" The workspace's are {name}, as {site.path}:{site.line}."
        place = Location(site.path, site.line, Span(0, 0))
        related = (Related("test", site.name or site.path, place, name),)
        example = f"`{site.name}` in `{site.path}`" if site.name else f"`{site.path}`"
        line = f"- {name[:1].upper()}{name[1:]} as {example}: ⟨which cases prove the change, in which test file?⟩"
        line = line if _is_stated(line.encode()) else line.replace("- ", "- Tests: ", 1)
    fix = Fix("Plan the tests", (_insert(snapshot, plan, line),), preferred=True)
    yield Finding(TESTS_UNPLANNED.code, Severity.INFO, 0.85, message, title_span(plan), plan.title, related, (fix,))


def _speaks_of_tests(text: bytes) -> bool:
    lower = text.lower()
    return any(not _is_aside(lower, match.start()) for words in _STATED for match in words.finditer(lower))


def _is_aside(text: bytes, at: int) -> bool:
    """Tell whether an offset is in a heading or in brackets that an author is to fill."""
    start = text.rfind(b"\n", 0, at) + 1
    end = text.find(b"\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return any(match.start() <= at - start < match.end() for match in _HEADINGS_AND_BLANKS.finditer(line))


def _is_stated(text: bytes) -> bool:
    lower = text.lower()
    return any(words.search(lower) for words in _STATED)


def _insert(snapshot: Snapshot, plan: Plan, line: str) -> TextEdit:
    """Return the edit that adds a line on tests: in the section on them, else in one of its own."""
    newline = newline_of(plan.text)
    home = next(iter(sections_of(plan, Role.UNIT_TESTING, Role.TESTING)), None)
    if home is not None:
        at = home.heading_span.end
        return TextEdit(Span(at, at), f"{newline * 2}{line}")
    point = insertion_point(plan, Role.TESTING)
    heading = template_section(Role.TESTING, snapshot.settings.platform).heading
    block = f"{'#' * point.level} {heading}\n\n{line}"
    return TextEdit(Span(point.offset, point.offset), point.text(block, newline))


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
