"""The plans of a repository, each with the commit that first had it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from groundplan.plan import is_plan
from groundplan.text.globs import matches
from tests.replay.repository import Repository


@dataclass(frozen=True, slots=True)
class PlanCommit:
    """A plan as it was first written.

    `before` is the commit whose tree its author saw; `beside` are the other documents that the same commit added or
    changed: what the author had written by then.
    """

    path: str
    commit: str
    before: str
    beside: tuple[str, ...]
    text: bytes


def plans_of(repository: Repository, globs: Sequence[str] = ()) -> list[PlanCommit]:
    """Return a repository's plans in the order in which they were written.

    Plans are what Groundplan takes for one, or the documents that match `globs`. Those of the first commit, which
    nothing stood before, are left out.
    """
    found: dict[str, PlanCommit] = {}
    for commit in repository.commits_of_documents():
        for path in commit.added if commit.parent else ():
            if path in found or (globs and not matches(path, tuple(globs))):
                continue
            text = repository.bytes_of(f"{commit.identity}:{path}")
            if text.strip() and (globs or is_plan(path, text)):
                beside = tuple(each for each in (*commit.added, *commit.changed) if each != path)
                found[path] = PlanCommit(path, commit.identity, commit.parent, beside, text)
    return list(found.values())


def some_of(plans: Sequence[PlanCommit], limit: int) -> list[PlanCommit]:
    """Return at most `limit` plans, spread evenly over all; 0 means all."""
    if not limit or len(plans) <= limit:
        return list(plans)
    return [plans[(2 * place + 1) * len(plans) // (2 * limit)] for place in range(limit)]
