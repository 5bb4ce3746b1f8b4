"""How the models of a workspace are made: base, registration, tags, constructors and methods that they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from groundplan.index.snapshot import Snapshot
from groundplan.model.symbol import Origin, Symbol, SymbolKind

MOST = 0.6
"""Share of the models from which something is a convention."""

TAGGED = 0.75
"""Share of the exported fields from which carrying a tag key is a convention."""

MAX_MODELS = 80
"""Models looked at; conventions of larger libraries show in fewer."""

_TAG_KEY = re.compile(r'([\w-]+):"')


@dataclass(frozen=True, slots=True)
class ModelConventions:
    """What most models of a workspace have in common, each with how many of `models` have it.

    `bases` are embedded types, `tags` keys that nearly every field carries, `methods` names, `constructors` how
    many models have a function `New<Type>`.
    """

    models: int
    bases: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    methods: tuple[tuple[str, int], ...]
    constructors: int
    example: Symbol


def model_conventions(snapshot: Snapshot, nearest: tuple[Symbol, ...]) -> ModelConventions | None:
    """Return the conventions of the registered models, None where fewer than three are registered.

    `nearest` are the types closest to the plan; the example is the first of them that is registered.
    """
    return conventions_of(snapshot, registered_types(snapshot), nearest)


def conventions_of(
    snapshot: Snapshot, models: Sequence[Symbol], nearest: tuple[Symbol, ...] = ()
) -> ModelConventions | None:
    """Return what some models have in common, None where they are fewer than three; see `model_conventions`."""
    models = models[:MAX_MODELS]
    if len(models) < 3:
        return None
    bases: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    methods: Counter[str] = Counter()
    constructors = fields = 0
    for model in models:
        decl = snapshot.type_decl(model)
        if decl is None:
            continue
        bases.update({field.type.lstrip("*") for field in decl.fields if field.embedded})
        for field in decl.fields:
            if not field.embedded and field.name[:1].isupper():
                fields += 1
                tags.update(set(_TAG_KEY.findall(field.tag)))
        methods.update({method.name for method in snapshot.methods_of(model) if method.exported})
        constructors += any(
            symbol.kind is SymbolKind.FUNC and symbol.import_path == model.import_path
            for symbol in snapshot.symbols_named(f"New{model.name}")
        )
    known = {model.id for model in models}
    example = next((each for each in nearest if each.id in known or snapshot.is_registered_model(each)), models[0])
    return ModelConventions(
        len(models),
        _common(bases, len(models), 0.3),
        _common(tags, fields, TAGGED),
        _common(methods, len(models), MOST),
        constructors,
        example,
    )


def registered_types(snapshot: Snapshot) -> list[Symbol]:
    """Return the structs of hand-written code that are registered as models, by import path and name."""
    found: list[Symbol] = []
    for model in sorted(snapshot.registered_models, key=lambda item: (item.import_path, item.name)):
        for symbol in snapshot.symbols_named(model.name):
            if symbol.kind is SymbolKind.STRUCT and symbol.import_path == model.import_path:
                if not symbol.origin & (Origin.TEST | Origin.MOCK):
                    found.append(symbol)
                break
    return found


def _common(counted: Counter[str], models: int, share: float) -> tuple[tuple[str, int], ...]:
    often = [(name, count) for name, count in counted.items() if count >= max(2, share * models)]
    return tuple(sorted(often, key=lambda item: (-item[1], item[0])))
