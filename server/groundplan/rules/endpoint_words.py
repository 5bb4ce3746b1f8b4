"""What the words of a plan say of an endpoint that stands beside them: that it is there, is one of many, is listed."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, Mention, Plan

# Quote marks in front of an endpoint, or the registration that it is quoted from.
_OPENING = rb"[`*_(\[]*(?:[\w.]+\()?[`\"\[]*$"

# "the existing `GET /x`", "replace `GET /x`", "a new field in `GET /x`": the words say outright that it is there.
_THERE_BEFORE = re.compile(
    rb"\b(?:existing|current|currently|already|today's|legacy|unchanged|old|working|live)\s+(?P<between>(?:[\w/\-]+\s+){0,2})"
    + _OPENING
    + rb"|\b(?:(?:replac|remov|delet|dropp?|deprecat|retir|renam|extend|modif|chang|reus)(?:y|e|es|ed|s|ing)?"
    rb"|unlike|instead of)\s+(?:(?:the|our|its)\s+)?(?:(?:endpoint|route|handler)\s+)?"
    + _OPENING
    + rb"|\b(?:field|param|parameter|header|flag|filter|property|option)s?\s+(?:in|on|to)\s+(?:the\s+)?"
    + _OPENING,
    re.IGNORECASE,
)
_THERE_BEHIND = re.compile(
    rb"[`*_\")\]]*\s*(?:[(,\xe2\x80\x94:\-]+\s*"
    rb"(?:existing|unchanged|no changes?|as is|already there|exists|repurposed)\b"
    rb"|(?:(?:endpoint|route|handler|call|response)\s+)?(?:that\s+|which\s+)?(?:is\s+)?"
    rb"(?:already|currently|still|today|unchanged|continues?|remains?|stays?|keeps?|exists?|no longer)\b"
    rb"|[^.;|\n]{0,30}\b(?:additionally|no longer)\s+[a-z]+s\b)",
    re.IGNORECASE,
)
# "the existing `GET /x`": no change that a plan makes to something new reads so.
_PLAINLY_BEFORE = re.compile(
    rb"\b(?:existing|current|currently|already|today's|legacy|unchanged|working|live)\s+(?P<between>(?:[\w/\-]+\s+){0,2})"
    + _OPENING,
    re.IGNORECASE,
)
# "the page calls `GET /x`".
_USED_BEFORE = re.compile(
    rb"\b(?:calls|polls|hits|fetches|requests|queries|consumes|reads from|posts to|sends to)\s+(?:the\s+)?" + _OPENING,
    re.IGNORECASE,
)
# What stands in brackets has no article of its own: "in one call (`GET /x`)".
_INDEFINITE_BEFORE = re.compile(
    rb"\b(?:an?|one|another|any)\s+(?P<between>(?:[\w/\-]+\s+){0,3})[`*_\[]*(?:[\w.]+\()?[`\"\[]*$", re.IGNORECASE
)
# "The app needs `GET /x`", "would have to call `GET /x`": also where a section tells how things are.
_WISHED_BEFORE = re.compile(
    rb"\b(?:no|without|lack(?:s|ed|ing)?|missing|misses|needs?|needed|wants?|wanted|requires?"
    rb"|(?:ask|wish)(?:e?s|ed)? for|would|could|should|must|can(?:not|'t| not)|no such)\b[^.;:|`]{0,40}[`*_(\[]*$",
    re.IGNORECASE,
)
_WISHED_BEHIND = re.compile(
    rb"[`*_\")\]]*\s+(?:(?:is|are|was|were)\s+(?:what\b|(?:still\s+)?(?:needed|missing|required|wanted|absent)\b|not\b)"
    rb"|would\b|could\b|should\b|must\b)",
    re.IGNORECASE,
)
# "a working `GET /x`": one that is there, in spite of the article.
_OF_TODAY = re.compile(rb"\b(?:existing|current|working|live|legacy|old)\b", re.IGNORECASE)
# "there is no `GET /x`".
_NONE_BEFORE = re.compile(rb"\b(?:no|without|lack(?:s|ing)?)\s+(?:\w+\s+){0,2}" + _OPENING, re.IGNORECASE)
_NONE_BEHIND = re.compile(
    rb"[`*_\")\]]*\s+(?:(?:does|did)(?:\s+not|n't)\s+exist|is\s+(?:missing|not\s+there))\b", re.IGNORECASE
)
_NOT_BEFORE = re.compile(rb"\b(?:no|not|never|isn't|doesn't|without)\b[^.;|]{0,40}$", re.IGNORECASE)
# "| PUT | `/x` |": the method has a column of its own.
_METHOD_CELL = re.compile(rb"\|[\s*_`]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)[\s*_`]*\|")
# "All of these exist already:", "Existing endpoints:".
_THERE_LEADING = re.compile(rb"\b(?:exists?|existing|already|unchanged|in place)\b[^.;]*:[*_]*\s*$", re.IGNORECASE)
_LISTED = re.compile(rb"\s*(?:[-*+]|\d+[.)])\s|\s*$")
_LONGEST_LIST = 20
_PREPOSITION = re.compile(rb"\b(?:for|in|to|on|of|with|at|by|from|via|and|or|as|into|behind)\b")


def line_before(plan: Plan, mention: Mention) -> bytes:
    """Return what stands in front of a mention in its line."""
    return plan.text[plan.text.rfind(b"\n", 0, mention.span.start) + 1 : mention.span.start]


def is_any(plan: Plan, mention: Mention) -> bool:
    """Tell whether an endpoint has the indefinite article: "append a per-client `GET /x`"."""
    found = _INDEFINITE_BEFORE.search(line_before(plan, mention))
    return found is not None and not _OF_TODAY.search(found["between"]) and not _PREPOSITION.search(found["between"])


def is_called_existing(plan: Plan, mention: Mention) -> bool:
    """Tell whether the words right beside a mention say that it is there: "the existing", "already answers"."""
    if mention.intent is Intent.NEW or mention.in_fence:
        return False
    return _is_there(plan, mention, _THERE_BEFORE)


def is_plainly_existing(plan: Plan, mention: Mention) -> bool:
    """Tell whether the words right beside a mention say that it is there, and not only what becomes of it."""
    if mention.intent is Intent.NEW or mention.in_fence:
        return False
    return _is_there(plan, mention, _PLAINLY_BEFORE)


def _is_there(plan: Plan, mention: Mention, words: re.Pattern[bytes]) -> bool:
    before = line_before(plan, mention)
    if _NOT_BEFORE.search(before):
        return False
    if is_headline(plan, mention) and _is_led_in(plan, mention):
        return True
    if _THERE_BEHIND.match(plan.text, mention.span.end):
        return True
    there = words.search(before)
    return there is not None and _PREPOSITION.search(there["between"] or b"") is None


def is_denied(plan: Plan, mention: Mention) -> bool:
    """Tell whether an endpoint is said not to be there: "there is no `GET /x`"."""
    if _NONE_BEHIND.match(plan.text, mention.span.end):
        return True
    return _NONE_BEFORE.search(line_before(plan, mention)) is not None


def is_wished(plan: Plan, mention: Mention) -> bool:
    """Tell whether an endpoint is spoken of as one that is needed, or is not there."""
    if _WISHED_BEHIND.match(plan.text, mention.span.end) or is_denied(plan, mention):
        return True
    return _WISHED_BEFORE.search(line_before(plan, mention)) is not None


def is_used(plan: Plan, mention: Mention) -> bool:
    """Tell whether something is said to call an endpoint: "the page polls `GET /x`"."""
    return _USED_BEFORE.search(line_before(plan, mention)) is not None


def _is_led_in(plan: Plan, mention: Mention) -> bool:
    """Tell whether the line that leads into a mention's list says that what it lists is there."""
    end = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    item = plan.text[end : mention.span.start]
    if not item.strip() or not _LISTED.match(item):
        return False
    for _ in range(_LONGEST_LIST):
        if end <= 0:
            return False
        start = plan.text.rfind(b"\n", 0, end - 1) + 1
        line = plan.text[start : end - 1]
        if not _LISTED.match(line):
            return _THERE_LEADING.search(line) is not None and _NOT_BEFORE.search(line) is None
        end = start
    return False


def is_headline(plan: Plan, mention: Mention) -> bool:
    """Tell whether a line begins with an endpoint: so do the descriptions of those to come."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    return re.search(rb"[A-Za-z]{3}", _METHOD_CELL.sub(b"|", plan.text[start : mention.span.start])) is None
