"""GP305: a proposed constructor returns another kind of thing than those beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.go import FuncDecl, TypeKind
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.model.symbol import Symbol
from groundplan.rules.rule import Rule
from groundplan.rules.siblings import FEWEST
from groundplan.rules.wording import place_of

Beside = tuple[tuple[Symbol, bool], ...]
"""Constructors, each with whether it returns a pointer."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new constructor that returns a value where all beside it return pointers."""
    for proposed in plan.funcs:
        decl, hint = proposed.decl, plan.fences[proposed.fence].file_hint
        folder = posixpath.dirname(hint)
        made = decl.name[3:]
        if decl.receiver or not decl.name.startswith("New") or not made or not folder or hint.endswith("_test.go"):
            continue
        results = decl.signature.results
        if not results or results[0].type != made or not _is_struct(plan, made):
            continue
        beside = _constructors(snapshot, folder)
        if len(beside) < FEWEST or not all(pointer for _, pointer in beside):
            continue
        if any(symbol.name == decl.name for symbol, _ in beside):
            continue
        symbol = beside[0][0]
        message = (
            f"`{decl.name}` returns a `{made}`. All {len(beside)} constructors beside it return pointers, as"
            f" `{symbol.name}` ({place_of(symbol)})."
        )
        related = (Related("func", symbol.name, symbol.location, symbol.signature),)
        fixes = tuple(_fix(plan, decl, made))
        yield Finding(CONSTRUCTOR_CUSTOMS.code, Severity.INFO, 0.65, message, decl.name_span, decl.name, related, fixes)


def _is_struct(plan: Plan, name: str) -> bool:
    return any(each.decl.name == name and each.decl.kind is TypeKind.STRUCT for each in plan.types)


def _constructors(snapshot: Snapshot, folder: str) -> Beside:
    """Return the functions `New<Struct>` that make a struct of a folder, one per struct, by path and line."""
    return snapshot.remember(("constructors", folder), lambda: tuple(_read_constructors(snapshot, folder)))


def _read_constructors(snapshot: Snapshot, folder: str) -> Iterator[tuple[Symbol, bool]]:
    for struct in snapshot.handwritten_structs:
        if not f"/{posixpath.dirname(struct.path)}".endswith(f"/{folder}") or not struct.exported:
            continue
        for symbol in snapshot.functions_named(f"New{struct.name}", struct.import_path)[:1]:
            decl = snapshot.func_decl(symbol)
            result = decl.signature.results[0].type if decl is not None and decl.signature.results else ""
            if result.lstrip("*") == struct.name:
                yield symbol, result.startswith("*")


def _fix(plan: Plan, decl: FuncDecl, made: str) -> Iterator[Fix]:
    """Yield the fix that returns a pointer, in the signature and in what is returned."""
    name = re.escape(made.encode())
    result = re.compile(rb"\)\s*\(?\s*(?=" + name + rb"\b)").search(plan.text, decl.name_span.end, decl.span.end)
    if result is None:
        return
    returned = list(re.compile(rb"\breturn\s+(?=" + name + rb"\{)").finditer(plan.text, result.end(), decl.span.end))
    others = re.compile(rb"\breturn\b").findall(plan.text, result.end(), decl.span.end)
    if len(others) == len(returned):
        edits = [TextEdit(Span(result.end(), result.end()), "*")]
        edits += [TextEdit(Span(match.end(), match.end()), "&") for match in returned]
        yield Fix(f"Return a *{made}", tuple(edits), preferred=True)


CONSTRUCTOR_CUSTOMS = Rule(
    code="GP305",
    name="constructor-customs",
    severity=Severity.INFO,
    summary="A new constructor returns a value where all constructors beside it return pointers",
    rationale=(
        "A type that is passed as a value among others that are pointers is copied where nobody expects it. The rule"
        " compares `NewX` for a struct of the plan with the constructors in the folder of the file that the fence"
        " names, three or more that all return pointers."
    ),
    bad="```go\n// store/paints.go\nfunc NewPaintStore() PaintStore { return PaintStore{} }\n```",
    good="```go\n// store/paints.go\nfunc NewPaintStore() *PaintStore { return &PaintStore{} }\n```",
    check=check,
)
