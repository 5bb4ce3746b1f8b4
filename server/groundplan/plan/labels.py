"""What headings, sections and introducing lines say of the things named below them."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, SectionRole

# A line above a list. Nothing is concluded from one that speaks of both old and new.
_LABEL_NEW = re.compile(
    rb"\b(?:new|create|created|add|added|adding|introduce|planned|proposed|to build|joins? the|implement|define"
    rb"|write)\b"
)
_LABEL_CHANGED = re.compile(
    rb"\b(?:modif\w+|extend\w*|updat\w+|chang\w+|amend\w+|edit|refactor\w*|enhance\w*|touched|affected)\b"
)
_LABEL_OLD = re.compile(
    rb"\b(?:existing|current|currently|reus\w+|uses?|using|similar|prior art|references?|unchanged|already"
    rb"|stays?|remains?|untouched)\b"
)

# A heading speaks of what is below it when it begins with such a word or says what is to be done ("files to create");
# "Phase 6: create products" is the name of a step.
_HEADING_LABEL = re.compile(
    rb"[\W\d]*(?:(?:new|creat\w+|add(?:ed|itions?)?|proposed|planned|modif\w+|extend\w*|updated?|chang\w+|amend\w+|existing"
    rb"|current|reus\w+|similar|unchanged)\b|(?!(?:phase|task|step|user story|story|milestone|week)\b).{0,40}\bto\s"
    rb"(?:create|add|modify|change|extend|update|edit|reuse)\b|\w+ (?:changes|additions|modifications)$)"
)
# "Where we are", "How it works today": a heading over what is there.
_HEADING_OLD = re.compile(
    rb"[\W\d]*(?:where (?:we|things|it) (?:are|stands?|is)\b|status quo\b|as[- ]is\b|today\b"
    rb"|what (?:stays|remains|exists|we have)\b|how it works(?: today| now)?$"
    rb"|(?:the\s+)?(?:context|background|problem(?: statement)?|motivation)$"
    rb"|(?!.*\bchanges?\b).*\bcurrent (?:state|situation|behaviou?r|implementation|code|architecture|design|flow)$"
    rb"|(?:situation|state|behaviou?r|flow|architecture)\b.{0,20}\b(?:now|today)$)"
)

# "FuelService (new)", "Backend (create)".
_HEADING_MARK = re.compile(
    rb"[(\[](?:files\s+)?(?:to\s+)?(?:(?P<new>new|created?|add(?:ed)?)|(?P<old>existing|unchanged|reused)"
    rb"|modif(?:y|ied)|extend(?:ed)?|changed?|updated?|amended|edit(?:ed)?)(?:\s+\w+)?[)\]]\W*$"
)
# "Not doing", "Out of scope", "Alternatives considered": nothing below it is made or changed.
_HEADING_NOT = re.compile(
    rb"[\W\d]*(?:not doing\b|out[- ]of[- ]scope\b|non-?goals?\b|won'?t do\b|not in scope\b|why not\b"
    rb"|alternatives?(?: considered| rejected)?\W*$|(?:options|approaches|designs|ideas) (?:considered|rejected)\b"
    rb"|(?:considered|rejected|discarded|dropped|other)\s+(?:\w+\s+)?"
    rb"(?:alternatives?|options|approaches|solutions|ideas|designs?)\b"
    rb"|(?:rejected|discarded|road not taken|what we (?:won'?t|will not|do not|don'?t) (?:do|build|touch))\b)"
)

# "Not affected", "No changes to", "Untouched": what stands below is there and stays.
_SPARED = re.compile(
    rb"\b(?:not|no|never|without)\s+(?:be\s+)?(?:affected|changed?|changes|touch(?:ed)?|modif\w+|edit(?:ed|s)?|altered)\b"
    rb"|\bun(?:affected|changed|touched|modified|altered)\b"
)
_NEGATED = re.compile(rb"\b(?:not|no|never|without|non)\b")
_IN_BRACKETS = re.compile(rb"\([^()]*\)")

# What the template says of the things named in its sections.
_ROLES: dict[SectionRole, Intent] = {
    SectionRole.PATTERN_ANALYSIS: Intent.EXISTING,
    SectionRole.SIMILAR_FEATURES: Intent.EXISTING,
    SectionRole.REUSABLE_INFRASTRUCTURE: Intent.EXISTING,
    SectionRole.EXISTING_TECHNOLOGIES: Intent.EXISTING,
    SectionRole.COMPONENTS_TO_EXTEND: Intent.CHANGED,
    SectionRole.RESOURCES_TO_EXTEND: Intent.CHANGED,
}


def intent_of_label(text: bytes) -> Intent:
    """Return what a line says of the things in the list below it."""
    # The sentence next to the list is the one about it.
    text = text.rstrip(b" .").rpartition(b". ")[2]
    text = _IN_BRACKETS.sub(b" ", text.lower()).replace(b"_", b" ")
    if _SPARED.search(text):
        return Intent.EXISTING
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


def intent_of_heading(title: bytes) -> Intent:
    """Return what a heading without a role says of the things below it."""
    title = title.lower()
    if _SPARED.search(title):
        return Intent.EXISTING
    mark = _HEADING_MARK.search(title)
    if mark is not None:
        return Intent.NEW if mark["new"] else Intent.EXISTING if mark["old"] else Intent.CHANGED
    if _HEADING_OLD.match(title):
        return Intent.EXISTING
    return intent_of_label(title) if _HEADING_LABEL.match(title) else Intent.UNKNOWN


def is_excluded(title: bytes) -> bool:
    """Tell whether a heading says that nothing of what stands below it will be done."""
    return _HEADING_NOT.match(title.lower()) is not None


def intent_of_role(role: SectionRole) -> Intent:
    """Return what a section of the template says of the things named in it."""
    return _ROLES.get(role, Intent.UNKNOWN)
