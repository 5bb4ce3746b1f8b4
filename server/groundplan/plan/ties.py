"""Names that a plan puts right beside a file: "`Create` in `a.go`", "`a.go:44` (`Create`)", "[`Create`](a.go#L44)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.plan import Mention, MentionKind, Plan
from groundplan.plan.derived import derived

# What may stand between the two; calls and signatures behind the name belong to it.
_NAME_FIRST = re.compile(
    rb"(?:\([^`\n]*\)[^`\n]{0,60})?`?[*_]*\s*(?:(?:function|method|handler|helper|struct|type|interface|func|field)s?\s+)?"
    rb"(?:in|from|at|of|inside|\(|\(in|\(at|\(see|@|,\s+in|is in|lives in|defined in|defined at|\|)\s*[*_]*\[?`?"
    rb"|`?[*_]*\]\("
)
_FILE_FIRST = re.compile(
    rb"(?:[:#]L?[\d,\s:L\-]+|:)?`?[*_]*\s*(?:\((?:lines?|ll?\.)?\s*~?[\d,\s\-]+\)\s*)?"
    rb"(?:\(|:|\xe2\x80\x94|\xe2\x80\x93|-|--|\xe2\x86\x92|->|,|\|)?\s*[*_]*(?:the\s+|existing\s+|function\s+|func\s+|method\s+"
    rb"|handler\s+|type\s+|struct\s+){0,2}[*_]*`\*?&?(?:func\s+)?(?:\([^()`]*\)\s*)?"
)

_FARTHEST = 120


@dataclass(frozen=True, slots=True)
class Tie:
    """A symbol's mention and the path's mention right beside it. `name_first` tells their order."""

    symbol: Mention
    path: Mention
    name_first: bool


def ties_of(plan: Plan) -> tuple[Tie, ...]:
    """Return the ties of a plan in source order; a symbol has at most one."""
    return derived(plan, "ties", lambda plan: tuple(_ties(plan)))


def _ties(plan: Plan) -> Iterator[Tie]:
    before: Mention | None = None
    for mention in plan.mentions:
        if mention.kind not in (MentionKind.PATH, MentionKind.SYMBOL) or mention.in_fence:
            continue
        if before is not None and before.kind is not mention.kind:
            gap = plan.text[before.span.end : mention.span.start]
            if len(gap) <= _FARTHEST and gap.count(b"\n") <= 1:
                if mention.kind is MentionKind.PATH and _ties_name_to_file(gap):
                    yield Tie(before, mention, True)
                elif mention.kind is MentionKind.SYMBOL and _ties_file_to_name(gap):
                    yield Tie(mention, before, False)
        before = mention


# Between two versions of a plan nearly all gaps are the same.
@lru_cache(maxsize=4096)
def _ties_name_to_file(gap: bytes) -> bool:
    return _NAME_FIRST.fullmatch(gap) is not None


@lru_cache(maxsize=4096)
def _ties_file_to_name(gap: bytes) -> bool:
    return _FILE_FIRST.fullmatch(gap) is not None
