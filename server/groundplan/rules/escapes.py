"""Justifications in the plan: how an author keeps something new although the code has something like it."""

from __future__ import annotations

import re

from groundplan.model.finding import Fix, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan, SectionRole
from groundplan.plan.derived import derived
from groundplan.plan.profiles import template_section
from groundplan.plan.sections import insertion_point, section_of
from groundplan.text.edits import newline_of

_FENCE_LINE = re.compile(rb"[ \t>]*(?:`{3,}|~{3,})")
_BLANK_JUSTIFICATION = re.compile("\\*\\*Justification for `([^`\n]+)`:\\*\\* ⟨".encode())
_HEADING_LINE = re.compile(rb"[ \t]{0,3}#{1,6}[ \t]")


def is_justified(plan: Plan, *names: str) -> bool:
    """Tell whether the author says why the named thing is new; several names are spellings of the same thing."""
    said = justified_in(plan)
    return any(name in said for name in names if name)


def justified_in(plan: Plan) -> Justified:
    """Return what is justified in a plan; for whoever asks about many names."""
    return derived(plan, "justified", Justified)


class Justified:
    """The names of whose newness the author gives a reason."""

    def __init__(self, plan: Plan) -> None:
        reasons = plan.justifications
        self._named = frozenset(name for reason in reasons for name in reason.names)
        # Apart, so that nothing is read across two of them.
        self._said = b"\0".join(plan.text[reason.span.start : reason.span.end] for reason in reasons)

    def __contains__(self, name: str) -> bool:
        """Tell whether a reason names a thing, in back quotes or without."""
        if name in self._named:
            return True
        written = name.encode()
        # The search costs many times as much where the name is not even part of a word.
        return (
            written in self._said
            and re.search(rb"(?<![\w/.\-])" + re.escape(written) + rb"(?![\w/\-])", self._said) is not None
        )


def justification_blank(name: str, existing: str) -> str:
    """Return the line that asks an author why something new is needed beside something existing."""
    return f"{_opening(name)} ⟨why can `{existing}` not be extended?⟩"


def has_blank_justification(plan: Plan, name: str) -> bool:
    """Tell whether the plan has that line for a name, not yet answered."""
    return name.encode() in derived(plan, "blank justifications", _blank_justifications)


def _blank_justifications(plan: Plan) -> frozenset[bytes]:
    return frozenset(_BLANK_JUSTIFICATION.findall(plan.text))


def _opening(name: str) -> str:
    return f"**Justification for `{name}`:**"


def justify_fix(plan: Plan, at: int, name: str, question: str) -> Fix:
    """Return the fix that asks an author for a reason, in the section for reasons of a plan that follows the template.

    Else behind the paragraph, list, table or fence at a byte offset.
    """
    title, line = f"Keep {name} and justify it", f"{_opening(name)} ⟨{question}⟩"
    home = section_of(plan, SectionRole.JUSTIFICATION)
    if home is not None:
        at = max(home.heading_span.start, len(plan.text[: home.span.end].rstrip()) - 1)
    elif section_of(plan, SectionRole.TECHNOLOGY_REUSE) is not None:
        point = insertion_point(plan, SectionRole.JUSTIFICATION)
        block = f"{'#' * point.level} {template_section(SectionRole.JUSTIFICATION).heading}\n\n{line}"
        edit = TextEdit(Span(point.offset, point.offset), point.text(block, derived(plan, "newline", _newline)))
        return Fix(title, (edit,))
    return Fix(title, (insert_behind(plan, at, line),))


def insert_behind(plan: Plan, at: int, line: str) -> TextEdit:
    """Return the edit that adds a paragraph of one line behind the paragraph, list, table or fence at a byte offset."""
    newline = derived(plan, "newline", _newline)
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


def _newline(plan: Plan) -> str:
    return newline_of(plan.text)


def line_end(text: bytes, at: int) -> int:
    """Return the byte offset behind the line that an offset is in, its line end included."""
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end + 1
