"""What the words in front of a name say of it: the adjective next to it, the verb that governs it, its preposition."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_verbs import Cue
from groundplan.plan.mentions.passage import Found, Passage

# "**ADDED** endpoint `X`".
_SHOUTED_FIRST = re.compile(rb"\W*(ADDED|CREATED|REMOVED|RENAMED|MODIFIED|CHANGED|UPDATED|EXTENDED)\b")

# "- [ ] T005 [US1] Map the error ...", "3. Teach `X` ...".
_ORDER = re.compile(
    rb"(?:[\s.;*_>\-]|\d+[.)]|\[[^\[\]]{0,12}\]|t\d+[a-z]?\b)*(?P<verb>[a-z]{3,})\s+(?:(?:the|a|an|all|each|every|its|our|both)\s|\x01)"
)
_SUBJECTLESS = re.compile(rb"(?:[\s.!?;*_>\-]|\d+[.)]|\[[^\[\]]{0,12}\]|t\d+[a-z]?\b)*[a-z]+s\b")
_NO_ORDERS = frozenset(
    b"""
    run check confirm test verify ensure note assert validate find locate read open type struct interface file package
    table queue bucket topic module route path method class service model rule given when then while where after before
    once until only see document list describe explain inside within despite unlike
    """.split()
)
_INSIDE = (b"in", b"into", b"inside", b"within", b"of")
_DEFINITE = frozenset((b"the", b"this", b"that", b"our", b"its", b"their", b"these", b"those", b"existing"))

# "In `x.go`, add ...", "To `X` we add ...".
_LED_BY_PLACE = re.compile(
    rb"[\x01`*_)]*(?:\s*\([^()]*\))?\s*[,:]?\s*(?:(?:we|i)\s+)?(?:(?:must|should|shall|will|can)\s+)?"
    rb"(?P<passive>be\s+)?(?P<verb>[a-z]+)\b"
)
_PLACES = ([b"in"], [b"to"], [b"inside"], [b"from"], [b"within"], [b"into"])
_PART_BEHIND = re.compile(rb"[\x01`*_]*\s+(?:entry|entries|routes?|sections?|changes?|exports?|imports?)\b")
_NOUN_BEHIND = re.compile(rb"[\x01`*_]*\s+(?P<noun>[a-z]+)\b")

_PUTTING = frozenset((b"add", b"adding", b"added", b"register", b"registered", b"introduce", b"introduced"))

_REPORTING = frozenset(
    (b"was", b"were", b"been", b"has", b"have", b"had", b"we", b"already", b"previously", b"recently")
)

_NUMERALS = frozenset((b"two", b"three", b"four", b"several", b"both", b"these", b"those"))
_ONWARD = (b"to", b"into", b"onto", b"on", b"with", b"for", b"by")
_NO_VERBS = frozenset(
    (b"that", b"so", b"if", b"when", b"and", b"then", b"because", b"as", b"is", b"let", b"make", b"do", b"does", b"did")
)
_AT_PRESENT = frozenset((b"already", b"currently", b"today"))

_SPEAKING_OF_FILES = (".yml", ".yaml", ".json", ".toml", ".md", ".mod", ".tf")


def intent_before(found: Found, passage: Passage) -> Intent | None:
    """Judge by the nearest verb in front of a mention, in the same clause; None when the words say nothing."""
    words = passage.words_before(found.span.start)
    if tuple(words[-2:]) in vocabulary.POINTING:
        return Intent.EXISTING
    if words in _PLACES and found.kind in (MentionKind.PATH, MentionKind.SYMBOL) and _is_place(found, passage):
        return Intent.CHANGED
    listed = passage.words_since_colon(found.span.start)
    preposition = b""
    adjective: Intent | None = None
    distance = 0
    governed = True
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if len(words) - 1 - index == listed:
            # "Two new routes: `X`", "Additions to the API: `X`": a list behind a colon is the object itself.
            governed, distance = False, 0 if not preposition else distance
        if not preposition and distance <= 3 and adjective is None:
            if word in vocabulary.NEW_ADJECTIVES:
                adjective = Intent.UNKNOWN if _negated(words, index) else Intent.NEW
                distance += 1
                continue
            if word in vocabulary.OLD_ADJECTIVES:
                adjective = Intent.UNKNOWN if _negated(words, index) else Intent.EXISTING
                distance += 1
                continue
            if word in vocabulary.CHANGED_ADJECTIVES and not _is_past(words, index):
                return Intent.CHANGED
        if (
            preposition in (b"in", b"at", b"from")
            and word in vocabulary.OLD_ADJECTIVES
            and adjective is None
            and found.kind is MentionKind.PATH
            and distance <= 6
            and not _negated(words, index)
        ):
            # "the existing pattern in `a.go`": what holds something existing exists.
            return Intent.EXISTING
        if (
            word in vocabulary.AGENTS
            and words[index + 1 : index + 2] in ([b"have"], [b"own"], [b"ve"])
            and not preposition
        ):
            # "The table that we have, `X`".
            return adjective or Intent.EXISTING
        if word in vocabulary.GAINS and not preposition and _is_gained(found, words[index + 1 :], passage):
            return Intent.UNKNOWN if _negated(words, index) else Intent.NEW
        if words[index + 1 : index + 2] in ([b"it"], [b"them"]) and word not in vocabulary.PREPOSITIONS | _NO_VERBS:
            cue = verbs.VERBS.get(word)
            if cue is None:
                # "..., thread it through to `X`": a verb that is not known.
                return adjective
        if (
            preposition == b"in"
            and word in vocabulary.NEW_ADJECTIVES
            and found.kind is MentionKind.PATH
            and not vocabulary.PARTS.isdisjoint(words[index + 1 : index + 4])
            and not _negated(words, index)
        ):
            # "A new constant in `a.go`".
            return Intent.CHANGED
        cue = verbs.VERBS.get(word)
        if cue is Cue.USE and word in vocabulary.ORIGINS and preposition in _ONWARD:
            # "Started from `X` and hands it to `Y`".
            cue = None
        if cue is not None and _is_noun(words, index, preposition if governed else b"of"):
            cue = None
        if cue is Cue.SILENT and _is_promised(words, index, passage):
            cue = Cue.MAKE if word in verbs.MADE else Cue.CHANGE
        if word == b"renamed" and preposition == b"to" and index > 0 and words[index - 1] not in _REPORTING:
            return Intent.NEW
        if index > 0 and words[index - 1] == b"be" and cue is None and word.endswith(b"ed") and preposition in _INSIDE:
            # "Will be constructed in `main.go`".
            return Intent.CHANGED if found.kind is MentionKind.PATH else adjective
        if word == b"from" and not vocabulary.REMOVING.isdisjoint(words[:index]):
            return Intent.UNKNOWN if _negated(words, index) else Intent.CHANGED
        if cue is Cue.SILENT and preposition and _describes(words, index):
            # "Follow the pattern established in `x.go`": the verb in front governs the whole.
            distance += 1
            continue
        if word in verbs.ANNOUNCING:
            announced = not vocabulary.ANNOUNCERS.isdisjoint(words[:index])
            # "3. Introduces `X`": an item without a subject speaks of the step itself.
            announced = announced or (index == 0 and _begins_sentence(found, passage))
            cue = verbs.ANNOUNCING[word] if announced else Cue.SILENT
        if cue is None:
            if word == b"to" and index + 1 < len(words) and words[index + 1] in vocabulary.INFINITIVES:
                return adjective
            if word in (b"and", b"or") and words[index + 1 : index + 2] and words[index + 1] in vocabulary.DETERMINERS:
                # "... beside `X`, and a method `Y`": the verb governs what follows, the preposition no longer does.
                governed = False
            if governed and not preposition and word in vocabulary.PREPOSITIONS:
                preposition = b"beside" if words[max(0, index - 1) : index + 1] == [b"next", b"to"] else word
            distance += 1
            continue
        if (
            cue is Cue.USE
            and preposition in (b"in", b"inside", b"within", b"with")
            and index > 0
            and words[index - 1] in vocabulary.NOUN_MARKERS
        ):
            # "Replace the call to `X` in `a.go`": the call is a thing here.
            distance += 1
            continue
        if adjective is Intent.UNKNOWN:
            return Intent.UNKNOWN
        if cue is Cue.MAKE and found.kind is MentionKind.PATH and not preposition and _names_a_part(found, passage):
            return Intent.CHANGED
        if word in _AT_PRESENT:
            return adjective or Intent.EXISTING
        if cue is Cue.USE and found.kind is MentionKind.ENDPOINT and words[0] in vocabulary.SCENARIO:
            return adjective
        if word in vocabulary.GIVING and not preposition and index + 1 < len(words):
            given = _of_gift(found, words[index + 1 :], passage)
            if given is not None:
                return given
        indefinite = found.kind is not MentionKind.PATH and _is_indefinite(words[index + 1 :])
        return _judged(found, cue, word, preposition, adjective, _negated(words, index), indefinite)
    if adjective is None and preposition in _INSIDE and _is_unknown_order(words, found, passage):
        return Intent.CHANGED
    return adjective or (Intent.EXISTING if preposition in vocabulary.BESIDE else None)


def _is_place(found: Found, passage: Passage) -> bool:
    """Whether a clause begins with where something is done: "In `x.go` add", "To `X` must be added"."""
    led = _LED_BY_PLACE.match(passage.lower, found.span.end - passage.start)
    if led is None:
        return False
    word = led["verb"]
    if led["passive"]:
        return word in verbs.MADE or word in verbs.CHANGED
    cue = verbs.VERBS.get(word)
    if word in vocabulary.DONE_INSIDE or cue is Cue.CHANGE or cue is Cue.JOIN:
        return True
    return cue is Cue.MAKE and found.kind is MentionKind.SYMBOL


def _is_gained(found: Found, words: list[bytes], passage: Passage) -> bool:
    """Whether a mention is the part that something else gets: "needs a `X` method", "gains two fields: `X`"."""
    if not words or words[0] not in vocabulary.DETERMINERS or len(words) > 4:
        return False
    noun = _NOUN_BEHIND.match(passage.lower, found.span.end - passage.start)
    return any(word in vocabulary.PARTS for word in words) or (noun is not None and noun["noun"] in vocabulary.PARTS)


def _of_gift(found: Found, words: list[bytes], passage: Passage) -> Intent | None:
    """Judge what something is given: "grant it the role `X`", "give `Y` a method `X`"."""
    if words[0] in (b"it", b"them"):
        words = words[1:]
        if not words or words[0] not in vocabulary.DETERMINERS or words[0] == b"the":
            return Intent.EXISTING
    return Intent.NEW if _is_gained(found, words, passage) and words[0] != b"the" else None


def _is_noun(words: list[bytes], index: int, preposition: bytes) -> bool:
    """Whether a word that could be a verb is part of a name's description: "the new update endpoint `X`"."""
    word = words[index]
    if word in verbs.NOUNS:
        # "Create migration `X`" against "migration of `X`".
        return not preposition
    if word in (b"put", b"split", b"read") and index > 0 and words[index - 1] in (b"is", b"are", b"was", b"were"):
        return True
    if preposition or index == 0 or word.endswith((b"ing", b"ed")):
        return False
    if words[index - 1] in _NUMERALS:
        return True
    if word not in verbs.BASE_FORMS or index == len(words) - 1:
        return False
    return words[index - 1] in vocabulary.NOUN_MARKERS or words[index - 1] in vocabulary.NEW_ADJECTIVES


