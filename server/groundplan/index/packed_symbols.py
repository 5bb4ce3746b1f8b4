"""Symbols as the bytes of a list, by columns: smaller than rows, and read back as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from groundplan.index.codec import differences, pack, unpack
from groundplan.text.identifiers import fold_name

SymbolRow = tuple[str, str, str | None, str, int, int, int, int, int, str, str]
"""kind, name, folded name where it is not the name in lower case, receiver, line, start, end, start and end of the
name, signature, doc."""


def pack_symbols(rows: Sequence[SymbolRow]) -> bytes:
    """Return symbol rows as the bytes of a list: by columns, offsets as differences, names left out of titles."""
    kinds, names, _, receivers, lines, starts, ends, name_starts, name_ends, titles, docs = zip(*rows, strict=True)
    parts = [title.partition(name) for name, title in zip(names, titles, strict=True)]
    return pack(
        (
            *(kinds, names, receivers, differences(lines), differences(starts)),
            [end - start for start, end in zip(starts, ends, strict=True)],
            [at - start for start, at in zip(starts, name_starts, strict=True)],
            [end - start for start, end in zip(name_starts, name_ends, strict=True)],
            [before for before, _, _ in parts],
            [after if found else None for _, found, after in parts],
            docs,
        )
    )


def unpack_symbols(data: bytes, folded: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield position and columns of a list's symbols, those of one folded name or, with "", all."""
    kinds, names, receivers, lines, starts, lengths, ats, name_lengths, befores, afters, docs = unpack(data)
    line_at, start_at = [*accumulate(lines)], [*accumulate(starts)]
    for position, name in enumerate(names):
        if folded and fold_name(name) != folded:
            continue
        start = start_at[position]
        name_start = start + ats[position]
        before, after = befores[position], afters[position]
        yield (
            position,
            (
                *(kinds[position], name, receivers[position], line_at[position]),
                *(start, start + lengths[position], name_start, name_start + name_lengths[position]),
                before if after is None else before + name + after,
                docs[position],
            ),
        )
