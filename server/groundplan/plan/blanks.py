"""What a plan leaves open: blanks that ask a question, and the template's own lines."""

from __future__ import annotations

import re

from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.plan.placeholders import placeholder_lines

_BLANK = re.compile(
    rb"\xe2\x9f\xa8(?:(?!\xe2\x9f\xa9|\n).)+\xe2\x9f\xa9|\[NEEDS CLARIFICATION[^\]\n]*\]|TBD(?<!\wTBD)\b"
)

# "No TBD remain", "every TBD is resolved": the sentence speaks of blanks and is none.
_SPOKEN_OF = re.compile(
    rb"\b(?:no|not|nothing|none|without|zero|never|any|every|all|each|free of|instead of|contains?|mark\w*|says?"
    rb"|write)\b"
    rb"[^.;:|\n]*$",
    re.IGNORECASE,
)
_QUOTES = (b'"', b"'", b"`", b"\xe2\x80\x9c", b"\xe2\x80\x98")


def open_blanks(plan: Plan, platform: str = "") -> tuple[Span, ...]:
    """Return the plan's open blanks in source order; what stands in fences and inline code is none."""
    fences = [fence.span for fence in plan.fences]
    found = {
        Span(*match.span())
        for match in _BLANK.finditer(plan.text)
        if not any(span.start <= match.start() < span.end for span in fences) and _is_open(plan.text, match)
    }
    for section in plan.sections:
        for line in placeholder_lines(plan, section, platform):
            if not any(line.start <= blank.start < line.end for blank in found):
                found.add(line)
    return tuple(sorted(found))


def _is_open(text: bytes, match: re.Match[bytes]) -> bool:
    before = text[max(text.rfind(b"\n", 0, match.start()) + 1, match.start() - 200) : match.start()]
    if match.group().startswith(b"\xe2"):
        return True
    if before.count(b"`") % 2:
        return False
    return match.group() != b"TBD" or not (before.endswith(_QUOTES) or _SPOKEN_OF.search(before))
