"""What a review of a plan comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.finding import Finding


class Verdict(str, Enum):
    """What is said of a point, and of a plan. The values are part of the JSON contract."""

    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    HUMAN = "NEEDS A HUMAN"


@dataclass(frozen=True, slots=True)
class ReviewEvidence:
    """A sentence that a verdict rests on, with its place in the code or in the plan; `line` is 1-based, 0 for none."""

    text: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of the checklist.

    `issues` are the findings against it, `required` what has to change for it, `questions` what only a person can
    answer.
    """

    title: str
    verdict: Verdict
    evidence: tuple[ReviewEvidence, ...] = ()
    issues: tuple[Finding, ...] = ()
    required: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """A plan's points in the order of the checklist; `path` is the plan's."""

    path: str
    title: str
    points: tuple[ReviewPoint, ...]

    @property
    def verdict(self) -> Verdict:
        """REJECTED when one point is, APPROVED when all are."""
        verdicts = {point.verdict for point in self.points}
        for verdict in (Verdict.REJECTED, Verdict.HUMAN):
            if verdict in verdicts:
                return verdict
        return Verdict.APPROVED