def _begins_sentence(found: Found, passage: Passage) -> bool:
    """Whether the clause of a mention begins its block or follows a full stop, with nothing in inline code before."""
    start = passage.clause_start(found.span.start) - passage.start
    if start > 0 and passage.lower[start : start + 1] not in (b".", b"!", b"?"):
        return False
    return _SUBJECTLESS.match(passage.lower, start) is not None


def _is_indefinite(words: list[bytes]) -> bool:
    """Whether a name is introduced as one that the reader does not know: "into a free function `X`"."""
    for word in reversed(words[-4:]):
        if word in vocabulary.INDEFINITE:
            return True
        if word in vocabulary.PREPOSITIONS or word in _DEFINITE:
            return False
    return False


def _is_unknown_order(words: list[bytes], found: Found, passage: Passage) -> bool:
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


def _describes(words: list[bytes], index: int) -> bool:
    """Whether a participle belongs to the noun in front of it: "the pattern established in"."""
    if index == 0 or words[index] not in verbs.MADE | verbs.CHANGED:
        return False
    return words[index - 1] not in vocabulary.AUXILIARIES and words[index - 1] not in vocabulary.AGENTS


def _is_promised(words: list[bytes], index: int, passage: Passage) -> bool:
    """Whether a participle speaks of what is to come: "to be created in", "**ADDED** endpoint"."""
    word = words[index]
    if word not in verbs.MADE and word not in verbs.CHANGED:
        return False
    if index > 0:
        return words[index - 1] == b"be"
    first = _SHOUTED_FIRST.match(passage.text, passage.start, passage.end)
    return first is not None and first.group(1).lower() == word


