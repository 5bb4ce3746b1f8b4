"""GP306: a proposed handler has another signature than all handlers beside it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.detect.handlers import handler_kind
from groundplan.index.projection import signature_text
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.go import FuncDecl
from groundplan.model.location import Location, Span
from groundplan.model.plan import Plan
from groundplan.model.route import Handler
from groundplan.rules.rule import Rule

FEWEST = 4
"""Handlers of a folder, or of the code, from which the signature that all of them have is a custom."""


@dataclass(frozen=True, slots=True)
class SiblingHandler:
    """A handler of the code with its declaration."""

    handler: Handler
    decl: FuncDecl


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new handler whose parameters or results are those of no handler beside it."""
    for proposed in plan.funcs:
        decl, hint = proposed.decl, plan.fences[proposed.fence].file_hint
        if hint.endswith("_test.go") or not decl.name[:1].isalpha() or handler_kind(decl) is None:
            continue
        beside = handlers_beside(snapshot, posixpath.dirname(hint))
        shapes = {_shape(each.decl) for each in beside}
        if len(beside) < FEWEST or len(shapes) != 1 or _shape(decl) in shapes:
            continue
        if any(each.decl.name == decl.name for each in beside):
            # One that is there is rewritten.
            continue
        handler, existing = beside[0].handler, beside[0].decl
        place = Location(handler.path, handler.line, Span(0, 0))
        message = (
            f"`{decl.qualified_name}` is `func{signature_text(decl.signature)}`. All {len(beside)} handlers"
            f" {'beside it' if hint else 'of the code'} are `func{signature_text(existing.signature)}`, as"
            f" `{handler.name}` ({handler.path}:{handler.line})."
        )
        related = (Related("handler", handler.name, place, f"func{signature_text(existing.signature)}"),)
        subject = decl.qualified_name
        yield Finding(HANDLER_SIGNATURE.code, Severity.INFO, 0.7, message, decl.name_span, subject, related)


def handlers_beside(snapshot: Snapshot, folder: str) -> tuple[SiblingHandler, ...]:
    """Return the handlers in a folder, or in all of the code for "", by path and line."""
    return snapshot.remember(("handlers beside", folder), lambda: tuple(_read(snapshot, folder)))


def _read(snapshot: Snapshot, folder: str) -> Iterator[SiblingHandler]:
    for handler in snapshot.handlers:
        if folder and not f"/{posixpath.dirname(handler.path)}".endswith(f"/{folder}"):
            continue
        facts = snapshot.facts_of(handler.path)
        decl = next((each for each in facts.funcs if each.line == handler.line), None) if facts is not None else None
        if decl is not None:
            yield SiblingHandler(handler, decl)


def _shape(decl: FuncDecl) -> tuple[tuple[str, ...], tuple[str, ...]]:
    signature = decl.signature
    return tuple(each.type for each in signature.params), tuple(each.type for each in signature.results)


HANDLER_SIGNATURE = Rule(
    code="GP306",
    name="handler-signature",
    severity=Severity.INFO,
    summary="A new handler has another signature than all handlers beside it",
    rationale=(
        "A handler that does not fit the wrapper of its siblings is registered in a way of its own, past their"
        " middleware and their error handling. The rule speaks of functions that are handlers by their signature, where"
        " four or more handlers in the folder of the file that the fence names, or all of the code, have one other."
    ),
    bad="```go\nfunc PaintBlock(w http.ResponseWriter, r *http.Request)\n```\n(All handlers return an `error`.)",
    good="```go\nfunc PaintBlock(w http.ResponseWriter, r *http.Request) error\n```",
    check=check,
)
