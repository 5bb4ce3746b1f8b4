"""What a plan intends with a thing that it names: it is there, it is to be made, or it is to be changed.

Evidence is asked in the order of its strength: a mark at the name, the adjective before it, the verb that governs it,
the words behind it, the line that leads into its list, the headings above. What nothing speaks for stays unknown.
"""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind, SectionRole
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_words import Cue
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

_NEW = rb"new|to be (?:created|added)|to create|create[ds]?|added?|planned|proposed"
_OLD = rb"existing|reused?|unchanged|no changes?|as is|already exists"
_CHANGED = (
    rb"extend(?:ed|s)?|modif(?:y|ied|ication)|updated?|changed?|amend(?:ed|ment)?|enhanced?|refactor(?:ed)?|edit(?:ed)?"
)
_MARK = rb"(?:(?P<new>" + _NEW + rb")|(?P<old>" + _OLD + rb")|(?P<changed>" + _CHANGED + rb"))\b"

_MARK_BEHIND = re.compile(rb"[\x01`*_\s]{0,4}[(\[]\s*" + _MARK)
_MARK_BEFORE = re.compile(rb"(?:\[" + _MARK + rb"\]|\b" + _MARK.replace(b"?P<", b"?P<x_") + rb"\s*:)[\s*_`\-]*$")
_SOURCE_BEFORE = re.compile(
    rb"\b(?:source|reference|pattern|example|precedent|prior art|see also|based on)s?\s*:[\s*_`\-]*$"
)
_CELL_MARK = re.compile(
    rb"[*_`\s\[(]*" + _MARK + rb"(?:\s+(?:file|type|struct|table|endpoint|method|field)s?)?[*_`\s\])]*"
)

# A heading or a line above a list. Nothing is concluded from one that speaks of both old and new.
_LABEL_NEW = re.compile(rb"\b(?:new|create|created|add|added|adding|introduce|planned|proposed|to build)\b")
_LABEL_CHANGED = re.compile(rb"\b(?:modif\w+|extend\w*|updat\w+|chang\w+|amend\w+|edit|refactor\w*|enhance\w*)\b")
_LABEL_OLD = re.compile(rb"\b(?:existing|current|currently|reus\w+|similar|prior art|references?|unchanged|already)\b")
_NEGATED = re.compile(rb"\b(?:not|no|never|without|non)\b")
_IN_BRACKETS = re.compile(rb"\([^()]*\)")

_SUBJECT_END = re.compile(
    rb"[\x01`*_)]*\s*(?:\([^()]{0,60}\))?\s*(?::|\xe2\x80\x94|\xe2\x80\x93|--?(?=\s))[\s*_]*([a-z]+)?(?:\s+([a-z]+))?"
)
_PART_BEHIND = re.compile(rb"[\x01`*_]*\s+(?:entry|entries|routes?|sections?|changes?|exports?|imports?)\b")
_LABEL_PREFIX = re.compile(rb"(?:[\W\d\x01]|t\d+|us\d+|p\b|\[[^\]]*\])*")

# What the template says of the things named in its sections.
_ROLES: dict[SectionRole, Intent] = {
    SectionRole.PATTERN_ANALYSIS: Intent.EXISTING,
    SectionRole.SIMILAR_FEATURES: Intent.EXISTING,
    SectionRole.REUSABLE_INFRASTRUCTURE: Intent.EXISTING,
    SectionRole.EXISTING_TECHNOLOGIES: Intent.EXISTING,
    SectionRole.COMPONENTS_TO_EXTEND: Intent.CHANGED,
    SectionRole.RESOURCES_TO_EXTEND: Intent.CHANGED,
}

_SPEAKING_OF_FILES = (".yml", ".yaml", ".json", ".toml", ".md", ".mod", ".tf")


