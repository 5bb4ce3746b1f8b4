"""The figures of replayed plans as Markdown and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from tests.replay.measuring import Corpus, Replayed
from tests.replay.mutations import KINDS

_LOUD = ("error", "warning")
_SEVERITIES = ("error", "warning", "info", "hint")


def warnings_of(plan: Replayed) -> int:
    """Return how many findings of a plan are at warning or above."""
    return sum(told.severity in _LOUD for told in plan.told)


def tables(corpora: Sequence[Corpus]) -> Iterator[str]:
    """Yield the lines of three tables: plans per corpus, findings per rule, lies per kind."""
    yield from _per_corpus(corpora)
    yield ""
    yield from _per_rule(corpora)
    if any(plan.tried for corpus in corpora for plan in corpus.plans):
        yield ""
        yield from _per_kind(corpora)


def _per_corpus(corpora: Sequence[Corpus]) -> Iterator[str]:
    yield "| corpus | plans | warnings | per plan | most | plans without | notes and hints per plan | true mentions |"
    yield "|---|---|---|---|---|---|---|---|"
    for corpus in corpora:
        plans = corpus.plans
        loud = [warnings_of(plan) for plan in plans]
        quiet = sum(len(plan.told) for plan in plans) - sum(loud)
        count = max(len(plans), 1)
        cells = (
            corpus.name,
            str(len(plans)),
            str(sum(loud)),
            f"{sum(loud) / count:.2f}",
            str(max(loud, default=0)),
            f"{100 * loud.count(0) / count:.0f}%",
            f"{quiet / count:.2f}",
            f"{sum(plan.borne_out for plan in plans):,}",
        )
        yield f"| {' | '.join(cells)} |"


def _per_rule(corpora: Sequence[Corpus]) -> Iterator[str]:
    yield f"| rule | {' | '.join(corpus.name for corpus in corpora)} |"
    yield f"|---|{'---|' * len(corpora)}"
    counts = [Counter((told.code, told.severity) for plan in corpus.plans for told in plan.told) for corpus in corpora]
    for key in sorted(set().union(*counts), key=lambda key: (_SEVERITIES.index(key[1]), key[0])):
        cells = (
            f"{count[key]} ({count[key] / max(len(corpus.plans), 1):.2f})"
            for corpus, count in zip(corpora, counts, strict=True)
        )
        yield f"| {key[0]} {key[1]} | {' | '.join(cells)} |"


def _per_kind(corpora: Sequence[Corpus]) -> Iterator[str]:
    yield f"| lie | {' | '.join(corpus.name for corpus in corpora)} | all |"
    yield f"|---|{'---|' * len(corpora)}---|"
    every = [[tried for plan in corpus.plans for tried in plan.tried] for corpus in corpora]
    every.append([tried for each in every for tried in each])
    for kind in KINDS:
        cells = []
        for tried in every:
            own = [each for each in tried if each.kind == kind]
            caught = sum(each.caught for each in own)
            cells.append(f"{caught} of {len(own)}" + (f" ({100 * caught / len(own):.0f}%)" if own else ""))
        yield f"| {kind} | {' | '.join(cells)} |"


def warnings_to_read(corpora: Sequence[Corpus]) -> Iterator[str]:
    """Yield each warning with the line of the plan that it is about, for somebody to judge."""
    for corpus in corpora:
        for plan in corpus.plans:
            for told in plan.told:
                if told.severity in _LOUD:
                    yield f"{corpus.name} {plan.path}:{told.line} {told.code} {told.message}"
                    yield f"    {told.quoted[:300]}"


def missed_lies(corpora: Sequence[Corpus]) -> Iterator[str]:
    """Yield each lie that nothing warned of."""
    for corpus in corpora:
        for plan in corpus.plans:
            for tried in plan.tried:
                if not tried.caught:
                    yield f"{corpus.name} {plan.path}:{tried.lines[0]} {tried.kind} {tried.old} => {tried.new}"


def to_json(corpora: Sequence[Corpus]) -> dict[str, Any]:
    """Return everything that was found out."""
    return {"corpora": [asdict(corpus) for corpus in corpora]}
