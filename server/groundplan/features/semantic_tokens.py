"""The names of a plan to be coloured by what they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.meanings import Meaning, Standing
from groundplan.model.feature import NameToken, NameTokenType
from groundplan.model.plan import Mention, MentionKind, Plan
from groundplan.model.symbol import SymbolKind

_TYPES = {
    SymbolKind.STRUCT: NameTokenType.STRUCT,
    SymbolKind.INTERFACE: NameTokenType.INTERFACE,
    SymbolKind.TYPE: NameTokenType.TYPE,
    SymbolKind.ALIAS: NameTokenType.TYPE,
    SymbolKind.FUNC: NameTokenType.FUNCTION,
    SymbolKind.METHOD: NameTokenType.METHOD,
    SymbolKind.CONST: NameTokenType.VARIABLE,
    SymbolKind.VAR: NameTokenType.VARIABLE,
}

_KINDS = {
    MentionKind.PATH: NameTokenType.STRING,
    MentionKind.SYMBOL: NameTokenType.TYPE,
    MentionKind.ENDPOINT: NameTokenType.EVENT,
    MentionKind.DEPENDENCY: NameTokenType.NAMESPACE,
    MentionKind.RESOURCE: NameTokenType.VARIABLE,
}


def name_tokens(plan: Plan, meanings: tuple[Meaning, ...]) -> tuple[NameToken, ...]:
    """Return the plan's names in source order, without overlaps, each on one line.

    `meanings` are those of the plan's mentions. Names of what lies outside of the workspace keep the colour that the
    editor gives them.
    """
    return tuple(_tokens(plan, meanings))


def _tokens(plan: Plan, meanings: tuple[Meaning, ...]) -> Iterator[NameToken]:
    done = 0
    for mention, meaning in zip(plan.mentions, meanings, strict=True):
        span = mention.span
        if meaning.standing is Standing.OUTSIDE or span.start < done or span.start == span.end:
            continue
        written = plan.text[span.start : span.end]
        if b"\n" in written or b"\r" in written:
            continue
        done = span.end
        yield NameToken(span, _type_of(mention, meaning), meaning.standing.value)


def _type_of(mention: Mention, meaning: Meaning) -> NameTokenType:
    target = meaning.targets[0] if meaning.targets else None
    if target is not None and target.symbol is not None:
        return _TYPES[target.symbol.kind]
    if target is not None and target.resource is not None:
        return NameTokenType.VARIABLE
    if mention.kind is MentionKind.SYMBOL and meaning.standing is Standing.KNOWN:
        return NameTokenType.PROPERTY
    if mention.kind is MentionKind.SYMBOL and not mention.text.rpartition(".")[2][:1].isupper():
        return NameTokenType.FUNCTION
    return _KINDS[mention.kind]
