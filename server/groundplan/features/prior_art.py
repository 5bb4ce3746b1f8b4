"""Prior art for a description or for the section that an author is writing: features, types, routes and resources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from groundplan.discover.query import Query, describe, make_query
from groundplan.discover.search import find_prior_art, serving_symbol
from groundplan.discover.slices import similar_slices
from groundplan.features.sections.line import Links
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate
from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol
from groundplan.plan.placeholders import placeholder_lines
from groundplan.plan.query import query_text
from groundplan.plan.sections import section_at
from groundplan.text.identifiers import words

POOL = 120
"""Symbols ranked, of which each group shows its best."""

WORTH_SHOWING = 0.2
"""Score, relative to the best, below which a find only pads the list."""

SECTION_WEIGHT = 3.0
"""What the words of the section are worth beside those of the plan's title, which have the same."""

TYPE_WEIGHT = 2.0
FIELD_WEIGHT = 0.5
"""What the names of types that a section proposes are worth, and those of their fields, which other types have too."""

AWAY_SHARE = 0.3
"""What the rest of a section is worth while the author is in one of its fences."""

MIN_SECTION_WORDS = 3
"""Words below which a section says too little of its own, and the plan speaks for it."""

PLAN_SHARE = 0.3
"""What the plan's words are worth once the section speaks for itself."""

RESOURCE_NOUNS = frozenset("api bucket function group log policy queue role table topic".split())
"""Words that say what kind of resource one is, not what it is for."""

_LINK_TARGET = re.compile(r"\]\([^()\s]*\)")
_LABEL_END = re.compile(r"[\[\]`]")


class PriorArtGroup(str, Enum):
    """What a find is, in the order in which groups are shown."""

    FEATURE = "feature"
    TYPE = "type"
    ROUTE = "route"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class PriorArt:
    """One find at `path`:`line` (1-based). `detail` says what it belongs to, `reasons` why it was chosen."""

    group: PriorArtGroup
    title: str
    detail: str
    reasons: tuple[str, ...]
    path: str
    line: int


def prior_art(snapshot: Snapshot, query: Query, limit: int) -> tuple[PriorArt, ...]:
    """Return at most `limit` finds of each group, the groups in order, the best of each first."""
    if not query.terms or limit <= 0:
        return ()
    candidates = find_prior_art(snapshot, query, POOL)
    features = tuple(_features(snapshot, query, limit))
    shown = {find.title for find in features}
    return tuple(
        find
        for group in (
            features,
            _types(snapshot, candidates),
            _routes(snapshot, candidates, shown),
            _resources(snapshot.resources, query),
        )
        for _, find in zip(range(limit), (find for find in group if find.reasons), strict=False)
    )


def description_query(text: str) -> Query:
    """Return the search for what a person typed."""
    return describe(text)


def section_query(plan: Plan, offset: int, platform: str = "") -> Query:
    """Return the search for the section at a byte offset: its own words, and the plan's where it has few.

    In a fence, what the fence proposes and the text that leads to it stand before the rest of the section.
    """
    section = section_at(plan, offset)
    own = _own_pieces(plan, section, offset, platform) if section is not None else []
    whole = query_text(plan)
    if len(make_query(own).words) < MIN_SECTION_WORDS:
        return make_query([*own, *whole])
    return make_query([*own, *((text, weight * PLAN_SHARE) for text, weight in whole)])


def markdown_link(find: PriorArt, plan_path: str) -> str:
    """Return a find as a Markdown link from a plan; `plan_path` is relative to the workspace root."""
    label = _LABEL_END.sub("", find.title)
    return f"[`{label}`]({Links(plan_path).target(find.path, find.line)})"


