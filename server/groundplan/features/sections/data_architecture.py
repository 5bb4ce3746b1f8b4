"""Data Architecture (Reuse First): the existing types that hold what the feature needs."""

from __future__ import annotations

from groundplan.discover.conventions import model_conventions
from groundplan.discover.users import files_naming
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.messages import message_lines
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
        extended = ("extended below",) if decision.verdict is not TypeVerdict.REPEATS else match.reasons
        why = (*extended, *_used(context, match.symbol))
        text = (
            f"- {links.symbol(match.symbol, match.symbol.display_name)}{instead}: "
            f"{f'add {added}' if added else 'nothing to add'}. *{_first_upper('; '.join(why))}.*"
        )
        lines.append(Line(text, links.target(match.symbol.path, match.symbol.line)))
    for candidate in context.types:
        if len(lines) >= SHOWN:
            break
        symbol = candidate.symbol
        if symbol.id in named or candidate.score < WORTH_SHOWING:
            continue
        named.add(symbol.id)
        why = (*candidate.reasons, *_used(context, symbol))
        text = (
            f"- {links.symbol(symbol, symbol.display_name)}: {_fields(context, symbol)}."
            f" ⟨which fields does `{symbol.name}` gain?⟩ *{_first_upper('; '.join(why))}.*"
        )
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    lines += message_lines(context)[: SHOWN - len(lines)]
    convention = _convention(context)
    if lines and convention is not None:
        lines.append(convention)
    return tuple(lines)


def _convention(context: SectionContext) -> Line | None:
    """The house's way of making models, where the workspace registers them."""
    found = model_conventions(context.snapshot, tuple(item.symbol for item in context.types))
    if found is None:
        return None
    parts = []
    if found.bases:
        parts.append(f"embed {' or '.join(f'`{name}` ({count})' for name, count in found.bases[:2])}")
    if found.tags:
        parts.append(f"tag every field with {_code(found.tags)}")
    if found.methods:
        parts.append(f"have {_code(found.methods[:5])}")
    if found.constructors:
        example = _constructor(context, found.example) if found.constructors > 1 else ""
        example = f"`{example}`" if example else "a function `New…`"
        parts.append(f"are made by a constructor like {example} ({found.constructors})")
    if not parts:
        return None
    target = context.links.symbol(found.example, found.example.display_name)
    text = f"- Convention: {count_of(found.models, 'registered model')} mostly {'; '.join(parts)}; see {target}."
    return Line(text, "- Convention: ")


def _constructor(context: SectionContext, nearest: Symbol) -> str:
    """The constructor of a registered model, the nearest one's where it has one; "" where none has a `New…`."""
    models = [(nearest.name, nearest.import_path)]
    models += sorted((model.name, model.import_path) for model in context.snapshot.registered_models)
    named = (f"New{name}" for name, path in models if context.snapshot.functions_named(f"New{name}", path))
    return next(named, "")


def _code(names: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"`{name}`" for name, _ in names)


def _fields(context: SectionContext, symbol: Symbol) -> str:
    decl = context.snapshot.type_decl(symbol)
    own = [field.name for field in decl.fields if not field.embedded] if decl else []
    bases = [field.name for field in decl.fields if field.embedded] if decl else []
    names = ", ".join(f"`{name}`" for name in own[:FIELDS]) + (" …" if len(own) > FIELDS else "")
    embedded = f", embeds {', '.join(f'`{name}`' for name in bases)}" if bases else ""
    return f"{count_of(len(own), 'field')} ({names}){embedded}" if own else f"no fields of its own{embedded}"


def _used(context: SectionContext, symbol: Symbol) -> tuple[str, ...]:
    users = len(files_naming(context.snapshot, symbol))
    return (f"used by {count_of(users, 'file')}",) if users else ()


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
