"""What the rules say of replayed plans, and of the lies made from them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace
from groundplan.model.finding import Finding, Severity
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.plan import parse_plan
from groundplan.plan.ground import ground
from groundplan.plan.targets import targets_of
from groundplan.rules.check import check_plan
from tests.replay.checkout import Checkout
from tests.replay.mutations import Lie, lies_of
from tests.replay.plans import PlanCommit
from tests.replay.repository import Repository

LOUD = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Told:
    """One finding: its 1-based line, and what the plan has in that line."""

    code: str
    severity: str
    line: int
    message: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Tried:
    """One lie and whether a new warning of an edited line names it."""

    kind: str
    old: str
    new: str
    lines: tuple[int, ...]
    caught: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of one plan. `borne_out` counts the mentions outside of fences that the code bears out."""

    path: str
    commit: str
    told: tuple[Told, ...]
    tried: tuple[Tried, ...]
    borne_out: int = 0
    lines: int = 0


@dataclass(slots=True)
class Corpus:
    """One repository's plans."""

    name: str
    plans: list[Replayed] = field(default_factory=list)


def replay(repository: Repository, plans: Sequence[PlanCommit], work: Path, lies: int) -> Iterator[Replayed]:
    """Yield what the rules say of each plan in the code of its day; plans before any Go code are passed over.

    `work` is an empty folder for the code and the index; `lies` how many of each kind are made from a plan.
    """
    root = work / "code"
    root.mkdir(parents=True)
    checkout = Checkout(repository, root)
    for plan in plans:
        if checkout.show(plan):
            with contextlib.closing(Workspace(root, cache=work / "index")) as workspace:
                workspace.refresh()
                with workspace.snapshot() as snapshot:
                    yield _replayed(snapshot, plan, lies)


def _replayed(snapshot: Snapshot, source: PlanCommit, lies: int) -> Replayed:
    plan = parse_plan(source.path, source.text, snapshot.settings)
    findings = check_plan(snapshot, plan)
    told = tuple(_told(plan, finding) for finding in findings)
    known = {(each.line, each.code, each.message) for each in told}
    tried = tuple(_tried(snapshot, plan, lie, known) for lie in lies_of(snapshot, plan, lies))
    return Replayed(source.path, source.commit, told, tried, _borne_out(snapshot, plan), plan.text.count(b"\n"))


def _told(plan: Plan, finding: Finding) -> Told:
    line = plan.text.count(b"\n", 0, finding.span.start) + 1
    start = plan.text.rfind(b"\n", 0, finding.span.start) + 1
    quoted = plan.text[start:].partition(b"\n")[0].decode("utf-8", "replace").strip()
    return Told(finding.code, finding.severity.value, line, finding.message, quoted)


def _tried(snapshot: Snapshot, plan: Plan, lie: Lie, known: set[tuple[int, str, str]]) -> Tried:
    false = parse_plan(plan.path, lie.text, snapshot.settings)
    caught = False
    for finding in check_plan(snapshot, false):
        told = _told(false, finding)
        new = (told.line, told.code, told.message) not in known
        if new and finding.severity in LOUD and told.line in lie.lines:
            caught = caught or any(token in told.message for token in lie.tokens)
    return Tried(lie.kind, lie.old, lie.new, tuple(sorted(lie.lines)), caught)


def _borne_out(snapshot: Snapshot, plan: Plan) -> int:
    """Return how many statements of existence the code bears out: mentions that lead somewhere."""
    here = ground(snapshot, plan)
    count = 0
    for mention in plan.mentions:
        if mention.in_fence or mention.intent is Intent.NEW:
            continue
        if mention.kind is MentionKind.PATH:
            count += bool(here.files(mention.text))
        else:
            count += bool(targets_of(snapshot, plan, mention))
    return count
