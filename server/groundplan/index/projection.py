"""Facts of one file to the rows and search words of the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.model.go import Field, FuncDecl, GoFile, Parameter, Signature, TypeDecl, TypeKind
from groundplan.model.location import Span
from groundplan.model.symbol import Origin, SymbolKind
from groundplan.text.identifiers import words

DOC_BYTES = 400
"""How much of a doc comment is kept beside the symbol; the whole comment stays in the facts."""

MAX_SEARCH_WORDS = 400
"""Words kept per column of a search document, so that one huge table of constants does not outweigh everything."""


@dataclass(frozen=True, slots=True)
class SymbolRow:
    """A symbol of a file before it has an id, with its search words per column of `symbol_text`."""

    kind: SymbolKind
    name: str
    receiver: str
    line: int
    span: Span
    name_span: Span
    signature: str
    doc: str
    fields: tuple[Field, ...]
    search: tuple[str, str, str, str]


def signature_text(signature: Signature) -> str:
    """Return the parameters and results as one line of Go."""
    text = f"({_parameters(signature.params)})"
    results = signature.results
    if not results:
        return text
    if len(results) == 1 and not results[0].name:
        return f"{text} {results[0].type}"
    return f"{text} ({_parameters(results)})"


def _parameters(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(f"{item.name} {item.type}".strip() for item in parameters)


def func_title(func: FuncDecl) -> str:
    """Return a function's declaration as one line of Go, without its body."""
    receiver = ""
    if func.receiver:
        star = "*" if func.pointer_receiver else ""
        receiver = f"({f'{func.receiver_name} {star}{func.receiver}'.strip()}) "
    return f"func {receiver}{func.name}{func.type_params}{signature_text(func.signature)}"


def type_title(decl: TypeDecl) -> str:
    """Return a type's declaration as one line of Go, without its body."""
    head = f"type {decl.name}{decl.type_params}"
    if decl.kind is TypeKind.ALIAS:
        return f"{head} = {decl.underlying}"
    if decl.kind is TypeKind.DEFINED:
        return f"{head} {decl.underlying}"
    return f"{head} {decl.kind.value}"


def symbol_rows(path: str, import_path: str, facts: GoFile, searchable: bool) -> Iterator[SymbolRow]:
    """Yield the symbols of a file: types, functions and methods, package-level constants and variables.

    Their search words are left empty where the file is not `searchable`.
    """
    spell = _search if searchable else _no_words
    place = spell(f"{import_path} {path.rsplit('/', 1)[-1].removesuffix('.go')}")
    for decl in facts.types:
        members = [field.name for field in decl.fields] + [method.name for method in decl.methods]
        docs = [decl.doc, *(field.doc for field in decl.fields)]
        yield SymbolRow(
            SymbolKind(decl.kind.value),
            decl.name,
            "",
            decl.line,
            decl.span,
            decl.name_span,
            _cut(type_title(decl), 300),
            _cut(decl.doc, DOC_BYTES),
            decl.fields,
            (spell(decl.name), place, spell(" ".join(docs)), spell(" ".join(members) + " " + decl.underlying)),
        )
    for func in facts.funcs:
        yield SymbolRow(
            SymbolKind.METHOD if func.receiver else SymbolKind.FUNC,
            func.name,
            func.receiver,
            func.line,
            func.span,
            func.name_span,
            _cut(func_title(func), 300),
            _cut(func.doc, DOC_BYTES),
            (),
            (
                spell(func.name),
                f"{place} {spell(func.receiver)}".strip(),
                spell(func.doc),
                spell(f"{signature_text(func.signature)} {' '.join(func.calls)}"),
            ),
        )
    for value in facts.values:
        keyword = "const" if value.constant else "var"
        title = " ".join(part for part in (keyword, value.name, value.type) if part)
        yield SymbolRow(
            SymbolKind(keyword),
            value.name,
            "",
            value.line,
            value.span,
            value.span,
            _cut(f"{title} = {value.value}" if value.value else title, 300),
            _cut(value.doc, DOC_BYTES),
            (),
            (spell(value.name), place, spell(value.doc), spell(value.value)),
        )


def file_search(path: str, facts: GoFile) -> tuple[str, str, str, str]:
    """Return the search words of a file, per column of `file_text`."""
    names = [decl.name for decl in facts.types] + [func.qualified_name for func in facts.funcs]
    names += [value.name for value in facts.values]
    docs = [facts.doc, *(decl.doc for decl in facts.types), *(func.doc for func in facts.funcs)]
    members = [field.name for decl in facts.types for field in decl.fields]
    body = " ".join((*members, *facts.identifiers))
    return (
        " ".join(words(path.removesuffix(".go"))),
        _search(" ".join(names)),
        _search(" ".join(docs)),
        _search(body, unique=True),
    )


def identifier_search(facts: GoFile) -> str:
    """Return the identifiers that a file uses, for the table `identifier_use`."""
    return " ".join(sorted({*facts.identifiers, *(_WORD.findall(" ".join(_types_spelled(facts))))}))


_WORD = re.compile(r"[A-Za-z_]\w+")


def _types_spelled(facts: GoFile) -> Iterator[str]:
    for decl in facts.types:
        yield decl.underlying
        for field in decl.fields:
            yield field.type
        for method in decl.methods:
            yield signature_text(method.signature)
        yield from decl.embeds
    for func in facts.funcs:
        yield signature_text(func.signature)
    for value in facts.values:
        yield value.type
        yield value.value


def handwritten(origin: Origin) -> bool:
    """Tell whether code of that origin may be proposed for reuse by extension."""
    return origin == Origin.HANDWRITTEN


def _no_words(_text: str) -> str:
    return ""


def _search(text: str, unique: bool = False) -> str:
    found = words(text)
    if unique:
        found = list(dict.fromkeys(found))
        return " ".join(found[: 4 * MAX_SEARCH_WORDS])
    return " ".join(found[:MAX_SEARCH_WORDS])


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
