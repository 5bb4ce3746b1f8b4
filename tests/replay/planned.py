"""What a plan plans, though the code has it by the name: no statement of it can be made a lie.

These are the only two reasons for which statements are left out, and they hold for all kinds of lies alike.
"""

from __future__ import annotations

import posixpath
import re

from groundplan.model.plan import MentionKind, ProposedType
from groundplan.model.symbol import Symbol
from groundplan.plan.ground import Ground

FEWEST_MADE = 2
"""Go files that a plan creates and that are there already from which on it may have been committed after its work."""

LINES_ABOVE = 3
"""Lines above a path that may say what is done with it: a task's title stands over the list of its files."""

_VERB = re.compile(
    rb"\b(?P<made>create[sd]?|creating|new file)\b|\b(?:modif\w+|updat\w+|edit\w*|extend\w*|chang\w+|add\w*|remov\w+"
    rb"|delet\w+|mov(?:e|es|ed|ing)|renam\w+|refactor\w*|replac\w+|existing|use[sd]?|using|see|read|tests?)\b",
    re.IGNORECASE,
)
_PACKAGE = re.compile(rb"^[ \t]*package[ \t]+(\w+)", re.MULTILINE)


def tells_of_done_work(here: Ground) -> bool:
    """Tell whether at least half of the Go files that a plan says it creates are there, and two or more.

    Its commit came after the work: what it lists as to come is there, and what it says of that is no statement that
    anybody could find false. Tests are left aside, and so are bare names, which many folders have. Whether a file is to
    be created is read off the plan's words here, and not asked of the code under test.
    """
    made = {
        mention.text
        for mention in here.mentions(MentionKind.PATH)
        if not mention.in_fence and "/" in mention.text and _is_created(here.plan.text, mention.span.start)
    }
    sources = {path for path in made if path.endswith(".go") and not path.endswith("_test.go")}
    there = sum(bool(here.files(path)) for path in sources)
    return there >= FEWEST_MADE and there * 2 >= len(sources)


def _is_created(text: bytes, at: int) -> bool:
    """Tell whether the last word of creating or changing before a path, in its line or few above, is of creating."""
    end = at
    for _ in range(LINES_ABOVE + 1):
        start = text.rfind(b"\n", 0, end) + 1
        verbs = list(_VERB.finditer(text, start, end))
        if verbs:
            return verbs[-1]["made"] is not None
        if start == 0:
            return False
        end = start - 1
    return False


def is_of_another_package(here: Ground, proposed: ProposedType, symbol: Symbol) -> bool:
    """Tell whether a fence says by its package clause or its file that its struct is not the one of that name."""
    fence = here.plan.fences[proposed.fence]
    clause = _PACKAGE.search(here.plan.text, fence.content_span.start, fence.content_span.end)
    if clause is not None and clause.group(1).decode() != symbol.package:
        return True
    folder = posixpath.dirname(fence.file_hint)
    return bool(folder) and not f"/{posixpath.dirname(symbol.path)}".endswith(f"/{folder}")
