"""GP307: a proposed handler answers errors in another way than all handlers beside it."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from functools import partial

from groundplan.detect.handlers import handler_kind
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.plan import Plan
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.rules.handler_signature import SiblingHandler, handlers_beside
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of
from groundplan.text.identifiers import split_identifier

FEWEST = 4
"""Handlers of a folder from which what they do with errors is a custom."""

MOST = 0.6
"""Share of them that call one function for errors; the others may have no errors to answer."""

# How the frameworks themselves answer an error, by the callee's last two names or its method.
_RAW = frozenset(("http.Error", "echo.NewHTTPError", "fiber.NewError"))
_RAW_METHODS = frozenset(("AbortWithError", "AbortWithStatusJSON", "AbortWithStatus"))
_OF_ERRORS = frozenset("error errors err fail failure failed problem abort bad".split())


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new handler that writes errors itself where all beside it call a function for that."""
    for proposed in plan.funcs:
        decl, hint = proposed.decl, plan.fences[proposed.fence].file_hint
        folder = posixpath.dirname(hint)
        raw = next((call for call in decl.calls if _is_raw(call)), "")
        if not raw or not folder or hint.endswith("_test.go") or handler_kind(decl) is None:
            continue
        beside = handlers_beside(snapshot, folder)
        if len(beside) < FEWEST or any(_is_raw(call) for each in beside for call in each.decl.calls):
            continue
        custom = snapshot.remember(("answers errors", folder), partial(_custom, snapshot, beside))
        if custom is None or any(call.rpartition(".")[2] == custom[0].name for call in decl.calls):
            continue
        symbol, count = custom
        message = (
            f"`{decl.qualified_name}` answers errors by `{raw}`. None of the {len(beside)} handlers beside it does:"
            f" {count} call `{symbol.qualified_name}` ({place_of(symbol)})."
        )
        related = (Related(symbol.kind.value, symbol.name, symbol.location, symbol.signature),)
        subject = decl.qualified_name
        yield Finding(ERROR_ANSWERS.code, Severity.INFO, 0.65, message, decl.name_span, subject, related)


def _is_raw(call: str) -> bool:
    return call in _RAW or ("." in call and call.rpartition(".")[2] in _RAW_METHODS)


def _custom(snapshot: Snapshot, beside: tuple[SiblingHandler, ...]) -> tuple[Symbol, int] | None:
    """Return the function of the workspace by which most handlers answer errors, with how many call it."""
    counted: Counter[str] = Counter()
    for each in beside:
        counted.update({name for call in each.decl.calls if _is_of_errors(name := call.rpartition(".")[2])})
    for name, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if count < MOST * len(beside):
            return None
        folders = {posixpath.dirname(each.handler.path) for each in beside}
        found = [
            symbol
            for symbol in snapshot.symbols_named(name)
            if symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD) and symbol.origin == Origin.HANDWRITTEN
        ]
        if found:
            return min(found, key=lambda symbol: posixpath.dirname(symbol.path) not in folders), count
    return None


def _is_of_errors(name: str) -> bool:
    words = split_identifier(name)
    # `errors.Is` and `err.Error()` answer nobody.
    return len(words) > 1 and not _OF_ERRORS.isdisjoint(words)


ERROR_ANSWERS = Rule(
    code="GP307",
    name="error-answers",
    severity=Severity.INFO,
    summary="A new handler writes errors itself where all handlers beside it call a function for that",
    rationale=(
        "A client that reads the errors of one endpoint reads those of the next one the same way, and what is logged or"
        " hidden is decided in one place. The rule looks at handlers in the folder of the file that the fence names,"
        " four or more, none of which answers errors by the framework's own function, and most of which call one"
        " function of the code whose name speaks of errors."
    ),
    bad='```go\nhttp.Error(w, "no such block", http.StatusNotFound)\n```\n(All handlers call `respondError(w, err)`.)',
    good="```go\nrespondError(w, ErrNoBlock)\n```",
    check=check,
)
