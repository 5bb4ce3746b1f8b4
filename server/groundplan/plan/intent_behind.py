"""What the words behind a name say of it: "`X` is extended with", "`X` already exists", "`x.go`: add the route"."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_marks import LONGEST_PREFIX
from groundplan.plan.intent_verbs import Cue
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

_SUBJECT_END = re.compile(
    rb"[\x01`*_)]*\s*(?:\([^()]{0,60}\))?\s*(?::|\xe2\x80\x94|\xe2\x80\x93|--?(?=\s))[\s*_]*"
    rb"(?P<remark>(?P<first>[a-z]+(?:-[a-z]+)*)?(?:\s+(?P<second>[a-z]+))?)"
)
_LABEL_PREFIX = re.compile(rb"(?:\[[^\[\]]{0,40}\]|[\W\d\x01]|t\d+[a-z]?\b)*")
# "`X`, which is to be added".
_RELATIVE = re.compile(rb"[\x01`*_)]*,?\s+(?:which|that)\s")
# "`Vessel` += `callsign`".
_INCREASED = re.compile(rb"[\x01`*_)]*\s*\+=")
# "`X` picks up a `y`", "`X` gets its own `y`".
_GETTING = re.compile(
    rb"[\x01`*_)]*\s+(?:(?:also|then|now|will|should|must)\s+)*"
    rb"(?:gets?|gains?|grows?|receives?|acquires?|picks? up|takes? on)\s+(?:an?|one|two|three|its own|another|more)\b"
)
_LEFT_ALONE = re.compile(
    rb"[\x01`*_)]*\s+(?:(?:as[ -]is|intact|untouched|unchanged|as it is|as they are)\b"
    rb"|keeps?\s|(?:behaves?|works?)\s+(?:exactly\s+|just\s+)?as\b|(?:must|should|will)\s+(?:still|continue to)\s)"
)
# "Make `X` ask for open rents", "let `X` return early": what follows is what it is to do or to be.
_MADE_TO = re.compile(rb"[\x01`*_)]*\s+(?!(?:in|for|with|to|from|at|on|by|and|or|of|as|into|under)\b)[a-z]{3,}")
_MAKING = re.compile(rb"\b(?:makes?|making|lets?)\s+(?:the\s+)?[\x01`*_]*$")
_TEST = re.compile(r"(?:Test|Benchmark|Fuzz)[A-Z_0-9]\w*\Z")
_WORDS = re.compile(rb"[a-z]+(?:-[a-z]+)*")

_NEW_THINGS = frozenset(
    (b"file", b"type", b"struct", b"package", b"table", b"endpoint", b"interface", b"function", b"module")
)
_WAS = ([b"was"], [b"were"], [b"had"])
_MORE = frozenset((b"new", b"additional", b"another", b"one", b"two", b"three", b"further"))


def intent_behind(found: Found, passage: Passage) -> Intent | None:
    """Judge by what follows a mention; None when the words say nothing."""
    end = found.span.end
    subject = _SUBJECT_END.match(passage.lower, end - passage.start)
    if subject is not None and _is_first(found, passage):
        return _of_remark(found, subject, passage)
    if _GETTING.match(passage.lower, end - passage.start):
        return Intent.CHANGED
    if _LEFT_ALONE.match(passage.lower, end - passage.start):
        return Intent.EXISTING
    if _INCREASED.match(passage.lower, end - passage.start):
        return Intent.CHANGED
    if _MAKING.search(passage.before(found.span.start, 20)):
        return Intent.CHANGED if _MADE_TO.match(passage.lower, end - passage.start) else None
    words = passage.words_behind(end)[:9]
    relative = _RELATIVE.match(passage.lower, end - passage.start) is not None
    preposition = b"" if relative else _preposition(found, passage)
    if preposition and preposition != b"of":
        # "The tests in `x.go` are a good model."
        is_model = words[:1] in ([b"is"], [b"are"]) and not vocabulary.MODELS.isdisjoint(words[1:5])
        # "The wiring in `main.go` is unchanged", "the tests in `x_test.go` stay".
        is_model = is_model or (words[:1] in ([b"is"], [b"are"]) and words[1:2] in ([b"unchanged"], [b"untouched"]))
        is_model = is_model or words[:1] in ([b"stays"], [b"stay"], [b"remains"], [b"remain"])
        return Intent.EXISTING if is_model else None
    is_object = not any(word in verbs.VERBS for word in passage.words_before(found.span.start))
    # "Nor should `X` be created".
    inverted = not vocabulary.NEGATORS.isdisjoint(passage.words_before(found.span.start)[-3:])
    said = _of_wish(found, words, passage) or _of_predicate(words, is_object, inverted and words[:1] == [b"be"])
    # What becomes of a part says that the whole is there: "the signature of `X` stays".
    if preposition and (not words or words[0] not in vocabulary.REMAINING | vocabulary.AGENTS):
        return None
    return said


def _of_wish(found: Found, words: list[bytes], passage: Passage) -> Intent | None:
    """Judge "make sure that `X` also ...", "`X` must also ...": more is to happen in what is there."""
    if b"also" not in words[:3]:
        return None
    around = (*passage.words_before(found.span.start), *words[: words.index(b"also")])
    return None if vocabulary.WISHING.isdisjoint(around) else Intent.CHANGED


def _preposition(found: Found, passage: Passage) -> bytes:
    """Return the preposition that keeps a mention from being a clause's subject: "one method on `X` is new"."""
    for word in reversed(passage.words_before(found.span.start)[-3:]):
        if word not in vocabulary.DETERMINERS:
            return word if word in vocabulary.PREPOSITIONS else b""
    return b""


