"""What a plan intends with a thing that it names: it is there, it is to be made, or it is to be changed.

Evidence is asked in the order of its strength: a mark at the name, the adjective before it, the verb that governs it,
the words behind it, the line that leads into its list, the headings above. What nothing speaks for stays unknown.
"""

from __future__ import annotations

import re

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_before import intent_before
from groundplan.plan.intent_behind import intent_behind, is_test
from groundplan.plan.intent_described import is_described
from groundplan.plan.intent_marks import LONGEST_PREFIX, intent_of_mark
from groundplan.plan.intent_verbs import BASE_FORMS, VERBS, Cue
from groundplan.plan.labels import Lead, intent_of_heading, intent_of_label
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

# "**Files touched:** `a.go`, `b.go`".
_BOLD_LABEL = re.compile(rb"[\W\d]*(\*\*|__)([^*_\n\x01]{3,40}?):?\1:?(?=\s)")

# "**What do we have?** Lists, in `X`", "**Any new routes?** Yes, two: `X`".
_QUESTION = re.compile(rb"[\W\d]*(\*\*|__)(?P<asked>[^*_\n\x01]{3,60})\?\1(?P<yes>\s+yes\b)?")

# "Today a list comes in through `X`": what such a passage describes is there.
_TODAY = re.compile(rb"[\W\d]*(?:today|currently|at present|right now|at the moment|as of today)\b")

# "`X` in `x.go`", "`X` (`x.go:4`)", "`X` is defined in `x.go`": the file is where X is.
_HOME = re.compile(
    rb"[\x01`*_]*(?:\(\))?[\x01`*_]*\s*(?:\(|\s(?:(?:is|are)\s(?:defined|implemented|declared|located|found)\s)?"
    rb"(?:in|from|at)\s(?:the\s)?)[\x01`*_\[]*"
)


# What may stand between the start of an item and what it is about, or the things that it is about.
_ITEM_OPENING = re.compile(
    rb"(?:\[[^\[\]]{0,40}\]|[\W\d\x01]|(?:t\d+[a-z]?|and|or|plus|the|an?|new|tool|type|struct|interface|func|function|method|file"
    rb"|endpoint|package|table|field|test|tests|unit|integration)\b|(?:\b[a-z]+\s){1,3}with\s(?=\x01))*"
)
# "`Estimate(phase Phase, at time.Time) *int`": a function as it is written down, not as it is called.
_SIGNATURE = re.compile(rb"\((?:[\w*.\[\]]+ [^()]*)?\)\s*(?:\(?[*\[\w]|`)|\([\w]+ [^()\"]*\)")


def begins_item(found: Found, passage: Passage) -> bool:
    """Tell whether an item or a heading begins with a mention, or with several that it is one of.

    A paragraph that begins with a name counts as one; rows name what they have.
    """
    at = found.span.start - passage.start
    if passage.block.kind is TextKind.ROW:
        return True
    if passage.block.kind is TextKind.PARAGRAPH and not passage.text.startswith((b"**", b"__", b"`"), passage.start):
        return False
    opening = _ITEM_OPENING.match(passage.lower, 0, min(at, LONGEST_PREFIX))
    return opening is not None and opening.end() >= at


_NUMBERED = re.compile(rb"\d[.)][ \t]+\Z")
# "Add the route", "1. **Extend** the group".
_ORDER = re.compile(rb"(?:\[[ xX]\]|[\W\d])*(?P<verb>[A-Za-z]+)\b[*_]*\s")
_TEST_FILES = ("_test.go", ".test.ts", ".test.tsx", ".spec.ts")
_ADDING = frozenset((b"add", b"introduce", b"expose", b"register"))
_ALONE_BEFORE = re.compile(rb"(?:\[[ x]\]|[\W\d\x01])*(?:(?:file|location|path|in)\W+)?")
_ALONE_BEHIND = re.compile(rb"[\W\d\x01]*(?:\([^()]*\))?[\W\d\x01]*")


_REMARKED = re.compile(rb"[\x01`*_)]*(?:\s*\([^()]*\))?\s*[*_]*(?::|\xe2\x80[\x93\x94]|--?(?=\s))")


def is_task_in(found: Found, passage: Passage) -> bool:
    """Tell whether a passage is a task to tick off that says what is to be done in a file: "- [ ] `a.go`: map ..."."""
    if found.kind is not MentionKind.PATH or found.text.endswith(_TEST_FILES) or not begins_item(found, passage):
        return False
    box = passage.text[max(0, passage.start - 6) : passage.start + 3]
    if b"[ ]" not in box and b"[x]" not in box:
        return False
    return _REMARKED.match(passage.lower, found.span.end - passage.start) is not None


def stands_alone(found: Found, passage: Passage) -> bool:
    """Tell whether a passage consists of a file or a symbol, as headings and items do that others are about."""
    if found.kind not in (MentionKind.PATH, MentionKind.SYMBOL) or passage.block.kind is TextKind.ROW:
        return False
    if passage.end - passage.start > LONGEST_PREFIX:
        return False
    before, behind = found.span.start - passage.start, found.span.end - passage.start
    if _ALONE_BEFORE.fullmatch(passage.lower, 0, before) is None:
        return False
    return _ALONE_BEHIND.fullmatch(passage.lower, behind) is not None


