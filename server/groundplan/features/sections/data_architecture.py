"""Data Architecture (Reuse First): the existing types that hold what the feature needs."""

from __future__ import annotations

from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.candidate import TypeVerdict
from groundplan.model.symbol import Symbol

SHOWN = 4
FIELDS = 6
"""Fields named of a type."""

WORTH_SHOWING = 0.35
"""Score, relative to the best candidate of the plan, below which a type only pads the list."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per type: first those that the plan's own proposals come down to, then the most similar ones."""
    lines: list[Line] = []
    named: set[int] = set()
    links = context.links
    for proposed, decision in context.decisions:
        match = decision.match
        if match is None or decision.verdict is TypeVerdict.NEW or match.confidence < WORTH_SHOWING:
            continue
        if match.symbol.id in named:
            continue
        named.add(match.symbol.id)
        added = ", ".join(f"`{field.name} {field.type}`" for field in match.added if not field.embedded)
        instead = f" instead of a new `{proposed.decl.name}`" if decision.verdict is TypeVerdict.REPEATS else ""
        text = (
            f"- {links.symbol(match.symbol, match.symbol.display_name)}{instead}: "
            f"{f'add {added}' if added else 'nothing to add'}. *{_first_upper('; '.join(match.reasons))};"
            f" {_used(context, match.symbol)}.*"
        )
        lines.append(Line(text, links.target(match.symbol.path, match.symbol.line)))
    for candidate in context.types:
        if len(lines) >= SHOWN or candidate.score < WORTH_SHOWING:
            break
        symbol = candidate.symbol
        if symbol.id in named:
            continue
        named.add(symbol.id)
        why = "; ".join((*candidate.reasons, _used(context, symbol)))
        text = (
            f"- {links.symbol(symbol, symbol.display_name)}: {_fields(context, symbol)}."
            f" ⟨which fields does `{symbol.name}` gain?⟩ *{_first_upper(why)}.*"
        )
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    return tuple(lines)


def _fields(context: SectionContext, symbol: Symbol) -> str:
    decl = context.snapshot.type_decl(symbol)
    own = [field.name for field in decl.fields if not field.embedded] if decl else []
    bases = [field.name for field in decl.fields if field.embedded] if decl else []
    names = ", ".join(f"`{name}`" for name in own[:FIELDS]) + (" …" if len(own) > FIELDS else "")
    embedded = f", embeds {', '.join(f'`{name}`' for name in bases)}" if bases else ""
    return f"{count_of(len(own), 'field')} ({names}){embedded}" if own else f"no fields of its own{embedded}"


def _used(context: SectionContext, symbol: Symbol) -> str:
    return f"used by {count_of(len(context.snapshot.files_using(symbol)), 'file')}"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