def _of_predicate(words: list[bytes], is_object: bool = True, negated: bool = False) -> Intent | None:
    """Judge by the verb behind a mention: "is extended with", "will be created", "already exists".

    `is_object` tells that a verb with a subject of its own may govern the mention: "`X` we can remove".
    """
    helped = past = acted = False
    if words[:1] in _WAS and vocabulary.NEGATORS.isdisjoint(words[:4]) and vocabulary.TURNED_DOWN.isdisjoint(words[:5]):
        # What something was or has been it must have been there for.
        return None if words[1:2] in ([b"to"], []) else _of_past(words)
    for index, word in enumerate(words):
        if word in verbs.BECOMING and not negated:
            return Intent.CHANGED
        if word in vocabulary.GAINS and _gets_part(words[index + 1 :]):
            return Intent.CHANGED
        if negated and word in vocabulary.EDITS:
            return Intent.EXISTING
        if acted and word in verbs.BASE_FORMS:
            return _of_action(verbs.VERBS[word], negated)
        if word in vocabulary.GAINS and not _MORE.isdisjoint(words[index:]):
            return Intent.CHANGED
        if word in vocabulary.NEGATORS:
            negated = True
        elif word in (b"exists", b"exist"):
            return Intent.UNKNOWN if negated else Intent.EXISTING
        elif negated and word in vocabulary.UNWANTED:
            return Intent.UNKNOWN
        elif word in vocabulary.REMAINING or (word == b"already" and index == 0):
            return Intent.EXISTING
        elif word in vocabulary.PAST:
            helped = past = True
        elif word in vocabulary.AUXILIARIES:
            helped = True
        elif word in vocabulary.AGENTS and index <= 2 and is_object:
            acted = helped = True
        elif not helped:
            if index >= 5:
                return None
        elif word == b"new" and words[index - 1] not in vocabulary.AUXILIARIES:
            return None
        elif _is_model(words, index) or _is_placed(words, index):
            return Intent.EXISTING
        elif word in verbs.MADE:
            return Intent.UNKNOWN if negated else Intent.EXISTING if past else Intent.NEW
        elif word in verbs.CHANGED:
            if past and word in (b"removed", b"deleted"):
                return Intent.UNKNOWN
            return Intent.EXISTING if negated or past else Intent.CHANGED
        elif word in vocabulary.KEPT or _is_used(words, index) or (past and words[index - 1] == b"already"):
            return Intent.EXISTING
    return None


def _of_past(words: list[bytes]) -> Intent:
    """Judge "`X` was ...": it is there, unless it was taken away."""
    return Intent.UNKNOWN if words[1] in (b"removed", b"deleted") else Intent.EXISTING


