"""What a line says of a module beside its name: that it is to be used, or that it is not."""

from __future__ import annotations

import re
from functools import lru_cache

from groundplan.model.plan import Mention, Plan

# "Use `x` to count", "counted with `x`".
_ADOPTED_BEFORE = re.compile(
    rb"\b(?:us(?:e|es|ing)|adopt(?:s|ing)?|via|with|through|switch(?:es|ing)? to|bring(?:s|ing)? in|pull(?:s|ing)? in"
    rb"|depend(?:s|ing)? on|based on|built on|backed by|powered by)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}[`*_\[(]*$",
    re.IGNORECASE,
)
# "Use `y` for ids and `x` for logs": what is said of the first holds for the next.
_ADOPTED_TOO_BEFORE = re.compile(
    rb"\b(?:us(?:e|es|ing)|adopt(?:s|ing)?|via|with|bring(?:s|ing)? in|pull(?:s|ing)? in|depend(?:s|ing)? on)\s+"
    rb"(?:the\s+)?(?:[\w-]+\s+){0,2}[*_\[(]*`[^`\n]+`[^.;`\n]{0,60}(?:,|\band|&)\s+[`*_\[(]*$",
    re.IGNORECASE,
)
_UNWANTED_BEFORE = re.compile(
    rb"\b(?:not|no|never|without|avoid(?:s|ing)?|instead of|unlike|rather than|\w+n't)\b[^.;]*$", re.IGNORECASE
)


def is_adopted(plan: Plan, mention: Mention) -> bool:
    """Tell whether a thing that the code does not have is to be used: it is to come then, whatever the verb."""
    before = _before(plan, mention)
    return _adopts(before) and not _turns_down(before)


def is_unwanted(plan: Plan, mention: Mention) -> bool:
    """Tell whether a thing is named to be turned down: that it is not there is no mistake."""
    return _turns_down(_before(plan, mention))


# Between two versions of a plan nearly all lines are the same.
@lru_cache(maxsize=4096)
def _adopts(before: bytes) -> bool:
    return _ADOPTED_BEFORE.search(before) is not None or _ADOPTED_TOO_BEFORE.search(before) is not None


@lru_cache(maxsize=4096)
def _turns_down(before: bytes) -> bool:
    return _UNWANTED_BEFORE.search(before) is not None


def _before(plan: Plan, mention: Mention) -> bytes:
    return plan.text[plan.text.rfind(b"\n", 0, mention.span.start) + 1 : mention.span.start]
