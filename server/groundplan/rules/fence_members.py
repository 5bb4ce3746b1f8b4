"""What the functions in a plan's Go fences ask of the types of the code: `s.store.FindInvoice` on a `*Service`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field, TypeKind
from groundplan.model.location import Location, Span
from groundplan.model.plan import ProposedFunc
from groundplan.model.symbol import Origin, Symbol
from groundplan.plan.ground import Ground
from groundplan.rules.fence_packages import FenceCode, imported_package
from groundplan.rules.members import members_of

# Comments and strings.
_SAID = re.compile(rb"//[^\n]*|\"(?:\\.|[^\"\\\n])*\"|`[^`]*`")
_TYPE = re.compile(r"\*?(?:(\w+)\.)?([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class MissingMember:
    """A member that a type of the workspace does not have; `span` is that of its name in the plan."""

    owner: Symbol
    name: str
    span: Span
    members: dict[str, Location]


def missing_members(here: Ground, code: FenceCode, proposed: ProposedFunc) -> Iterator[MissingMember]:
    """Yield what a function in a fence calls on its receiver and its parameters, and their types do not have."""
    decl = proposed.decl
    text = here.plan.text[decl.span.start : decl.span.end]
    types = {each.name: each.type for each in decl.signature.params if each.name}
    if decl.receiver_name:
        types[decl.receiver_name] = decl.receiver
    owners: dict[str, Symbol | None] = {}
    chains = dict.fromkeys((*decl.calls, *_reads(text, types)))
    for chain in chains:
        first, *rest = chain.split(".")
        if not rest or first not in types:
            continue
        if first not in owners:
            owners[first] = None if _is_made_anew(text, first) else _type_in_fence(here, code, types[first])
        owner = owners[first]
        if owner is None:
            continue
        missing = _walk(here, owner, rest)
        if missing is None:
            continue
        holder, name, members = missing
        spelled = ".".join([first, *rest[: rest.index(name) + 1]])
        match = re.search(rb"(?<![\w.])" + re.escape(spelled.encode()) + rb"\b", text)
        if match is not None:
            end = decl.span.start + match.end()
            yield MissingMember(holder, name, Span(end - len(name.encode()), end), members)


def _reads(text: bytes, names: dict[str, str]) -> list[str]:
    """Return the chains of exported names behind some variables: `lpa.Donor.Email`."""
    if not names:
        return []
    first = "|".join(re.escape(name) for name in sorted(names)).encode()
    quiet = _SAID.sub(lambda said: b" " * len(said.group()), text)
    return [found.decode() for found in re.findall(rb"(?<![\w.])(?:" + first + rb")(?:\.[A-Z]\w*)+", quiet)]


def _walk(here: Ground, owner: Symbol, names: list[str]) -> tuple[Symbol, str, dict[str, Location]] | None:
    """Follow a chain of fields to a call; return the first member that a type lacks, None where all is well."""
    for name in names:
        members = members_of(here.snapshot, owner)
        if members is None or owner.origin & ~Origin.TEST:
            return None
        if name not in members:
            return owner, name, members
        field = _field(here, owner, name)
        if field is None or not _TYPE.fullmatch(field.type):
            return None
        following = _type_of(here.snapshot, field.type, owner.path)
        if following is None:
            return None
        owner = following
    return None


def _type_of(snapshot: Snapshot, spelled: str, path: str) -> Symbol | None:
    return snapshot.remember(("type in file", spelled, path), lambda: snapshot.resolve_type(spelled, path))


def _field(here: Ground, owner: Symbol, name: str) -> Field | None:
    decl = here.snapshot.type_decl(owner)
    return next((each for each in decl.fields if each.name == name), None) if decl is not None else None


def _type_in_fence(here: Ground, code: FenceCode, spelled: str) -> Symbol | None:
    """Return the type of the workspace that a fence certainly means, None where it may be another."""
    match = _TYPE.fullmatch(spelled)
    if match is None:
        return None
    qualifier, name = match.groups()
    if any(each.decl.name == name for each in here.plan.types):
        # What the plan writes down may have more than the code.
        return None
    if qualifier:
        path = imported_package(here, code, qualifier)
        found = tuple(each for each in _types_named(here.snapshot, name) if each.import_path == path and path)
    else:
        found = _types_named(here.snapshot, name)
        folder = posixpath.dirname(code.file or code.fence.file_hint)
        inside = tuple(each for each in found if posixpath.dirname(each.path) == folder) if folder else ()
        found = inside or (() if code.file else found)
    if len(found) != 1:
        return None
    decl = here.snapshot.type_decl(found[0])
    known = decl is not None and decl.kind in (TypeKind.STRUCT, TypeKind.INTERFACE)
    return found[0] if known else None


def _types_named(snapshot: Snapshot, name: str) -> tuple[Symbol, ...]:
    """Return the types of exactly that name in any package."""
    return snapshot.remember(
        ("types named", name), lambda: tuple(each for each in snapshot.symbols_named(name) if each.kind.is_type)
    )


def _is_made_anew(text: bytes, name: str) -> bool:
    """Tell whether a body declares a name again, or gives it to a function of its own."""
    spelled = re.escape(name.encode())
    again = (
        rb"(?<![\w.])" + spelled + rb"(?:\s*,\s*\w+)*\s*:=|,\s*" + spelled + rb"\s*(?:,\s*\w+\s*)*:=|\bvar\s+" + spelled
    )
    return (
        re.search(again + rb"\b", text) is not None or len(re.findall(rb"[(,]\s*" + spelled + rb"\s+[*\w]", text)) > 1
    )
