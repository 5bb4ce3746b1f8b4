"""Following calls backwards: which functions call a function."""

from __future__ import annotations

from functools import partial

from groundplan.discover.calls import UNWANTED, resolve_call
from groundplan.discover.closeness import closeness
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence
from groundplan.model.symbol import Symbol, SymbolKind

MAX_FILES = 16
"""Files looked into for calls of one function; a name in more of them is a common word."""

FEW_OWNERS = 4
"""Types behind an interface beyond which a call of it says nothing of one of them."""

Caller = tuple[Symbol, Confidence, str]
"""A function, how sure it is that it calls, and why."""


def callers_of(snapshot: Snapshot, symbol: Symbol) -> tuple[Caller, ...]:
    """Return the hand-written functions that call a function or method, ordered by path and line.

    Calls are resolved as `callees_of` does; a call of an interface that several types implement, this one's among
    them, counts with less confidence.
    """
    return snapshot.remember(("callers", symbol.id), partial(_callers_of, snapshot, symbol))


def _callers_of(snapshot: Snapshot, symbol: Symbol) -> tuple[Caller, ...]:
    files = [path for path in Lookups(snapshot).files_mentioning(symbol.name) if path != symbol.path]
    if symbol.kind is SymbolKind.FUNC:
        # A function is named through its package: who does not import it cannot mean it.
        using = set(snapshot.files_using(symbol))
        files = [path for path in files if path in using]
    files.sort(key=lambda path: (-closeness(path, (symbol.path,)), path))
    found: dict[int, Caller] = {}
    for path in (symbol.path, *files[:MAX_FILES]):
        for caller, confidence, evidence in _calls_in(snapshot, path, symbol):
            found.setdefault(caller.id, (caller, confidence, evidence))
    return tuple(sorted(found.values(), key=lambda each: (each[0].path, each[0].line)))


def _calls_in(snapshot: Snapshot, path: str, symbol: Symbol) -> list[Caller]:
    facts = snapshot.facts_of(path)
    found: list[Caller] = []
    symbols: dict[int, Symbol] | None = None
    for func in facts.funcs if facts else ():
        for position, text in enumerate(func.calls):
            if text.rpartition(".")[2] != symbol.name:
                continue
            if symbols is None:
                symbols = {each.span.start: each for each in snapshot.symbols_of_file(path)}
            caller = symbols.get(func.span.start)
            if caller is None or caller.id == symbol.id or caller.origin & UNWANTED:
                continue
            call = resolve_call(snapshot, caller, func, position)
            if call is None:
                continue
            if call.target.id == symbol.id:
                found.append((caller, call.confidence, call.evidence))
            elif len(call.owners) <= FEW_OWNERS and (symbol.import_path, symbol.receiver) in call.owners:
                evidence = f"through `{call.target.display_name}`, {call.evidence}"
                found.append((caller, Confidence.MEDIUM, evidence))
    return found
