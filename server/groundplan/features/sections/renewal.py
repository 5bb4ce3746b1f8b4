"""Lines that a filler wrote earlier, and what it says of the same things today."""

from __future__ import annotations

import re
from collections import Counter

from groundplan.features.sections.line import Line
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section
from groundplan.plan.evidence_lines import without_lines, wording

_LINE = re.compile(rb"[^\r\n]+")


def identity_of(line: Line) -> str:
    """Return what a line is about, wherever that stands in its file today."""
    key = re.escape(line.key)
    named = re.search(rf"\[[^\[\]]*\]\({key}\)|`[^`]*` \({key}\)", line.text)
    return without_lines(named.group() if named is not None else line.key)


def renewals_of(plan: Plan, section: Section, lines: tuple[Line, ...]) -> list[TextEdit]:
    """Return the edits that bring numbers of a section up to date: where code stands, how many use it.

    Only a line of exactly the words that are written today is renewed; where the author has touched a word, or two
    lines could be meant, nothing is. An edit covers the line without its indentation and its end.
    """
    # Of a line with a fence behind it, what stands in front of the fence.
    today = {text for line in lines for text in line.text.split("\n") if "](" in text or text == line.text}
    words = Counter(wording(text) for text in today)
    there: dict[str, list[tuple[Span, str]]] = {}
    fences = [fence.span for fence in plan.fences]
    for match in _LINE.finditer(plan.text, section.body_span.start, section.body_span.end):
        if any(fence.start <= match.start() < fence.end for fence in fences):
            continue
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        text = raw.strip().decode("utf-8", "replace")
        there.setdefault(wording(text), []).append((Span(start, start + len(raw.strip())), text))
    edits = []
    for wanted in sorted(today):
        said = there.get(wording(wanted), [])
        if words[wording(wanted)] == len(said) == 1 and said[0][1] != wanted:
            edits.append(TextEdit(said[0][0], wanted))
    return sorted(edits, key=lambda edit: edit.span)
