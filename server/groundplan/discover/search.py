"""Prior art for a description: the functions, types and routes of the workspace that resemble it, with reasons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from groundplan.discover.query import Query, make_query
from groundplan.discover.reasons import reasons_for
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate
from groundplan.model.route import Route
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import words

SYMBOL_WEIGHTS = (6.0, 2.5, 2.0, 1.0)
"""Weights of name, container, doc and members in a symbol's text score."""

FILE_WEIGHTS = (5.0, 3.0, 1.5, 1.0)
"""Weights of path, names, doc and body in a file's text score."""

PER_WORD = 500
"""Symbols and files looked at per word; a word that more have in a telling place tells little."""

POOL = 500
"""Symbols that structure reorders."""

KIND_FACTOR = {
    SymbolKind.STRUCT: 1.15,
    SymbolKind.INTERFACE: 0.9,
    SymbolKind.TYPE: 0.8,
    SymbolKind.ALIAS: 0.6,
    SymbolKind.FUNC: 1.0,
    SymbolKind.METHOD: 1.0,
    SymbolKind.CONST: 0.45,
    SymbolKind.VAR: 0.5,
}
"""How often a symbol of a kind is what a planner looks for; constants match many words and answer few questions."""

HIDDEN = Origin.GENERATED | Origin.VENDORED | Origin.MOCK | Origin.TEST | Origin.EXTERNAL


@dataclass(slots=True)
class _Scored:
    symbol: Symbol
    text: float = 0.0
    routes: list[Route] = field(default_factory=list)


def find_prior_art(snapshot: Snapshot, query: str | Query, limit: int) -> tuple[Candidate, ...]:
    """Return at most `limit` symbols that resemble a description, best first.

    Generated, vendored, mock and test code is never among them. Scores lie between 0 and 1 and are comparable inside
    one answer only.
    """
    if isinstance(query, str):
        query = make_query([(query, 1.0)])
    if not query.terms or limit <= 0:
        return ()
    files = _score_files(snapshot, query)
    scored = _score_symbols(snapshot, query)
    _add_routes(snapshot, query, scored)
    ranked = _rank(scored, files, snapshot)
    best = ranked[0][1] if ranked else 1.0
    kept = ranked[:limit]
    return tuple(
        Candidate(
            entry.symbol,
            round(score / best, 4) if best else 0.0,
            reasons_for(snapshot, query, entry.symbol, tuple(entry.routes)),
            tuple(entry.routes),
        )
        for entry, score in kept
    )


def _score_files(snapshot: Snapshot, query: Query) -> dict[str, float]:
    """BM25 is a sum over words, so words are searched one by one and weighed as the query weighs them."""
    scores: dict[str, float] = defaultdict(float)
    for word, weight in query.terms:
        for path, score in snapshot.search_files(f'"{word}"', FILE_WEIGHTS, PER_WORD):
            scores[path] += weight * score
    top = max(scores.values(), default=1.0) or 1.0
    return {path: score / top for path, score in scores.items()}


def _score_symbols(snapshot: Snapshot, query: Query) -> dict[int, _Scored]:
    scores: dict[int, float] = defaultdict(float)
    for word, weight in query.terms:
        for identity, score in snapshot.search_symbols(f'"{word}"', SYMBOL_WEIGHTS, PER_WORD):
            scores[identity] += weight * score
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:POOL]
    symbols = snapshot.symbols_by_id(identity for identity, _ in best)
    top = best[0][1] if best and best[0][1] else 1.0
    return {identity: _Scored(symbols[identity], score / top) for identity, score in best if identity in symbols}


def _add_routes(snapshot: Snapshot, query: Query, scored: dict[int, _Scored]) -> None:
    """Credit handlers with the words of the routes that they serve."""
    wanted = dict(query.terms)
    total = sum(wanted.values())
    for route in snapshot.routes:
        if not route.handler_path:
            continue
        hit = {word for word in words(route.path) if word in wanted}
        if not hit:
            continue
        symbol = serving_symbol(snapshot, route)
        if symbol is None or symbol.origin & HIDDEN:
            continue
        entry = scored.setdefault(symbol.id, _Scored(symbol))
        entry.routes.append(route)
        entry.text += 0.6 * sum(wanted[word] for word in hit) / total


def serving_symbol(snapshot: Snapshot, route: Route) -> Symbol | None:
    """Return the function that serves a route, None for a closure or where it was not resolved."""
    if not route.handler_path:
        return None
    for symbol in snapshot.symbols_of_file(route.handler_path):
        if symbol.line == route.handler_line and symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD):
            return symbol
    return None


def _rank(scored: dict[int, _Scored], files: dict[str, float], snapshot: Snapshot) -> list[tuple[_Scored, float]]:
    ranked: list[tuple[_Scored, float]] = []
    per_file: dict[str, int] = defaultdict(int)
    for entry in scored.values():
        score = (0.6 * entry.text + 0.4 * files.get(entry.symbol.path, 0.0)) * KIND_FACTOR[entry.symbol.kind]
        if snapshot.is_registered_model(entry.symbol):
            score *= 1.2
        ranked.append((entry, score))
    ranked.sort(key=lambda item: (-item[1], item[0].symbol.path, item[0].symbol.line))
    # A file full of near twins must not crowd out the next feature: each further symbol of a file counts less.
    spread: list[tuple[_Scored, float]] = []
    for entry, score in ranked:
        position = per_file[entry.symbol.path]
        per_file[entry.symbol.path] += 1
        spread.append((entry, score * (0.93**position)))
    spread.sort(key=lambda item: (-item[1], item[0].symbol.path, item[0].symbol.line))
    return spread
