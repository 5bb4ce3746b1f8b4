"""The client's settings: `initializationOptions`, `workspace/configuration`, `workspace/didChangeConfiguration`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from groundplan.model.settings import DEFAULT_SETTINGS, Settings

if TYPE_CHECKING:
    from groundplan.lsp.session import Session

SECTION = "groundplan"

_KNOWN = {field.name for field in fields(Settings)}
_NESTED = {("plans", "globs"): "plan_globs", ("routes", "registrars"): "route_registrars"}


def overrides_from(section: object) -> dict[str, Any]:
    """Return what the client's settings change, by the names of `Settings`.

    Names may be written in camelCase, kebab-case or snake_case, under a `groundplan` key or bare. What is unknown,
    of the wrong type, empty or equal to the default says nothing: an editor sends its defaults along, and they must
    not win over the workspace's own file.
    """
    if not isinstance(section, Mapping):
        return {}
    inner = section.get(SECTION)
    found: dict[str, Any] = {}
    for key, value in _flatten(inner if isinstance(inner, Mapping) else section):
        default = getattr(DEFAULT_SETTINGS, key)
        accepted: object
        if (isinstance(default, bool) and isinstance(value, bool)) or (
            isinstance(default, str) and isinstance(value, str)
        ):
            accepted = value
        elif isinstance(default, tuple) and _is_texts(value):
            accepted = tuple(value)
        else:
            continue
        if accepted not in ("", ()) and accepted != default:
            found[key] = accepted
    return found


def _flatten(section: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    found = []
    for key, value in section.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])|-", "_", str(key)).lower()
        if name in _KNOWN:
            found.append((name, value))
        elif isinstance(value, Mapping):
            found += [(_NESTED[key, inner], item) for inner, item in value.items() if (key, inner) in _NESTED]
    return found


def _is_texts(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, str) for item in value)


def apply_settings(ls: Session, section: object) -> None:
    """Take over the client's settings; the folders' indexes follow where they make a difference."""
    overrides = overrides_from(section)
    if overrides != ls.overrides:
        ls.overrides = overrides
        for folder in ls.folders:
            ls.indexing.request(folder, None)


def ask_for_settings(ls: Session) -> None:
    """Ask the client for its settings; the answer is applied when it comes."""

    def answered(answer: Future[Any]) -> None:
        if not answer.cancelled() and answer.exception() is None and answer.result():
            apply_settings(ls, answer.result()[0])

    request = types.ConfigurationParams(items=[types.ConfigurationItem(section=SECTION)])
    ls.protocol.send_request(types.WORKSPACE_CONFIGURATION, request).add_done_callback(answered)


def did_change_configuration(ls: Session, params: types.DidChangeConfigurationParams) -> None:
    """The client's settings change: ask for them, or take those that came along."""
    if ls.client.answers_configuration:
        ask_for_settings(ls)
    else:
        apply_settings(ls, params.settings)
