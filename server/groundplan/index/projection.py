"""Facts of one file to the search words and titles of the store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.go import FuncDecl, GoFile, Parameter, Signature, TypeDecl, TypeKind, ValueDecl
from groundplan.model.symbol import Origin
from groundplan.text.doc_comments import without_addresses
from groundplan.text.identifiers import spoken_name, words

DOC_CHARACTERS = 400
"""How much of a doc comment is kept beside the symbol; the whole comment stays in the facts."""

TITLE_CHARACTERS = 300
"""How much of a declaration is kept beside the symbol."""

MAX_SEARCH_WORDS = 400
"""Words kept per column of a search document, so that one huge table of constants does not outweigh everything."""

KNOWN_TOKENS = 200_000
"""Tokens whose words are remembered, about 20 MB; the Go standard library has 120,000 different ones."""

_TOKEN = re.compile(r"\w+")


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
    return ", ".join([f"{item.name} {item.type}".strip() for item in parameters])


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


def value_title(value: ValueDecl) -> str:
    """Return a constant's or variable's declaration as one line of Go, its value where that is short."""
    keyword = "const" if value.constant else "var"
    title = f"{keyword} {value.name} {value.type}" if value.type else f"{keyword} {value.name}"
    return f"{title} = {value.value}" if value.value else title


def shortened(text: str, limit: int) -> str:
    """Return a text cut to a number of characters, with an ellipsis where something is left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


Words = tuple[str, str, str, str]
"""The words of a search document, per column."""


def place_words(path: str, import_path: str) -> str:
    """Return the words that say where a file's symbols are: its package's path and its name."""
    return search_words(f"{import_path} {path.rsplit('/', 1)[-1].removesuffix('.go')}")


def type_words(decl: TypeDecl, place: str) -> Words:
    """Return the words of a type for `symbol_text`: its name, its place, docs, members."""
    members = [field.name for field in decl.fields] + [method.name for method in decl.methods]
    docs = [decl.doc, *(field.doc for field in decl.fields)]
    return (
        search_words(decl.name),
        place,
        search_words(without_addresses("\n".join(docs))),
        search_words(" ".join(members) + " " + decl.underlying),
    )


def func_words(func: FuncDecl, place: str, import_path: str) -> Words:
    """Return the words of a function for `symbol_text`: its name, its place with the receiver, doc, what it calls."""
    return (
        search_words(spoken_name(func.name, func.receiver, import_path)),
        f"{place} {search_words(func.receiver)}" if func.receiver else place,
        search_words(without_addresses(func.doc)),
        search_words(f"{signature_text(func.signature)} {' '.join(func.calls)}"),
    )


def value_words(value: ValueDecl, place: str) -> Words:
    """Return the words of a constant or variable for `symbol_text`: its name, its place, doc, value."""
    return search_words(value.name), place, search_words(without_addresses(value.doc)), search_words(value.value)


def file_words(path: str, facts: GoFile) -> Words:
    """Return the words of a file for `file_text`: its path, the names that it declares, docs, all that it mentions."""
    names = [decl.name for decl in facts.types] + [func.qualified_name for func in facts.funcs]
    names += [value.name for value in facts.values]
    docs = [facts.doc, *(decl.doc for decl in facts.types), *(func.doc for func in facts.funcs)]
    members = [field.name for decl in facts.types for field in decl.fields]
    body = " ".join((*members, *facts.identifiers))
    return (
        search_words(path.removesuffix(".go"), 10 * MAX_SEARCH_WORDS),
        search_words(" ".join(names)),
        search_words(without_addresses("\n".join(docs))),
        _distinct_words(body),
    )


def identifiers_of(facts: GoFile) -> str:
    """Return the identifiers that a file uses, for the table `identifier_use`."""
    return " ".join(sorted({*facts.identifiers, *(_NAME.findall(" ".join(_types_spelled(facts))))}))


_NAME = re.compile(r"[A-Za-z_]\w+")


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


class _KnownTokens(dict[str, str]):
    """The search words of single tokens, joined: code says the same few thousand names again and again."""

    def __missing__(self, token: str) -> str:
        if len(self) > KNOWN_TOKENS:
            self.clear()
        found = self[token] = " ".join(words(token))
        return found


_known_tokens = _KnownTokens()


def search_words(text: str, limit: int = MAX_SEARCH_WORDS) -> str:
    """Return the first search words of a text, joined by spaces."""
    if not text:
        return ""
    # `words` looks at token after token, so that what it says of a text is what it says of its tokens.
    found = " ".join(filter(None, map(_known_tokens.__getitem__, _TOKEN.findall(text))))
    if len(found) > 2 * limit and found.count(" ") >= limit:
        return " ".join(found.split(" ", limit)[:limit])
    return found


def _distinct_words(text: str) -> str:
    distinct = dict.fromkeys(search_words(text, len(text)).split())
    return " ".join(list(distinct)[: 4 * MAX_SEARCH_WORDS])
