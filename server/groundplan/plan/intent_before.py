"""What the words in front of a name say of it: the adjective next to it, the verb that governs it, its preposition."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_described import RELATIVE, is_of_relative
from groundplan.plan.intent_places import NO_VERBS, is_place, is_unknown_order
from groundplan.plan.intent_verbs import Cue
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

# "**ADDED** endpoint `X`".
_SHOUTED_FIRST = re.compile(rb"\W*(ADDED|CREATED|REMOVED|RENAMED|MODIFIED|CHANGED|UPDATED|EXTENDED)\b")

_SUBJECTLESS = re.compile(rb"(?:[\s.!?;*_>\-]|\d+[.)]|\[[^\[\]]{0,12}\]|t\d+[a-z]?\b)*[a-z]+s\b")
_INSIDE = (b"in", b"into", b"inside", b"within", b"of")
_DEFINITE = frozenset((b"the", b"this", b"that", b"our", b"its", b"their", b"these", b"those", b"existing"))

_PLACES = ([b"in"], [b"to"], [b"inside"], [b"from"], [b"within"], [b"into"])
_TWO_WORDS: dict[tuple[bytes, ...], bytes] = {(b"next", b"to"): b"beside", (b"out", b"of"): b"from"}
_EXAMPLES = frozenset((b"such", b"as", b"including"))
_INSTRUMENTS = (b"with", b"through", b"by")
_INDICATIVE = frozenset((b"was", b"were", b"been", b"already"))
_WOULD = frozenset((b"would", b"will", b"shall", b"must", b"should"))
_OWNING = frozenset((b"own", b"have", b"offer", b"provide", b"carry", b"contain", b"hold", b"serve"))
_PART_BEHIND = re.compile(rb"[\x01`*_]*\s+(?:entry|entries|routes?|sections?|changes?|exports?|imports?)\b")
_NOUN_BEHIND = re.compile(rb"[\x01`*_]*\s+(?P<noun>[a-z]+)\b")

_PUTTING = frozenset((b"add", b"adding", b"added", b"register", b"registered", b"introduce", b"introduced"))

_REPORTING = frozenset(
    (b"was", b"were", b"been", b"has", b"have", b"had", b"we", b"already", b"previously", b"recently")
)

_NUMERALS = frozenset((b"two", b"three", b"four", b"several", b"both", b"these", b"those"))
_ONWARD = (b"to", b"into", b"onto", b"on", b"with", b"for", b"by")
_AT_PRESENT = frozenset((b"already", b"currently", b"today"))

_SPEAKING_OF_FILES = (".yml", ".yaml", ".json", ".toml", ".md", ".mod", ".tf")


def intent_before(found: Found, passage: Passage) -> Intent | None:
    """Judge by the nearest verb in front of a mention, in the same clause; None when the words say nothing."""
    words = passage.words_before(found.span.start)
    if tuple(words[-2:]) in vocabulary.POINTING:
        return Intent.EXISTING
    if words in _PLACES and found.kind in (MentionKind.PATH, MentionKind.SYMBOL) and is_place(found, passage):
        return Intent.CHANGED
    if words[-1:] in RELATIVE and is_of_relative(words, found, passage):
        return None
    listed = passage.words_since_colon(found.span.start)
    preposition = b""
    adjective: Intent | None = None
    distance = 0
    governed = True
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        if word in _EXAMPLES and (word != b"as" or words[max(0, index - 1)] == b"such"):
            # "Remove functions such as `X`": an example is what the verb is about.
            continue
        if len(words) - 1 - index == listed:
            # "Two new routes: `X`", "Additions to the API: `X`": a list behind a colon is the object itself.
            # "Builds on: `X`" is governed as if there were none.
            governed = word in vocabulary.PREPOSITIONS and passage.has_word_before_colon(found.span.start)
            distance = 0 if not preposition else distance
        if word in vocabulary.ORDINALS and not preposition and adjective is None and _is_one_more(words, index):
            adjective = Intent.NEW
            distance += 1
            continue
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
        if words[index + 1 : index + 2] in ([b"it"], [b"them"]) and word not in vocabulary.PREPOSITIONS | NO_VERBS:
            cue = verbs.VERBS.get(word)
            if cue is None:
                # "..., thread it through to `X`", "protect it with `X`": a verb that is not known.
                used = index == len(words) - 3 and preposition in _INSTRUMENTS and index == 0
                return adjective or (Intent.EXISTING if used else None)
        if (
            preposition == b"by"
            and adjective is None
            and found.kind is not MentionKind.DEPENDENCY
            and _is_passive(words, index)
        ):
            # "Was replaced by `X`": who did it is there.
            return Intent.EXISTING
        if word in _OWNING and not preposition and adjective is None and _is_to_own(words, index):
            # "It would own two calls, `X` and `Y`".
            return Intent.NEW
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
        if cue is Cue.USE and index == 0 and passage.block.kind is TextKind.HEADING and _is_compound(words):
            # "Report service (`x/usage`)".
            cue = None
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
                goes_on = index > 0 and words[index - 1] in (b"continue", b"continues")
                return adjective or (Intent.EXISTING if goes_on else None)
            if word in (b"and", b"or") and words[index + 1 : index + 2] and words[index + 1] in vocabulary.DETERMINERS:
                # "... beside `X`, and a method `Y`": the verb governs what follows, the preposition no longer does.
                governed = False
            if governed and not preposition and word in vocabulary.PREPOSITIONS:
                preposition = _TWO_WORDS.get(tuple(words[max(0, index - 1) : index + 1]), word)
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
    if adjective is None and preposition in _INSIDE and is_unknown_order(words, found, passage):
        return Intent.CHANGED
    if adjective is None and not preposition and _is_brought_in(words, found, passage):
        return Intent.NEW
    return adjective or (Intent.EXISTING if preposition in vocabulary.BESIDE else None)


def _is_brought_in(words: list[bytes], found: Found, passage: Passage) -> bool:
    """Whether a sentence begins with a thing that the reader does not know: "A dedicated `x/search` package"."""
    if not 1 <= len(words) <= 3 or words[0] not in (b"a", b"an") or found.kind is MentionKind.ENDPOINT:
        return False
    noun = _NOUN_BEHIND.match(passage.lower, found.span.end - passage.start)
    return noun is not None and noun["noun"] in vocabulary.THINGS


def _is_compound(words: list[bytes]) -> bool:
    """Whether a title's first word is part of a noun: no article and no adjective follows it."""
    words_of_objects = (vocabulary.DETERMINERS, _DEFINITE, vocabulary.OLD_ADJECTIVES, vocabulary.PREPOSITIONS)
    return len(words) > 1 and not any(words[1] in each for each in words_of_objects)


