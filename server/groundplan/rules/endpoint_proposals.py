"""Endpoints that a plan lists under its API without a word on whether they are new, and that no router serves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, SectionRole
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.targets import routes_meant
from groundplan.text.route_paths import path_shape

_ROLES = frozenset((SectionRole.API_DESIGN, SectionRole.ENDPOINTS))

# "## API", "### 3.2 HTTP endpoints", "## Routes": the section tells what the interface is to be.
_TITLE = re.compile(
    r"\b(?:(?:rest|http|web|public|admin|backend)\s+)?(?:apis?|endpoints?|routes?|http)(?:\s+(?:design|changes|surface"
    r"|contracts?|layer|endpoints?|routes?|additions?|specification|spec))?\W*$",
    re.IGNORECASE,
)
# What such a section is not: how things are, what another service offers, what is tried or asked.
_OTHER = re.compile(
    r"\b(?:current|existing|today|external|third[- ]party|upstream|client|front-?end|consumed|unchanged|tests?|testing"
    r"|examples?|usage|questions?|risks?|removed?|deprecated|references?|reuse|documentation|docs)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(rb"[ \t]*(?:[-*+]|\d+[.)]|#{2,6}|\|)[ \t]")
_DONE = re.compile(rb"\s*(?:[-*+]|\d+[.)])\s+\[x\]\s", re.IGNORECASE)
_METHOD = re.compile(rb"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)\b")
# "`GET /x`: unchanged", "removed", "as today": the author says what is there.
_KNOWN_BEHIND = re.compile(
    rb"\b(?:unchanged|existing|exists|already|today|as (?:it )?is|as before|current(?:ly)?|stays?|remains?|keeps?"
    rb"|kept|removed?|deprecated|replaced|no longer|not (?:needed|added|planned)|rejected|later|out of scope)\b",
    re.IGNORECASE,
)
_MOST_SERVED = 0.5


def listed_endpoints(snapshot: Snapshot, plan: Plan) -> tuple[Mention, ...]:
    """Return the first mention of each endpoint that opens an item, row or heading of a section about the API.

    Only those that no route serves and that no word calls existing or gone. Empty where at least half of what such
    sections list is served: they describe what is there then, or work that is done.
    """
    return once(snapshot, "listed endpoints", plan, lambda: tuple(_listed(snapshot, ground(snapshot, plan))))


def _listed(snapshot: Snapshot, here: Ground) -> Iterator[Mention]:
    plan = here.plan
    mentions = [each for each in here.mentions(MentionKind.ENDPOINT) if endpoint_parts(each.text)[0]]
    shapes = [(each, _shape(each)) for each in mentions]
    there = {shape for each, shape in shapes if speaks_of_existing(each)}
    open_, served = [], 0
    for mention, shape in shapes:
        if mention.in_fence or mention.intent not in (Intent.UNKNOWN, Intent.NEW) or not shape[1]:
            continue
        if not _opens_item(_line_before(plan, mention)):
            continue
        if mention.intent is Intent.UNKNOWN and not _is_of_api(plan, mention):
            continue
        if routes_meant(snapshot, mention.text):
            served += mention.intent is Intent.UNKNOWN
        elif shape not in there and not _is_called_known(plan, mention):
            open_.append((mention, shape))
    if served and served >= _MOST_SERVED * (served + len(open_)):
        return
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for mention, shape in open_:
        if shape not in seen:
            seen.add(shape)
            yield mention


def _shape(mention: Mention) -> tuple[str, tuple[str, ...]]:
    method, path = endpoint_parts(mention.text)
    return method, path_shape(path)


# Between two versions of a plan nearly all lines are the same.
@lru_cache(maxsize=4096)
def _opens_item(line: bytes) -> bool:
    """Tell whether what follows a line's beginning opens a list item, a row or a heading that is not ticked off."""
    if _ITEM.match(line) is None or _DONE.match(line):
        return False
    return re.search(rb"[A-Za-z]{3}", _METHOD.sub(b"", line)) is None


def _is_called_known(plan: Plan, mention: Mention) -> bool:
    end = plan.text.find(b"\n", mention.span.end)
    return _calls_known(plan.text[mention.span.end : end if end >= 0 else len(plan.text)])


@lru_cache(maxsize=4096)
def _calls_known(behind: bytes) -> bool:
    return _KNOWN_BEHIND.search(behind) is not None


def _line_before(plan: Plan, mention: Mention) -> bytes:
    return plan.text[plan.text.rfind(b"\n", 0, mention.span.start) + 1 : mention.span.start]


def _is_of_api(plan: Plan, mention: Mention) -> bool:
    """Tell whether one of the sections around a mention is about the API that the plan designs."""
    index, found = mention.section, False
    while index >= 0:
        section = plan.sections[index]
        if section.role in _ROLES:
            return True
        # The title of the plan says nothing of its parts.
        if section.level > 1 and _OTHER.search(section.title):
            return False
        found = found or (section.level > 1 and _TITLE.search(section.title) is not None)
        index = section.parent
    return found
