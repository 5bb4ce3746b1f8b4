"""The existing structs that a proposed one could be, before any judgement."""

from __future__ import annotations

import math
from dataclasses import dataclass

from groundplan.discover.field_pairs import Pair, pair_fields
from groundplan.discover.type_names import NameRelation, relate_names
from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field, TypeDecl
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import fold_name, words

BY_FIELDS = 40
"""Structs looked at because of shared field names."""

BY_NAME = 20
"""Structs looked at because of words in the name."""

TELLING = 0.55
"""Weight from which a field name says something about a struct: about one struct in forty has it, or fewer."""

HIDDEN = Origin.GENERATED | Origin.VENDORED | Origin.MOCK | Origin.TEST
"""Origins that are never proposed for extension. A model library in another module (EXTERNAL) may be."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A proposed struct beside an existing one, in figures; shares are weighted by how rare field names are here."""

    symbol: Symbol
    decl: TypeDecl
    fields: tuple[Field, ...]
    pairs: tuple[Pair, ...]
    relation: NameRelation
    name_overlap: float
    covered: float
    """Share of the proposed fields that the existing struct has, by weight, 0 to 1."""
    covering: float
    """Share of the existing struct's fields that the proposal repeats, by weight, 0 to 1."""
    telling: int
    """Number of shared fields whose names are rare here (weight above TELLING)."""

    @property
    def repeated(self) -> int:
        """Number of shared fields, embedded bases not counted."""
        return sum(not pair.proposed.embedded for pair in self.pairs)


class FieldRarity:
    """What a field name says about a struct in this workspace: much when few structs have it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._structs = max(1, snapshot.struct_count)
        self._weights: dict[str, float] = {}

    def weight(self, name: str) -> float:
        """Return the weight of a field name, between about 0.1 and 1 (inverse document frequency, scaled)."""
        key = fold_name(name)
        known = self._weights.get(key)
        if known is None:
            frequency = self._snapshot.field_frequency(key)
            known = math.log(1 + self._structs / (1 + frequency)) / math.log(1 + self._structs)
            self._weights[key] = known = max(0.1, min(1.0, known))
        return known

    def is_rare(self, name: str) -> bool:
        """Tell whether at most one struct in fifty, or three in all, has the name."""
        return self._snapshot.field_frequency(fold_name(name)) <= max(3, self._structs // 50)


def compare_with_existing(snapshot: Snapshot, proposed: TypeDecl, rarity: FieldRarity) -> tuple[Comparison, ...]:
    """Return the existing structs worth judging, most alike first."""
    fields = tuple(field for field in proposed.fields if field.name != "_")
    candidates: dict[int, Symbol] = {}
    for symbol in snapshot.symbols_like(proposed.name):
        candidates[symbol.id] = symbol
    overlapping = snapshot.structs_with_fields([fold_name(field.name) for field in fields])
    weights = {fold_name(field.name): rarity.weight(field.name) for field in fields}
    by_weight = sorted(overlapping.items(), key=lambda item: (-sum(weights[key] for key in item[1]), item[0]))
    candidates.update(snapshot.symbols_by_id(identity for identity, _ in by_weight[: 3 * BY_FIELDS]))
    name_words = words(proposed.name)
    if name_words:
        expression = "name : (" + " OR ".join(f'"{word}"' for word in dict.fromkeys(name_words)) + ")"
        named = snapshot.search_symbols(expression, (1.0, 0.0, 0.0, 0.0), 8 * BY_NAME)
        candidates.update(snapshot.symbols_by_id(identity for identity, _ in named))
    compared = []
    structs = [each for each in candidates.values() if each.kind is SymbolKind.STRUCT and not each.origin & HIDDEN]
    # All at once: one by one, these small questions take longer than everything else.
    snapshot.field_frequencies(fold_name(field.name) for each in structs for field in snapshot.type_fields(each))
    for symbol in structs:
        comparison = _compare(snapshot, proposed, fields, symbol, rarity)
        if comparison is not None:
            compared.append(comparison)
    compared.sort(key=lambda item: (-likeness(item), item.symbol.path, item.symbol.line))
    return tuple(compared[:BY_FIELDS])


NAME_LIKENESS = {
    NameRelation.SAME: 0.6,
    NameRelation.VARIANT: 0.6,
    NameRelation.KIND_OF: 0.5,
    NameRelation.SYNONYM: 0.4,
    NameRelation.PART_OF: 0.2,
    NameRelation.OVERLAPPING: 0.1,
    NameRelation.UNRELATED: 0.0,
}


def likeness(comparison: Comparison) -> float:
    """Order candidates: how much of the proposal is there already, and how near the names are."""
    return comparison.covered * 0.6 + comparison.covering * 0.4 + NAME_LIKENESS[comparison.relation]


def _compare(
    snapshot: Snapshot, proposed: TypeDecl, fields: tuple[Field, ...], symbol: Symbol, rarity: FieldRarity
) -> Comparison | None:
    decl = snapshot.type_decl(symbol)
    if decl is None:
        return None
    # Promoted fields count: a proposal that spells out what an embedded base brings repeats it all the same.
    existing = tuple(field for field in snapshot.type_fields(symbol) if field.name != "_")
    pairs = pair_fields(fields, existing)
    # Embedding the same base is the house style, not a repetition.
    shared = sum(rarity.weight(pair.existing.name) * pair.strength for pair in pairs if not pair.proposed.embedded)
    proposed_weight = sum(rarity.weight(field.name) for field in fields if not field.embedded)
    own = sum(rarity.weight(field.name) for field in decl.fields if not field.embedded)
    relation, overlap = relate_names(proposed.name, symbol.name)
    return Comparison(
        symbol,
        decl,
        existing,
        pairs,
        relation,
        overlap,
        min(1.0, shared / proposed_weight) if proposed_weight else 0.0,
        min(1.0, shared / own) if own else 0.0,
        sum(not pair.proposed.embedded and rarity.weight(pair.existing.name) > TELLING for pair in pairs),
    )