_MAKING = re.compile(
    rb"[*_]*(?:create\b|(?:a )?(?:brand-)?new (?:go )?(?:package|file|module|document|page|command)\b)", re.IGNORECASE
)


def is_making(text: bytes, span: Span) -> bool:
    """Tell whether a paragraph says of the thing that its heading names that it is to be made: "New package"."""
    return _MAKING.match(text, span.start, span.end) is not None


def is_order(text: bytes, span: Span) -> bool:
    """Tell whether an item or a paragraph says what is to be done in a thing that is there: "Add", "extend"."""
    order = _ORDER.match(text, span.start, min(span.end, span.start + LONGEST_PREFIX))
    if order is None:
        return False
    verb = order["verb"].lower()
    return verb in _ADDING or verb in vocabulary.DONE_INSIDE or (verb in BASE_FORMS and VERBS[verb] is Cue.CHANGE)


# "- Creates a ticker in `startWatching`": in a section about today, what code does.
_DESCRIPTION = re.compile(
    rb"(?:[\W\d_]|\x01)*(?!this\b|has\b|is\b|as\b)[a-z]{2,}[^s\W]s\s+(?:an?|the|its|all|each|every|to|new|\x01)"
)


def describes(passage: Passage) -> bool:
    """Tell whether an item begins with a verb in the third person, as descriptions of code do."""
    return passage.block.kind is TextKind.ITEM and _DESCRIPTION.match(passage.lower) is not None


def intent_led(found: Found, passage: Passage, lead: Lead) -> Intent:
    """Return what the lines above a passage say of a mention in it for which nothing beside it speaks."""
    if lead.outright and lead.intent is not Intent.UNKNOWN:
        return lead.intent
    if not begins_item(found, passage):
        return Intent.UNKNOWN
    if found.kind is MentionKind.SYMBOL and _NUMBERED.search(passage.text, max(0, passage.start - 8), passage.start):
        # "1. `Load` the row": a step.
        return Intent.UNKNOWN
    if lead.intent is Intent.UNKNOWN:
        # A list names the tests that are to be written.
        return Intent.NEW if is_test(found) else Intent.UNKNOWN
    if lead.of_signatures and not is_test(found) and not _SIGNATURE.match(passage.raw_behind(found.span.end, 200)):
        return Intent.UNKNOWN
    return lead.intent


def intents_of(found: list[Found], passage: Passage) -> list[tuple[Found, Intent | None]]:
    """Return a passage's mentions with what the text around each says, see `intent_of_mention`."""
    said = [(each, intent_of_mention(each, passage)) for each in found]
    if all(intent is not None for _, intent in said):
        return said
    today = _TODAY.match(passage.lower) is not None
    said = [
        (each, intent or (Intent.EXISTING if today or _is_of_today(each, passage) else intent)) for each, intent in said
    ]
    said = _led_by_first_line(said, passage)
    label = _BOLD_LABEL.match(passage.lower)
    if label is not None and b":" in label.group():
        label_end = passage.start + label.end()
        of_label = intent_of_label(label.group(2))
        if of_label is not Intent.UNKNOWN:
            said = [
                (each, of_label if intent is None and passage.clause_start(each.span.start) < label_end else intent)
                for each, intent in said
            ]
    asked = _of_question(passage)
    if asked is not Intent.UNKNOWN:
        said = [(each, asked if intent is None else intent) for each, intent in said]
    existing = {each.span.end for each, intent in said if intent is Intent.EXISTING}
    if existing:
        said = [(each, _at_home(each, existing, passage) if intent is None else intent) for each, intent in said]
    return [
        (each, Intent.EXISTING if intent is None and is_described(each, passage) else intent) for each, intent in said
    ]


def _led_by_first_line(said: list[tuple[Found, Intent | None]], passage: Passage) -> list[tuple[Found, Intent | None]]:
    """Return what a list without bullets is said to be: a paragraph's first line ends in a colon, names follow."""
    end = passage.lower.find(b"\n")
    if (
        end < 0
        or passage.block.kind is not TextKind.PARAGRAPH
        or not passage.lower[:end].rstrip(b" *_\r").endswith(b":")
    ):
        return said
    of_line = intent_of_label(passage.lower[:end])
    if of_line is Intent.UNKNOWN:
        return said
    behind = passage.start + end
    return [(each, of_line if intent is None and each.span.start > behind else intent) for each, intent in said]


def _of_question(passage: Passage) -> Intent:
    """Return what a question in front of a paragraph makes of the names in the answer."""
    question = _QUESTION.match(passage.lower)
    if question is None:
        return Intent.UNKNOWN
    lead = intent_of_heading(question["asked"])
    if question["yes"]:
        return intent_of_label(question["asked"])
    return Intent.EXISTING if lead.of_today else Intent.UNKNOWN


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
