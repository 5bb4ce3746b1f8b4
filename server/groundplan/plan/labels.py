"""What headings, sections and introducing lines say of the things named below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

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
    rb"|what (?:stays|remains|exists|we have|do we have|is there)\b|how it works(?: today| now)?$"
    rb"|(?:the\s+)?(?:context|background|problem(?: statement)?|motivation|why)$"
    rb"|(?!.*\bchanges?\b).*\bcurrent (?:state|situation|behaviou?r|implementation|code|architecture|design|flow)$"
    rb"|(?:situation|state|behaviou?r|flow|architecture)\b.{0,20}\b(?:now|today)$)"
)

# "Create the cache package", "Add retries to the client": the name of a step, unless it names things in the plural.
_HEADING_TASK = re.compile(
    rb"(?:[\W\d]*\b(?:task|step|phase|part|milestone)\s[\w.]{1,4}\s*[:.)\-\xe2\x80\x93\x94]+)?[\W\d]*"
    rb"(?:(?P<made>create|introduce)|add|implement|build|write|define|set up)\s+\w"
)
_HEADING_THINGS = re.compile(
    rb"\b(?:files|types|structs|interfaces|endpoints|routes|functions|methods|handlers|packages|modules|services|models"
    rb"|tables|queues|topics|buckets|resources|dependencies|fields|columns|components|symbols|migrations|tests)\W*$"
)

_CHANGES = re.compile(rb"\w+ (?:changes|additions|modifications)\W*$")

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


# "Implement `X`:", "In `a_test.go`, add `TestX`:": the verb has its object, and what is listed below are its parts or
# the steps to it. Inline code is masked; an object in it is the first group's end.
_WITH_OBJECT = re.compile(
    rb"\b(?:(?P<made>creat(?:e|ing)|add(?:ing)?|implement(?:ing)?|introduc(?:e|ing)|defin(?:e|ing)|writ(?:e|ing)"
    rb"|build(?:ing)?)|extend(?:ing)?|modify(?:ing)?|updat(?:e|ing)|chang(?:e|ing)|edit(?:ing)?|refactor(?:ing)?)\s+"
    rb"(?:(?:an?|the|our|its|new|one|existing)\s+)*(?:(?!to\b|in\b|into\b)[a-z\-]+\s+){0,2}?[*_]*(?P<object>\x01+)"
)
# "Extend `X` with:", "Create `x.go` with the following:": what is listed is what the object gets.
_BRINGING = re.compile(rb"\b(?:with|by|having|containing|covering|including|exposing)\b[^\x01]*$")


@dataclass(frozen=True, slots=True)
class Lead:
    """What the lines above say of the things below; `outright` when it is so wherever in an item a thing is named.

    Else it is said of what begins an item: the rest tells what the item is about or how it is done. `of_signatures`
    when it is said only of functions that are written with their parameters, and of tests. `of_today` tells that all
    that stands below describes how things are.
    """

    intent: Intent
    outright: bool = True
    of_signatures: bool = False
    of_today: bool = False


NO_LEAD = Lead(Intent.UNKNOWN)


def intent_of_lead(text: bytes, masked: bytes, is_file: Callable[[bytes], bool]) -> Lead | None:
    """Return what a line above a list says of the things in it, None when it says nothing and others may.

    Inline code is masked in `masked`, see `passage.CODE`; `is_file` tells of inline code whether it names a file.
    """
    led = _WITH_OBJECT.search(masked, masked.rfind(b". ") + 1)
    if led is None or is_file(text[led.start("object") : led.end("object")].strip(b"`")):
        said = intent_of_label(text)
        return None if said is Intent.UNKNOWN else Lead(said)
    if _BRINGING.search(masked.rstrip(b" .:*_")):
        return Lead(Intent.NEW)
    return Lead(Intent.NEW if led["made"] else Intent.UNKNOWN, outright=False)


def intent_of_label(text: bytes) -> Intent:
    """Return what a line says of the things in the list below it."""
    # The sentence next to the list is the one about it.
    text = _IN_BRACKETS.sub(b" ", text).rstrip(b" .").rpartition(b". ")[2]
    text = text.lower().replace(b"_", b" ")
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


def intent_of_heading(title: bytes) -> Lead:
    """Return what a heading without a role says of the things below it."""
    title = title.lower()
    if _SPARED.search(title):
        return Lead(Intent.EXISTING)
    mark = _HEADING_MARK.search(title)
    if mark is not None:
        return Lead(Intent.NEW if mark["new"] else Intent.EXISTING if mark["old"] else Intent.CHANGED)
    if _HEADING_OLD.match(title):
        return Lead(Intent.EXISTING, of_today=True)
    task = _HEADING_TASK.match(title)
    if task is None and not _HEADING_LABEL.match(title):
        return NO_LEAD
    if task is None or _HEADING_THINGS.search(title):
        # "Backend changes": much is named below that does not change.
        return Lead(intent_of_label(title), outright=_CHANGES.search(title) is None)
    # The name of a step: what is made begins an item, and to add something is mostly done in files that are there.
    return Lead(Intent.NEW, outright=False, of_signatures=not task["made"])


# Few lines lead into many lists.
@lru_cache(maxsize=4096)
def is_excluded(title: bytes) -> bool:
    """Tell whether a heading says that nothing of what stands below it will be done."""
    return _HEADING_NOT.match(title.lower()) is not None


def intent_of_role(role: SectionRole) -> Intent:
    """Return what a section of the template says of the things named in it."""
    return _ROLES.get(role, Intent.UNKNOWN)
