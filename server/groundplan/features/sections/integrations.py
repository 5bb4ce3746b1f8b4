"""Integration Implementation: the services outside that the code calls, and the events that its parts exchange."""

from __future__ import annotations

from groundplan.detect.joins.kinds import kind_of
from groundplan.discover.users import files_naming
from groundplan.features.sections.components_to_extend import components as components_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.plan_resources import others_joined, resource_link, started_link, touched_resources
from groundplan.features.sections.stand_ins import is_stand_in
from groundplan.features.sections.ways import example_link, example_links
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import JoinKind
from groundplan.model.pattern import PatternForm, PatternKind
from groundplan.model.resource import Resource
from groundplan.model.symbol import Origin, Symbol
from groundplan.text.identifiers import words

SHOWN = 3
"""Clients, queues and components named of each sort; the rest is a count."""

METHODS = 3
"""Methods named of a client."""

_CLIENT = "http.Client"

REPEATING = 2
"""Ways of repeating and limiting calls that are named."""

BUILT_ON = 12
"""Files looked into for types that are built on a client."""

_PASSING_ON = ("queue", "topic", "stream", "event bus")


def fill_external(context: SectionContext) -> tuple[Line, ...]:
    """Return the clients of other services, nearest to the plan first, with what repeats and limits calls."""
    lines = []
    clients = _clients(context)
    for symbol in clients[:SHOWN]:
        users = len(files_naming(context.snapshot, symbol))
        used = f"; used by {count_of(users, 'file')}" if users else ""
        text = f"- {context.links.symbol(symbol, symbol.display_name)}: {_calling(context, symbol)}{used}."
        lines.append(Line(text, context.links.target(symbol.path, symbol.line)))
    if len(clients) > SHOWN:
        lines.append(
            Line(f"- _{len(clients) - SHOWN} more: `groundplan patterns integrations`_", "patterns integrations`")
        )
    lines += _libraries(context)
    lines += _repeating(context)
    if lines:
        question = "- ⟨which service outside does the feature call, with which credentials, and what if it is down?⟩"
        lines.append(Line(question, "⟨which service outside"))
    return tuple(lines)


def fill_internal(context: SectionContext) -> tuple[Line, ...]:
    """Return the queues and topics that carry events, who sends and who is started, and the components concerned."""
    passing = [each for each in context.snapshot.resources if kind_of(each.type) in _PASSING_ON]
    touched = {(each.path, each.line) for each in touched_resources(context)}
    passing = [each for each in passing if others_joined(context, each, JoinKind.EVENT) or _is_sent_to(context, each)]
    passing.sort(key=lambda each: ((each.path, each.line) not in touched, each.path, each.line))
    lines = [_passing_line(context, each) for each in passing[:SHOWN]]
    form = sending_form(context)
    if form is not None:
        text = (
            f"- Events go through {form.name}: {count_of(form.sites, form.unit)}, as in {example_links(context, form)}."
        )
        lines.append(Line(text, "- Events go through "))
    components = components_of(context)
    if components:
        shown = ", ".join(context.links.symbol(symbol, symbol.display_name) for symbol, _ in components[:SHOWN])
        lines.append(Line(f"- Components of similar features: {shown}.", "- Components of similar features: "))
    if lines:
        lines.append(
            Line("- ⟨which event does the feature send or wait for, and may it come twice?⟩", "⟨which event does")
        )
    return tuple(lines)


def _calling(context: SectionContext, symbol: Symbol) -> str:
    """Return the words of how a type calls outside: the methods that use its client, else all that it offers."""
    decl = context.snapshot.type_decl(symbol)
    kept = [field.name for field in decl.fields if field.type.lstrip("*") == _CLIENT] if decl else []
    methods = context.snapshot.methods_of(symbol)
    using = _using(context, symbol)
    if using:
        named = ", ".join(f"`{each.name}`" for each, _ in using[:METHODS])
        more = f" and {len(using) - METHODS} more" if len(using) > METHODS else ""
        by = using[0][1]
        return f"calls `{by}` in {named}{more}" if by else f"sends requests in {named}{more}"
    offered = ", ".join(f"`{name}`" for name in [each.name for each in methods if each.exported][:METHODS])
    if kept:
        return f"keeps an HTTP client (`{kept[0]}`){f', has {offered}' if offered else ''}"
    return f"has {offered}" if offered else "a client"


def _using(context: SectionContext, symbol: Symbol) -> list[tuple[Symbol, str]]:
    """The methods that call a client which their type holds, each with the house's type of it, "" for net/http's."""
    snapshot = context.snapshot
    decl = snapshot.type_decl(symbol)
    clients: dict[str, str] = {}
    for field in decl.fields if decl else ():
        bare = field.type.lstrip("*")
        if bare == _CLIENT:
            clients[field.name] = ""
        elif bare.rpartition(".")[2] in {name for name, _ in _own_clients(context)}:
            target = snapshot.resolve_type(bare, symbol.path)
            if target is not None and (target.name, target.import_path) in _own_clients(context):
                clients[field.name] = target.display_name
    found = []
    for method in snapshot.methods_of(symbol) if clients else ():
        func = snapshot.func_decl(method)
        called = (
            [clients[part] for call in func.calls for part in call.split(".")[1:-1] if part in clients] if func else []
        )
        if called:
            found.append((method, called[0]))
    return found


