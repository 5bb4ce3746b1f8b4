"""Offers behind a type and a dot: its fields, those of the structs it embeds, its methods."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.completion.request import Request
from groundplan.index.projection import signature_text
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.symbol import Symbol

MAX_TYPES = 4
"""Types of one name whose members are offered."""


def members_of(request: Request, owner: str, typed: str) -> list[Completion]:
    """Return offers of the members of a type, spelled `Type` or `package.Type`, that begin with what is typed."""
    found: dict[str, Completion] = {}
    types = sorted(request.snapshot.types_named(owner), key=lambda each: not request.is_near(each.package, each.path))
    for symbol in types[:MAX_TYPES]:
        for offer in (*_fields(request, symbol), *_methods(request, symbol)):
            if offer.text.lower().startswith(typed.lower()):
                found.setdefault(offer.text, offer)
    return list(found.values())


def _fields(request: Request, symbol: Symbol) -> Iterator[Completion]:
    decl = request.snapshot.type_decl(symbol)
    own = {field.name for field in decl.fields} if decl else set()
    for field in request.snapshot.type_fields(symbol):
        # A promoted field's line is in another file.
        line = field.line if field.name in own else symbol.line
        yield Completion(
            *(field.name, CompletionKind.FIELD, field.name, field.name),
            *(f" {field.type}", symbol.display_name, symbol.path, line),
        )
    if decl is not None:
        for method in decl.methods:
            yield Completion(
                *(method.name, CompletionKind.METHOD, method.name, method.name),
                *(signature_text(method.signature), symbol.display_name, symbol.path, method.line),
            )


def _methods(request: Request, symbol: Symbol) -> Iterator[Completion]:
    for method in request.snapshot.methods_of(symbol):
        shape = method.signature.rpartition(f"{method.name}(")
        yield Completion(
            *(method.name, CompletionKind.METHOD, method.name, method.name),
            *(f"({shape[2]}" if shape[1] else "", symbol.display_name, method.path, method.line),
        )
