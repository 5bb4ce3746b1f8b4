"""GP114: a new function where one of the same words takes and gives the same."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from groundplan.discover.field_pairs import bare_type
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.go import FuncDecl, Signature
from groundplan.model.plan import Plan, ProposedFunc
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of, use_of
from groundplan.text.identifiers import STOP_WORDS, singular, split_identifier

FEWEST_WORDS = 2
"""Words of a name from which it says what a function does; every package has a `Parse` or a `Run`."""

# Functions that each package has one of.
_OF_EVERY_PACKAGE = (
    "new",
    "test",
    "benchmark",
    "fuzz",
    "example",
    "register",
    "setup",
    "init",
    "must",
    "with",
    "handle",
)
# Between these words the order of the others is the meaning: `HTMLToText`, `TextToHTML`.
_DIRECTIONS = frozenset(
    ("to", "from", "by", "of", "in", "into", "as", "for", "per", "with", "without", "2", "and", "or")
)
_SAYING_NOTHING = frozenset(("", "context.Context", "error", "any", "interface{}"))
_OF_HANDLERS = ("ResponseWriter", "gin.Context", "echo.Context", "fiber.Ctx", "testing.")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each function in a Go fence that the code has under the same words."""
    for proposed in plan.funcs:
        decl = proposed.decl
        words = _words(decl.name)
        if decl.receiver or len(words) < FEWEST_WORDS or not _is_telling(decl):
            continue
        found = _same_function(snapshot, plan, proposed, words)
        if found is not None:
            yield from object_to(plan, _thing(snapshot, decl, found))


def _words(name: str) -> frozenset[str]:
    return frozenset(singular(word) for word in split_identifier(name))


def _is_telling(decl: FuncDecl) -> bool:
    """Tell whether a function's name and types say what it is for."""
    first = split_identifier(decl.name)[0]
    types = [each.type for each in (*decl.signature.params, *decl.signature.results)]
    if first in _OF_EVERY_PACKAGE or not _DIRECTIONS.isdisjoint(split_identifier(decl.name)):
        return False
    if any(mark in text for text in types for mark in _OF_HANDLERS):
        return False
    return any(each.type.lstrip("*.") not in _SAYING_NOTHING for each in decl.signature.params) and bool(
        decl.signature.results
    )


def _types(signature: Signature) -> tuple[tuple[str, ...], tuple[str, ...]]:
    params = tuple(sorted(bare_type(each.type) for each in signature.params if each.type != "context.Context"))
    return params, tuple(bare_type(each.type) for each in signature.results)


def _same_function(snapshot: Snapshot, plan: Plan, proposed: ProposedFunc, words: frozenset[str]) -> Symbol | None:
    decl = proposed.decl
    folder = posixpath.dirname(plan.fences[proposed.fence].file_hint)
    searched = sorted(words - STOP_WORDS)
    if not searched:
        return None
    expression = "name : (" + " AND ".join(f'"{word}"' for word in searched) + ")"
    ranked = snapshot.search_symbols(expression, (1.0, 0.0, 0.0, 0.0), 40)
    found = sorted(snapshot.symbols_by_id(identity for identity, _ in ranked).values(), key=place_of)
    if any(symbol.name == decl.name and not symbol.receiver for symbol in found):
        # A fence that shows what is there, perhaps with a change.
        return None
    for symbol in found:
        if symbol.kind is not SymbolKind.FUNC or symbol.origin != Origin.HANDWRITTEN or _words(symbol.name) != words:
            continue
        own_folder = bool(folder) and posixpath.dirname(symbol.path).endswith(folder)
        existing = snapshot.func_decl(symbol) if symbol.exported or own_folder else None
        if existing is not None and _types(existing.signature) == _types(decl.signature):
            return symbol
    return None


def _thing(snapshot: Snapshot, decl: FuncDecl, symbol: Symbol) -> NewThing:
    message = (
        f"`{decl.name}` takes and gives what `{symbol.display_name}` does ({place_of(symbol)};"
        f" {use_of(snapshot, symbol)}). Call that one."
    )
    return NewThing(
        FUNCTION_TWIN.code,
        Severity.INFO,
        0.65,
        decl.name,
        decl.name_span,
        symbol.display_name,
        message,
        f"why can `{symbol.display_name}` not be called?",
        (),
        (Related("func", symbol.name, symbol.location, symbol.signature),),
    )


FUNCTION_TWIN = Rule(
    code="GP114",
    name="function-exists-already",
    severity=Severity.INFO,
    summary="A new function has the words, the parameters and the results of an existing one",
    rationale=(
        "Helpers are written again because nobody finds the first one. The rule speaks only where the names are of"
        " the same words in whatever order and case, none of them a preposition, all parameter and result types"
        " agree, and the existing function can be called from there. Methods, handlers, constructors and functions"
        " that each package has one of are left alone."
    ),
    bad=(
        "```go\nfunc InvoiceNumberFormat(n int, year int) string\n```\n"
        "(The code has `FormatInvoiceNumber(n, year int) string`.)"
    ),
    good="The report calls `billing.FormatInvoiceNumber`.",
    check=check,
)
