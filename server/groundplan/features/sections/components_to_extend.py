"""Components to Extend (Not Create): the services and handlers that the feature belongs into."""

from __future__ import annotations

from groundplan.discover.users import files_naming
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.go import Signature
from groundplan.model.slice import StepRole
from groundplan.model.symbol import Origin, Symbol, SymbolKind

SHOWN = 4

WORTH_SHOWING = 0.3
"""Score, relative to the best, below which a feature's components only pad the list."""

METHODS = 4
"""Methods named of a component, so that the reader sees where the new one would stand."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per component that similar features run through, and a blank for what is to be added."""
    lines = []
    for symbol, routes in components(context)[:SHOWN]:
        links = context.links
        what = _surface(context, symbol)
        users = len(files_naming(context.snapshot, symbol))
        used = f"; used by {count_of(users, 'file')}" if users else ""
        serves = f"; behind {', '.join(f'`{route}`' for route in routes[:2])}" if routes else ""
        text = f"- {links.symbol(symbol, symbol.display_name)}: {what}{used}{serves}. ⟨what does `{symbol.name}` gain?⟩"
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    return tuple(lines)


def components(context: SectionContext) -> list[tuple[Symbol, tuple[str, ...]]]:
    """Return the receivers of the slices' service steps, in the order of the slices, with the routes they serve."""
    found: dict[int, tuple[Symbol, list[str]]] = {}
    snapshot = context.snapshot
    for item in context.slices:
        if item.score < WORTH_SHOWING:
            continue
        titles = [route.title for route in item.routes]
        for step in item.steps:
            if step.role is StepRole.TYPE:
                continue
            owner = step.symbol
            if owner.kind is SymbolKind.METHOD:
                types = [s for s in snapshot.types_named(owner.receiver) if s.import_path == owner.import_path]
                owner = types[0] if types else owner
            elif step.role is StepRole.HANDLER and len(item.steps) > 1:
                continue
            elif step.role is not StepRole.HANDLER and not owner.exported:
                # A step of one function's work is changed with it, not extended.
                continue
            if owner.origin is Origin.HANDWRITTEN and not _is_data(context, owner):
                found.setdefault(owner.id, (owner, []))[1].extend(titles)
    return [(symbol, tuple(dict.fromkeys(titles))) for symbol, titles in found.values()]


def _is_data(context: SectionContext, symbol: Symbol) -> bool:
    """Whether a type is what the code works on rather than what does the work: a model, or fields with tags."""
    if not symbol.kind.is_type:
        # Where features are served, a constructor comes along with what it makes; in a library it is what there is.
        return symbol.name.startswith("New") and bool(context.snapshot.handlers)
    decl = context.snapshot.type_decl(symbol)
    tagged = decl is not None and any(field.tag for field in decl.fields)
    return tagged or context.snapshot.is_registered_model(symbol)


def _short(signature: Signature) -> str:
    """A signature as people say it: the names of the parameters, the types of the results, no context."""
    params = [item.name or item.type for item in signature.params if item.type != "context.Context"]
    results = [item.type for item in signature.results]
    text = f"({', '.join(params)})"
    if not results:
        return text
    return f"{text} {results[0]}" if len(results) == 1 else f"{text} ({', '.join(results)})"


def _surface(context: SectionContext, symbol: Symbol) -> str:
    if not symbol.kind.is_type:
        decl = context.snapshot.func_decl(symbol)
        return f"`{symbol.name}{_short(decl.signature) if decl else '()'}`"
    methods = list(context.snapshot.methods_of(symbol))
    if symbol.exported or sum(method.exported for method in methods) > 1:
        # What is private to a package may do its work by private methods.
        methods = [method for method in methods if method.exported]
    shown = []
    for method in methods[:METHODS]:
        decl = context.snapshot.func_decl(method)
        shown.append(f"`{method.name}{_short(decl.signature) if decl else '()'}`")
    if not shown:
        return "no methods yet" if not symbol.exported else "no exported methods yet"
    more = f" and {len(methods) - METHODS} more" if len(methods) > METHODS else ""
    return f"has {', '.join(shown)}{more}"
