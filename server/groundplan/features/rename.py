"""Renaming what a plan is to create, in all documents of its feature; what the code has is not a plan's to rename."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundplan.features.mention_at import mention_at
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Renaming
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan.fences import GO_LANGUAGES
from groundplan.plan.promises import last_name
from groundplan.plan.targets import targets_of
from groundplan.syntax.markdown import read_markdown

_IDENTIFIER = re.compile(rb"[A-Za-z_]\w*")
_NEW_NAMES = {
    MentionKind.SYMBOL: re.compile(r"[A-Za-z_]\w*"),
    MentionKind.PATH: re.compile(r"[^\s`|<>\"]+"),
    MentionKind.ENDPOINT: re.compile(r"(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) )?/[^\s`|]*"),
    MentionKind.RESOURCE: re.compile(r"[A-Za-z][\w\-.]*"),
}
_TYPE_BEHIND = re.compile(rb"[ \t]+[\w*\[]")
_TEXT = re.compile(rb"`[^`]*`|\"(?:\\.|[^\"\\\n])*\"")


class CannotRenameError(ValueError):
    """The name at a place is not one that a plan can rename; the message says why."""


@dataclass(frozen=True, slots=True)
class PlannedName:
    """A name that only plans have: the bytes under the cursor, what it is, and the name as it stands there."""

    span: Span
    kind: MentionKind
    name: str


def planned_name_at(snapshot: Snapshot, plan: Plan, offset: int, siblings: Iterable[Plan]) -> PlannedName:
    """Return the planned name at a byte offset; raises CannotRenameError where there is none."""
    mention = mention_at(plan, offset)
    if mention is not None and mention.kind is not MentionKind.SYMBOL:
        return _planned_thing(snapshot, plan, mention)
    word = _identifier_at(plan, offset)
    in_go = any(
        fence.language in GO_LANGUAGES and fence.content_span.start <= offset <= fence.content_span.end
        for fence in plan.fences
    )
    if word is None or not (mention is not None or in_go):
        raise CannotRenameError("There is no name of a planned type or function here.")
    name = plan.text[word.start : word.end].decode()
    existing = snapshot.symbols_named(name)
    if existing:
        place = existing[0].location
        raise CannotRenameError(f"`{name}` is declared in {place.path}:{place.line}; rename it there.")
    if mention is None and name not in _declared((plan, *siblings)):
        raise CannotRenameError(f"`{name}` is not a type or function that this plan creates.")
    return PlannedName(word, MentionKind.SYMBOL, name)


def rename(snapshot: Snapshot, plan: Plan, offset: int, new: str, siblings: Iterable[Plan]) -> Renaming:
    """Return the edits that rename the planned name at a byte offset; raises CannotRenameError.

    A type or function is renamed wherever it stands as a whole identifier in inline code, headings and Go fences; a
    path, endpoint or resource wherever it is spelled the same.
    """
    others = tuple(siblings)
    planned = planned_name_at(snapshot, plan, offset, others)
    pattern = _NEW_NAMES[planned.kind]
    if not pattern.fullmatch(new):
        raise CannotRenameError(f"`{new}` is no name for this.")
    if new == planned.name:
        return Renaming(())
    edits = []
    for document in (plan, *others):
        spans = sorted(set(_places(document, planned)))
        if spans:
            edits.append((document.path, tuple(TextEdit(span, new) for span in spans)))
    return Renaming(tuple(edits))


def _planned_thing(snapshot: Snapshot, plan: Plan, mention: Mention) -> PlannedName:
    written = plan.text[mention.span.start : mention.span.end].decode("utf-8", "replace")
    if mention.kind not in _NEW_NAMES or written != mention.text:
        raise CannotRenameError("This name is spelled in several parts; change it by hand.")
    targets = targets_of(snapshot, plan, mention)
    if targets:
        place = targets[0].location
        raise CannotRenameError(f"`{mention.text}` exists: {place.path}:{place.line}.")
    return PlannedName(mention.span, mention.kind, mention.text)


def _places(document: Plan, planned: PlannedName) -> Iterator[Span]:
    name = planned.name.encode()
    if name not in document.text:
        return
    if planned.kind is not MentionKind.SYMBOL:
        for mention in document.mentions:
            here = document.text[mention.span.start : mention.span.end]
            if mention.kind is planned.kind and mention.text == planned.name and here == name:
                yield mention.span
        return
    whole = re.compile(rb"(?<![\w])" + re.escape(name) + rb"(?![\w])")
    taken = [mention.span for mention in document.mentions if mention.kind is not MentionKind.SYMBOL]
    for span in _code(document):
        for match in whole.finditer(document.text, span.start, span.end):
            taken_here = any(other.start <= match.start() and match.end() <= other.end for other in taken)
            if not taken_here and not _is_field(document, match):
                yield Span(*match.span())


def _is_field(document: Plan, match: re.Match[bytes]) -> bool:
    """Tell whether a name is that of a field, which keeps it when the field's type is renamed."""
    line = document.text.rfind(b"\n", 0, match.start()) + 1
    if document.text[line : match.start()].strip(b" \t>") or not _TYPE_BEHIND.match(document.text, match.end()):
        return False
    return any(fence.content_span.start <= match.start() < fence.content_span.end for fence in document.fences)


def _code(document: Plan) -> Iterator[Span]:
    """Yield the stretches of a document in which a Go name can stand: inline code, names in headings, Go fences."""
    for code in read_markdown(document.text).code_spans:
        yield code.content
    for mention in document.mentions:
        if mention.kind is MentionKind.SYMBOL and not mention.in_fence:
            yield mention.span
    for fence in document.fences:
        if fence.language in GO_LANGUAGES:
            at = fence.content_span.start
            for text in _TEXT.finditer(document.text, fence.content_span.start, fence.content_span.end):
                yield Span(at, text.start())
                at = text.end()
            yield Span(at, fence.content_span.end)


def _identifier_at(plan: Plan, offset: int) -> Span | None:
    start = plan.text.rfind(b"\n", 0, offset) + 1
    end = plan.text.find(b"\n", offset)
    for match in _IDENTIFIER.finditer(plan.text, start, end if end >= 0 else len(plan.text)):
        if match.start() <= offset <= match.end():
            return Span(*match.span())
    return None


def _declared(documents: Iterable[Plan]) -> set[str]:
    found: set[str] = set()
    for plan in documents:
        found.update(item.decl.name for item in plan.types)
        found.update(item.decl.name for item in plan.funcs)
        found.update(
            last_name(mention.text)
            for mention in plan.mentions
            if mention.kind is MentionKind.SYMBOL and mention.intent is Intent.NEW
        )
    return found
