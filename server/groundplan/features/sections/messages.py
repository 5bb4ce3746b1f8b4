"""Messages of `.proto` files that similar features take and answer with: data that is extended where it is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.discover.users import files_naming
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.index.lookups import Lookups
from groundplan.model.slice import Chain
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import words

SHOWN = 2
"""Messages named; the others are read from the same file."""

BESIDE = 0.5
"""Score, relative to the best message, below which another one only comes along with it."""

WORTH_SHOWING = 0.3
"""Score, relative to the best, below which a feature's messages have nothing to do with the plan."""

_ENVELOPE = ("Request", "Response", "Req", "Resp", "Reply")


@dataclass(frozen=True, slots=True)
class Message:
    """A generated struct with the 1-based line of its message in the `.proto` file that it is generated from."""

    symbol: Symbol
    path: str
    line: int


def messages_of(context: SectionContext) -> tuple[Message, ...]:
    """Return the messages that similar features work with, those first that the plan's title names."""
    found: dict[int, tuple[float, Symbol]] = {}
    titled = set(context.title_query.words)
    for item in context.slices:
        if item.score < WORTH_SHOWING:
            continue
        for symbol in _exchanged(context, item):
            named = set(words(symbol.name))
            score = item.score * (2.0 if named and named <= titled else 1.0)
            found[symbol.id] = (found.get(symbol.id, (0.0, symbol))[0] + score, symbol)
    ranked = sorted(found.values(), key=lambda each: (-each[0], each[1].path, each[1].line))
    best = ranked[0][0] if ranked else 0.0
    placed = (_placed(context, symbol) for score, symbol in ranked if score >= BESIDE * best)
    return tuple(message for message in placed if message is not None)[:SHOWN]


def message_lines(context: SectionContext) -> list[Line]:
    """Return a line per message, with where it is declared and a blank for its new fields."""
    lines = []
    for message in messages_of(context):
        symbol = message.symbol
        users = len(files_naming(context.snapshot, symbol))
        used = f"; used by {count_of(users, 'file')}" if users else ""
        place = context.links.place(message.path, message.line)
        text = (
            f"- {context.links.symbol(symbol, symbol.display_name)}: generated from message `{symbol.name}` in {place}"
            f"{used}. ⟨which fields does the message gain, under which numbers?⟩"
        )
        lines.append(Line(text, context.links.target(symbol.path, symbol.line)))
    return lines


def _exchanged(context: SectionContext, item: Chain) -> Iterator[Symbol]:
    """The generated structs in a feature's signature, of requests and answers those that they carry."""
    decl = context.snapshot.func_decl(item.entry)
    seen: set[int] = set()
    for param in (*decl.signature.params, *decl.signature.results) if decl is not None else ():
        symbol = _generated(context, param.type, item.entry.path)
        if symbol is None:
            continue
        carried = [symbol]
        if symbol.name.endswith(_ENVELOPE):
            struct = context.snapshot.type_decl(symbol)
            inside = [_generated(context, field.type, symbol.path) for field in struct.fields] if struct else []
            carried = [each for each in inside if each is not None and not each.name.endswith(_ENVELOPE)]
        for each in carried:
            if each.id not in seen:
                seen.add(each.id)
                yield each


def _generated(context: SectionContext, text: str, path: str) -> Symbol | None:
    bare = text.lstrip("*[]")
    symbol = context.snapshot.resolve_type(bare, path) if bare[:1].isalpha() else None
    made = symbol is not None and symbol.kind is SymbolKind.STRUCT and symbol.path.endswith(".pb.go")
    return symbol if made and symbol is not None and symbol.origin & Origin.GENERATED else None


def _placed(context: SectionContext, symbol: Symbol) -> Message | None:
    path = f"{symbol.path.removesuffix('.pb.go')}.proto"
    if not context.snapshot.has_file(path):
        return None
    source = Lookups(context.snapshot).document(path) or b""
    declared = re.search(rb"^[ \t]*message[ \t]+" + re.escape(symbol.name.encode()) + rb"\b", source, re.MULTILINE)
    return Message(symbol, path, source.count(b"\n", 0, declared.start()) + 1) if declared is not None else None
