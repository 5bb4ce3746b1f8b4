"""Where a short or ambiguous name of a plan leads, shown behind it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from groundplan.features.document_links import is_inside, link_spans
from groundplan.features.meanings import Meaning
from groundplan.model.feature import InlayHint
from groundplan.model.location import Span
from groundplan.model.plan import Mention, MentionKind, Plan

MAX_PLACES = 3
"""Places of an ambiguous name that are shown; what can mean more says too little to be looked up here."""


def inlay_hints(plan: Plan, meanings: tuple[Meaning, ...], within: Span) -> tuple[InlayHint, ...]:
    """Return the hints inside of a span of the plan; a name has one where it first stands in the plan.

    `meanings` are those of the plan's mentions. A path written without its folder is followed by that folder, an
    ambiguous path or name by the places that it can mean.
    """
    return tuple(hint for hint in _hints(plan, meanings) if within.start <= hint.offset <= within.end)


def _hints(plan: Plan, meanings: tuple[Meaning, ...]) -> Iterator[InlayHint]:
    linked = link_spans(plan)
    seen: set[tuple[MentionKind, str]] = set()
    for mention, meaning in zip(plan.mentions, meanings, strict=True):
        if (mention.kind, mention.text) in seen or mention.in_fence:
            continue
        if is_inside(linked, mention.span):
            continue
        label = _label(mention, meaning, posixpath.dirname(plan.path))
        if label:
            seen.add((mention.kind, mention.text))
            yield InlayHint(_behind(plan, mention.span.end), label)


def _label(mention: Mention, meaning: Meaning, own: str) -> str:
    if mention.kind is MentionKind.PATH:
        return _label_of_path(mention.text, [target.location.path for target in meaning.targets], own)
    if mention.kind is not MentionKind.SYMBOL or "." in mention.text:
        return ""
    symbols = [target.symbol for target in meaning.targets if target.symbol is not None and not target.symbol.origin]
    packages = list(dict.fromkeys(symbol.package for symbol in symbols if not symbol.receiver))
    return _listed(packages) if len(packages) > 1 else ""


def _label_of_path(text: str, files: list[str], own: str) -> str:
    if len(files) == 1:
        folder = posixpath.dirname(files[0])
        return f"in {folder}" if folder not in ("", own) and "/" not in text.strip("./") else ""
    if len(files) > 1:
        return _listed([posixpath.dirname(path) or "." for path in files])
    return ""


def _listed(places: list[str]) -> str:
    shown = " or ".join(places[:MAX_PLACES])
    return shown if len(places) <= MAX_PLACES else ""


def _behind(plan: Plan, end: int) -> int:
    """Return the offset behind a name, its line numbers, call and closing backticks."""
    line = plan.text.rfind(b"\n", 0, end) + 1
    inside = plan.text.count(b"`", line, end) % 2 == 1
    stop = plan.text.find(b"`", end)
    if not inside or stop < 0 or b"\n" in plan.text[end:stop]:
        return end
    while plan.text[stop : stop + 1] == b"`":
        stop += 1
    return stop
