"""Values of a template on one line, as a person would write them in flow style."""

from __future__ import annotations

from groundplan.syntax.yaml_values import Entry, Mapping, Scalar, Sequence, Value

MAX_TEXT = 200
"""Characters of a shown value; what is longer ends in an ellipsis."""

_MAX_DEPTH = 8
_LONG_FORMS = {"Ref": "!Ref", "Condition": "!Condition"}


def shown(value: Value | None) -> str:
    """Return a value on one line, at most `MAX_TEXT` characters.

    A literal is its text. An expression is in its short form, however it is written: `{"Ref": "Queue"}` and
    `!Ref Queue` are both `!Ref Queue`, `{"Fn::GetAtt": ["Queue", "Arn"]}` is `!GetAtt Queue.Arn`. A value that is
    absent is "".
    """
    if value is None:
        return ""
    parts: list[str] = []
    _write(value, parts, _MAX_DEPTH, _Room(MAX_TEXT * 2))
    text = " ".join("".join(parts).split())
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1].rstrip() + "…"


def constant(value: Value | None) -> str:
    """Return the text of a literal, also of a `Sub` with nothing to substitute; "" for any other expression."""
    if isinstance(value, Mapping):
        entry = _only_entry(value)
        if entry is None or entry.key != "Fn::Sub" or not isinstance(entry.value, Scalar):
            return ""
        return "" if "${" in entry.value.text else entry.value.text
    if not isinstance(value, Scalar) or value.is_null or (value.tag and (value.tag != "!Sub" or "${" in value.text)):
        return ""
    return value.text


class _Room:
    """How many characters may still be written."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


def _write(value: Value, parts: list[str], depth: int, room: _Room) -> None:
    if room.left < 0:
        return
    if depth < 0:
        _put("…", parts, room)
        return
    short = _short_form(value)
    if short is not None:
        tag, value = short
    else:
        tag = value.tag
    if tag:
        _put(tag + " ", parts, room)
    if isinstance(value, Scalar):
        _put(value.text[: MAX_TEXT * 2], parts, room)
    elif isinstance(value, Sequence):
        if tag == "!GetAtt" and all(isinstance(item, Scalar) and not item.tag for item in value.items[:9]):
            _put(".".join(item.text for item in value.items[:9] if isinstance(item, Scalar)), parts, room)
            return
        _put("[", parts, room)
        for index, item in enumerate(value.items):
            if room.left < 0:
                break
            _put(", " if index else "", parts, room)
            _write(item, parts, depth - 1, room)
        _put("]", parts, room)
    else:
        _put("{", parts, room)
        for index, entry in enumerate(value.entries):
            if room.left < 0:
                break
            _put((", " if index else "") + entry.key + ": ", parts, room)
            _write(entry.value, parts, depth - 1, room)
        _put("}", parts, room)


def _put(text: str, parts: list[str], room: _Room) -> None:
    parts.append(text)
    room.left -= len(text)


def _short_form(value: Value) -> tuple[str, Value] | None:
    """Return the tag and argument that a long form such as `Fn::Sub: …` stands for."""
    if not isinstance(value, Mapping) or value.tag:
        return None
    entry = _only_entry(value)
    if entry is None:
        return None
    if entry.key.startswith("Fn::") and not entry.key.startswith("Fn::ForEach"):
        return "!" + entry.key[4:], entry.value
    tag = _LONG_FORMS.get(entry.key)
    return (tag, entry.value) if tag and isinstance(entry.value, Scalar) else None


def _only_entry(value: Mapping) -> Entry | None:
    return value.entries[0] if len(value.entries) == 1 else None
