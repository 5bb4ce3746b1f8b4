"""What a plan intends with a thing that it names: it is there, it is to be made, or it is to be changed.

Evidence is asked in the order of its strength: a mark at the name, the adjective before it, the verb that governs it,
the words behind it, the line that leads into its list, the headings above. What nothing speaks for stays unknown.
"""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_words import Cue
from groundplan.plan.mentions.passage import CODE, Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

_NEW = rb"new|to be (?:created|added)|to create|create[ds]?|added?|planned|proposed"
_OLD = rb"existing|reused?|unchanged|no changes?|as is|already exists"
_CHANGED = (
    rb"extend(?:ed|s)?|modif(?:y|ied|ication)|updated?|changed?|amend(?:ed|ment)?|enhanced?|refactor(?:ed)?|edit(?:ed)?"
)
_MARK = rb"(?:(?P<new>" + _NEW + rb")|(?P<old>" + _OLD + rb")|(?P<changed>" + _CHANGED + rb"))\b"

_MARKED = {"new": Intent.NEW, "old": Intent.EXISTING, "changed": Intent.CHANGED}

_MARK_BEHIND = re.compile(rb"[\x01`*_\s]{0,4}[(\[]\s*" + _MARK)
_MARK_BEFORE = re.compile(rb"(?:\[" + _MARK + rb"\]|\b" + _MARK.replace(b"?P<", b"?P<x_") + rb"\s*:)[\s*_`\-]*$")
_SOURCE_BEFORE = re.compile(
    rb"\b(?:source|reference|pattern|example|precedent|prior art|see also|based on)s?\s*:[\s*_`\-]*$"
)
_CELL_MARK = re.compile(
    rb"[*_`\s\[(]*" + _MARK + rb"(?:\s+(?:file|type|struct|table|endpoint|method|field)s?)?[*_`\s\])]*"
)

# "| `runner.go` | New: the interface and its mock |".
_CELL_NEW = re.compile(
    rb"[*_`\s\[(]*(?:new|created?|to be created)(?:\s+(?:file|type|struct|table|package))?[*_`\])]*\s*"
    rb"(?::|\xe2\x80\x94|--?\s)"
)

_SUBJECT_END = re.compile(
    rb"[\x01`*_)]*\s*(?:\([^()]{0,60}\))?\s*(?::|\xe2\x80\x94|\xe2\x80\x93|--?(?=\s))[\s*_]*([a-z]+)?(?:\s+([a-z]+))?"
)
_PART_BEHIND = re.compile(rb"[\x01`*_]*\s+(?:entry|entries|routes?|sections?|changes?|exports?|imports?)\b")
_LABEL_PREFIX = re.compile(rb"(?:\[[^\[\]]{0,40}\]|[\W\d\x01]|t\d+[a-z]?\b)*")

_NEW_THINGS = frozenset(
    (b"file", b"type", b"struct", b"package", b"table", b"endpoint", b"interface", b"function", b"module")
)

_LONGEST_CELL_MARK = 40

_REPORTING = frozenset(
    (b"was", b"were", b"been", b"has", b"have", b"had", b"we", b"already", b"previously", b"recently")
)
_MORE = frozenset((b"new", b"additional", b"another", b"one"))

_SPEAKING_OF_FILES = (".yml", ".yaml", ".json", ".toml", ".md", ".mod", ".tf")


def intent_of_mention(found: Found, passage: Passage) -> Intent | None:
    """Return what the text around a mention says; None when it says nothing, UNKNOWN when it says nothing certain."""
    if found.stated is not None:
        return found.stated
    marked = _marked(found, passage)
    if marked is not None:
        return marked
    before = _before(found, passage)
    if before is not None and before is not Intent.UNKNOWN:
        return before
    return _behind(found, passage) or before


def _marked(found: Found, passage: Passage) -> Intent | None:
    end = found.span.end - passage.start
    behind = _MARK_BEHIND.match(passage.lower, end)
    if behind is not None:
        return _named(behind)
    before = passage.before(found.span.start, 40).rstrip(b" *_`-" + CODE)
    if before.endswith((b":", b"]")):
        label = _MARK_BEFORE.search(before)
        if label is not None:
            return _named(label)
        if _SOURCE_BEFORE.search(before):
            return Intent.EXISTING
    return _row_mark(found, passage) if passage.block.kind is TextKind.ROW else None


def _row_mark(found: Found, passage: Passage) -> Intent | None:
    """Return what a cell of its own says of a table's row: "new", "modify"."""
    for cell in passage.block.cells:
        if _CELL_NEW.match(passage.lower, cell.start - passage.start, cell.end - passage.start):
            return Intent.NEW
        if cell.end - cell.start <= _LONGEST_CELL_MARK:
            match = _CELL_MARK.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start)
            if match is not None:
                return _named(match)
    return _beside(found, passage)


def _beside(found: Found, passage: Passage) -> Intent | None:
    """Return what the cell behind a path says of it: "| `routes.go` | Extend the group |"."""
    index = passage.cell_index(found.span.start)
    if found.kind is not MentionKind.PATH or not 0 <= index < len(passage.block.cells) - 1:
        return None
    cell = passage.block.cells[index + 1]
    words = passage.words_behind(cell.start)[:1]
    return Intent.CHANGED if words and vocabulary.VERBS.get(words[0]) is Cue.CHANGE else None


def _named(match: re.Match[bytes]) -> Intent:
    return _MARKED[(match.lastgroup or "changed").removeprefix("x_")]


def _before(found: Found, passage: Passage) -> Intent | None:
    """Judge by the nearest verb in front of the mention, in the same clause."""
    words = passage.words_before(found.span.start)
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
                preposition = word
            distance += 1
            continue
        if adjective is Intent.UNKNOWN:
            return Intent.UNKNOWN
        if cue is Cue.MAKE and found.kind is MentionKind.PATH and not preposition and _names_a_part(found, passage):
            return Intent.CHANGED
        return _judged(found, cue, word, preposition, adjective, _negated(words, index))
    return adjective


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
        if preposition in (b"into", b"to", b"in", b"on"):
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
        return Intent.CHANGED if verb in (b"add", b"adding", b"register", b"introduce") else Intent.NEW
    if preposition in (b"", b"with", b"at", b"under"):
        return Intent.NEW
    if preposition in (b"beside", b"alongside", b"between", b"after", b"before", b"across"):
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
        if second in (
            b"file",
            b"type",
            b"struct",
            b"package",
            b"table",
            b"endpoint",
            b"interface",
            b"function",
            b"module",
        ):
            return Intent.NEW
        return Intent.CHANGED if found.kind is MentionKind.PATH else None
    if first in vocabulary.OLD_ADJECTIVES or first in vocabulary.KEPT:
        return Intent.EXISTING
    if found.kind is MentionKind.ENDPOINT:
        # "`PUT /x`: update an invoice" says what the endpoint does, not what happens to it.
        return None
    cue = vocabulary.VERBS.get(first)
    if cue is Cue.MAKE and first.startswith((b"creat", b"defin", b"implement", b"new")):
        return Intent.NEW if found.kind is MentionKind.PATH else None
    if cue is Cue.MAKE or cue is Cue.CHANGE:
        return Intent.CHANGED
    if first in (b"reuse", b"use", b"follow", b"see", b"copy"):
        return Intent.EXISTING
    return None
