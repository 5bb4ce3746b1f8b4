"""`groundplan review`: a plan held against the checklist of the review gate."""

from __future__ import annotations

import posixpath
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.terminal import write_line

if TYPE_CHECKING:
    from groundplan.model.finding import Finding
    from groundplan.model.plan import Plan
    from groundplan.model.review import Review, ReviewPoint

PASSED = 0
REJECTED = 1


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="the plan to review, or - for one on standard input")
    declare_workspace(parser)
    parser.add_argument("--stdin-path", metavar="PATH", help="where the plan on standard input belongs")
    parser.add_argument("--json", action="store_true", help="write the review as JSON in place of Markdown")
    parser.epilog = "Exit code: 0 no point rejected, 1 a point rejected, 2 the plan could not be reviewed."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.plan_input import STDIN, read_plan, read_stdin
    from groundplan.cli.workspace_root import choose_root
    from groundplan.features.review.review import review_markdown, review_plan
    from groundplan.model.review import Verdict
    from groundplan.plan import parse_plan
    from groundplan.rules.check import check_plan

    named = arguments.plan != STDIN
    source = read_plan(Path(arguments.plan)) if named else read_stdin(arguments.stdin_path)
    start = Path(arguments.plan if named else arguments.stdin_path or "plan.md").parent
    root = choose_root(arguments.workspace, (start,))
    with open_workspace(root) as opened:
        snapshot = opened.snapshot
        plan = parse_plan(source.path_in(root), source.text, snapshot.settings)
        review = review_plan(snapshot, plan, check_plan(snapshot, plan))
    if arguments.json:
        write_json(to_json(review, plan))
    else:
        for line in review_markdown(review, plan, lambda path, line: link_beside(plan.path, path, line)).splitlines():
            write_line(line)
    return REJECTED if review.verdict is Verdict.REJECTED else PASSED


def link_beside(plan_path: str, path: str, line: int) -> str:
    """Return the target of a link from a document beside the plan to a line of a file of the workspace."""
    folder = posixpath.dirname(plan_path)
    target = path if posixpath.isabs(path) or posixpath.isabs(plan_path) else posixpath.relpath(path, folder or ".")
    target = target.replace(" ", "%20")
    return f"{target}#L{line}" if line else target


def to_json(review: Review, plan: Plan) -> dict[str, Any]:
    """Return a review as docs/json.md describes it."""
    from groundplan.features.review.review import issues_of, required_changes

    return {
        "path": review.path,
        "title": review.title,
        "verdict": review.verdict.value,
        "points": [_point(each) for each in review.points],
        "issues": [_issue(each, plan) for each in issues_of(review)],
        "required_changes": required_changes(review),
    }


def _point(point: ReviewPoint) -> dict[str, Any]:
    return {
        "title": point.title,
        "verdict": point.verdict.value,
        "evidence": [{"text": each.text, "path": each.path, "line": each.line} for each in point.evidence],
        "issues": sorted({each.code for each in point.issues}),
        "questions": list(point.questions),
    }


def _issue(finding: Finding, plan: Plan) -> dict[str, Any]:
    from groundplan.cli.diagnostic import locate, to_json
    from groundplan.text.positions import LineIndex

    return to_json(locate(finding, plan.path, LineIndex(plan.text)))


REVIEW = Command("review", "hold a plan against the review checklist", _declare, _run)
