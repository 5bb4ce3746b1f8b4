"""The tests that cover a function: by their name, else by what they call."""

from __future__ import annotations

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import FuncDecl
from groundplan.model.join import Confidence
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.model.symbol import Origin, Symbol
from groundplan.text.identifiers import fold_name

MAX_FILES = 12
"""Test files of a package that are looked into, the one beside the function first."""

PER_FUNCTION = 2
"""Tests listed of one function; the nearest say how it is tested."""


def tests_of(snapshot: Snapshot, symbol: Symbol) -> tuple[SliceNode, ...]:
    """Return the test functions of a function's package that are named after it or call it, nearest first."""
    beside = symbol.path.removesuffix(".go") + "_test.go"
    files = [
        file.path
        for file in snapshot.files_of_package(symbol.import_path)
        if file.origin & Origin.TEST and not file.origin & (Origin.GENERATED | Origin.MOCK)
    ]
    files.sort(key=lambda path: (path != beside, path))
    ranked: list[tuple[int, int, SliceNode]] = []
    for position, path in enumerate(files[:MAX_FILES]):
        facts = snapshot.facts_of(path)
        for func in facts.funcs if facts else ():
            if not func.name.startswith("Test"):
                continue
            match = _match(symbol, func, path == beside)
            if match is not None:
                rank, confidence, evidence = match
                name = func.qualified_name
                node = SliceNode(NodeKind.TEST, name, path, func.line, "tested by", confidence, (evidence,))
                ranked.append((rank, position, node))
    ranked.sort(key=lambda each: (each[0], each[1], each[2].line))
    return tuple(node for _, _, node in ranked[:PER_FUNCTION])


def _match(symbol: Symbol, func: FuncDecl, beside: bool) -> tuple[int, Confidence, str] | None:
    """Return a rank (0 is nearest), how sure it is and why; None where a test has nothing to do with a function."""
    name, receiver = fold_name(symbol.name), fold_name(symbol.receiver)
    tested = fold_name(func.name.removeprefix("Test"))
    called = any(_calls(symbol, text) for text in func.calls)
    full = bool(receiver) and tested == receiver + name
    # Methods of one name are many: the test has to call one, or to stand beside it.
    if full or (tested == name and (called or beside)):
        return 0, Confidence.HIGH, "named after it"
    if tested == name and not receiver and len(name) > 4:
        return 1, Confidence.MEDIUM, "named after it"
    if receiver and tested.startswith(receiver + name):
        return 1, Confidence.HIGH, "named after it"
    if called and not symbol.receiver:
        return 2, Confidence.HIGH, "calls it"
    if called and (beside or (receiver and receiver in tested)):
        return 3, Confidence.MEDIUM, f"calls a `{symbol.name}`"
    if len(name) > 6 and tested.startswith(name):
        return 4, Confidence.MEDIUM, "named after it"
    return None


def _calls(symbol: Symbol, text: str) -> bool:
    owner, _, called = text.rpartition(".")
    if called != symbol.name:
        return False
    if symbol.receiver:
        return bool(owner) or text.startswith(".")
    # From a package of its own the test names the package, from the same one it does not.
    return owner in ("", symbol.package)
