"""GP304: a proposed method has another receiver than the methods of its type."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.go import FuncDecl
from groundplan.model.location import Span
from groundplan.model.plan import Plan, ProposedFunc
from groundplan.model.symbol import Origin, Symbol
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of
from groundplan.syntax.golang import code_only

FEWEST = 3
"""Methods of a type from which what all of them do is a custom."""

MOST = 60
"""Methods of a type that are looked at."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new method of an existing type whose receiver is unlike that of all its methods."""
    seen: set[tuple[str, str]] = set()
    for proposed in plan.funcs:
        decl = proposed.decl
        if not decl.receiver or decl.receiver_name in ("", "_") or (decl.receiver, decl.name) in seen:
            continue
        seen.add((decl.receiver, decl.name))
        owner = _owner(snapshot, plan, proposed)
        methods = _methods(snapshot, owner) if owner is not None else ()
        if len(methods) < FEWEST or any(symbol.name == decl.name for symbol, _ in methods):
            # One that is there is quoted.
            continue
        names = {each.receiver_name for _, each in methods}
        pointers = {each.pointer_receiver for _, each in methods}
        symbol = methods[0][0]
        if len(names) == 1 and decl.receiver_name not in names and not names & {"", "_"}:
            name = names.pop()
            message = (
                f"The receiver of `{decl.receiver}.{decl.name}` is called `{decl.receiver_name}`. All {len(methods)}"
                f" methods of `{decl.receiver}` call it `{name}`, as `{symbol.name}` ({place_of(symbol)})."
            )
            yield _finding(decl, message, symbol, tuple(_renamed(plan, decl, name)))
        elif len(pointers) == 1 and decl.pointer_receiver not in pointers:
            kind, other = ("a pointer", "a value") if decl.pointer_receiver else ("a value", "a pointer")
            message = (
                f"The receiver of `{decl.receiver}.{decl.name}` is {kind}. All {len(methods)} methods of"
                f" `{decl.receiver}` have {other}, as `{symbol.name}` ({place_of(symbol)})."
            )
            yield _finding(decl, message, symbol, tuple(_turned(plan, decl)))


def _owner(snapshot: Snapshot, plan: Plan, proposed: ProposedFunc) -> Symbol | None:
    """Return the one type of the code that a method is added to, None where it may be another."""
    hint = plan.fences[proposed.fence].file_hint
    if hint.endswith("_test.go"):
        return None
    name = proposed.decl.receiver
    types: tuple[Symbol, ...] = snapshot.remember(("types of name", name), lambda: snapshot.types_named(name))
    found = [each for each in types if each.origin == Origin.HANDWRITTEN]
    folder = posixpath.dirname(hint)
    inside = [each for each in found if folder and f"/{posixpath.dirname(each.path)}".endswith(f"/{folder}")]
    if folder:
        found = inside
    return found[0] if len(found) == 1 else None


def _methods(snapshot: Snapshot, owner: Symbol) -> tuple[tuple[Symbol, FuncDecl], ...]:
    key = ("methods", owner.import_path, owner.path, owner.name)
    return snapshot.remember(key, lambda: tuple(_read_methods(snapshot, owner)))


def _read_methods(snapshot: Snapshot, owner: Symbol) -> Iterator[tuple[Symbol, FuncDecl]]:
    for symbol in snapshot.methods_of(owner)[:MOST]:
        decl = snapshot.func_decl(symbol)
        if decl is not None:
            yield symbol, decl


def _renamed(plan: Plan, decl: FuncDecl, name: str) -> Iterator[Fix]:
    """Yield the fix that renames the receiver, where the body has nothing else of the new name."""
    start = decl.span.start
    code = code_only(plan.text[start : decl.span.end])
    if re.search(rb"(?<![\w.])" + re.escape(name.encode()) + rb"\b", code):
        return
    # A key of a literal is a field's name.
    uses = re.finditer(rb"(?<![\w.])" + re.escape(decl.receiver_name.encode()) + rb"\b(?![ \t]*:(?!=))", code)
    edits = tuple(TextEdit(Span(start + match.start(), start + match.end()), name) for match in uses)
    yield Fix(f"Call the receiver {name}", edits, preferred=True)


def _turned(plan: Plan, decl: FuncDecl) -> Iterator[Fix]:
    """Yield the fix that makes a value receiver a pointer; the other way round something may be changed in vain."""
    pattern = (
        rb"\(\s*" + re.escape(decl.receiver_name.encode()) + rb"\s+(?=" + re.escape(decl.receiver.encode()) + rb"\b)"
    )
    match = re.compile(pattern).search(plan.text, decl.span.start, decl.span.end)
    if match is not None and not decl.pointer_receiver:
        at = match.end()
        yield Fix("Make the receiver a pointer", (TextEdit(Span(at, at), "*"),), preferred=True)


def _finding(decl: FuncDecl, message: str, symbol: Symbol, fixes: tuple[Fix, ...]) -> Finding:
    related = (Related("method", symbol.name, symbol.location, symbol.signature),)
    subject = f"{decl.receiver}.{decl.name}"
    return Finding(RECEIVER_CUSTOMS.code, Severity.INFO, 0.7, message, decl.name_span, subject, related, fixes)


RECEIVER_CUSTOMS = Rule(
    code="GP304",
    name="receiver-customs",
    severity=Severity.INFO,
    summary="A new method's receiver has another name than in all methods of its type, or is no pointer as they have",
    rationale=(
        "Linters ask for one receiver name per type, and a value among pointer receivers changes a copy. The rule"
        " speaks where a type of the code has three methods or more that all agree, and the method is new."
    ),
    bad="```go\nfunc (store BlockStore) Paint(id string) error\n```\n(All methods are on `s *BlockStore`.)",
    good="```go\nfunc (s *BlockStore) Paint(id string) error\n```",
    check=check,
)
