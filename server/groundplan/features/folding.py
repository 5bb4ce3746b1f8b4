"""Long lists of evidence, folded behind their first entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from groundplan.model.feature import Fold
from groundplan.model.plan import Plan
from groundplan.syntax.markdown import read_markdown
from groundplan.text.positions import LineIndex

SHOWN = 3
"""Entries that stay in sight."""

SHORTEST = 6
"""Entries from which a list is long."""

_EVIDENCE = re.compile(rb"\]\([^()\s]+(?:#L\d+|\.(?:go|yml|yaml|tf|json|proto|sql|md))\)|`[\w./\-]+\.go:\d+")


def evidence_folds(plan: Plan) -> tuple[Fold, ...]:
    """Return the lines of each long list whose entries lead to the code, from its last entry in sight to its end."""
    lines = LineIndex(plan.text)
    starts = sorted({0, *(section.span.start for section in plan.sections)})
    folds: list[Fold] = []
    for start, end in pairwise([*starts, len(plan.text)]):
        # Lists end where a section does. Most sections have no such list, which is told without reading them.
        if len(_EVIDENCE.findall(plan.text, start, end)) >= SHORTEST:
            above = lines.line_of(start) - 1
            folds += (Fold(fold.first + above, fold.last + above) for fold in _folds(plan.text[start:end]))
    return tuple(folds)


def _folds(text: bytes) -> Iterator[Fold]:
    """Yield the folds of a stretch of a plan; lines count from its own first one."""
    markdown = read_markdown(text)
    lines = LineIndex(text)
    lists: list[list[int]] = []
    last_block = -1
    for item in markdown.items:
        if item.ordered or item.block < 0:
            continue
        block = markdown.blocks[item.block]
        evidence = _EVIDENCE.search(text, block.span.start, block.span.end) is not None
        nested = block.parent >= 0
        if nested:
            continue
        follows = bool(lists) and last_block >= 0 and not _is_broken(text, lines, last_block, item.line)
        if evidence and follows:
            lists[-1].append(item.line)
        elif evidence:
            lists.append([item.line])
        last_block = item.line if evidence else -1
    yield from (Fold(found[SHOWN - 1], _end_of(text, lines, found[-1])) for found in lists if len(found) >= SHORTEST)


def _is_broken(text: bytes, lines: LineIndex, first: int, last: int) -> bool:
    """Tell whether something else than the entry's own lines stands between two entries."""
    for line in range(first + 1, last):
        span = lines.line_span(line)
        content = text[span.start : span.end]
        if content.strip() and not content.startswith((b" ", b"\t")):
            return True
    return False


def _end_of(text: bytes, lines: LineIndex, line: int) -> int:
    """Return the last line of an entry: those that follow it indented belong to it."""
    last = line
    while last < lines.line_count:
        span = lines.line_span(last + 1)
        content = text[span.start : span.end]
        if not content.strip() or not content.startswith((b" ", b"\t")):
            break
        last += 1
    return last
