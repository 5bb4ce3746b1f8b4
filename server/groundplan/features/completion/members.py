"""Offers behind a type and a dot: its fields, those of the structs it embeds, its methods."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.completion.request import Request
from groundplan.features.describe import place
from groundplan.index.projection import signature_text
from groundplan.index.snapshot import Snapshot
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.feature import Linker
from groundplan.model.go import Field
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


def describe_member(snapshot: Snapshot, owner: Symbol, name: str, link: Linker) -> str:
    """Return what a type's field or an interface's method is, in Markdown; "" where the type has none of the name."""
    of = f"of `{owner.display_name}` · {place(owner, link)}"
    for field in snapshot.type_fields(owner):
        if field.name == name:
            code = f"```go\n{field_text(field)}\n```"
            return "\n\n".join(filter(None, (code, f"Field {of}", field.doc.strip())))
    decl = snapshot.type_decl(owner)
    for method in decl.methods if decl is not None else ():
        if method.name == name:
            code = f"```go\n{method.name}{signature_text(method.signature)}\n```"
            return "\n\n".join(filter(None, (code, f"Method {of}", method.doc.strip())))
    return ""


def field_text(field: Field, width: int = 0) -> str:
    """Return a field's declaration as Go writes it, its tag included."""
    text = field.type if field.embedded else f"{field.name.ljust(width)} {field.type}"
    return f"{text} `{field.tag}`" if field.tag else text


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
