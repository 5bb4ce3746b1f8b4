"""The rows that one file contributes to the store, as plain tuples that cross process borders cheaply."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.detect.cdk_resources import cdk_resources, uses_cdk
from groundplan.detect.files import origin_of
from groundplan.detect.handlers import handlers_of
from groundplan.detect.outside_names import OutsideRow, outside_names
from groundplan.detect.patterns.survey import PatternRow, pattern_rows
from groundplan.index.codec import encode
from groundplan.index.packed_symbols import SymbolRow, pack_symbols
from groundplan.index.projection import (
    DOC_CHARACTERS,
    TITLE_CHARACTERS,
    Words,
    file_words,
    func_title,
    func_words,
    identifiers_of,
    place_words,
    shortened,
    type_title,
    type_words,
    value_title,
    value_words,
)
from groundplan.model.go import FuncDecl, GoFile, TypeDecl, TypeKind, ValueDecl
from groundplan.model.resource import Resource, Template
from groundplan.model.symbol import Origin
from groundplan.text.identifiers import fold_name


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a Go file or a template adds to the tables, symbols in the order types, functions, values.

    `fields` refer to their symbol by its position in `symbols`; `symbol_words[i]` belongs to `symbols[i]`. Both words
    are empty for code that search never shows; of a model library in another module it shows the types alone, so that
    only they have words. `listed` are symbols kept in one piece, see `listing.py`. `types`,
    `structs` and `functions` count all declarations.
    """

    package: str = ""
    origin: int = 0
    lines: int = 0
    broken: bool = False
    has_functions: bool = False
    types: int = 0
    structs: int = 0
    functions: int = 0
    symbols: tuple[SymbolRow, ...] = ()
    symbol_words: tuple[Words, ...] = ()
    listed: bytes = b""
    listed_names: str = ""
    fields: tuple[tuple[int, str, int], ...] = ()
    imports: tuple[tuple[str, str], ...] = ()
    handlers: tuple[tuple[str, str, int], ...] = ()
    patterns: tuple[PatternRow, ...] = ()
    resources: tuple[tuple[str, str, bytes], ...] = ()
    declared: tuple[tuple[bytes], ...] = ()
    payloads: tuple[tuple[int, str, str], ...] = ()
    outside: tuple[OutsideRow, ...] = ()
    stack: tuple[tuple[bytes], ...] = ()
    file_words: tuple[str, ...] = ()
    identifiers: str = ""


_UNDECLARING = Origin.TEST | Origin.MOCK | Origin.VENDORED | Origin.EXTERNAL
"""Code whose comments tell of no routes of the workspace."""

NO_ROWS = FileRows()
"""What a file contributes that is listed but not read."""


