"""Data Models (Extend Existing Types): the existing type to extend, as a Go fence in its own style."""

from __future__ import annotations

from groundplan.discover.type_extension import MARKER, FieldStyle, aligned
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.data_architecture import WORTH_SHOWING
from groundplan.features.sections.line import Line
from groundplan.model.candidate import TypeVerdict
from groundplan.model.go import Field, TypeDecl
from groundplan.model.symbol import Symbol

SHOWN = 2
"""Fences inserted; a data model section that lists more than two types to extend is not minimal."""

CONFIDENT = 0.35


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a Go fence per type to extend: with the fields the plan proposes, else with a blank that asks for them."""
    lines: list[Line] = []
    named: set[int] = set()
    for _, decision in context.decisions:
        match = decision.match
        if match is None or decision.verdict is not TypeVerdict.REPEATS or match.confidence < CONFIDENT:
            if match is not None:
                # The plan spells this type out already.
                named.add(match.symbol.id)
            continue
        if match.symbol.id not in named:
            named.add(match.symbol.id)
            lines.append(_fence(context, match.symbol, match.decl, match.added))
    for candidate in context.types:
        if len(lines) >= SHOWN or named or candidate.score < WORTH_SHOWING:
            break
        decl = context.snapshot.type_decl(candidate.symbol)
        if decl is not None:
            named.add(candidate.symbol.id)
            lines.append(_fence(context, candidate.symbol, decl, ()))
    return tuple(lines[:SHOWN])


def _fence(context: SectionContext, symbol: Symbol, decl: TypeDecl, added: tuple[Field, ...]) -> Line:
    style = FieldStyle(decl.fields)
    own = [field.name for field in decl.fields]
    known = ", ".join(own[:6]) + (", …" if len(own) > 6 else "")
    rows = [f"\t{MARKER}{f' ({known})' if known else ''}"]
    rows += [f"\t{line}" for line in aligned([style.restyled(field) for field in added if not field.embedded])]
    if not added:
        rows.append(f"\t// ⟨which field does `{symbol.name}` gain, and who reads it?⟩")
    body = "\n".join(rows)
    text = (
        f"Extend {context.links.symbol(symbol, symbol.display_name)}:\n\n"
        f"```go\n// {symbol.path}\ntype {symbol.name}{decl.type_params} struct {{\n{body}\n}}\n```"
    )
    return Line(text, context.links.target(symbol.path, symbol.line))
