"""Parameter lists and results, read from their source text."""

from __future__ import annotations

import re
from functools import lru_cache

from groundplan.model.go import Parameter, Signature
from groundplan.syntax.golang.lexical import IDENTIFIER, fold_space, split_outside_brackets, strip_comments

_NAMED = re.compile(rb"(?!(?:chan|func|map|struct|interface)\b)(" + IDENTIFIER + rb")(?:\s+|(?=\*|\.\.\.|\[\]))(?=\S)")
_WORD = re.compile(IDENTIFIER + rb"$")
_RECEIVER = re.compile(
    rb"\s*(?:(" + IDENTIFIER + rb")(?:\s+|(?=\*)))?(\(?\s*\*)?[\s(]*(" + IDENTIFIER + rb")\s*(?:$|[\[)\s])"
)


def read_signature(parameters: bytes, result: bytes) -> Signature:
    """Read a signature from the text between the parameters' parentheses and the result's text ("" for none)."""
    if len(parameters) + len(result) > _CACHED_LENGTH:
        return _read(parameters, result)
    return _read_cached(parameters, result)


@lru_cache(maxsize=8192)
def read_receiver(text: bytes) -> tuple[str, str, bool]:
    """Read the text between a receiver's parentheses: the type's bare name, the receiver's name, whether a pointer."""
    match = _RECEIVER.match(text)
    if match is None:
        return "", "", False
    name = match[1] or b""
    return match[3].decode("utf-8", "replace"), name.decode("utf-8", "replace"), match[2] is not None


_CACHED_LENGTH = 400


@lru_cache(maxsize=16384)
def _read_cached(parameters: bytes, result: bytes) -> Signature:
    return _read(parameters, result)


def _read(parameters: bytes, result: bytes) -> Signature:
    result = strip_comments(result).strip()
    results: tuple[Parameter, ...] = ()
    if result.startswith(b"("):
        results = _parameters(result[1:].removesuffix(b")"))
    elif result:
        results = (Parameter("", fold_space(result)),)
    return Signature(_parameters(strip_comments(parameters)), results)


def _parameters(text: bytes) -> tuple[Parameter, ...]:
    if not text.strip():
        return ()
    items = [piece.strip() for piece in split_outside_brackets(text)]
    items = [item for item in items if item]
    named = [_NAMED.match(item) for item in items]
    if not any(named):
        return tuple(Parameter("", fold_space(item)) for item in items)
    # `a, b int`: a name without a type has the type of the next one that has.
    parameters = []
    type_text = ""
    for item, match in zip(reversed(items), reversed(named), strict=True):
        if match is None and _WORD.match(item):
            name = item
        elif match is None:
            name, type_text = b"", fold_space(item)
        else:
            name, type_text = match[1], fold_space(item[match.end() :])
        parameters.append(Parameter(name.decode("utf-8", "replace"), type_text))
    return tuple(reversed(parameters))
