"""Which files use a declaration, for statements that people check."""

from __future__ import annotations

import re

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.symbol import Symbol, SymbolKind

MOST_READ = 2_000_000
"""Bytes of a file that is read; a larger one counts by its identifiers."""

MOST_LOOKED_INTO = 60
"""Files that are looked into, about 1 ms each; of a name in more files the identifiers are counted."""

_COMMENTS_AND_TEXTS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|`[^`]*`', re.DOTALL)


def files_naming(snapshot: Snapshot, symbol: Symbol) -> tuple[str, ...]:
    """Return the files other than its own, tests left out, that name a declaration, ordered by path.

    In other packages only what is written with the package's name counts (`model.Message`), so a field or a type of
    the same name elsewhere does not. In the declaration's own package the name must stand by itself: not behind a dot,
    not as a field's name. For methods any use of the name counts.
    """
    key = ("files naming", symbol.import_path, symbol.path, symbol.qualified_name)
    return snapshot.remember(key, lambda: _files_naming(snapshot, symbol))


def _files_naming(snapshot: Snapshot, symbol: Symbol) -> tuple[str, ...]:
    using = snapshot.files_using(symbol)
    if symbol.kind is SymbolKind.METHOD or len(using) > MOST_LOOKED_INTO:
        return using
    return tuple(path for path in using if _names(snapshot, path, symbol))


def _names(snapshot: Snapshot, path: str, symbol: Symbol) -> bool:
    facts = snapshot.facts_of(path)
    if facts is None:
        return True
    qualifiers = {each.alias or symbol.package for each in facts.imports if each.path == symbol.import_path}
    if not qualifiers or "." in qualifiers:
        source = Lookups(snapshot).document(path, MOST_READ)
        return source is None or _stands_alone(source.decode("utf-8", "replace"), symbol.name)
    return any(f"{qualifier}.{symbol.name}" in facts.references for qualifier in qualifiers)


def _stands_alone(source: str, name: str) -> bool:
    """Tell whether a name occurs other than behind a dot, as a key, or as a field's name at a line's beginning."""
    code = _COMMENTS_AND_TEXTS.sub(" ", source)
    for match in re.finditer(rf"(?<![\w.]){re.escape(name)}\b", code):
        line_start = code.rfind("\n", 0, match.start()) + 1
        first = not code[line_start : match.start()].strip()
        behind = code[match.end() : match.end() + 2]
        is_key = behind.lstrip(" \t").startswith(":") and not behind.lstrip(" \t").startswith(":=")
        is_field = first and behind[:1] in (" ", "\t") and not behind.lstrip(" \t").startswith(("{", "(", "="))
        if not is_key and not is_field:
            return True
    return False