def _own_clients(context: SectionContext) -> frozenset[tuple[str, str]]:
    """The house's types with an HTTP client, as (name, import path)."""

    def read() -> frozenset[tuple[str, str]]:
        rows = context.snapshot.pattern_rows
        return frozenset(
            (row.name, row.import_path) for row in rows if row.kind is PatternKind.INTEGRATIONS and row.unit == "type"
        )

    return context.snapshot.remember("own clients", read)


def sending_form(context: SectionContext) -> PatternForm | None:
    """Return how events are passed on: a library or a package for it, not calls that only have a name like it."""
    queues = context.patterns.get(PatternKind.QUEUES)
    forms = queues.forms if queues is not None else ()
    return next((form for form in forms if not form.name.startswith(("`x.", "schedules "))), None)


def _clients(context: SectionContext) -> list[Symbol]:
    """Return the types with an HTTP client of their own, those first that speak of what the plan is about."""
    snapshot = context.snapshot
    weights = dict(context.query.terms)
    ranked = []
    # What serves requests passes them on to what calls outside.
    serving = {(handler.path, handler.name.partition(".")[0]) for handler in snapshot.handlers}
    for symbol in _client_types(snapshot):
        if is_stand_in(symbol.path) or not context.is_at_home(symbol.path) or (symbol.path, symbol.name) in serving:
            continue
        said = words(f"{symbol.package} {symbol.name} {symbol.doc}")
        score = sum(weights.get(word, 0.0) for word in set(said))
        ranked.append((-score, symbol.path, symbol.line, symbol))
    found = [symbol for *_, symbol in sorted(ranked, key=lambda each: each[:3])]
    # What only holds a client, to hand it on, is no integration where others call theirs.
    calling = {symbol.id for symbol in found if _using(context, symbol)}
    return [symbol for symbol in found if symbol.id in calling] or found


def _client_types(snapshot: Snapshot) -> list[Symbol]:
    found = []
    for row in snapshot.pattern_rows:
        if row.kind is PatternKind.INTEGRATIONS and row.unit == "type":
            for symbol in snapshot.types_of_package(row.name, row.import_path):
                if symbol.path == row.path and symbol.origin is Origin.HANDWRITTEN:
                    found.append(symbol)
    return [*found, *_built_on(snapshot, found)]


def _built_on(snapshot: Snapshot, clients: list[Symbol]) -> list[Symbol]:
    """Return the types with a client of the house's own as a field."""
    found: dict[int, Symbol] = {}
    for client in clients:
        for path in snapshot.files_using(client)[:BUILT_ON]:
            facts = snapshot.facts_of(path)
            for decl in facts.types if facts else ():
                if any(field.type.lstrip("*").rpartition(".")[2] == client.name for field in decl.fields):
                    for symbol in snapshot.types_named(decl.name):
                        if symbol.path == path and symbol.line == decl.line and not symbol.origin:
                            found.setdefault(symbol.id, symbol)
    known = {client.id for client in clients}
    return [symbol for symbol in found.values() if symbol.id not in known]


def _libraries(context: SectionContext) -> list[Line]:
    parts: list[str] = []
    for kind in (PatternKind.INTEGRATIONS, PatternKind.AWS_SDK):
        pattern = context.patterns.get(kind)
        for form in pattern.forms if pattern is not None else ():
            at_home = context.is_at_home(form.examples[0].path)
            if form.unit != "type" and at_home and len(parts) < SHOWN + 1:
                parts.append(f"{form.name} ({example_link(context, form.examples[0])})")
    return [Line(f"- Called by libraries: {', '.join(parts)}.", "- Called by libraries: ")] if parts else []


def _repeating(context: SectionContext) -> list[Line]:
    pattern = context.patterns.get(PatternKind.RETRIES)
    if pattern is None:
        return []
    forms = [f"{form.name} ({example_link(context, form.examples[0])})" for form in pattern.forms[:REPEATING]]
    return [Line(f"- For retries and limits there is: {', '.join(forms)}.", "- For retries and limits there is: ")]


def _is_sent_to(context: SectionContext, resource: Resource) -> bool:
    return bool(others_joined(context, resource, JoinKind.GRANT))


def _passing_line(context: SectionContext, resource: Resource) -> Line:
    parts = []
    senders = others_joined(context, resource, JoinKind.GRANT)
    if senders:
        named = ", ".join(f"`{join.resource}`" for join in senders[:2])
        parts.append(f"sent to by {named}{f' and {len(senders) - 2} more' if len(senders) > 2 else ''}")
    for join in others_joined(context, resource, JoinKind.EVENT)[:2]:
        parts.append(f"starts {started_link(context, join)}")
    text = f"- {resource_link(context, resource)}: {'; '.join(parts)}."
    return Line(text, context.links.target(resource.path, resource.line))