def _is_past(words: list[bytes], index: int) -> bool:
    """Whether a participle reports what was done: "was updated", "we changed"."""
    return index > 0 and words[index - 1] in _REPORTING


def _names_a_part(found: Found, passage: Passage) -> bool:
    """Whether only a part of a file is made: "create `routes.go` entry"."""
    return _PART_BEHIND.match(passage.lower, found.span.end - passage.start) is not None


def _negated(words: list[bytes], index: int) -> bool:
    return not vocabulary.NEGATORS.isdisjoint(words[max(0, index - 3) : index])


def _judged(
    found: Found,
    cue: Cue,
    verb: bytes,
    preposition: bytes,
    adjective: Intent | None,
    negated: bool,
    indefinite: bool = False,
) -> Intent | None:
    if negated:
        return adjective or (Intent.EXISTING if cue is Cue.CHANGE or cue is Cue.USE else Intent.UNKNOWN)
    if cue is Cue.MAKE:
        return _of_making(found, verb, preposition, adjective)
    if cue is Cue.CHANGE and indefinite and preposition == b"into":
        # "Lift the check into a function `X`".
        return Intent.NEW
    if cue is Cue.CHANGE:
        return _of_changing(found, verb, preposition, adjective)
    if cue is Cue.JOIN:
        if found.kind is MentionKind.DEPENDENCY:
            return adjective or Intent.UNKNOWN
        if adjective is Intent.NEW:
            return adjective
        if indefinite:
            return Intent.NEW
        if preposition in (b"into", b"to", b"in", b"on", b"onto", b"off"):
            return Intent.CHANGED
        if preposition in vocabulary.BESIDE:
            return Intent.EXISTING
        return adjective or (Intent.EXISTING if preposition == b"with" else Intent.UNKNOWN)
    if cue is Cue.USE:
        if adjective is None and found.kind is MentionKind.DEPENDENCY:
            # "Use chi" is said of what is there and of what is wanted.
            return Intent.UNKNOWN
        return adjective or Intent.EXISTING
    return adjective


