"""Offers of Go names in inline code: types, functions, and the members of what stands in front of a dot."""

from __future__ import annotations

import re
from collections import Counter

from groundplan.features.completion.members import members_of
from groundplan.features.completion.request import KINDS, MAX_ITEMS, Offer, Request
from groundplan.index.names import KnownName
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.symbol import Symbol, SymbolKind

_CODE = re.compile(r"func\b|type\b|\w[\w.]*\(|\[\]|map\[")
_NAME = re.compile(r"(?:^|[\s(*&\[\],=<])((?:[A-Za-z_]\w*\.){0,2})([A-Za-z_]\w*)?$")


def offer_names(request: Request, head: str) -> Offer | None:
    """Return offers for the name at the end of a piece of code; None where no name stands there."""
    match = _NAME.search(head)
    if match is None or (head and not match.group(1) and not match.group(2) and not head.endswith(("*", "&", "]"))):
        return None
    if " " in head and not _CODE.match(head):
        # A command line or a sentence.
        return None
    owner, typed = match.group(1).rstrip("."), match.group(2) or ""
    if owner:
        return offer_members(request, owner, typed)
    if not typed:
        return _spoken_of(request)
    names, complete = request.snapshot.names.beginning_with(typed)
    packages = [
        Completion(package, CompletionKind.PACKAGE, package, package, "", paths[0])
        for package, paths in request.snapshot.names.packages.items()
        if package.startswith(typed) and package != "main"
    ]
    items = as_offers(request, names, typed)
    room = MAX_ITEMS - min(len(packages), 10)
    return Offer((*items[:room], *packages[:10]), typed, complete and len(items) <= room)


def offer_members(request: Request, owner: str, typed: str) -> Offer | None:
    """Return offers behind `package.`, `Type.` or `package.Type.`."""
    paths = request.snapshot.names.packages.get(owner, ())
    in_package = tuple(
        known
        for known in request.snapshot.names.of_packages(paths)
        if known.name.lower().startswith(typed.lower()) and (known.name[:1].isupper() or known.name.startswith(typed))
    )
    # What a package does not export no other can name; with nothing typed it would only be in the way.
    exported = [known for known in in_package if known.name[:1].isupper() or typed]
    ranked = request.ranked(tuple(exported), typed)
    offers = [
        *members_of(request, owner, typed),
        *offers_of(request, ranked[:MAX_ITEMS], [known.name for known in ranked[:MAX_ITEMS]]),
    ]
    if not offers:
        return None
    return Offer(tuple(offers[:MAX_ITEMS]), typed, max(len(offers), len(ranked)) <= MAX_ITEMS)


def as_offers(request: Request, names: tuple[KnownName, ...], typed: str, *, own: str = "") -> list[Completion]:
    """Return offers of names, best first; one that several packages declare is offered with its package.

    Inside of package `own` its names stay bare and all others are qualified.
    """
    ranked = request.ranked(names, typed)
    declared = Counter(name for name, _ in {(k.name, k.import_path) for k in ranked if not k.receiver})
    texts = []
    for known in ranked[: MAX_ITEMS + 1]:
        if known.kind is SymbolKind.METHOD:
            texts.append(f"{known.receiver}.{known.name}")
        elif (own and known.package != own) or (not own and declared[known.name] > 1):
            texts.append(f"{known.package}.{known.name}")
        else:
            texts.append(known.name)
    return offers_of(request, ranked[: MAX_ITEMS + 1], texts)


def offers_of(request: Request, ranked: list[KnownName], texts: list[str]) -> list[Completion]:
    """Return an offer for each name with the text that it inserts; a text is offered once."""
    symbols = request.symbols(ranked)
    found: dict[tuple[str, str], Completion] = {}
    for known, text in zip(ranked, texts, strict=True):
        symbol = symbols.get(known.id)
        if symbol is None:
            continue
        # Two packages of one name: the place tells them apart.
        found.setdefault((text, symbol.import_path), offer_of(symbol, text))
    return list(found.values())


def offer_of(symbol: Symbol, text: str) -> Completion:
    """Return the offer of one symbol."""
    return Completion(
        text, KINDS[symbol.kind], text, symbol.name, _shape(symbol), symbol.import_path, symbol.path, symbol.line
    )


def _shape(symbol: Symbol) -> str:
    """Return what of a declaration's line tells more than the name: parameters and results, a value's type."""
    if symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD):
        return symbol.signature.partition(f"{symbol.name}(")[2].join(("(", "")) if "(" in symbol.signature else ""
    return ""


def _spoken_of(request: Request) -> Offer | None:
    """Return the types and functions that the plan names already: all that is known of an author's wish so far."""
    found: dict[int, KnownName] = {}
    names = request.snapshot.names
    for word in request.spoken_names[:MAX_WORDS]:
        for known in names.named(word):
            if not known.receiver:
                found[known.id] = known
    items = as_offers(request, tuple(found.values()), "")
    return Offer(tuple(items[:MAX_ITEMS]), "", False) if items else None


MAX_WORDS = 150
"""Words of the plan looked up when nothing is typed yet, about 0.05 ms each."""
