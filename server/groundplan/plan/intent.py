"""What a plan intends with a thing that it names: it is there, it is to be made, or it is to be changed.

Evidence is asked in the order of its strength: a mark at the name, the adjective before it, the verb that governs it,
the words behind it, the line that leads into its list, the headings above. What nothing speaks for stays unknown.
"""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan.intent_before import intent_before
from groundplan.plan.intent_behind import intent_behind
from groundplan.plan.intent_marks import LONGEST_PREFIX, intent_of_mark
from groundplan.plan.labels import intent_of_label
from groundplan.plan.mentions.passage import Found, Passage

# "**Files touched:** `a.go`, `b.go`".
_BOLD_LABEL = re.compile(rb"[\W\d]*(\*\*|__)([^*_\n\x01]{3,40}?):?\1:?(?=\s)")

# "Today a list comes in through `X`": what such a passage describes is there.
_TODAY = re.compile(rb"[\W\d]*(?:today|currently|at present|right now|at the moment|as of today)\b")

# "`X` in `x.go`", "`X` (`x.go:4`)", "`X` is defined in `x.go`": the file is where X is.
_HOME = re.compile(
    rb"[\x01`*_]*(?:\(\))?[\x01`*_]*\s*(?:\(|\s(?:(?:is|are)\s(?:defined|implemented|declared|located|found)\s)?"
    rb"(?:in|from|at)\s(?:the\s)?)[\x01`*_\[]*"
)


def intents_of(found: list[Found], passage: Passage) -> list[tuple[Found, Intent | None]]:
    """Return a passage's mentions with what the text around each says, see `intent_of_mention`."""
    said = [(each, intent_of_mention(each, passage)) for each in found]
    today = _TODAY.match(passage.lower) is not None
    said = [
        (each, intent or (Intent.EXISTING if today or _is_of_today(each, passage) else intent)) for each, intent in said
    ]
    label = _BOLD_LABEL.match(passage.lower)
    if label is not None and b":" in label.group():
        label_end = passage.start + label.end()
        of_label = intent_of_label(label.group(2))
        if of_label is not Intent.UNKNOWN:
            said = [
                (each, of_label if intent is None and passage.clause_start(each.span.start) < label_end else intent)
                for each, intent in said
            ]
    existing = {each.span.end for each, intent in said if intent is Intent.EXISTING}
    if not existing:
        return said
    return [(each, _at_home(each, existing, passage) if intent is None else intent) for each, intent in said]


def _is_of_today(found: Found, passage: Passage) -> bool:
    """Whether a mention's sentence says how things are: "Right now `X` closes the invoice"."""
    start = passage.clause_start(found.span.start) - passage.start
    end = min(found.span.start - passage.start, start + LONGEST_PREFIX)
    return _TODAY.match(passage.lower, start, end) is not None


def _at_home(found: Found, existing: set[int], passage: Passage) -> Intent | None:
    """Return that a file exists when what it is named as the place of does."""
    if found.kind is not MentionKind.PATH:
        return None
    nearest = max((end for end in existing if end < found.span.start), default=-1)
    home = nearest >= 0 and _HOME.fullmatch(passage.lower, nearest - passage.start, found.span.start - passage.start)
    return Intent.EXISTING if home else None


def intent_of_mention(found: Found, passage: Passage) -> Intent | None:
    """Return what the text around a mention says; None when it says nothing, UNKNOWN when it says nothing certain."""
    if found.stated is not None:
        return found.stated
    marked = intent_of_mark(found, passage)
    if marked is not None:
        return marked
    before = intent_before(found, passage)
    if before is not None and before is not Intent.UNKNOWN:
        return before
    return intent_behind(found, passage) or before
