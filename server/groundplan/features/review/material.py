"""What all points of a review look at, worked out once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from groundplan.discover.patterns import find_patterns
from groundplan.features.meanings import Standing, meanings_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity
from groundplan.model.pattern import PatternForm, PatternKind
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, Section
from groundplan.model.plan import SectionRole as Role
from groundplan.model.review import ReviewEvidence, ReviewPoint, Verdict
from groundplan.plan.promises import last_name
from groundplan.plan.targets import Target
from groundplan.rules.recognised import sections_of
from groundplan.text.positions import LineIndex

MOST_EVIDENCE = 5
"""Places shown for one point; more is a list that nobody reads."""

_HEADINGS_AND_BLANKS = re.compile(rb"^#{1,6}[ \t].*$|\[[^\[\]\n]*\](?!\()|\xe2\x9f\xa8.*?\xe2\x9f\xa9", re.MULTILINE)
_NO_LINE_END = re.compile(rb"[^\r\n]")
_LIST_MARK = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")

# Names that every program has.
_SAYS_NOTHING = re.compile(r"(?:Test|Benchmark|Fuzz|Example)[A-Z_]|(?:init|main)$")


@dataclass(frozen=True)
class Material:
    """A plan with its findings and what its names mean."""

    snapshot: Snapshot
    plan: Plan
    findings: Sequence[Finding]

    @cached_property
    def lines(self) -> LineIndex:
        """The plan's lines."""
        return LineIndex(self.plan.text)

    @cached_property
    def prose(self) -> bytes:
        """The plan's text with headings, blanks and fences left out, at the same offsets."""
        text = bytearray(_HEADINGS_AND_BLANKS.sub(lambda match: b" " * len(match.group()), self.plan.text))
        for fence in self.plan.fences:
            content = text[fence.span.start : fence.span.end]
            text[fence.span.start : fence.span.end] = _NO_LINE_END.sub(b" ", content)
        return bytes(text)

    @cached_property
    def reused(self) -> list[tuple[Mention, Target]]:
        """The first mention of each thing of the code that the plan names as existing, changed or merely named."""
        found: dict[tuple[str, int], tuple[Mention, Target]] = {}
        for mention, meaning in zip(self.plan.mentions, meanings_of(self.snapshot, self.plan), strict=True):
            if meaning.standing is Standing.KNOWN and meaning.targets and mention.intent is not Intent.NEW:
                target = meaning.targets[0]
                if target.location.path.endswith(".md") or _SAYS_NOTHING.match(last_name(mention.text)):
                    continue
                found.setdefault((target.location.path, target.location.line), (mention, target))
        return list(found.values())

    @cached_property
    def makes_something(self) -> bool:
        """Whether the plan announces endpoints, resources, types or functions."""
        kinds = (MentionKind.ENDPOINT, MentionKind.RESOURCE, MentionKind.SYMBOL)
        new = any(each.intent in (Intent.NEW, Intent.CHANGED) and each.kind in kinds for each in self.plan.mentions)
        return new or bool(self.plan.types or self.plan.funcs)

    def issues(self, *prefixes: str) -> tuple[Finding, ...]:
        """Return the findings of some rules, by the beginning of their codes, hints left out."""
        return tuple(
            each for each in self.findings if each.code.startswith(prefixes) and each.severity is not Severity.HINT
        )

    def unwritten(self, *roles: Role) -> tuple[Finding, ...]:
        """Return the findings on empty sections and blanks inside of the sections of some roles."""
        spans = [section.span for section in sections_of(self.plan, *roles)]
        return tuple(
            each
            for each in self.findings
            if each.code == "GP402" and any(span.start <= each.span.start < span.end for span in spans)
        )

    def said(self, expression: re.Pattern[bytes], limit: int = MOST_EVIDENCE) -> list[ReviewEvidence]:
        """Return the lines of the plan's prose in which an expression is found, the first one of each section first."""
        found: dict[int, ReviewEvidence] = {}
        for match in expression.finditer(self.prose):
            line = self.lines.line_of(match.start())
            if line not in found:
                found[line] = ReviewEvidence(self._line_text(line), self.plan.path, line)
        return list(found.values())[:limit]

    def _line_text(self, line: int) -> str:
        span = self.lines.line_span(line)
        text = self.plan.text[span.start : span.end].decode("utf-8", "replace")
        text = _LIST_MARK.sub("", text).strip(" \t|")
        return text if len(text) <= 160 else text[:159].rstrip() + "…"

    def forms(self, *kinds: PatternKind, dominant: bool = True) -> list[PatternForm]:
        """Return how the workspace does something: the dominant form of each kind that it has, or all forms."""
        near = [target.location.path for _, target in self.reused]
        patterns = find_patterns(self.snapshot, kinds, near)
        return [form for pattern in patterns for form in (pattern.forms[:1] if dominant else pattern.forms)]

    def place_of(self, section: Section) -> ReviewEvidence:
        """Return a section as evidence."""
        return ReviewEvidence(f"section “{section.title.strip()}”", self.plan.path, section.line)


def form_evidence(form: PatternForm, what: str) -> ReviewEvidence:
    """Return a form of a pattern as evidence: what the workspace does, with an example."""
    site = form.examples[0] if form.examples else None
    count = f"{form.sites} {form.unit}{'s' if form.sites != 1 else ''}"
    return ReviewEvidence(f"{what}: {form.name} ({count})", site.path if site else "", site.line if site else 0)


def is_loud(finding: Finding) -> bool:
    """Tell whether a finding is a warning or an error."""
    return finding.severity in (Severity.WARNING, Severity.ERROR)


def point(
    title: str,
    verdict: Verdict,
    evidence: Sequence[ReviewEvidence],
    issues: Sequence[Finding] = (),
    required: Sequence[str] = (),
    questions: Sequence[str] = (),
) -> ReviewPoint:
    """Return a point; a loud issue rejects it, a quiet one leaves an approval to a human."""
    if any(map(is_loud, issues)):
        verdict = Verdict.REJECTED
    elif issues and verdict is Verdict.APPROVED:
        verdict = Verdict.HUMAN
    changes = [change_for(each) for each in issues if is_loud(each)]
    return ReviewPoint(
        title, verdict, tuple(evidence[:MOST_EVIDENCE]), tuple(issues), (*changes, *required), tuple(questions)
    )


def change_for(finding: Finding) -> str:
    """Return what resolves a finding, in words: its preferred fix, or else its message."""
    fix = next((each for each in finding.fixes if each.preferred), None)
    subject = f"`{finding.subject}`" if finding.subject and "`" not in finding.subject else "the plan"
    if fix is not None:
        title = fix.title
        return f"{finding.code} {subject}: {title[0].lower()}{title[1:]}."
    return f"{finding.code} {finding.message}"
