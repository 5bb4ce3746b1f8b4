"""GP503: a new layer, where no feature of the code has one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from groundplan.discover.feature_slice import slice_of
from groundplan.discover.feature_slice.main_way import main_way
from groundplan.discover.layer_words import COMPONENTS, has_layer, layer_word, layers_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.plan.ground import ground
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of
from groundplan.text.identifiers import words

FEWEST_TYPES = 3
"""Types named after one layer from which the code has layers that a plan can follow."""

FEWEST_HANDLERS = 5
"""Handlers from which the code has features that a plan can follow."""

_ON_THE_WAY = (NodeKind.HANDLER, NodeKind.SERVICE, NodeKind.STORE, NodeKind.CLIENT)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first type or folder of each layer that the plan makes and the code does not know."""
    seen: set[str] = set()
    layers = layers_of(snapshot)
    if len(snapshot.handlers) < FEWEST_HANDLERS and not (layers and layers[0].types >= FEWEST_TYPES):
        return
    for name, span, word in _proposed(snapshot, plan):
        if word in seen or has_layer(snapshot, word) or (word in COMPONENTS and not _wraps(snapshot, plan, name, word)):
            continue
        seen.add(word)
        message, related = _evidence(snapshot, plan, name, word)
        question = f"why does this feature need a {word} when no other has one?"
        yield from object_to(
            plan,
            NewThing(
                LAYER_WITHOUT_NEIGHBOUR.code,
                Severity.INFO,
                0.6,
                name,
                span,
                "",
                message,
                question,
                (word,),
                related,
            ),
        )


def _wraps(snapshot: Snapshot, plan: Plan, name: str, word: str) -> bool:
    """Tell whether a type is named after another type and a layer: `InvoiceManager` beside `Invoice`."""
    subject = name[: -len(word)] if name.lower().endswith(word) else ""
    if not subject or "/" in subject:
        return "/" in name
    return any(each.decl.name == subject for each in plan.types) or bool(snapshot.types_named(subject))


def _proposed(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[str, Span, str]]:
    """Yield the types and folders that a plan makes and that are named after a layer, in source order."""
    here = ground(snapshot, plan)
    found: list[tuple[Span, str, str]] = []
    for proposed in plan.types:
        decl = proposed.decl
        if decl.name[:1].isupper() and (word := layer_word(decl.name)):
            found.append((decl.name_span, decl.name, word))
    for mention in plan.mentions:
        if mention.intent is not Intent.NEW:
            continue
        if mention.kind is MentionKind.SYMBOL and mention.text[:1].isupper() and "." not in mention.text:
            if (word := layer_word(mention.text)) and not here.symbols(mention.text):
                found.append((mention.span, mention.text, word))
        elif mention.kind is MentionKind.PATH and not mention.text.startswith(("/", "..")):
            for folder in posixpath.dirname(mention.text).split("/"):
                if folder and layer_word(folder):
                    found.append((mention.span, mention.text, layer_word(folder)))
    yield from ((name, span, word) for span, name, word in sorted(found))


def _evidence(snapshot: Snapshot, plan: Plan, name: str, word: str) -> tuple[str, tuple[Related, ...]]:
    message = f"`{name}` would be the first {word} of the code."
    related: list[Related] = []
    way = _nearest_way(snapshot, plan)
    if len(way) > 1:
        steps = " → ".join(f"`{node.name}`" for node in way[1:]) or f"`{way[0].name}`"
        message += f" `{way[0].name}` is {steps}."
        first = way[1]
        related.append(Related("feature", first.name, Location(first.path, first.line, Span(0, 0)), way[0].name))
    layers = layers_of(snapshot)[:3]
    if layers:
        named = ", ".join(f"{each.types} types named …{each.word.capitalize()}" for each in layers)
        message += f" It has {named}, as `{layers[0].example.name}` ({place_of(layers[0].example)})."
        example = layers[0].example
        related.append(Related("struct", example.name, example.location, example.display_name))
    return message, tuple(related)


def _nearest_way(snapshot: Snapshot, plan: Plan) -> list[SliceNode]:
    """Return the functions that the route most like the plan's title runs through, the route first."""
    wanted = set(words(plan.title))
    routes = [route for route in snapshot.routes if route.handler_path]
    if not routes:
        return []
    route = max(routes, key=lambda each: (len(wanted & set(words(f"{each.path} {each.handler}"))), -each.line))
    roots = slice_of(snapshot, route).roots
    way = main_way(roots[0]) if roots else []
    return [node for node in way if node.kind is NodeKind.ROUTE or node.kind in _ON_THE_WAY][:4]


LAYER_WITHOUT_NEIGHBOUR = Rule(
    code="GP503",
    name="layer-without-neighbour",
    severity=Severity.INFO,
    summary="The plan brings in a layer that no other feature of the code has",
    rationale=(
        "A feature with a layer of its own is read by nobody as the others are, and the next one copies it or does not."
        " The rule knows words after which types and folders are named when they are a layer, and speaks where no type,"
        " function, package, folder or file of the code has the word; it shows the way that the nearest feature goes"
        " and which layers there are. A justification that names the type, or the layer, silences it."
    ),
    bad="Create `internal/usecase/paint.go` with `PaintUseCase`. (The code has handlers and stores.)",
    good="The handler `PaintBlock` calls `BlockStore.Paint`, as `CutBlock` calls `BlockStore.Cut`.",
    check=check,
)
