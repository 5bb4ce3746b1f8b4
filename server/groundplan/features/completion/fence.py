"""Offers inside Go fences: known types where a type stands, the fields of the type that is extended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.features.completion.names import as_offers, offer_members
from groundplan.features.completion.paths import offer_dependencies
from groundplan.features.completion.request import MAX_ITEMS, Offer, Request
from groundplan.features.completion.site import Site
from groundplan.features.members import field_text
from groundplan.model.completion import Completion, CompletionKind
from groundplan.plan.fences import GO_LANGUAGES

_SHELLS = frozenset(("bash", "sh", "shell", "console", "zsh"))

_STRUCT = re.compile(r"^[ \t>]*type[ \t]+(\w+)(?:\[[^\]\n]*\])?[ \t]+struct[ \t]*\{", re.MULTILINE)
_NOT_CODE = re.compile(r"//[^\n]*|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"")
_FIELD_NAME = re.compile(r"^[ \t>]*(\w*)$")
_MEMBER = re.compile(r"(?:^|[^\w.])((?:[A-Za-z_]\w*\.){1,2})(\w*)$")
_TYPE = re.compile(r"(?:[\s*\](&{,]|^)([A-Za-z_]\w*)?$")
_FIELD_TYPE = re.compile(r"^[ \t>]*\w+(?:[ \t]*,[ \t]*\w+)*[ \t]+(?:\*|&|\[\w*\]|map\[[\w.]+\]|chan[ \t]+)*(\w*)$")
_IN_TEXT = re.compile(r"//|^[^\"`]*[\"`][^\"`]*$")
_DECLARED = re.compile(r"^[ \t>]*(\w+)\b", re.MULTILINE)

_BUILT_IN = ("string", "int", "int64", "bool", "float64", "error", "any", "byte", "time.Time", "time.Duration")


@dataclass(frozen=True, slots=True)
class _Struct:
    name: str
    body: str


def offer_in_fence(request: Request, site: Site) -> Offer | None:
    """Return offers for a place in a fence: of Go, or of shell commands that get dependencies."""
    if site.language in _SHELLS:
        return offer_dependencies(request, site.head) if "go get" in site.head else None
    if site.language not in GO_LANGUAGES:
        return None
    if '"' in site.head and (dependency := offer_dependencies(request, site.head.replace('"', " "))) is not None:
        return dependency
    if _IN_TEXT.search(site.head):
        return None
    above = request.text[site.content : site.cursor].decode("utf-8", "replace")
    struct = _open_struct(above)
    package = _package_of(request, struct)
    if struct is not None:
        return _in_struct(request, site, struct, package)
    member = _MEMBER.search(site.head)
    if member is not None:
        return offer_members(request, member.group(1).rstrip("."), member.group(2))
    match = _TYPE.search(site.head)
    typed = match.group(1) if match is not None else None
    # Words of statements are written in lower case; a type is wanted behind what stands in front of types only.
    if not typed or not (typed[:1].isupper() or site.head[: -len(typed)].endswith(("*", "]", "&"))):
        return None
    return _types(request, typed, package)


def _in_struct(request: Request, site: Site, struct: _Struct, package: str) -> Offer | None:
    member = _MEMBER.search(site.head)
    if member is not None:
        return offer_members(request, member.group(1).rstrip("."), member.group(2))
    name = _FIELD_NAME.match(site.head)
    if name is not None:
        return _fields(request, struct, name.group(1))
    wanted = _FIELD_TYPE.match(site.head)
    return _types(request, wanted.group(1), package) if wanted is not None else None


def _fields(request: Request, struct: _Struct, typed: str) -> Offer | None:
    """Return the fields of the existing type that a struct in the plan restates, without those it has already."""
    done = set(_DECLARED.findall(_NOT_CODE.sub("", struct.body)[: -len(typed) or None]))
    found: dict[str, Completion] = {}
    for symbol in request.snapshot.types_named(struct.name)[:1]:
        decl = request.snapshot.type_decl(symbol)
        for field in decl.fields if decl is not None else ():
            if field.name.lower().startswith(typed.lower()) and field.name not in done:
                found.setdefault(
                    field.name,
                    Completion(
                        *(field.name, CompletionKind.FIELD, field_text(field), field.name),
                        *(f" {field.type}", symbol.display_name, symbol.path, field.line),
                    ),
                )
    return Offer(tuple(found.values())[:MAX_ITEMS], typed, len(found) <= MAX_ITEMS) if found else None


def _types(request: Request, typed: str, package: str) -> Offer | None:
    """Return types that the plan proposes, then those of the index, then Go's own."""
    names, complete = request.snapshot.names.types_beginning_with(typed)
    known = [] if not typed else as_offers(request, names, typed, own=package or "-")
    taken = {item.filter for item in known}
    own = [
        Completion(name, CompletionKind.STRUCT, name, name, "", "this plan")
        for name in request.proposed
        if name.lower().startswith(typed.lower()) and name not in taken and name != typed
    ]
    built_in = [
        Completion(name, CompletionKind.TYPE, name, name) for name in _BUILT_IN if name.startswith(typed.lower())
    ]
    items = (*own, *known, *built_in)
    return Offer(items[:MAX_ITEMS], typed, bool(typed) and complete and len(items) <= MAX_ITEMS) if items else None


def _open_struct(above: str) -> _Struct | None:
    """Return the struct whose body the end of a fence's text is in, not counting structs inside of it."""
    structs = list(_STRUCT.finditer(above))
    if not structs:
        return None
    found = structs[-1]
    body = above[found.end() :]
    depth = 1
    for char in _NOT_CODE.sub("", body):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return None
    return _Struct(found.group(1), body) if depth == 1 else None


def _package_of(request: Request, struct: _Struct | None) -> str:
    """Return the package whose type the fence restates; "" where it is not known which package the fence is of."""
    if struct is None:
        return ""
    return next((symbol.package for symbol in request.snapshot.types_named(struct.name)), "")
