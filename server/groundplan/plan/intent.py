"""What a plan intends with a thing that it names: it is there, it is to be made, or it is to be changed.

Evidence is asked in the order of its strength: a mark at the name, the adjective before it, the verb that governs it,
the words behind it, the line that leads into its list, the headings above. What nothing speaks for stays unknown.
"""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_marks import intent_of_mark
from groundplan.plan.intent_words import Cue
from groundplan.plan.labels import intent_of_label
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

# "**Files touched:** `a.go`, `b.go`".
_BOLD_LABEL = re.compile(rb"[\W\d]*(\*\*|__)([^*_\n\x01]{3,40}?):?\1:?(?=\s)")

# "Today a list comes in through `X`": what such a passage describes is there.
_TODAY = re.compile(rb"[\W\d]*(?:today|currently|at present|right now|at the moment|as of today)\b")

# "**ADDED** endpoint `X`".
_SHOUTED_FIRST = re.compile(rb"\W*(ADDED|CREATED|REMOVED|RENAMED|MODIFIED|CHANGED|UPDATED|EXTENDED)\b")

# "In `x.go`, add ...".
_LED_BY_PLACE = re.compile(rb"[\x01`*_)]*(?:\s*\([^()]*\))?\s*[,:]?\s*(?:we\s+)?([a-z]+)\b")
_SUBJECT_END = re.compile(
    rb"[\x01`*_)]*\s*(?:\([^()]{0,60}\))?\s*(?::|\xe2\x80\x94|\xe2\x80\x93|--?(?=\s))[\s*_]*([a-z]+)?(?:\s+([a-z]+))?"
)
_PART_BEHIND = re.compile(rb"[\x01`*_]*\s+(?:entry|entries|routes?|sections?|changes?|exports?|imports?)\b")
_LABEL_PREFIX = re.compile(rb"(?:\[[^\[\]]{0,40}\]|[\W\d\x01]|t\d+[a-z]?\b)*")

_NEW_THINGS = frozenset(
    (b"file", b"type", b"struct", b"package", b"table", b"endpoint", b"interface", b"function", b"module")
)

_PUTTING = frozenset((b"add", b"adding", b"added", b"register", b"registered", b"introduce", b"introduced"))


_REPORTING = frozenset(
    (b"was", b"were", b"been", b"has", b"have", b"had", b"we", b"already", b"previously", b"recently")
)
_MORE = frozenset((b"new", b"additional", b"another", b"one"))

_SPEAKING_OF_FILES = (".yml", ".yaml", ".json", ".toml", ".md", ".mod", ".tf")


# "`X` in `x.go`", "`X` (`x.go:4`)": the file is where X is.
_HOME = re.compile(rb"[`*_]*(?:\(\))?[`*_]*\s*(?:\(|\s(?:in|from|at)\s(?:the\s)?)[`*_\[]*")


def intents_of(found: list[Found], passage: Passage) -> list[tuple[Found, Intent | None]]:
    """Return a passage's mentions with what the text around each says, see `intent_of_mention`."""
    said = [(each, intent_of_mention(each, passage)) for each in found]
    if _TODAY.match(passage.lower):
        said = [(each, intent or Intent.EXISTING) for each, intent in said]
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


def _at_home(found: Found, existing: set[int], passage: Passage) -> Intent | None:
    """Return that a file exists when what it is named as the place of does."""
    if found.kind is not MentionKind.PATH:
        return None
    nearest = max((end for end in existing if end < found.span.start), default=-1)
    home = nearest >= 0 and _HOME.fullmatch(passage.text, nearest, found.span.start) is not None
    return Intent.EXISTING if home else None


def intent_of_mention(found: Found, passage: Passage) -> Intent | None:
    """Return what the text around a mention says; None when it says nothing, UNKNOWN when it says nothing certain."""
    if found.stated is not None:
        return found.stated
    marked = intent_of_mark(found, passage)
    if marked is not None:
        return marked
    before = _before(found, passage)
    if before is not None and before is not Intent.UNKNOWN:
        return before
    return _behind(found, passage) or before


def _before(found: Found, passage: Passage) -> Intent | None:
    """Judge by the nearest verb in front of the mention, in the same clause."""
    words = passage.words_before(found.span.start)
    if tuple(words[-2:]) in vocabulary.POINTING:
        return Intent.EXISTING
    if words == [b"in"] and found.kind in (MentionKind.PATH, MentionKind.SYMBOL):
        led = _LED_BY_PLACE.match(passage.lower, found.span.end - passage.start)
        word = led.group(1) if led is not None else b""
        if word in vocabulary.DONE_INSIDE or vocabulary.VERBS.get(word) is Cue.CHANGE:
            return Intent.CHANGED
    preposition = b""
    adjective: Intent | None = None
    distance = 0
    governed = True
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
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
        cue = vocabulary.VERBS.get(word)
        if cue is Cue.SILENT and _is_promised(words, index, passage):
            cue = Cue.MAKE if word in vocabulary.MADE else Cue.CHANGE
        if word == b"from" and not vocabulary.REMOVING.isdisjoint(words[:index]):
            return Intent.UNKNOWN if _negated(words, index) else Intent.CHANGED
        if word in vocabulary.ANNOUNCING:
            announced = not vocabulary.ANNOUNCERS.isdisjoint(words[:index])
            cue = vocabulary.ANNOUNCING[word] if announced else Cue.SILENT
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
        if cue is Cue.USE and found.kind is MentionKind.ENDPOINT and words[0] in vocabulary.SCENARIO:
            return adjective
        return _judged(found, cue, word, preposition, adjective, _negated(words, index))
    return adjective or (Intent.EXISTING if preposition in vocabulary.BESIDE else None)


