"""What an expression of a template can refer to, and the texts that it can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from itertools import islice, product

from groundplan.syntax.yaml_values import Mapping, Scalar, Sequence, Value

MAX_TEXTS = 8
"""Texts of one expression that are worked out; more are cut off."""

_MAX_TARGETS = 40
_MAX_DEPTH = 12
_MAX_ITEMS = 60
_LENGTH = 200  # characters of one text
_IN_SUB = re.compile(r"\$\{(!?)\s*([^${}]*?)\s*\}")


def call_of(value: Value | None) -> tuple[str, Value] | None:
    """Return the intrinsic function that a value is a call of, without `Fn::`, and its argument; None for a literal."""
    if value is None:
        return None
    if value.tag:
        return value.tag.lstrip("!"), value.untagged()
    if isinstance(value, Mapping) and len(value.entries) == 1:
        entry = value.entries[0]
        if entry.key.startswith("Fn::"):
            return entry.key[4:], entry.value
        if entry.key in ("Ref", "Condition") and isinstance(entry.value, Scalar):
            return entry.key, entry.value
    return None


def references_of(value: Value | None) -> tuple[str, ...]:
    """Return the logical ids and parameters that a value can refer to, in source order, each once.

    Both branches of an `If` count. The output of a nested stack is "Stack.Outputs.Name", an import is "import:Name";
    pseudo parameters are left out.
    """
    return tuple(dict.fromkeys(islice(_references(value, _MAX_DEPTH), _MAX_TARGETS)))


def _references(value: Value | None, depth: int) -> Iterator[str]:
    if value is None or depth < 0:
        return
    call = call_of(value)
    name, argument = call if call is not None else ("", value)
    if name == "Ref" and isinstance(argument, Scalar):
        yield from _named(argument.text)
    elif name == "GetAtt":
        yield from _named(_attribute(argument))
    elif name == "Sub":
        text, given = _substitution(argument)
        for escaped, variable in _IN_SUB.findall(text):
            if not escaped and variable not in given:
                yield from _named(variable)
        for each in given.values():
            yield from _references(each, depth - 1)
    elif name == "ImportValue":
        texts = possible_texts(argument, {})
        yield from (f"import:{text}" for text in texts[:1])
    elif name == "If" and isinstance(argument, Sequence):
        for each in argument.items[1:3]:
            yield from _references(each, depth - 1)
    elif name != "Condition":
        yield from _inner(argument, depth)


def _inner(value: Value, depth: int) -> Iterator[str]:
    if isinstance(value, Sequence):
        for item in value.items[:_MAX_ITEMS]:
            yield from _references(item, depth - 1)
    elif isinstance(value, Mapping):
        for entry in value.entries[:_MAX_ITEMS]:
            yield from _references(entry.value, depth - 1)


def _named(text: str) -> Iterator[str]:
    name, _, attribute = text.partition(".")
    if name and not name.startswith("AWS::"):
        yield text if attribute.startswith("Outputs.") else name


def _attribute(argument: Value) -> str:
    if isinstance(argument, Scalar):
        return argument.text
    if isinstance(argument, Sequence):
        return ".".join(item.text for item in argument.items[:9] if isinstance(item, Scalar) and not item.tag)
    return ""


def _substitution(argument: Value) -> tuple[str, dict[str, Value]]:
    """Return the text of a `Sub` and the values that it is given."""
    if isinstance(argument, Scalar):
        return argument.text, {}
    if isinstance(argument, Sequence) and argument.items:
        first = argument.items[0]
        second = argument.items[1] if len(argument.items) > 1 else None
        given = {key: each.value for key, each in second.by_key().items()} if isinstance(second, Mapping) else {}
        return (first.text if isinstance(first, Scalar) else ""), given
    return "", {}


def possible_texts(value: Value | None, parameters: Dictionary[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the texts that a value can have, at most `MAX_TEXTS`; () for what is no text at all.

    `parameters` gives the texts of a template's parameters. What is not known stands as `${Name}`, an expression that
    is not looked into as `${!ImportValue}`.
    """
    return tuple(dict.fromkeys(text[:_LENGTH] for text in _texts(value, parameters, _MAX_DEPTH)))[:MAX_TEXTS]


def _texts(value: Value | None, parameters: Dictionary[str, tuple[str, ...]], depth: int) -> tuple[str, ...]:
    if value is None or depth < 0:
        return ()
    call = call_of(value)
    if call is None:
        return (value.text,) if isinstance(value, Scalar) and not value.is_null else ()
    name, argument = call
    if name == "Ref" and isinstance(argument, Scalar):
        return parameters.get(argument.text) or (f"${{{argument.text}}}",)
    if name == "GetAtt":
        return (f"${{{_attribute(argument)}}}",)
    if name == "Sub":
        text, given = _substitution(argument)
        return _substituted(text, given, parameters, depth)
    if name == "If" and isinstance(argument, Sequence):
        return tuple(text for each in argument.items[1:3] for text in _texts(each, parameters, depth - 1))
    if name == "Join" and isinstance(argument, Sequence) and len(argument.items) == 2:
        glue, parts = argument.items
        if isinstance(glue, Scalar) and isinstance(parts, Sequence) and not parts.tag:
            choices = [_texts(part, parameters, depth - 1) or ("${…}",) for part in parts.items[:_MAX_ITEMS]]
            return tuple(glue.text.join(chosen) for chosen in islice(product(*choices), MAX_TEXTS))
    return (f"${{!{name}}}",)


def _substituted(
    text: str, given: dict[str, Value], parameters: Dictionary[str, tuple[str, ...]], depth: int
) -> tuple[str, ...]:
    pieces: list[tuple[str, ...]] = []
    end = 0
    for match in islice(_IN_SUB.finditer(text), _MAX_ITEMS):
        pieces.append((text[end : match.start()],))
        end = match.end()
        escaped, variable = match.groups()
        if escaped:
            pieces.append((f"${{{variable}}}",))
        elif variable in given:
            pieces.append(_texts(given[variable], parameters, depth - 1) or (match[0],))
        else:
            pieces.append(parameters.get(variable) or (match[0],))
    pieces.append((text[end:],))
    return tuple("".join(chosen) for chosen in islice(product(*pieces), MAX_TEXTS))
