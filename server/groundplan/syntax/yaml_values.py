"""YAML and JSON as trees of values that know their place; `read_yaml` in `yaml_reader` makes them.

Collections are read when they are first looked into, so a file costs what is asked of it. An alias is its anchored
value, so a tree may contain itself: whoever walks one bounds the depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol, TypeAlias

from groundplan.model.location import Span
from groundplan.syntax.yaml_scalars import decode

MAX_ITEMS = 50_000
"""Entries or items of one collection that are read; more only occurs in data that a program wrote."""

_MAX_DEPTH = 200  # levels followed for the end of a collection; deeper files are not written by people
_MAX_MERGES = 8  # levels of `<<` followed, so that a mapping merged into itself ends
_MAX_SOURCES = 100  # mappings merged into one
_MAX_MERGED = 500  # entries taken over by `<<` in one mapping, so that aliases cannot multiply them
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Origin(Protocol):
    """The file that values are of."""

    source: bytes

    def line_at(self, offset: int) -> int:
        """Return the 1-based line of a byte offset."""
        ...


class Scalar:
    """A string, number, boolean or null: `text` is what quotes, escapes, folding and indentation stand for.

    `start` and `end` (byte offsets) cover it with its quotes or block header, without its tag; `line` is 1-based; `tag`
    is as written ("!Ref") or "". `style` is "plain", "double", "single", "literal", "folded", or "alias" for an alias
    without an anchor. `parent` is the column of the key or dash that a block scalar belongs to.
    """

    __slots__ = ("_origin", "_parent", "_text", "end", "start", "style", "tag")

    def __init__(self, origin: Origin, start: int, end: int, style: str, tag: str, parent: int = -1) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.tag = tag
        self._origin = origin
        self._parent = parent
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The value as text; bytes that are not UTF-8 become replacement characters."""
        if self._text is None:
            self._text = decode(self._origin.source, self.start, self.end, self.style, self._parent)
        return self._text

    @property
    def span(self) -> Span:
        """The bytes it covers, without its tag."""
        return Span(self.start, self.end)

    @property
    def line(self) -> int:
        """The 1-based line of its first byte."""
        return self._origin.line_at(self.start)

    def untagged(self) -> Scalar:
        """Return the same value without its tag: the argument of `!Sub text`."""
        return Scalar(self._origin, self.start, self.end, self.style, "", self._parent)

    @property
    def is_null(self) -> bool:
        """Whether it is the value of a key without one, or a null."""
        return self.style == "plain" and not self.tag and self.text in _NULLS


class Sequence:
    """A list of values. `span` is from the first item's dash, or the bracket, to the end of the last item or bracket.

    `tag` is as written ("!Join") or ""; `line` is 1-based.
    """

    __slots__ = ("_end", "_items", "_load", "_origin", "start", "tag")

    def __init__(self, origin: Origin, start: int, end: int, tag: str, load: Callable[[], tuple[Value, ...]]) -> None:
        self.start = start
        self.tag = tag
        self._origin = origin
        self._end = end
        self._load = load
        self._items: tuple[Value, ...] | None = None

    def untagged(self) -> Sequence:
        """Return the same values without the tag."""
        return Sequence(self._origin, self.start, self._end, "", lambda: self.items)

    @property
    def items(self) -> tuple[Value, ...]:
        """The values in source order."""
        if self._items is None:
            self._items = self._load()
        return self._items

    @property
    def span(self) -> Span:
        """The bytes it covers, without its tag."""
        return Span(self.start, self._end if self._end >= 0 else _end_of(self))

    @property
    def line(self) -> int:
        """The 1-based line of its first byte."""
        return self._origin.line_at(self.start)


class Entry:
    """A key of a mapping with its value.

    `key_start` and `key_end` (byte offsets) cover the key without its quotes; `line` is the key's, 1-based.
    """

    __slots__ = ("_load", "_origin", "_value", "key", "key_end", "key_start")

    def __init__(self, origin: Origin, key: str, start: int, end: int, value: Value | Callable[[], Value]) -> None:
        self.key = key
        self.key_start = start
        self.key_end = end
        self._origin = origin
        self._value = None if callable(value) else value
        self._load = value if callable(value) else None

    @property
    def value(self) -> Value:
        """What the key stands for; a key without a value has a null."""
        if self._value is None:
            assert self._load is not None  # one of the two is given
            self._value = self._load()
        return self._value

    @property
    def key_span(self) -> Span:
        """The bytes of the key without its quotes."""
        return Span(self.key_start, self.key_end)

    @property
    def line(self) -> int:
        """The 1-based line of the key."""
        return self._origin.line_at(self.key_start)


