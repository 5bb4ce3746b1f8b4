"""Facts to bytes and back, for the store and for the wire between processes.

Every dataclass becomes a list of its fields' values in order, a member of a union the pair of its position and its
value. The shape is derived from the type annotations once per type, so a change of the vocabulary changes the bytes:
whoever changes `model/` or `syntax/` raises `EXTRACTOR_VERSION`.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
import zlib
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

EXTRACTOR_VERSION = 2

T = TypeVar("T")
Convert = Callable[[Any], Any]

_encoders: dict[Any, Convert] = {}
_decoders: dict[Any, Convert] = {}


class DecodeError(ValueError):
    """Stored bytes are not what this version of Groundplan wrote; the caller reads the source again."""


def encode(value: object) -> bytes:
    """Return the compressed bytes of a dataclass instance of the vocabulary."""
    plain = _encoder(type(value))(value)
    return zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"), 1)


def decode(kind: type[T], data: bytes) -> T:
    """Return the instance of `kind` that `encode` wrote; raises DecodeError for anything else."""
    try:
        result: T = _decoder(kind)(json.loads(zlib.decompress(data)))
    except (ValueError, TypeError, IndexError, KeyError, zlib.error, RecursionError) as error:
        raise DecodeError(str(error)) from error
    return result


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((item.name, hints[item.name]) for item in dataclasses.fields(kind))


def _is_plain(kind: Any) -> bool:
    return kind in (str, int, bool, float, type(None))


def _alternatives(kind: Any) -> tuple[Any, ...] | None:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return typing.get_args(kind)
    return None


def _encoder(kind: Any) -> Convert:
    known = _encoders.get(kind)
    if known is None:
        known = _encoders[kind] = _make_encoder(kind)
    return known


def _make_encoder(kind: Any) -> Convert:
    if _is_plain(kind):
        return _same
    alternatives = _alternatives(kind)
    if alternatives is not None:
        return _union_encoder(alternatives)
    if typing.get_origin(kind) is tuple:
        return _tuple_encoder(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.value
    fields = _fields(kind)
    converters: list[tuple[str, Convert]] = []

    def convert(value: Any) -> list[Any]:
        # Filled at the first call: expression trees refer to themselves.
        if not converters:
            converters.extend((name, _encoder(hint)) for name, hint in fields)
        return [encode_field(getattr(value, name)) for name, encode_field in converters]

    return convert


def _union_encoder(alternatives: tuple[Any, ...]) -> Convert:
    position = {alternative: index for index, alternative in enumerate(alternatives)}

    def convert(value: Any) -> list[Any]:
        kind = type(value)
        return [position[kind], _encoder(kind)(value)]

    return convert


def _tuple_encoder(arguments: tuple[Any, ...]) -> Convert:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = arguments[0]
        if _is_plain(item):
            return list
        return lambda values: [_encoder(item)(value) for value in values]
    return lambda values: [_encoder(item)(value) for item, value in zip(arguments, values, strict=True)]


def _decoder(kind: Any) -> Convert:
    known = _decoders.get(kind)
    if known is None:
        known = _decoders[kind] = _make_decoder(kind)
    return known


def _make_decoder(kind: Any) -> Convert:
    if _is_plain(kind):
        return _same
    alternatives = _alternatives(kind)
    if alternatives is not None:
        return lambda value: _decoder(alternatives[value[0]])(value[1])
    if typing.get_origin(kind) is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    fields = _fields(kind)
    converters: list[Convert] = []

    def convert(value: Any) -> Any:
        if not converters:
            converters.extend(_decoder(hint) for _, hint in fields)
        return kind(*[decode_field(item) for decode_field, item in zip(converters, value, strict=True)])

    return convert


def _tuple_decoder(arguments: tuple[Any, ...]) -> Convert:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = arguments[0]
        if _is_plain(item):
            return tuple
        return lambda values: tuple([_decoder(item)(value) for value in values])
    return lambda values: tuple([_decoder(item)(value) for item, value in zip(arguments, values, strict=True)])
