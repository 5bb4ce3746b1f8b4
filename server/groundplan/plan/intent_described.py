"""Names in sentences about what code does, where nothing is said of making or changing: "`X` asks `Y`"."""

from __future__ import annotations

import re

from groundplan.model.plan import MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.mentions.passage import Found, Passage

# "`X` asks ": a name as the subject of what code does.
_ACTING = re.compile(
    rb"[^a-z\x01]*(?:the\s)?\x01[\x01`*_]*(?:\s*\([^()]*\))?\s+(?!is\b|has\b|was\b|does\b|this\b)(?P<verb>[a-z]{2,}s)\s"
)
_VERB_BEHIND = re.compile(rb"[\x01`*_]*(?:\([^()]*\))?\s+(?!must\b|should\b|will\b|can\b|shall\b|may\b)[a-z]{2,}")
_NO_NOUNS = frozenset(b"so sure such ensure note means mean is know given assume see all like after before in".split())


RELATIVE = ([b"that"], [b"which"])
"""The words in front of the subject of a relative clause."""


def is_described(found: Found, passage: Passage) -> bool:
    """Tell whether a sentence says what code does with a name or what it does itself."""
    if found.kind is MentionKind.PATH:
        return False
    before = passage.before(found.span.start, 16).rstrip(b" `*_\n\x01")
    if before.endswith((b" that", b" which")):
        return is_of_relative(passage.words_before(found.span.start), found, passage)
    return found.kind is MentionKind.SYMBOL and is_acted_on(found, passage)


def is_of_relative(words: list[bytes], found: Found, passage: Passage) -> bool:
    """Whether a name is the subject of a relative clause: "with the stores that `X` has"."""
    if words[-1:] not in RELATIVE or len(words) < 2 or found.kind is MentionKind.PATH:
        return False
    before = words[-2]
    if before in verbs.VERBS or before in _NO_NOUNS or before.endswith((b"ed", b"ing")):
        return False
    return _VERB_BEHIND.match(passage.lower, found.span.end - passage.start) is not None


def is_acted_on(found: Found, passage: Passage) -> bool:
    """Whether a name is what another one does something with: "`X` asks `Y` for the watch"."""
    start = max(0, passage.clause_start(found.span.start) - passage.start)
    acting = _ACTING.match(passage.lower, start, found.span.start - passage.start)
    # A task to tick off says what is to be so.
    if acting is None or passage.text[max(0, passage.start - 2) : passage.start].startswith(b"]"):
        return False
    verb = acting["verb"]
    if verb in vocabulary.GAINS or verb in verbs.BECOMING or verb in verbs.ANNOUNCING:
        return False
    words = passage.words_before(found.span.start)
    return bool(words) and words[-1:] not in ([b"a"], [b"an"]) and not vocabulary.NEGATORS.intersection(words)
