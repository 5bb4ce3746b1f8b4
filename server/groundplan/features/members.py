"""Fields of structs and methods of interfaces: what a plan writes as `Type.Name` and no symbol of the index is."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.index.projection import signature_text
from groundplan.index.promotion import MAX_EMBEDDING
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Linker
from groundplan.model.go import Field, InterfaceMethod
from groundplan.model.location import Location, Span
from groundplan.model.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Member:
    """A field or an interface's method, with the type that declares it."""

    owner: Symbol
    declared: Field | InterfaceMethod

    @property
    def location(self) -> Location:
        """Its line; no span is known of it."""
        return Location(self.owner.path, self.declared.line, Span(0, 0))


def member_named(snapshot: Snapshot, spelled: str) -> Member | None:
    """Return the field or interface method that `Type.Name` or `package.Type.Name` means, None when there is none.

    A field promoted from an embedded struct is that struct's.
    """
    owner, _, name = spelled.strip().lstrip("*&[]").partition("(")[0].rpartition(".")
    for symbol in snapshot.types_named(owner) if owner else ():
        found = _member(snapshot, symbol, name, 0)
        if found is not None:
            return found
    return None


def describe_member(snapshot: Snapshot, owner: Symbol, name: str, link: Linker) -> str:
    """Return what a type's field or an interface's method is, in Markdown; "" where the type has none of the name."""
    member = _member(snapshot, owner, name, 0)
    if member is None:
        return ""
    declared = member.declared
    if isinstance(declared, Field):
        code, kind = field_text(declared), "Field"
    else:
        code, kind = f"{declared.name}{signature_text(declared.signature)}", "Method"
    path, line = member.owner.path, declared.line
    where = f"{kind} of `{member.owner.display_name}` · [{path}:{line}]({link(path, line)})"
    return "\n\n".join(filter(None, (f"```go\n{code}\n```", where, declared.doc.strip())))


def field_text(field: Field) -> str:
    """Return a field's declaration as Go writes it, its tag included."""
    text = field.type if field.embedded else f"{field.name} {field.type}"
    return f"{text} `{field.tag}`" if field.tag else text


def _member(snapshot: Snapshot, owner: Symbol, name: str, depth: int) -> Member | None:
    decl = snapshot.type_decl(owner)
    if decl is None or depth > MAX_EMBEDDING:
        return None
    declared: tuple[Field | InterfaceMethod, ...] = (*decl.fields, *decl.methods)
    for each in declared:
        if each.name == name:
            return Member(owner, each)
    for field in decl.fields:
        base = snapshot.resolve_type(field.type, owner.path) if field.embedded else None
        found = _member(snapshot, base, name, depth + 1) if base is not None and base.id != owner.id else None
        if found is not None:
            return found
    return None
