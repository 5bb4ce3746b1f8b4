"""The rows that one file contributes to the store, as plain tuples that cross process borders cheaply."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.detect.files import origin_of
from groundplan.detect.handlers import handlers_of
from groundplan.index.codec import encode
from groundplan.index.projection import file_search, identifier_search, symbol_rows
from groundplan.model.go import GoFile
from groundplan.model.resource import Resource
from groundplan.model.symbol import Origin
from groundplan.text.identifiers import fold_name

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a Go file or a template adds to the tables, symbols in source order.

    `fields` refer to their symbol by its position in `symbols`; `symbol_words[i]` belongs to `symbols[i]`. Both words
    are empty for code that search never shows. Of a model library in another module search shows the types alone, so
    that only they have words.
    """

    package: str = ""
    origin: int = 0
    lines: int = 0
    broken: bool = False
    has_functions: bool = False
    symbols: tuple[tuple[object, ...], ...] = ()
    symbol_words: tuple[Words, ...] = ()
    fields: tuple[tuple[int, str, int], ...] = ()
    imports: tuple[tuple[str, str], ...] = ()
    handlers: tuple[tuple[str, str, int], ...] = ()
    resources: tuple[tuple[str, str, bytes], ...] = ()
    file_words: Words = ()
    identifiers: str = ""


NO_WORDS: Words = ("", "", "", "")
"""The search words of a symbol that search never shows, in a file where it shows others."""

NO_ROWS = FileRows()
"""What a file contributes that is listed but not read."""


def go_rows(path: str, import_path: str, facts: GoFile, *, external: bool = False) -> FileRows:
    """Return the rows of a Go file; `external` says that it is of a model library in another module."""
    symbols: list[tuple[object, ...]] = []
    symbol_words: list[Words] = []
    fields: list[tuple[int, str, int]] = []
    origin = _origin(path, import_path, facts, external)
    # Search never shows what may not be proposed; its words would only take time and space.
    searchable = origin in (Origin.HANDWRITTEN, Origin.EXTERNAL)
    for position, row in enumerate(symbol_rows(path, import_path, facts, searchable)):
        symbols.append(
            (
                row.kind.value,
                row.name,
                fold_name(row.name),
                row.receiver,
                row.line,
                row.span.start,
                row.span.end,
                row.name_span.start,
                row.name_span.end,
                row.signature,
                row.doc,
            )
        )
        if searchable:
            symbol_words.append(row.search if row.kind.is_type or not external else NO_WORDS)
        fields.extend((position, fold_name(field.name), int(field.embedded)) for field in row.fields)
    return FileRows(
        package=facts.package,
        origin=int(origin),
        lines=facts.lines,
        broken=facts.broken,
        has_functions=bool(facts.functions) and not origin & (Origin.TEST | Origin.VENDORED),
        symbols=tuple(symbols),
        symbol_words=tuple(symbol_words),
        fields=tuple(fields),
        imports=tuple((item.path, item.alias) for item in facts.imports),
        handlers=()
        if external
        else tuple((handler.name, handler.kind.value, handler.line) for handler in handlers_of(path, facts)),
        file_words=file_search(path, facts) if searchable and not external else (),
        identifiers=identifier_search(facts) if not origin & (Origin.VENDORED | Origin.TEST | Origin.EXTERNAL) else "",
    )


def _origin(path: str, import_path: str, facts: GoFile, external: bool) -> Origin:
    if not external:
        return origin_of(path, facts)
    # Where a library lies on this machine says nothing of its code; its place in the module does.
    inside = origin_of(f"{import_path}/{path.rsplit('/', 1)[-1]}", facts)
    return inside & ~Origin.VENDORED | Origin.EXTERNAL


def template_rows(resources: tuple[Resource, ...]) -> FileRows:
    """Return the rows of a template."""
    return FileRows(resources=tuple((item.logical_id, item.type, encode(item)) for item in resources))
