"""Justifications in the plan: how an author keeps something new although the code has something like it."""

from __future__ import annotations

import re

from groundplan.model.finding import Fix, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.text.edits import newline_of

_FENCE_LINE = re.compile(rb"[ \t>]*(?:`{3,}|~{3,})")
_HEADING_LINE = re.compile(rb"[ \t]{0,3}#{1,6}[ \t]")


def is_justified(plan: Plan, *names: str) -> bool:
    """Tell whether the author says why the named thing is new; several names are spellings of the same thing."""
    for justification in plan.justifications:
        said = plan.text[justification.span.start : justification.span.end]
        if any(name in justification.names or _names(said, name) for name in names if name):
            return True
    return False


def _names(text: bytes, name: str) -> bool:
    return re.search(rb"(?<![\w/.\-])" + re.escape(name.encode()) + rb"(?![\w/\-])", text) is not None


def justification_blank(name: str, existing: str) -> str:
    """Return the line that asks an author why something new is needed beside something existing."""
    return f"{_opening(name)} ⟨why can `{existing}` not be extended?⟩"


def has_blank_justification(plan: Plan, name: str) -> bool:
    """Tell whether the plan has that line for a name, not yet answered."""
    return f"{_opening(name)} ⟨".encode() in plan.text


def _opening(name: str) -> str:
    return f"**Justification for `{name}`:**"


def justify_fix(plan: Plan, at: int, name: str, question: str) -> Fix:
    """Return the fix that asks an author for a reason, behind the paragraph, list, table or fence at a byte offset."""
    return Fix(f"Keep {name} and justify it", (insert_behind(plan, at, f"{_opening(name)} ⟨{question}⟩"),))


def insert_behind(plan: Plan, at: int, line: str) -> TextEdit:
    """Return the edit that adds a paragraph of one line behind the paragraph, list, table or fence at a byte offset."""
    newline = newline_of(plan.text)
    end = _end_of_block(plan, at)
    closed = plan.text[:end].endswith((b"\n", b"\r"))
    before = newline if closed else newline * 2
    after = newline if closed else ""
    return TextEdit(Span(end, end), f"{before}{line}{after}")


def _end_of_block(plan: Plan, at: int) -> int:
    fence = next((each for each in plan.fences if each.span.start <= at < each.span.end), None)
    if fence is not None:
        return fence.span.end
    text = plan.text
    end = line_end(text, at)
    if _HEADING_LINE.match(text, text.rfind(b"\n", 0, at) + 1):
        return end
    while end < len(text):
        following = line_end(text, end)
        line = text[end:following]
        if not line.strip() or _FENCE_LINE.match(line) or _HEADING_LINE.match(line):
            break
        end = following
    return end


def line_end(text: bytes, at: int) -> int:
    """Return the byte offset behind the line that an offset is in, its line end included."""
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end + 1
