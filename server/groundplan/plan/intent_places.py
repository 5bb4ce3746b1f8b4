"""Places in which something is done: "In `x.go`, add ...", "Map the error in `x.go`", whatever the verb."""

from __future__ import annotations

import re

from groundplan.model.plan import MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_verbs import Cue
from groundplan.plan.mentions.passage import Found, Passage

# "- [ ] T005 [US1] Map the error ...", "3. Teach `X` ...".
_ORDER = re.compile(
    rb"(?:[\s.;*_>\-]|\d+[.)]|\[[^\[\]]{0,12}\]|t\d+[a-z]?\b)*(?P<verb>[a-z]{3,})\s+(?:(?:the|a|an|all|each|every|its|our|both)\s|\x01)"
)
_NO_ORDERS = frozenset(
    b"""
    run check confirm test verify ensure note assert validate find locate read open type struct interface file package
    table queue bucket topic module route path method class service model rule given when then while where after before
    once until only see document list describe explain inside within despite unlike
    """.split()
)
# "In `x.go`, add ...", "To `X` we add ...".
_LED_BY_PLACE = re.compile(
    rb"[\x01`*_)]*(?:\s*\([^()]*\))?\s*[,:]?\s*(?:(?:we|i)\s+)?(?:(?:must|should|shall|will|can)\s+)?"
    rb"(?P<passive>be\s+)?(?P<verb>[a-z]+)\b"
)
# "In `X`, once the rows are read, add ...".
_ASIDE = re.compile(
    rb"[\x01`*_)]*\s*,\s+(?:after|before|once|when|instead of|right after|right before|just before|just after)\b"
    rb"[^.;:]{0,160}?,\s+(?P<verb>[a-z]+)\b"
)
# "In `x.go`:", "In `X`, locate the loop": whatever is done, it is done there.
_PLACE_ALONE = re.compile(
    rb"[\x01`*_)]*(?:\s*\([^()]*\))?\s*(?:[*_]*:[*_]*\s*(?:\Z|[a-z]{3,}\s(?:the\b|an?\b|all\b|every\b|each\b|\x01))"
    rb"|,\s+(?P<verb>[a-z]{3,})\s+(?:the\b|an?\b|all\b|every\b|each\b|both\b|\x01))"
)
NO_VERBS = frozenset(
    (b"that", b"so", b"if", b"when", b"and", b"then", b"because", b"as", b"is", b"let", b"make", b"do", b"does", b"did")
)


def is_place(found: Found, passage: Passage) -> bool:
    """Whether a clause begins with where something is done: "In `x.go` add", "To `X` must be added"."""
    end = found.span.end - passage.start
    led = _ASIDE.match(passage.lower, end) or _LED_BY_PLACE.match(passage.lower, end)
    if led is not None:
        word = led["verb"]
        cue = verbs.VERBS.get(word)
        if led.groupdict().get("passive"):
            return word in verbs.MADE or word in verbs.CHANGED
        if word in vocabulary.DONE_INSIDE or cue is Cue.CHANGE or cue is Cue.JOIN:
            return True
        if cue is not None:
            return cue is Cue.MAKE and found.kind is MentionKind.SYMBOL
    if passage.words_before(found.span.start)[-1:] != [b"in"]:
        return False
    alone = _PLACE_ALONE.match(passage.lower, end)
    return alone is not None and (alone["verb"] is None or _is_unknown_verb(alone["verb"]))


def _is_unknown_verb(word: bytes) -> bool:
    """Whether a word in the place of an order is none of the words of grammar and of the verbs that are known."""
    closed = (vocabulary.PREPOSITIONS, vocabulary.DETERMINERS, vocabulary.AUXILIARIES, vocabulary.PARTS, NO_VERBS)
    if word in verbs.VERBS or word in _NO_ORDERS - {b"locate", b"find", b"check", b"validate", b"verify"}:
        return False
    return not word.endswith((b"s", b"ing", b"ed", b"ion")) and not any(word in each for each in closed)


def is_unknown_order(words: list[bytes], found: Found, passage: Passage) -> bool:
    """Whether a clause orders something with a verb that is not in the lists: "Map the error to 409 in `x.go`".

    An order begins an item or a sentence, and what follows it is an article or a name; a noun is not followed by one.
    """
    if found.kind is not MentionKind.PATH or len(words) < 2:
        return False
    start = max(0, passage.clause_start(found.span.start) - passage.start)
    order = _ORDER.match(passage.lower, start, found.span.start - passage.start)
    if order is None or order["verb"] in _NO_ORDERS or order["verb"].endswith((b"s", b"ing", b"ed", b"ion", b"er")):
        return False
    word = order["verb"]
    closed = (vocabulary.PREPOSITIONS, vocabulary.DETERMINERS, vocabulary.AUXILIARIES, vocabulary.PARTS)
    return word not in verbs.VERBS and not any(word in each for each in closed)
