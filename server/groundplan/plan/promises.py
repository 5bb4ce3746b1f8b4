"""What a plan says it will make: what nobody may call missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.plan import Fence, Intent, Mention, MentionKind, Plan
from groundplan.plan.fences import GO_LANGUAGES
from groundplan.plan.front_matter import front_matter_end
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.text.route_paths import path_shape

_IDENTIFIER = re.compile(rb"[A-Za-z_]\w{2,}")
_LAST_NAME = re.compile(r"(\w+)\)?$")

# "`X` is the minimal interface that", "`x.go` created": the sentence itself brings the thing about.
_DEFINED_BEHIND = re.compile(
    rb"[^`\n]{0,80}`[*_]*\s+(?:is\s+(?:an?|the)\s+(?:[a-z\-]+\s+){0,2}"
    rb"(?:interface|struct|type|function|helper|method|wrapper)\b(?!\s+(?:in|from|at|of)\b)|created\b"
    rb"|\((?:to be )?(?:extract|factor|split|pull)(?:ed|ing)?\b|\(new\b|\((?:[\w\-]+ )?add\)"
    rb"|(?:\xe2\x80\x94|\xe2\x80\x93|--?)\s+new\s+(?:[a-z\-]+\s+)?"
    rb"(?:hook|component|page|view|screen|dialog|modal|panel|widget|layout|module|package|file|script|class|store)\b)"
)

_MADE_IN = re.compile(
    rb"\b(?:create|define|implement|write|build|scaffold|develop)\s(?:[^.;|\n]|\.(?=\S))*\s(?:in|inside|under|at)\s+"
    rb"(?:the\s+)?[*_`\[]*$",
    re.IGNORECASE,
)

_REPLACED_WITH = re.compile(
    rb"\b(?:replac\w+|swap\w*|renam\w+|switch\w*)\s(?:[^.;|\n]|\.(?=\S))*\s(?:with|to|by|for|into)\s+(?:the\s+)?[*_`\"(]*$",
    re.IGNORECASE,
)

# "`GET /x` — new, returns archived rows".
_REMARKED_NEW = re.compile(rb"[`*_]*\s*(?:\xe2\x80\x94|\xe2\x80\x93|--?|:|\()\s*new\b")

# "A helper function `X` prepends": what is there already has the definite article.
_DEFINED_BEFORE = re.compile(
    rb"(?:^|[^\w`])an?\s+(?!existing|current)(?:[a-z\-]+\s+){0,2}(?:function|helper|method|type|struct|interface|wrapper)"
    rb"\s+(?:(?:called|named)\s+)?[*_`]*$",
    re.IGNORECASE,
)

# "There is no `X`", "the service lacks `X`", "it needs an `X`": who says so does not take it for being there.
_LACKING_BEFORE = re.compile(
    rb"\b(?:(?:there\s+(?:is|are|was|were)|has|have|had)\s+(?:still\s+|yet\s+)?no|no\s+such|lack(?:s|ed|ing)?"
    rb"|need(?:s|ed)?\s+(?:an?|another))\s+(?:[a-z]+\s+){0,2}[`*_(\[]*$",
    re.IGNORECASE,
)
_LACKING_BEHIND = re.compile(
    rb"[`*_)\]]*\s+(?:[a-z]+\s+)?(?:(?:does|did)(?:\s+not|n't)\s+(?:yet\s+|even\s+)?exist"
    rb"|is\s+(?:still\s+)?(?:missing|absent|not\s+there)\b)",
    re.IGNORECASE,
)

_CONTAINER_BEFORE = re.compile(rb"\b(?:in|inside|within|to|into|on)\s+[*_\[]{0,3}`?$")

_FROM_ITS_TOP = re.compile(rb"(?:\s|//[^\n]*\n)*package[ \t]+\w")

# Fences that show what is, not what will be: output of commands, requests, data.
_NO_CODE = frozenset(("bash", "sh", "shell", "console", "zsh", "http", "diff", "log", "markdown", "md"))

Endpoint = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Promises:
    """What documents announce.

    `paths` are files as written, without a leading "./"; `loose` are those in which only something is to be made
    ("define X in `a.go`"), which may be there or not; `names` bare Go names; `endpoints` method ("" for any) and
    shape of the path; `others` dependencies and resources as written.
    """

    paths: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    endpoints: frozenset[Endpoint] = frozenset()
    others: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()

    def has_path(self, path: str) -> bool:
        """Tell whether a path is announced, be it with more or fewer folders in front, or as the folder of a file."""
        return _has_path(self.paths, clean_path(path))

    def may_have_path(self, path: str) -> bool:
        """Tell whether something is to be made in the file of a path, which is nowhere announced itself."""
        return _has_path(self.loose, clean_path(path))

    def has_endpoint(self, method: str, shape: tuple[str, ...]) -> bool:
        """Tell whether an endpoint is announced, be it with more or fewer segments in front."""
        return any(
            (not method or not announced or method == announced or announced == "ANY") and _is_tail(shape, path)
            for announced, path in self.endpoints
        )


def _has_path(paths: frozenset[str], wanted: str) -> bool:
    if wanted in paths:
        return True
    inside = f"/{wanted}/"
    return any(each.endswith(f"/{wanted}") or wanted.endswith(f"/{each}") or inside in f"/{each}" for each in paths)


def _is_tail(shape: tuple[str, ...], other: tuple[str, ...]) -> bool:
    length = min(len(shape), len(other))
    return length > 0 and shape[-length:] == other[-length:] and (len(shape) == len(other) or length > 1)


def clean_path(path: str) -> str:
    """Return a path as it compares: without "./" in front or "/" behind."""
    return path.removeprefix("./").strip("/")


def promises_of(documents: Iterable[Plan]) -> Promises:
    """Return what documents announce together."""
    paths: set[str] = set()
    names: set[str] = set()
    endpoints: set[Endpoint] = set()
    others: set[str] = set()
    loose: set[str] = set()
    for plan in documents:
        changed: set[str] = set()
        listed = front_matter_end(plan.text)
        for mention in plan.mentions:
            if mention.kind is MentionKind.PATH and mention.span.end <= listed and mention.intent is not Intent.NEW:
                # Lists of files that work touches have those that it makes among them.
                loose.add(clean_path(mention.text))
                continue
            if not _announces(plan, mention):
                if mention.kind is MentionKind.PATH and mention.intent is not Intent.UNKNOWN and not mention.in_fence:
                    (loose if _is_made_in(plan, mention) else changed).add(clean_path(mention.text))
                continue
            if mention.kind is MentionKind.PATH:
                path = clean_path(mention.text)
                # What is changed first and made later was there; what only holds something new may be.
                vague = path in changed or _is_container(plan, mention)
                (loose if vague and not mention.in_fence else paths).add(path)
            elif mention.kind is MentionKind.SYMBOL:
                names.add(last_name(mention.text))
            elif mention.kind is MentionKind.ENDPOINT:
                method, path = endpoint_parts(mention.text)
                endpoints.add((method, path_shape(path)))
            else:
                others.add(mention.text)
        names.update(_declared(plan))
        for fence in plan.fences:
            hint = clean_path(fence.file_hint)
            # "In `x.go`:" above code from its package clause on may be all of a file to come.
            if hint and (hint not in changed or _FROM_ITS_TOP.match(plan.text, fence.content_span.start)):
                loose.add(hint)
    return Promises(frozenset(paths), frozenset(names), frozenset(endpoints), frozenset(others), frozenset(loose))


@lru_cache(maxsize=16384)
def last_name(text: str) -> str:
    """Return the last name of a qualified one: `Type.Method` is `Method`, `(*T).M` is `M`."""
    match = _LAST_NAME.search(text)
    return match.group(1) if match is not None else text


def _announces(plan: Plan, mention: Mention) -> bool:
    if mention.intent is Intent.NEW:
        return True
    text, start, end = plan.text, mention.span.start, mention.span.end
    if _DEFINED_BEHIND.match(text, end) or _LACKING_BEHIND.match(text, end):
        return True
    if _found(_LACKING_BEFORE, text[max(0, start - 60) : start]):
        return True
    if mention.intent is Intent.UNKNOWN and not mention.in_fence and _is_successor(plan, mention):
        return True
    if mention.kind is MentionKind.ENDPOINT and _REMARKED_NEW.match(plan.text, mention.span.end):
        return True
    if mention.kind is MentionKind.SYMBOL and mention.intent is Intent.UNKNOWN and not mention.in_fence:
        return _found(_DEFINED_BEFORE, plan.text[max(0, mention.span.start - 60) : mention.span.start])
    # A tree, or the name of a fence's file, draws what will be there.
    return mention.kind is MentionKind.PATH and mention.in_fence and mention.intent is Intent.UNKNOWN


def _is_made_in(plan: Plan, mention: Mention) -> bool:
    """Tell whether something is to be created in a file, which may be created with it."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    return _found(_MADE_IN, plan.text[max(start, mention.span.start - 160) : mention.span.start])


