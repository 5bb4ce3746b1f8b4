"""What a plan leaves open: blanks that ask a question, and the template's own lines."""

from __future__ import annotations

import re

from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.plan.placeholders import placeholder_lines

_BLANK = re.compile(rb"\xe2\x9f\xa8(?:(?!\xe2\x9f\xa9|\n).)+\xe2\x9f\xa9|\[NEEDS CLARIFICATION[^\]\n]*\]")


def open_blanks(plan: Plan, platform: str = "") -> tuple[Span, ...]:
    """Return the plan's open blanks in source order; what stands in fences is code."""
    fences = [fence.span for fence in plan.fences]
    found = {
        Span(*match.span())
        for match in _BLANK.finditer(plan.text)
        if not any(span.start <= match.start() < span.end for span in fences)
    }
    for section in plan.sections:
        for line in placeholder_lines(plan, section, platform):
            if not any(line.start <= blank.start < line.end for blank in found):
                found.add(line)
    return tuple(sorted(found))