def _is_passive(words: list[bytes], index: int) -> bool:
    """Whether a word is the participle of something that happened: "was replaced by"."""
    if not words[index].endswith((b"ed", b"en", b"ept", b"eld")) or index == 0 or b"by" not in words[index + 1 :]:
        return False
    return words[index - 1] in _INDICATIVE and (index < 2 or words[index - 2] not in vocabulary.NEGATORS)


def _is_one_more(words: list[bytes], index: int) -> bool:
    """Whether a name is that of one part more: "a third route `X`"."""
    return index + 2 == len(words) and words[index + 1] in vocabulary.PARTS


def _is_to_own(words: list[bytes], index: int) -> bool:
    """Whether something is to have things that it has not: "would own a table"."""
    if index == 0 or words[index - 1] not in _WOULD:
        return False
    behind = words[index + 1 : index + 2]
    return bool(behind) and behind[0] in vocabulary.INDEFINITE


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
        # "Create migration `X`" and "an extension interface in `X`" against "migration of `X`".
        behind = words[index + 1 : index + 2]
        return not preposition or (bool(behind) and behind[0] not in vocabulary.PREPOSITIONS)
    if word in (b"put", b"split", b"read") and index > 0 and words[index - 1] in (b"is", b"are", b"was", b"were"):
        return True
    if index > 0 and word.endswith(b"ing") and words[index - 1] in _DEFINITE:
        # "The wiring in `main.go`".
        return True
    if preposition or index == 0 or word.endswith((b"ing", b"ed")):
        return False
    if words[index - 1] in _NUMERALS:
        # "Both report `X`": a noun would be in the plural.
        return word not in verbs.BASE_FORMS or index < len(words) - 1
    if word not in verbs.BASE_FORMS or index == len(words) - 1:
        return False
    if words[index - 1] == b"this" and words[index + 1] in _DEFINITE:
        # "As part of this deprecate the type `X`".
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
        if not preposition and found.kind is MentionKind.PATH and adjective is None:
            # "Wire `main.go`".
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
