"""What stands inside brackets: flow mappings and sequences, which are all of a JSON file."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from groundplan.syntax.yaml_lines import DOUBLE, FLOW_PLAIN, PROPERTY, SINGLE, Lines
from groundplan.syntax.yaml_values import MAX_ITEMS, Entry, Mapping, Scalar, Sequence, Value

ALIAS = re.compile(rb"\*[^\s,\[\]{}]+")

# A closing bracket in between is a stray one: what opened it was in a comment, say.
_GAP = re.compile(rb"(?:[\s,\]}]+|(?<=\s)#[^\n]*)*")
_SPACE = re.compile(rb"(?:\s+|(?<=\s)#[^\n]*)*")
_QUOTES = {b'"': (DOUBLE, "double"), b"'": (SINGLE, "single")}

T = TypeVar("T")


class FlowReader:
    """Makes values of bracketed parts of a file; `alias` gives the value that an alias stands for."""

    def __init__(self, lines: Lines, alias: Callable[[re.Match[bytes]], Value]) -> None:
        self._lines = lines
        self._source = lines.source
        self._alias = alias

    def collection(self, opener: int, tag: str) -> Value:
        """Return the collection whose opening bracket, one that is closed, is at an offset."""
        end = self._lines.flow_ends[opener]
        if self._source[opener : opener + 1] == b"{":
            return Mapping(self._lines, opener, end, tag, partial(self._entries, opener + 1, end - 1))
        return Sequence(self._lines, opener, end, tag, partial(self._items, opener + 1, end - 1))

    def value(self, at: int) -> tuple[Value, int]:
        """Return the value at or behind an offset inside brackets, and the offset behind it.

        That is a greater one, unless a comma, a colon or a closing bracket stands there: then the value is a null.
        """
        source = self._source
        tag = ""
        has_property = False
        while True:
            at = _skip(_SPACE, source, at)
            match = PROPERTY.match(source, at)
            if match is None:
                break
            has_property = True
            if match[0].startswith(b"!") and not tag:
                tag = match[0].rstrip().decode("utf-8", "replace")
            at = match.end()
        character = source[at : at + 1]
        if at in self._lines.flow_ends:
            return self.collection(at, tag), self._lines.flow_ends[at]
        if character in _QUOTES:
            pattern, style = _QUOTES[character]
            quoted = pattern.match(source, at)
            if quoted is not None:
                return Scalar(self._lines, at, quoted.end(), style, tag), quoted.end()
        alias = ALIAS.match(source, at)
        if alias is not None:
            if has_property:
                return Scalar(self._lines, at, alias.end(), "alias", tag), alias.end()
            return self._alias(alias), alias.end()
        plain = FLOW_PLAIN.match(source, at)
        if plain is not None:
            return Scalar(self._lines, at, plain.end(), "plain", tag), plain.end()
        null = Scalar(self._lines, at, at, "plain", tag)
        return null, at if character in (b",", b":", b"]", b"}") else at + 1

    def _entries(self, at: int, closer: int) -> tuple[Entry, ...]:
        found: list[Entry] = []
        while (at := self._next_item(at, closer)) < closer and len(found) < MAX_ITEMS:
            key, at = self.value(at)
            colon = self._colon(at)
            if colon < 0:
                value: Value = Scalar(self._lines, at, at, "plain", "")
            else:
                value, at = self.value(colon + 1)
            if isinstance(key, Scalar):
                found.append(self._entry(key, value))
        return tuple(found)

    def _items(self, at: int, closer: int) -> tuple[Value, ...]:
        found: list[Value] = []
        while (at := self._next_item(at, closer)) < closer and len(found) < MAX_ITEMS:
            value, at = self.value(at)
            colon = self._colon(at)
            if colon >= 0:
                behind, at = self.value(colon + 1)
                if isinstance(value, Scalar):
                    # `[key: value]` is a list of one mapping.
                    entries = (self._entry(value, behind),)
                    value = Mapping(self._lines, value.start, at, "", partial(_itself, entries))
            found.append(value)
        return tuple(found)

    def _next_item(self, at: int, closer: int) -> int:
        match = _GAP.match(self._source, at, closer)
        return match.end() if match else closer

    def _entry(self, key: Scalar, value: Value) -> Entry:
        quotes = 1 if key.style in ("double", "single") else 0
        return Entry(self._lines, key.text, key.start + quotes, key.end - quotes, value)

    def _colon(self, at: int) -> int:
        """Return the offset of the colon that follows an offset, -1 when something else does."""
        at = _skip(_SPACE, self._source, at)
        return at if self._source[at : at + 1] == b":" else -1


def _skip(pattern: re.Pattern[bytes], source: bytes, at: int) -> int:
    match = pattern.match(source, at)
    return match.end() if match else at


def _itself(value: T) -> T:
    return value
