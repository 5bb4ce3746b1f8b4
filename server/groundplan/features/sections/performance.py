"""Performance & Scalability: what comparable code does about time, amounts and load, where it does anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from groundplan.detect.joins.kinds import kind_of
from groundplan.features.sections.components_to_extend import WORTH_SHOWING
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.integrations import sending_form
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.ways import form_line
from groundplan.model.go import FuncDecl
from groundplan.model.pattern import PatternKind
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import split_identifier

EXAMPLES = 2
"""Places named of a habit."""

TABLES = 2
"""Tables whose indexes are named."""

SURFACES = 12
"""Similar features whose code is looked at."""

_DEADLINES = frozenset(("WithTimeout", "WithDeadline"))
_PAGING = frozenset(("paginate", "paginated", "pagination", "paginator", "paging"))
_ROWS_TO_SKIP = frozenset(("offset", "skip"))
_ROWS_TO_SHOW = frozenset(("limit", "size", "count"))
_PAGE = frozenset(("page", "cursor"))
_OF_A_PAGE = frozenset(("size", "limit", "number", "num", "token", "count", "per", "next", "after"))


def fill_targets(context: SectionContext) -> tuple[Line, ...]:
    """Return the timeouts and memory that similar features run with, and a blank for this one's target."""
    lines = [line for line in (_deadlines(context), _limits(context)) if line is not None]
    if lines:
        lines.append(
            Line("- ⟨how fast must the new operation answer, under which of these limits?⟩", "⟨how fast must the")
        )
    return tuple(lines)


def fill_scalability(context: SectionContext) -> tuple[Line, ...]:
    """Return how similar features page, cache, queue and limit, which indexes they read by, and a blank."""
    lines = [line for line in (_paging(context),) if line is not None]
    lines += _indexes(context)
    for kind in (PatternKind.CACHING, PatternKind.QUEUES, PatternKind.RETRIES):
        pattern = context.patterns.get(kind)
        form = sending_form(context) if kind is PatternKind.QUEUES else pattern.dominant if pattern else None
        if form is not None:
            lines.append(form_line(context, form, EXAMPLES))
    if lines:
        lines.append(Line("- ⟨which of these does the feature need at its busiest?⟩", "⟨which of these does the"))
    return tuple(lines)


def _functions(context: SectionContext) -> Iterator[tuple[Symbol, FuncDecl]]:
    """The functions that similar features run through."""
    seen: set[int] = set()
    for item in context.slices[:SURFACES]:
        if item.score < WORTH_SHOWING:
            continue
        for step in item.steps:
            decl = None if step.symbol.kind.is_type else context.snapshot.func_decl(step.symbol)
            if decl is not None and step.symbol.id not in seen:
                seen.add(step.symbol.id)
                yield step.symbol, decl


def _deadlines(context: SectionContext) -> Line | None:
    found = [
        symbol
        for symbol, decl in _functions(context)
        if any(call.rpartition(".")[2] in _DEADLINES for call in decl.calls)
    ]
    return _habit(context, "Deadlines set by `context.WithTimeout` or `WithDeadline`", found)


def _paging(context: SectionContext) -> Line | None:
    found = [symbol for symbol, decl in _functions(context) if _pages(decl)]
    return _habit(context, "Pagination", found)


def _pages(decl: FuncDecl) -> bool:
    params = [param.name for param in decl.signature.params]
    names = [decl.name, *params, *(call.rpartition(".")[2] for call in decl.calls)]
    said = {word for name in names if name for word in split_identifier(name)}
    if said & _ROWS_TO_SKIP and said & _ROWS_TO_SHOW:
        # An offset alone may be one in time, or in a file.
        return True
    return any(name in _PAGE for name in params) or any(_speaks_of_paging(name) for name in names if name)


def _speaks_of_paging(name: str) -> bool:
    """Tell whether a name is about pages of results: a page alone may be one that is shown."""
    said = set(split_identifier(name))
    return bool(said & _PAGING or (said & _PAGE and said & _OF_A_PAGE))


def _habit(context: SectionContext, what: str, found: list[Symbol]) -> Line | None:
    if not found:
        return None
    shown = ", ".join(context.links.symbol(symbol) for symbol in found[:EXAMPLES])
    text = f"- {what}: in {count_of(len(found), 'function')} of similar features, as {shown}."
    return Line(text, f"- {what}: ")


def _limits(context: SectionContext) -> Line | None:
    """The timeout and memory that most functions of the templates have."""
    functions = [each for each in context.snapshot.resources if kind_of(each.type) == "function"]
    said = []
    for name, unit in (("Timeout", "s"), ("MemorySize", "MB")):
        values = Counter(each.property(name) for each in functions if each.property(name).isdigit())
        if values:
            value, count = max(values.items(), key=lambda item: (item[1], -int(item[0])))
            example = next(each for each in functions if each.property(name) == value)
            target = f"[`{example.logical_id}`]({context.links.target(example.path, example.line)})"
            what = "time out after" if name == "Timeout" else "have"
            said.append(f"{count} of {count_of(len(functions), 'function')} {what} {value} {unit} (as {target})")
    if not said:
        return None
    return Line(f"- Limits in the templates: {'; '.join(said)}.", "- Limits in the templates: ")


def _indexes(context: SectionContext) -> list[Line]:
    lines = []
    terms = set(context.query.words)
    for resource in context.snapshot.resources:
        indexes = [(name[4:], value) for name, value in resource.properties if name.startswith(("gsi:", "lsi:"))]
        if indexes and terms & set(split_identifier(resource.logical_id)):
            target = context.links.target(resource.path, resource.line)
            shown = ", ".join(f"`{name}` by {value}".replace("``", "`") for name, value in indexes[:3])
            more = f" and {len(indexes) - 3} more" if len(indexes) > 3 else ""
            lines.append(Line(f"- Indexes of [`{resource.logical_id}`]({target}): {shown}{more}.", target))
    return lines[:TABLES]
