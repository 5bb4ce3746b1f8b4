"""Reviewing a plan, and the review as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.features.review.material import Material, is_loud
from groundplan.features.review.points import POINTS
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Linker
from groundplan.model.finding import Finding
from groundplan.model.plan import Plan
from groundplan.model.review import Review, ReviewEvidence, Verdict
from groundplan.text.positions import LineIndex


def review_plan(snapshot: Snapshot, plan: Plan, findings: Sequence[Finding]) -> Review:
    """Hold a plan against the checklist; `findings` are those of its check."""
    material = Material(snapshot, plan, findings)
    return Review(plan.path, plan.title, tuple(judge(material) for judge in POINTS))


def review_markdown(review: Review, plan: Plan, link: Linker) -> str:
    """Return a review as a Markdown document; `link` makes the target of a link to a file and a line."""
    lines = [f"# Review of {review.title or review.path}", "", f"**{review.verdict.value}** · {_counts(review)}", ""]
    lines += ["| | Point | Verdict |", "|---|---|---|"]
    for number, point in enumerate(review.points, 1):
        lines.append(f"| {number} | {point.title} | {point.verdict.value} |")
    for number, point in enumerate(review.points, 1):
        lines += ["", f"## {number}. {point.title}: {point.verdict.value}", ""]
        lines += [f"- {_evidence(each, link)}" for each in point.evidence] or ["- No evidence was found."]
        lines += [f"- For a human: {question}" for question in point.questions]
    lines += ["", "## Issues", "", *(_issues(review, plan, link) or ["None."])]
    lines += ["", "## Required Changes", "", *(_required(review) or ["None."])]
    return "\n".join(lines) + "\n"


def issues_of(review: Review) -> list[Finding]:
    """Return the findings against all points, each once, loud ones first, else in the plan's order."""
    found = {(each.span, each.code, each.message): each for point in review.points for each in point.issues}
    return sorted(found.values(), key=lambda each: (not is_loud(each), each.span, each.code))


def required_changes(review: Review) -> list[str]:
    """Return what has to change before the plan can be approved, each once, in the order of the points."""
    return list(dict.fromkeys(change for point in review.points for change in point.required))


def _counts(review: Review) -> str:
    counts = {verdict: sum(point.verdict is verdict for point in review.points) for verdict in Verdict}
    return (
        f"{counts[Verdict.APPROVED]} approved, {counts[Verdict.REJECTED]} rejected, {counts[Verdict.HUMAN]} for a human"
    )


def _evidence(evidence: ReviewEvidence, link: Linker) -> str:
    if not evidence.path:
        return evidence.text
    place = f"{evidence.path}:{evidence.line}" if evidence.line else evidence.path
    return f"{evidence.text} ([{place}]({link(evidence.path, evidence.line)}))"


def _issues(review: Review, plan: Plan, link: Linker) -> list[str]:
    index = LineIndex(plan.text)
    lines = []
    for each in issues_of(review):
        line = index.line_of(each.span.start)
        word = "note" if each.severity.value == "info" else each.severity.value
        lines.append(f"- [line {line}]({link(plan.path, line)}) {word} {each.code}: {each.message}")
    return lines


def _required(review: Review) -> list[str]:
    return [f"{number}. {change}" for number, change in enumerate(required_changes(review), 1)]
