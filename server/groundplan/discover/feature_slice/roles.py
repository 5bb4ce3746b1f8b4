"""What a function is in a feature, and which functions are in none: plumbing that every feature has."""

from __future__ import annotations

from functools import lru_cache

from groundplan.discover.feature_slice.outside import outside_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.pattern import PatternKind
from groundplan.model.slice import NodeKind
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.text.identifiers import words

COMMON_WORDS = frozenset(
    """
    get set list find add create new make update put delete remove handle handler handlers service services controller
    api app web http server store repository model models pkg internal util utils common main v1 v2 all one by error
    log logger logging context ctx request response check is has do run init parse write read validate save fetch load
    lookup query where insert select upsert row rows
    """.split()
)
"""Words that functions of unrelated features share."""

_STORE_WORDS = frozenset(
    "store stores storage repository repositories repo repos dao database db dal persistence".split()
)
_CLIENT_WORDS = frozenset("client clients integration integrations gateway publisher mailer sdk".split())
_MODEL_WORDS = frozenset("model models entity entities domain types schema".split())
_QUIET_WORDS = frozenset(
    "log logs logger logging error errors err metric metrics trace tracing telemetry config configuration env".split()
)
_QUIET_NAMES = frozenset("error errors warn log logs debug abort respond".split())
_WIRING = tuple("New Build Current Default Must Open Connect Init Setup Provide Make Wire new build init setup".split())


_ACCESSORS = ("Get", "Is", "Has", "String", "Len", "To", "get", "is", "has", "to")


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Return the words of a name."""
    return frozenset(words(text))


def subject_of(symbol: Symbol, name: str = "") -> frozenset[str]:
    """Return the words that tell what a function or type is about; `name` is another one that it goes by."""
    return words_of(f"{symbol.package} {symbol.receiver} {name or symbol.name}") - COMMON_WORDS


def kind_of_function(snapshot: Snapshot, symbol: Symbol) -> NodeKind:
    """Return what a function is in a feature: by what it calls outside of the workspace, else by its owner's name."""
    if is_handler(snapshot, symbol):
        return NodeKind.HANDLER
    outside = {each.kind for each in outside_of(snapshot, symbol)}
    if PatternKind.DATABASE in outside:
        return NodeKind.STORE
    owner = words_of(f"{symbol.package} {symbol.name if symbol.kind.is_type else symbol.receiver}")
    if owner & _STORE_WORDS:
        return NodeKind.STORE
    # A `model.Client` is a customer or a device, not what calls another service.
    calling = owner & _CLIENT_WORDS and not words_of(symbol.package) & _MODEL_WORDS
    return NodeKind.CLIENT if outside or calling else NodeKind.SERVICE


def is_handler(snapshot: Snapshot, symbol: Symbol) -> bool:
    """Tell whether a function serves requests."""
    return (symbol.path, symbol.line) in snapshot.remember("handler places", lambda: _handler_places(snapshot))


def _handler_places(snapshot: Snapshot) -> frozenset[tuple[str, int]]:
    served = {(route.handler_path, route.handler_line) for route in snapshot.routes if route.handler_path}
    return frozenset(served | {(handler.path, handler.line) for handler in snapshot.handlers})


def is_plumbing(snapshot: Snapshot, symbol: Symbol) -> bool:
    """Tell whether a function logs, reports errors or puts the program together: it is in every feature."""
    if words_of(f"{symbol.package} {symbol.receiver}") & _QUIET_WORDS:
        return True
    if words_of(symbol.name) & _QUIET_NAMES and symbol.kind is SymbolKind.FUNC:
        return True
    if symbol.kind is not SymbolKind.FUNC:
        return False
    if symbol.name in ("main", "init"):
        return True
    if not symbol.name.startswith(_WIRING):
        return False
    decl = snapshot.func_decl(symbol)
    results = decl.signature.results if decl else ()
    made = snapshot.resolve_type(results[0].type, symbol.path) if results else None
    # What is made is of the package itself, or of a library: a session, a client.
    return (made.import_path == symbol.import_path) if made is not None else bool(results) and "." in results[0].type


def is_accessor(symbol: Symbol) -> bool:
    """Tell whether a method by its name only tells something of its receiver."""
    return symbol.kind is SymbolKind.METHOD and symbol.name.startswith(_ACCESSORS)