def go_rows(path: str, import_path: str, facts: GoFile, *, external: bool = False, listing: bool = True) -> FileRows:
    """Return the rows of a Go file; `external` says that it is of a model library in another module.

    Without `listing` every symbol is a row of its own.
    """
    origin = _origin(path, import_path, facts, external)
    # Search never shows what may not be proposed; its words would only take time and space.
    searchable = origin == Origin.HANDWRITTEN
    types = [_type_row(decl) for decl in facts.types]
    functions = [_function_row(func) for func in facts.funcs]
    values = [_value_row(value) for value in facts.values]
    listed: list[SymbolRow] = []
    if listing and not searchable:
        listed = values
        values = []
        if origin & Origin.TEST:
            listed = functions + listed
            functions = []
    words: list[Words] = []
    if origin in (Origin.HANDWRITTEN, Origin.EXTERNAL):
        place = place_words(path, import_path)
        words += [type_words(decl, place) for decl in facts.types]
    if searchable:
        words += [func_words(func, place, import_path) for func in facts.funcs]
        words += [value_words(value, place) for value in facts.values]
    return FileRows(
        package=facts.package,
        origin=int(origin),
        lines=facts.lines,
        broken=facts.broken,
        has_functions=bool(facts.functions or facts.declared) and not origin & (Origin.TEST | Origin.VENDORED),
        types=len(facts.types),
        structs=sum(decl.kind is TypeKind.STRUCT for decl in facts.types),
        functions=len(facts.funcs),
        symbols=(*types, *functions, *values),
        symbol_words=tuple(words),
        listed=pack_symbols(listed) if listed else b"",
        listed_names=" ".join(sorted({fold_name(row[1]) for row in listed})),
        fields=tuple(
            [
                (position, fold_name(field.name), int(field.embedded))
                for position, decl in enumerate(facts.types)
                for field in decl.fields
            ]
        ),
        imports=tuple([(item.path, item.alias) for item in facts.imports]),
        handlers=()
        if external
        else tuple([(each.name, each.kind.value, each.line) for each in handlers_of(path, facts)]),
        resources=_resource_rows(cdk_resources(path, facts)) if searchable and uses_cdk(facts) else (),
        patterns=pattern_rows(path, import_path, origin, facts),
        file_words=file_words(path, facts) if searchable else (),
        payloads=()
        if origin & _UNDECLARING
        else tuple([(each.line, each.request, each.response) for each in facts.payloads]),
        declared=() if origin & _UNDECLARING else tuple([(encode(each),) for each in facts.declared]),
        outside=() if origin & (_UNDECLARING | Origin.GENERATED) else outside_names(facts),
        identifiers=identifiers_of(facts) if not origin & (Origin.VENDORED | Origin.TEST | Origin.EXTERNAL) else "",
    )


def _origin(path: str, import_path: str, facts: GoFile, external: bool) -> Origin:
    if not external:
        return origin_of(path, facts)
    # Where a library lies on this machine says nothing of its code; its place in the module does.
    inside = origin_of(f"{import_path}/{path.rsplit('/', 1)[-1]}", facts)
    return inside & ~Origin.VENDORED | Origin.EXTERNAL


def _unlike_lower(name: str) -> str | None:
    """Return a name's folded form where that is not just lower case, which SQLite's index works out itself."""
    folded = fold_name(name)
    return None if name.isascii() and folded == name.lower() else folded


def _type_row(decl: TypeDecl) -> SymbolRow:
    span, at = decl.span, decl.name_span
    return (
        decl.kind.value,
        decl.name,
        _unlike_lower(decl.name),
        "",
        decl.line,
        span.start,
        span.end,
        at.start,
        at.end,
        shortened(type_title(decl), TITLE_CHARACTERS),
        shortened(decl.doc, DOC_CHARACTERS),
    )


def _function_row(func: FuncDecl) -> SymbolRow:
    span, at = func.span, func.name_span
    return (
        "method" if func.receiver else "func",
        func.name,
        _unlike_lower(func.name),
        func.receiver,
        func.line,
        span.start,
        span.end,
        at.start,
        at.end,
        shortened(func_title(func), TITLE_CHARACTERS),
        shortened(func.doc, DOC_CHARACTERS),
    )


def _value_row(value: ValueDecl) -> SymbolRow:
    start, end = value.span.start, value.span.end
    return (
        "const" if value.constant else "var",
        value.name,
        _unlike_lower(value.name),
        "",
        value.line,
        start,
        end,
        start,
        end,
        shortened(value_title(value), TITLE_CHARACTERS),
        shortened(value.doc, DOC_CHARACTERS),
    )


def _resource_rows(resources: tuple[Resource, ...]) -> tuple[tuple[str, str, bytes], ...]:
    return tuple([(item.logical_id, item.type, encode(item)) for item in resources])


def template_rows(facts: Template) -> FileRows:
    """Return the rows of a template or a specification."""
    interface = Template(parameters=facts.parameters, outputs=facts.outputs, builds=facts.builds)
    return FileRows(
        resources=_resource_rows(facts.resources),
        declared=tuple([(encode(each),) for each in facts.declared]),
        stack=((encode(interface),),) if not interface.is_empty else (),
    )
