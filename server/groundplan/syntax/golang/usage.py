"""What code uses: callees, identifiers and qualified names, by byte searches over code without literals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from groundplan.syntax.golang.lexical import RESERVED

# A byte that cannot be part of a selector chain becomes a space.
_CHAINS = bytes(code if code in b"_." or code >= 128 or chr(code).isalnum() else 0x20 for code in range(256))
# Backwards, a callee starts right behind its parenthesis, and nothing has to be tried twice.
_CALL_BACKWARDS = re.compile(rb"\(([\w.\x80-\xff]+)")
# A method of what a constructor makes on the spot: `service.NewCheckout(ctx).Run(`.
_ON_THE_SPOT = re.compile(rb"((?:\b\w+\.)?\bNew\w*)\([^()\n]*\)\.(\w+)\(")
_BROKEN_CHAIN = re.compile(rb"\.\s+")
_NO_START = b"0123456789"
_MAX_PARTS = 4


def read_calls(code: bytes) -> tuple[str, ...]:
    """Return the distinct callees of a body in source order, given its code without comments and literals.

    A callee is an identifier or a selector chain of at most four identifiers right before a parenthesis. A field's
    method called on the result of another call or of an index begins with a dot (`.Meters.Read`). A method of what a
    constructor makes follows its name and `()` (`service.NewCheckout().Run`) behind all others; any other method
    called on a result itself is left out, as are keywords and predeclared names.
    """
    if b".\n" in code or b".\r" in code:
        code = _BROKEN_CHAIN.sub(b".", code)
    found = _CALL_BACKWARDS.findall(code[::-1])
    if not found:
        return ()
    found.reverse()
    callees = [callee for each in dict.fromkeys(found) if (callee := _callee(each))]
    if b")." in code and b"New" in code:
        spots = dict.fromkeys(_ON_THE_SPOT.findall(code))
        callees += [f"{maker.decode('utf-8', 'replace')}().{name.decode('utf-8', 'replace')}" for maker, name in spots]
    return tuple(callees)


@lru_cache(maxsize=32768)
def _callee(backwards: bytes) -> str:
    """Return the callee that a match spells backwards, "" when it is none."""
    callee = backwards[::-1]
    if callee.startswith(b".") and (callee.count(b".") < 2 or callee.startswith(b"..")):
        return ""
    if callee in RESERVED or callee[0] in _NO_START or callee.endswith(b".") or callee.count(b".") >= _MAX_PARTS:
        return ""
    return callee.decode("utf-8", "replace")


def read_names(code: Iterable[bytes], packages: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sorted distinct identifiers and qualified names of code without comments and literals.

    Identifiers have two or more characters and are neither keywords nor predeclared. A qualified name is an exported
    name behind one of `packages`, the names by which the file may call its imports.
    """
    chains = set(b" ".join(code).translate(_CHAINS).split())
    words = set(b" ".join(chains).replace(b".", b" ").split()) - RESERVED
    # What starts with a digit is a number: those sort before all letters.
    names = [each for each in sorted(words) if len(each) > 1 and each >= b":"]
    references: set[str] = set()
    if packages:
        known = {each.encode() for each in packages}
        for chain in chains:
            if b"." in chain:
                first, _, rest = chain.partition(b".")
                if not first and chain.startswith(b"..."):
                    first, _, rest = chain[3:].partition(b".")
                if first in known:
                    name = rest.partition(b".")[0].decode("utf-8", "replace")
                    if name[:1].isupper():
                        references.add(f"{first.decode()}.{name}")
    identifiers = b" ".join(names).decode("utf-8", "replace").split(" ") if names else ()
    return tuple(identifiers), tuple(sorted(references))