def _is_successor(plan: Plan, mention: Mention) -> bool:
    """Tell whether a thing is what another one is replaced with."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    return _found(_REPLACED_WITH, plan.text[max(start, mention.span.start - 160) : mention.span.start])


def _is_container(plan: Plan, mention: Mention) -> bool:
    return _found(_CONTAINER_BEFORE, plan.text[max(0, mention.span.start - 16) : mention.span.start])


# Between two versions of a plan nearly all that stands before its mentions is the same.
@lru_cache(maxsize=8192)
def _found(pattern: re.Pattern[bytes], before: bytes) -> bool:
    return pattern.search(before) is not None


def _declared(plan: Plan) -> Iterator[str]:
    """Yield what the fences of code write down: a plan's code speaks of itself first."""
    for proposed in plan.types:
        yield proposed.decl.name
        yield from (field.name for field in proposed.decl.fields)
        yield from (method.name for method in proposed.decl.methods)
    for function in plan.funcs:
        yield function.decl.name
    for fence in plan.fences:
        if _is_code(fence):
            content = plan.text[fence.content_span.start : fence.content_span.end]
            yield from _identifiers(content)


@lru_cache(maxsize=512)
def _identifiers(code: bytes) -> frozenset[str]:
    """Return the identifiers of a fence; all fences but the one that is typed in are as they were."""
    return frozenset(name.decode() for name in _IDENTIFIER.findall(code))


def _is_code(fence: Fence) -> bool:
    return fence.language in GO_LANGUAGES or fence.language not in _NO_CODE