def _gets_part(words: list[bytes]) -> bool:
    """Whether something gets a part more: "a new field", "one method"."""
    return bool(words) and words[0] in vocabulary.DETERMINERS and not vocabulary.PARTS.isdisjoint(words[1:4])


def _is_model(words: list[bytes], index: int) -> bool:
    """Whether something is said to be a good example."""
    return words[index] in vocabulary.MODELS and words[index - 1] not in vocabulary.NEW_ADJECTIVES


def _is_used(words: list[bytes], index: int) -> bool:
    """Whether something is said to be in use somewhere: "is invoked from", "is embedded by"."""
    return words[index] in verbs.USED and words[index + 1 : index + 2] in ([b"by"], [b"from"], [b"in"], [b"throughout"])


def _is_placed(words: list[bytes], index: int) -> bool:
    """Whether a participle tells where something is: "is defined in", "is implemented by"."""
    if words[index] not in verbs.STATIVE or words[index - 1] not in (b"is", b"are"):
        return False
    return words[index + 1 : index + 2] in ([b"in"], [b"at"], [b"by"], [b"inside"], [b"under"])


def _of_action(cue: Cue, negated: bool) -> Intent | None:
    """Judge "`X` we can remove": the verb behind has the mention in front as its object."""
    if negated:
        return Intent.EXISTING if cue is Cue.CHANGE else None
    return {Cue.CHANGE: Intent.CHANGED, Cue.MAKE: Intent.NEW, Cue.USE: Intent.EXISTING}.get(cue)


def is_test(found: Found) -> bool:
    """Tell whether a symbol is a test function by its name."""
    return found.kind is MentionKind.SYMBOL and _TEST.match(found.text) is not None


def _is_first(found: Found, passage: Passage) -> bool:
    start = found.span.start - passage.start
    if passage.block.kind is TextKind.ROW or start > LONGEST_PREFIX:
        return False
    prefix = _LABEL_PREFIX.match(passage.lower, 0, start)
    return prefix is not None and prefix.end() >= start


def _of_remark(found: Found, subject: re.Match[bytes], passage: Passage) -> Intent | None:
    """Judge "`X`: <remark>" by the remark's first words."""
    first, second = subject["first"] or b"", subject["second"] or b""
    if first in vocabulary.NEW_ADJECTIVES:
        if second in _NEW_THINGS:
            return Intent.NEW
        if found.kind is not MentionKind.PATH:
            return None
        return Intent.CHANGED if _is_part(passage.lower, subject.start("remark")) else Intent.NEW
    if found.kind is MentionKind.PATH and (first in vocabulary.ORDINALS or (first, second) == (b"one", b"more")):
        return Intent.CHANGED
    if first in vocabulary.OLD_ADJECTIVES or (first in vocabulary.KEPT and first not in (b"called", b"used")):
        return Intent.EXISTING
    if found.kind is MentionKind.ENDPOINT or is_test(found):
        # "`PUT /x`: update an invoice" says what the endpoint does, not what happens to it; so with a test's name.
        return None
    if found.kind is MentionKind.PATH and first in vocabulary.DONE_INSIDE:
        return Intent.CHANGED
    cue = verbs.VERBS.get(first)
    if cue is Cue.MAKE and first.startswith((b"defin", b"implement")) and found.kind is MentionKind.PATH:
        # In a file that is there or in one that comes with it.
        return None
    if cue is Cue.MAKE and first.startswith((b"creat", b"defin", b"implement", b"new")):
        return Intent.NEW if found.kind is MentionKind.PATH else None
    if cue is Cue.MAKE or cue is Cue.CHANGE:
        return Intent.CHANGED
    if first in (b"reuse", b"use", b"follow", b"see", b"copy"):
        return Intent.EXISTING
    return None


def _is_part(text: bytes, start: int) -> bool:
    """Whether "new ..." speaks of a part of a file rather than of the whole: "new routes for the gate"."""
    noun = b""
    for match in _WORDS.finditer(text, start, start + 80):
        apart = match.start() > start and text[match.start() - 1 : match.start()] != b" "
        if apart or match.group() in vocabulary.NOUN_ENDS:
            break
        noun = match.group()
    return noun.endswith(b"s") or noun in vocabulary.PARTS