class Mapping:
    """Keys and values. `span` is from the first key, or the brace, to the end of the last value or brace.

    `tag` is as written ("!Transform") or ""; `line` is 1-based.
    """

    __slots__ = ("_by_key", "_end", "_entries", "_load", "_origin", "start", "tag")

    def __init__(self, origin: Origin, start: int, end: int, tag: str, load: Callable[[], tuple[Entry, ...]]) -> None:
        self.start = start
        self.tag = tag
        self._origin = origin
        self._end = end
        self._load = load
        self._entries: tuple[Entry, ...] | None = None
        self._by_key: dict[str, Entry] | None = None

    def untagged(self) -> Mapping:
        """Return the same entries without the tag."""
        return Mapping(self._origin, self.start, self._end, "", lambda: self.entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries as written, in source order, a merge key (`<<`) among them, repeated keys kept."""
        if self._entries is None:
            self._entries = self._load()
        return self._entries

    @property
    def span(self) -> Span:
        """The bytes it covers, without its tag."""
        return Span(self.start, self._end if self._end >= 0 else _end_of(self))

    @property
    def line(self) -> int:
        """The 1-based line of its first byte."""
        return self._origin.line_at(self.start)

    def by_key(self) -> dict[str, Entry]:
        """Return the entries by key: the last of a repeated key, merged mappings where the key is not given here."""
        if self._by_key is None:
            found: dict[str, Entry] = {}
            for entry in self.entries:
                found[entry.key] = entry
            if found.pop("<<", None) is not None:
                for merged in islice(_merged(self), _MAX_MERGED):
                    found.setdefault(merged.key, merged)
            self._by_key = found
        return self._by_key

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key."""
        return self.by_key().get(key)

    def get(self, key: str) -> Value | None:
        """Return the value of a key; a null counts as absent."""
        entry = self.by_key().get(key)
        if entry is None:
            return None
        value = entry.value
        return None if isinstance(value, Scalar) and value.is_null else value


Value: TypeAlias = Scalar | Sequence | Mapping


def mapping(value: Value | None) -> Mapping | None:
    """Return the value when it is a mapping."""
    return value if isinstance(value, Mapping) else None


def sequence(value: Value | None) -> Sequence | None:
    """Return the value when it is a sequence."""
    return value if isinstance(value, Sequence) else None


def literal(value: Value | None) -> str:
    """Return the text of a scalar without a tag, "" for anything else."""
    return value.text if isinstance(value, Scalar) and not value.tag else ""


def _merged(target: Mapping) -> Iterator[Entry]:
    """Yield the entries that `<<` brings in, nearest first, at most `_MAX_MERGES` levels deep and each mapping once."""
    level: list[Mapping] = [target]
    seen = {id(target)}
    for _ in range(_MAX_MERGES):
        following: list[Mapping] = []
        for each in level:
            for entry in each.entries:
                if entry.key != "<<":
                    continue
                value = entry.value
                for source in value.items[:_MAX_SOURCES] if isinstance(value, Sequence) else (value,):
                    if isinstance(source, Mapping) and id(source) not in seen and len(seen) < _MAX_SOURCES:
                        seen.add(id(source))
                        following.append(source)
        for each in following:
            for entry in each.entries:
                if entry.key != "<<":
                    yield entry
        level = following


def _end_of(value: Value) -> int:
    """Return where a block collection ends: where its last value does, or its last key when that one has none."""
    end = 0
    for _ in range(_MAX_DEPTH):
        if isinstance(value, Scalar):
            return max(end, value.end)
        if value._end >= 0:
            return max(end, value._end)
        end = max(end, value.start)
        if isinstance(value, Mapping):
            if not value.entries:
                return end
            last = value.entries[-1]
            end = max(end, last.key_end)
            value = last.value
        else:
            if not value.items:
                return end
            value = value.items[-1]
    return end