def intent_of_label(text: bytes) -> Intent:
    """Return what a heading or an introducing line says of the things below it."""
    text = _IN_BRACKETS.sub(b" ", text.lower())
    if _NEGATED.search(text):
        return Intent.UNKNOWN
    said = [
        intent
        for pattern, intent in (
            (_LABEL_NEW, Intent.NEW),
            (_LABEL_CHANGED, Intent.CHANGED),
            (_LABEL_OLD, Intent.EXISTING),
        )
        if pattern.search(text)
    ]
    return said[0] if len(said) == 1 else Intent.UNKNOWN


def intent_of_role(role: SectionRole) -> Intent:
    """Return what a section of the template says of the things named in it."""
    return _ROLES.get(role, Intent.UNKNOWN)


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
    before = _MARK_BEFORE.search(passage.before(found.span.start, 40))
    if before is not None:
        return _named(before)
    if _SOURCE_BEFORE.search(passage.before(found.span.start, 40)):
        return Intent.EXISTING
    if passage.block.kind is TextKind.ROW:
        for cell in passage.block.cells:
            match = _CELL_MARK.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start)
            if match is not None:
                return _named(match)
    return None


def _named(match: re.Match[bytes]) -> Intent:
    groups = match.groupdict()
    if groups.get("new") or groups.get("x_new"):
        return Intent.NEW
    if groups.get("old") or groups.get("x_old"):
        return Intent.EXISTING
    return Intent.CHANGED


def _before(found: Found, passage: Passage) -> Intent | None:
    """Judge by the nearest verb in front of the mention, in the same clause."""
    words = passage.words_before(found.span.start)
    preposition = ""
    adjective: Intent | None = None
    distance = 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index][2]
        if not preposition and distance <= 3 and adjective is None:
            if word in vocabulary.NEW_ADJECTIVES:
                adjective = Intent.UNKNOWN if _negated(words, index) else Intent.NEW
                distance += 1
                continue
            if word in vocabulary.OLD_ADJECTIVES:
                adjective = Intent.UNKNOWN if _negated(words, index) else Intent.EXISTING
                distance += 1
                continue
        cue = vocabulary.VERBS.get(word)
        if word in vocabulary.ANNOUNCING:
            announced = any(other[2] in vocabulary.ANNOUNCERS for other in words[:index])
            cue = vocabulary.ANNOUNCING[word] if announced else Cue.SILENT
        if cue is None:
            if word == "to" and index + 1 < len(words) and words[index + 1][2] in vocabulary.INFINITIVES:
                return adjective
            if not preposition and word in vocabulary.PREPOSITIONS:
                preposition = word
            distance += 1
            continue
        if adjective is Intent.UNKNOWN:
            return Intent.UNKNOWN
        if cue is Cue.MAKE and found.kind is MentionKind.PATH and not preposition and _names_a_part(found, passage):
            return Intent.CHANGED
        return _judged(found, cue, word, preposition, adjective, _negated(words, index))
    return adjective


def _names_a_part(found: Found, passage: Passage) -> bool:
    """Whether only a part of a file is made: "create `routes.go` entry"."""
    return _PART_BEHIND.match(passage.lower, found.span.end - passage.start) is not None


def _negated(words: list[tuple[int, int, str]], index: int) -> bool:
    return any(word in vocabulary.NEGATORS for _, _, word in words[max(0, index - 3) : index])


def _judged(
    found: Found, cue: Cue, verb: str, preposition: str, adjective: Intent | None, negated: bool
) -> Intent | None:
    if negated:
        return adjective or (Intent.EXISTING if cue is Cue.CHANGE or cue is Cue.USE else Intent.UNKNOWN)
    if cue is Cue.MAKE:
        return _of_making(found, verb, preposition, adjective)
    if cue is Cue.CHANGE:
        return _of_changing(found, verb, preposition, adjective)
    if cue is Cue.JOIN:
        if preposition in ("into", "to", "in", "on"):
            return Intent.CHANGED
        return adjective or (Intent.EXISTING if preposition == "with" else Intent.UNKNOWN)
    if cue is Cue.USE:
        if adjective is None and found.kind is MentionKind.DEPENDENCY:
            # "Use chi" is said of what is there and of what is wanted.
            return Intent.UNKNOWN
        return adjective or Intent.EXISTING
    return adjective