def _of_making(found: Found, verb: bytes, preposition: bytes, adjective: Intent | None) -> Intent:
    if found.kind is MentionKind.RESOURCE and verb.startswith(b"writ"):
        # "Writes to the table" says what code does with it.
        return adjective or Intent.EXISTING
    if preposition in (b"inside", b"within") and found.kind is MentionKind.PATH:
        preposition = b"in"
    if verb.startswith(b"buil") and preposition in (b"on", b"upon", b"off"):
        return adjective or Intent.EXISTING
    if preposition in vocabulary.CONTAINERS:
        return adjective if adjective is Intent.NEW else Intent.CHANGED
    if adjective is not None:
        return adjective
    if preposition == b"in":
        if found.kind is not MentionKind.PATH or found.text.endswith(_SPEAKING_OF_FILES):
            return Intent.CHANGED
        return Intent.CHANGED if verb in _PUTTING else Intent.NEW
    if preposition in (b"", b"with", b"at", b"under"):
        return Intent.NEW
    if preposition in (*vocabulary.BESIDE, b"between", b"after", b"before", b"across"):
        return Intent.EXISTING
    if preposition == b"for" and found.kind in (MentionKind.ENDPOINT, MentionKind.RESOURCE):
        return Intent.NEW
    return Intent.UNKNOWN


def _of_changing(found: Found, verb: bytes, preposition: bytes, adjective: Intent | None) -> Intent:
    if verb in vocabulary.GIVING and preposition:
        # "Give `X` access to `Y`": only the receiver is changed.
        return adjective or (Intent.EXISTING if preposition in (b"to", b"on") else Intent.UNKNOWN)
    if verb in vocabulary.RENAMING and preposition in (b"to", b"into"):
        return adjective or (Intent.NEW if verb.startswith(b"renam") else Intent.UNKNOWN)
    if preposition == b"with":
        return adjective or (Intent.UNKNOWN if verb.startswith(b"replac") else Intent.NEW)
    if preposition in (b"for", b"of", b"by", b"as") and found.kind is MentionKind.SYMBOL:
        return adjective or Intent.UNKNOWN
    return Intent.NEW if adjective is Intent.NEW else Intent.CHANGED