def _is_promised(words: list[bytes], index: int, passage: Passage) -> bool:
    """Whether a participle speaks of what is to come: "to be created in", "**ADDED** endpoint"."""
    word = words[index]
    if word not in vocabulary.MADE and word not in vocabulary.CHANGED:
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
    found: Found, cue: Cue, verb: bytes, preposition: bytes, adjective: Intent | None, negated: bool
) -> Intent | None:
    if negated:
        return adjective or (Intent.EXISTING if cue is Cue.CHANGE or cue is Cue.USE else Intent.UNKNOWN)
    if cue is Cue.MAKE:
        return _of_making(found, verb, preposition, adjective)
    if cue is Cue.CHANGE:
        return _of_changing(found, verb, preposition, adjective)
    if cue is Cue.JOIN:
        if preposition in (b"into", b"to", b"in", b"on", b"onto", b"off"):
            return Intent.CHANGED
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
    if verb in vocabulary.RENAMING and preposition in (b"to", b"into"):
        return adjective or (Intent.NEW if verb.startswith(b"renam") else Intent.UNKNOWN)
    if preposition == b"with":
        return adjective or (Intent.UNKNOWN if verb.startswith(b"replac") else Intent.NEW)
    if preposition in (b"for", b"of", b"by", b"as") and found.kind is MentionKind.SYMBOL:
        return adjective or Intent.UNKNOWN
    return Intent.NEW if adjective is Intent.NEW else Intent.CHANGED


def _behind(found: Found, passage: Passage) -> Intent | None:
    """Judge by what follows: "`X` is extended with", "`X` already exists", "`x.go`: add the route"."""
    end = found.span.end
    subject = _SUBJECT_END.match(passage.lower, end - passage.start)
    if subject is not None and _is_first(found, passage):
        return _of_remark(found, subject.group(1) or b"", subject.group(2) or b"")
    if _follows_preposition(found, passage):
        return None
    return _of_predicate(passage.words_behind(end)[:9])


def _follows_preposition(found: Found, passage: Passage) -> bool:
    """Whether a mention is not what its clause is about: "one method on `X` and one route are new"."""
    for word in reversed(passage.words_before(found.span.start)[-3:]):
        if word not in vocabulary.DETERMINERS:
            return word in vocabulary.PREPOSITIONS
    return False


def _of_predicate(words: list[bytes]) -> Intent | None:
    """Judge by the verb behind a mention: "is extended with", "will be created", "already exists"."""
    helped = past = negated = False
    for index, word in enumerate(words):
        if word in vocabulary.GAINS and not _MORE.isdisjoint(words[index:]):
            return Intent.CHANGED
        if word in vocabulary.NEGATORS:
            negated = True
        elif word in (b"exists", b"exist"):
            return Intent.UNKNOWN if negated else Intent.EXISTING
        elif negated and word in vocabulary.UNWANTED:
            return Intent.UNKNOWN
        elif word in vocabulary.REMAINING:
            return Intent.EXISTING
        elif word in vocabulary.PAST:
            helped = past = True
        elif word in vocabulary.AUXILIARIES:
            helped = True
        elif not helped:
            if index >= 5:
                return None
        elif word == b"new" and words[index - 1] not in vocabulary.AUXILIARIES:
            return None
        elif word in vocabulary.MADE:
            return Intent.UNKNOWN if negated else Intent.EXISTING if past else Intent.NEW
        elif word in vocabulary.CHANGED:
            if past and word in (b"removed", b"deleted"):
                return Intent.UNKNOWN
            return Intent.EXISTING if negated or past else Intent.CHANGED
        elif word in vocabulary.KEPT or (past and words[index - 1] == b"already"):
            return Intent.EXISTING
    return None


def _is_first(found: Found, passage: Passage) -> bool:
    start = found.span.start - passage.start
    if passage.block.kind is TextKind.ROW:
        return False
    prefix = _LABEL_PREFIX.match(passage.lower, 0, start)
    return prefix is not None and prefix.end() >= start


def _of_remark(found: Found, first: bytes, second: bytes) -> Intent | None:
    """Judge "`X`: <remark>" by the remark's first words."""
    if first in vocabulary.NEW_ADJECTIVES:
        if second in _NEW_THINGS:
            return Intent.NEW
        return Intent.CHANGED if found.kind is MentionKind.PATH else None
    if first in vocabulary.OLD_ADJECTIVES or (first in vocabulary.KEPT and first not in (b"called", b"used")):
        return Intent.EXISTING
    if found.kind is MentionKind.ENDPOINT:
        # "`PUT /x`: update an invoice" says what the endpoint does, not what happens to it.
        return None
    if found.kind is MentionKind.PATH and first in vocabulary.DONE_INSIDE:
        return Intent.CHANGED
    cue = vocabulary.VERBS.get(first)
    if cue is Cue.MAKE and first.startswith((b"creat", b"defin", b"implement", b"new")):
        return Intent.NEW if found.kind is MentionKind.PATH else None
    if cue is Cue.MAKE or cue is Cue.CHANGE:
        return Intent.CHANGED
    if first in (b"reuse", b"use", b"follow", b"see", b"copy"):
        return Intent.EXISTING
    return None