def _of_making(found: Found, verb: str, preposition: str, adjective: Intent | None) -> Intent:
    if preposition in vocabulary.CONTAINERS:
        return adjective if adjective is Intent.NEW else Intent.CHANGED
    if adjective is not None:
        return adjective
    if preposition == "in":
        if found.kind is not MentionKind.PATH or found.text.endswith(_SPEAKING_OF_FILES):
            return Intent.CHANGED
        return Intent.CHANGED if verb in ("add", "adding", "register", "introduce") else Intent.NEW
    if preposition in ("", "with", "at", "under"):
        return Intent.NEW
    if preposition in ("beside", "alongside", "between", "after", "before", "across"):
        return Intent.EXISTING
    if preposition == "for" and found.kind in (MentionKind.ENDPOINT, MentionKind.RESOURCE):
        return Intent.NEW
    return Intent.UNKNOWN


def _of_changing(found: Found, verb: str, preposition: str, adjective: Intent | None) -> Intent:
    if verb in vocabulary.RENAMING and preposition in ("to", "into"):
        return adjective or (Intent.NEW if verb.startswith("renam") else Intent.UNKNOWN)
    if preposition == "with":
        return adjective or (Intent.UNKNOWN if verb.startswith("replac") else Intent.NEW)
    if preposition in ("for", "of", "by", "as") and found.kind is MentionKind.SYMBOL:
        return adjective or Intent.UNKNOWN
    return Intent.NEW if adjective is Intent.NEW else Intent.CHANGED


def _behind(found: Found, passage: Passage) -> Intent | None:
    """Judge by what follows: "`X` is extended with", "`X` already exists", "`x.go`: add the route"."""
    end = found.span.end
    subject = _SUBJECT_END.match(passage.lower, end - passage.start)
    if subject is not None and _is_first(found, passage):
        return _of_remark(found, (subject.group(1) or b"").decode(), (subject.group(2) or b"").decode())
    helped = past = negated = False
    words = passage.words_behind(end)[:9]
    for index, (_, _, word) in enumerate(words):
        if word in vocabulary.GAINS and any(
            other[2] in ("new", "additional", "another", "one") for other in words[index:]
        ):
            return Intent.CHANGED
        if word in vocabulary.NEGATORS:
            negated = True
        elif word in ("exists", "exist"):
            return Intent.UNKNOWN if negated else Intent.EXISTING
        elif word in vocabulary.PAST:
            helped = past = True
        elif word in vocabulary.AUXILIARIES:
            helped = True
        elif not helped:
            if index >= 3:
                return None
        elif word in vocabulary.MADE:
            return Intent.UNKNOWN if negated else Intent.EXISTING if past else Intent.NEW
        elif word in vocabulary.CHANGED:
            return Intent.EXISTING if negated or past else Intent.CHANGED
        elif word in vocabulary.KEPT or (past and words[index - 1][2] == "already"):
            return Intent.EXISTING
    return None


def _is_first(found: Found, passage: Passage) -> bool:
    start = found.span.start - passage.start
    if passage.block.kind is TextKind.ROW:
        return False
    prefix = _LABEL_PREFIX.match(passage.lower, 0, start)
    return prefix is not None and prefix.end() >= start


def _of_remark(found: Found, first: str, second: str) -> Intent | None:
    """Judge "`X`: <remark>" by the remark's first words."""
    if first in vocabulary.NEW_ADJECTIVES:
        if second in ("file", "type", "struct", "package", "table", "endpoint", "interface", "function", "module"):
            return Intent.NEW
        return Intent.CHANGED if found.kind is MentionKind.PATH else None
    if first in vocabulary.OLD_ADJECTIVES or first in vocabulary.KEPT:
        return Intent.EXISTING
    cue = vocabulary.VERBS.get(first)
    if cue is Cue.MAKE:
        return Intent.NEW if first.startswith(("creat", "defin")) else Intent.CHANGED
    if cue is Cue.CHANGE:
        return Intent.CHANGED
    if cue is Cue.USE:
        return Intent.EXISTING
    return None