def _own_pieces(plan: Plan, section: Section, offset: int, platform: str) -> list[tuple[str, float]]:
    """Return what an author wrote into a section: its prose, and the types that its fences propose."""
    within, pieces = section.body_span, []
    fences = [fence for fence in plan.fences if within.start <= fence.span.start < within.end]
    in_fence = any(fence.span.start <= offset < fence.span.end for fence in fences)
    silent = placeholder_lines(plan, section, platform)
    start = within.start
    for fence in (*fences, None):
        end = fence.span.start if fence is not None else within.end
        here = not in_fence or (fence is not None and fence.span.start <= offset < fence.span.end)
        share = 1.0 if here else AWAY_SHARE
        types = [item.decl for item in plan.types if fence is not None and plan.fences[item.fence] == fence]
        pieces += [
            (_prose(plan.text, Span(start, max(start, end)), silent), share * SECTION_WEIGHT),
            (" ".join(decl.name for decl in types), share * TYPE_WEIGHT),
            (" ".join(field.name for decl in types for field in decl.fields), share * FIELD_WEIGHT),
        ]
        start = fence.span.end if fence is not None else end
    return pieces


def _prose(text: bytes, within: Span, silent: Iterable[Span]) -> str:
    """Return the text between the spans that say nothing, without the targets of links."""
    start, pieces = within.start, []
    for span in silent:
        if within.start <= span.start < within.end:
            pieces.append(text[start : max(start, span.start)])
            start = max(start, span.end)
    pieces.append(text[start : within.end])
    return _LINK_TARGET.sub("]", b"".join(pieces).decode("utf-8", "replace")).strip()


def _features(snapshot: Snapshot, query: Query, limit: int) -> Iterator[PriorArt]:
    for chain in similar_slices(snapshot, query, limit):
        if chain.score < WORTH_SHOWING:
            continue
        entry = chain.entry
        steps = " → ".join(step.symbol.display_name for step in chain.steps)
        title = chain.routes[0].title if chain.routes else entry.display_name
        reasons = tuple(reason for reason in chain.reasons if not reason.startswith("serves "))
        yield PriorArt(PriorArtGroup.FEATURE, title, steps, reasons, entry.path, entry.line)


def _types(snapshot: Snapshot, candidates: Iterable[Candidate]) -> Iterator[PriorArt]:
    for candidate in candidates:
        symbol = candidate.symbol
        if symbol.kind.is_type and candidate.score >= WORTH_SHOWING:
            kind = "registered model" if snapshot.is_registered_model(symbol) else symbol.kind.value
            yield _of_symbol(PriorArtGroup.TYPE, symbol, f"{kind} in {symbol.package}", candidate.reasons)


def _of_symbol(group: PriorArtGroup, symbol: Symbol, detail: str, reasons: tuple[str, ...]) -> PriorArt:
    return PriorArt(group, symbol.display_name, detail, reasons, symbol.path, symbol.line)


def _routes(snapshot: Snapshot, candidates: Iterable[Candidate], shown: set[str]) -> Iterator[PriorArt]:
    seen = set(shown)
    for candidate in candidates:
        for route in candidate.routes:
            if route.title not in seen and candidate.score >= WORTH_SHOWING:
                seen.add(route.title)
                yield _of_route(snapshot, route, candidate)


def _of_route(snapshot: Snapshot, route: Route, candidate: Candidate) -> PriorArt:
    serving = serving_symbol(snapshot, route)
    path, line = (serving.path, serving.line) if serving is not None else (route.file, route.line)
    reasons = tuple(reason for reason in candidate.reasons if not reason.startswith("serves "))
    return PriorArt(PriorArtGroup.ROUTE, route.title, route.handler, reasons, path, line)


def _resources(resources: Iterable[Resource], query: Query) -> Iterator[PriorArt]:
    wanted = {word: weight for word, weight in query.terms if word not in RESOURCE_NOUNS}
    ranked: list[tuple[float, Resource, list[str]]] = []
    for resource in resources:
        named = words(" ".join((resource.logical_id, *resource.names)))
        told = words(resource.description)
        hit = [word for word in wanted if word in named or word in told]
        score = sum(wanted[word] * (1.0 if word in named else 0.4) for word in hit)
        if hit:
            ranked.append((score, resource, hit))
    ranked.sort(key=lambda item: (-item[0], item[1].path, item[1].line))
    best = ranked[0][0] if ranked else 0.0
    for score, resource, hit in ranked:
        if score >= WORTH_SHOWING * best:
            listed = ", ".join(f"“{word}”" for word in hit[:4])
            why = (f"named or described with {listed}",)
            yield PriorArt(
                PriorArtGroup.RESOURCE, resource.logical_id, resource.type, why, resource.path, resource.line
            )
