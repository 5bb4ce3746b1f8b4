"""What an endpoint is for: the things that it is about and what it does to them, however path and method say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from groundplan.text.identifiers import singular, split_identifier
from groundplan.text.route_paths import path_shape

_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d*)?")
_FRAME = frozenset(("api", "apis", "rest"))

_BY_METHOD = {"GET": "read", "POST": "create", "PUT": "change", "PATCH": "change", "DELETE": "delete"}

# Verbs that only say what a method says.
_PLAIN_VERBS = {
    **dict.fromkeys(("get", "fetch", "list", "retrieve", "show"), "read"),
    **dict.fromkeys(("create", "add", "insert", "new"), "create"),
    **dict.fromkeys(("update", "edit", "modify", "change", "patch", "set", "save"), "change"),
    **dict.fromkeys(("delete", "remove", "destroy"), "delete"),
}

# `send-reminder` makes a reminder.
_MAKING_VERBS = frozenset("send generate issue upload submit place post request".split())

# Verbs that move a thing from one state into another, those of one line into the same state.
_STATE_VERBS = {
    verb: line.split()[0]
    for line in (
        "deactivate disable suspend",
        "activate enable reactivate unsuspend",
        "lock freeze",
        "unlock unfreeze",
        "block ban",
        "unblock unban",
        "cancel abort void",
        "archive",
        "unarchive restore undelete",
        "publish",
        "unpublish",
        "approve accept",
        "reject decline deny",
        "pause",
        "resume unpause",
        "start begin launch",
        "stop end terminate halt",
        "complete finish",
        "close",
        "reopen",
        "revoke invalidate",
    )
    for verb in line.split()
}
_OPPOSITES = {"lock": "unlock", "block": "unblock", "archive": "unarchive", "publish": "unpublish", "pause": "resume"}
_STATES = frozenset(("status", "state", "active", "activation", "enabled", "disabled"))
_STATE = "state"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an endpoint does: an action on what a path of nouns in the singular and "{}" for parameters leads to.

    `action` is "read", "create", "change", "delete", a verb that stands for all that mean the same, or "state" where
    the request says which state a thing is to be in.
    """

    things: tuple[str, ...]
    action: str

    def serves(self, other: Purpose) -> bool:
        """Tell whether one of two endpoints could do the work of the other."""
        if self.things != other.things:
            return False
        states = {*_STATE_VERBS.values(), _STATE}
        return self.action == other.action or (
            _STATE in (self.action, other.action) and {self.action, other.action} <= states
        )


@lru_cache(maxsize=16384)
def purpose_of(method: str, path: str) -> Purpose | None:
    """Return what an endpoint is for, None where method and path do not say it.

    A path that ends in a verb this table does not know has no purpose: it may be anything.
    """
    action = _BY_METHOD.get(method)
    shape = "/".join(path_shape(path)).replace("{}:", "{}/").split("/")
    segments = [each for each in shape if each and not _is_frame(each)]
    while segments and segments[0] == "{}":
        del segments[0]
    if action is None or not segments:
        return None
    things: list[str] = []
    verbs: list[str] = []
    for segment in segments:
        if segment == "{}":
            things.append(segment)
            continue
        verb, noun = _verb_and_noun(segment.lstrip(":"), alone=len(segments) > 1)
        if verb:
            verbs.append(verb)
        if noun:
            things.append(noun)
    if len(verbs) > 1 or all(each == "{}" for each in things):
        return None
    return _purpose(method, action, tuple(things), verbs[0] if verbs else "")


def _purpose(method: str, action: str, things: tuple[str, ...], verb: str) -> Purpose | None:
    sends = method in ("POST", "PUT", "PATCH")
    if not verb:
        if things[-1] in _STATES and "{}" in things[:-1]:
            return Purpose(things[:-1], _STATE) if sends else None
        # What a POST to one thing does is for its documentation to say.
        return None if method == "POST" and things[-1] == "{}" else Purpose(things, action)
    if verb in _PLAIN_VERBS:
        meant = _PLAIN_VERBS[verb]
        # A POST to `/get` sends a query; a GET of `/delete` is an accident.
        fits = meant == action or (sends and (meant in ("change", "delete") or (meant, method) == ("create", "PUT")))
        return Purpose(things, meant) if fits else None
    if verb in _MAKING_VERBS:
        return Purpose(things, "create") if method in ("POST", "PUT") else None
    state = _STATE_VERBS[verb]
    if method == "DELETE":
        return Purpose(things, _OPPOSITES[state]) if state in _OPPOSITES else None
    return Purpose(things, state) if sends else None


def _is_frame(segment: str) -> bool:
    return segment.lower() in _FRAME or _VERSION.fullmatch(segment.lower()) is not None


def _verb_and_noun(segment: str, *, alone: bool) -> tuple[str, str]:
    """Return the verb and the noun of a segment, "" for what it lacks; a verb stands `alone` only beside nouns."""
    parts = [part for each in re.split(r"[^\w]+|_", segment) for part in split_identifier(each)]
    if not parts:
        return "", ""
    first = parts[0]
    known = first in _PLAIN_VERBS or first in _STATE_VERBS
    if len(parts) == 1:
        return (first, "") if known and alone else ("", singular(first))
    if known or first in _MAKING_VERBS:
        return first, _noun(parts[1:])
    return "", _noun(parts)


def _noun(parts: list[str]) -> str:
    return " ".join((*parts[:-1], singular(parts[-1])))
