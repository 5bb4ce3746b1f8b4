"""Parameters of our own requests as dictionaries: pygls hands them over as nested objects made up on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams


def plain(params: object) -> Mapping[str, Any]:
    """Return parameters as nested dictionaries; none at all count as empty. Raises JsonRpcInvalidParams for others."""
    if params is None:
        return {}
    made = _plain(params)
    if not isinstance(made, Mapping):
        raise JsonRpcInvalidParams("The parameters are an object.")
    return made


def position_in(params: Mapping[str, Any]) -> types.Position | None:
    """Return `position` as the protocol's, None where it is absent or none."""
    place = params.get("position")
    if not isinstance(place, Mapping):
        return None
    line, character = place.get("line"), place.get("character")
    if not isinstance(line, int) or not isinstance(character, int):
        return None
    return types.Position(line=max(0, line), character=max(0, character))


def uri_in(params: Mapping[str, Any]) -> str:
    """Return the URI of `textDocument`, "" where it is absent."""
    named = params.get("textDocument")
    uri = named.get("uri") if isinstance(named, Mapping) else None
    return uri if isinstance(uri, str) else ""


def _plain(value: object) -> object:
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
