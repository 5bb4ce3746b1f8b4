"""Offers of cloud resources behind the nouns that plans use for them."""

from __future__ import annotations

import re

from groundplan.features.completion.request import MAX_ITEMS, Offer, Request
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.resource import Resource

_TYPES: tuple[tuple[str, str], ...] = (
    (r"tables?", r"Table"),
    (r"queues?|dlqs?", r"Queue"),
    (r"topics?", r"Topic"),
    (r"buckets?", r"Bucket"),
    (r"lambdas?|functions?", r"Function"),
    (r"rules?|schedules?", r"Rule|Schedule"),
    (r"state\s+machines?|step\s+functions?", r"StateMachine"),
    (r"user\s+pools?", r"UserPool"),
    (r"secrets?", r"Secret"),
    (r"parameters?", r"Parameter"),
    (r"roles?", r"Role"),
    (r"streams?", r"Stream"),
    (r"(?:event\s+)?bus(?:es)?", r"EventBus"),
    (r"resources?|logical\s+ids?|stacks?", r""),
)
_BEFORE = re.compile(
    "|".join(rf"(?P<n{place}>\b(?:{noun}))" for place, (noun, _) in enumerate(_TYPES)).join(
        ("(?:", r")(?:\s+(?:named|called|is|are))?[\s:*_(]{0,4}(?:`[\w\-]+`[\s*_]*(?:,|and|or|/|&)[\s*_]*)*`$")
    ),
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][\w.\-]*|")


def offer_resources(request: Request, head: str, before: str) -> tuple[Offer | None, bool]:
    """Return offers for a resource's name in inline code, and whether a noun in front asks for nothing else."""
    if _NAME.fullmatch(head) is None:
        return None, False
    match = _BEFORE.search(before[-200:])
    if match is None and len(head) < 2:
        return None, False
    wanted = re.compile(_TYPES[int(str(match.lastgroup)[1:])][1]) if match is not None else None
    named = []
    for resource in request.snapshot.resources:
        if wanted is not None and not wanted.search(resource.type):
            continue
        for name in (resource.logical_id, *resource.names):
            if name.lower().startswith(head.lower()):
                named.append((name, resource))
    named.sort(key=lambda pair: (not request.speaks_of(pair[0]), pair[0] != pair[1].logical_id, pair[0], pair[1].path))
    found = {name: _completion(name, resource) for name, resource in reversed(named)}
    items = [found[name] for name in dict.fromkeys(name for name, _ in named)]
    if not items:
        return None, False
    return Offer(tuple(items[:MAX_ITEMS]), head, len(items) <= MAX_ITEMS), match is not None


def _completion(name: str, resource: Resource) -> Completion:
    return Completion(
        name, CompletionKind.RESOURCE, name, name, f" {resource.type}", resource.path, resource.path, resource.line
    )
