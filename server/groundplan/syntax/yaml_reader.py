"""Reads YAML and JSON files into the values of `yaml_values`.

It reads what people write: block and flow collections, all scalar styles, tags, anchors, aliases and merge keys,
several documents, a BOM and CRLF. Complex keys (`? `) and aliases as keys are left out. Broken input gives what can be
told from the indentation, pretty-printed JSON with a bracket missing included.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from groundplan.syntax.yaml_flow import ALIAS, FlowReader
from groundplan.syntax.yaml_lines import (
    DOUBLE,
    PROPERTY,
    SINGLE,
    Key,
    Lines,
    is_dash,
    key_at,
    line_end,
    scan_lines,
    skip_blanks,
)
from groundplan.syntax.yaml_values import MAX_ITEMS, Entry, Mapping, Scalar, Sequence, Value

_ANCHOR = re.compile(rb"(?<![^\s,\[\]{}:-])&([^\s,\[\]{}]+)")
_ANCHORED_LINES = 20  # how often the lines of a file may be read as values of anchors within one another
_MAX_DOCUMENTS = 1_000  # of one file; more are data that a program wrote
_COMMENT = re.compile(rb"[ \t]#")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The documents of a file, in order; those without any content are left out.

    `templated` tells that a line where structure should stand begins with `{{` or `{%`: what is in the file is then not
    YAML but what a template engine makes YAML of.
    """

    documents: tuple[Value, ...]
    templated: bool = False


def read_yaml(source: bytes) -> YamlFile:
    """Read a YAML or JSON file. Offsets are bytes into `source`; nothing is raised for anything."""
    lines = scan_lines(source)
    templated = b"{{" in source or b"{%" in source
    if templated:
        templated = any(source[start : start + 2] in (b"{{", b"{%") for start in lines.starts)
    reader = _BlockReader(lines)
    documents = lines.documents[:_MAX_DOCUMENTS]
    return YamlFile(tuple(reader.document(first, last) for first, last in documents), templated)


class _BlockReader:
    """Makes values of parts of a file. `line` is an index of a logical line, `last` the one behind the part's last."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._source = lines.source
        self._flow = FlowReader(lines, self._alias)
        self._anchors: dict[bytes, list[int]] | None = None
        self._anchored: dict[int, Value] = {}
        self._budget = _ANCHORED_LINES * len(lines.starts)

    def document(self, first: int, last: int) -> Value:
        """Return the value of a range of logical lines."""
        return self._value(self._lines.starts[first], first, last, -1, True)

    def _value(self, offset: int, line: int, last: int, parent: int, fresh: bool) -> Value:
        """Return the value that begins at or behind an offset of a line.

        `parent` is the column of the key or dash that it belongs to. `fresh` tells that a block collection can begin
        here: nothing but dashes stands before it on its line.
        """
        source, lines = self._source, self._lines
        tag = ""
        empty = offset
        first_property = -1
        has_property = False
        while True:
            offset = skip_blanks(source, offset)
            character = source[offset : offset + 1]
            if character in (b"", b"\n", b"\r") or (character == b"#" and source[offset - 1 : offset] in (b" ", b"\t")):
                line = self._first_below(line, last, parent)
                if line >= last:
                    return Scalar(lines, empty, empty, "plain", tag)
                offset, fresh, first_property = lines.starts[line], True, -1
                continue
            match = PROPERTY.match(source, offset)
            if match is not None:
                has_property = True
                if first_property < 0:
                    first_property = offset
                name = match[0].rstrip()
                if name.startswith(b"!") and not tag:
                    tag = name.decode("utf-8", "replace")
                empty = offset + len(name)
                offset = match.end()
                continue
            if character in (b"[", b"{") and offset not in lines.flow_ends and self._is_last_on_line(offset):
                # A bracket that is never closed: what stands below is still readable by its indentation.
                offset += 1
                continue
            break
        if fresh:
            # `&name key: value` begins a mapping whose other keys stand below the anchor, not below this key.
            column = lines.column(line, first_property if first_property >= 0 else offset)
            if is_dash(source, offset):
                return Sequence(lines, offset, -1, tag, partial(self._items, offset, line, last, column))
            if key_at(source, offset) is not None:
                return Mapping(lines, offset, -1, tag, partial(self._entries, offset, line, last, column))
            below = self._next_key(line, last, column)
            if below < last:
                # A line that is not a key yet: the keys below it in the same column are those of a mapping.
                offset, column = lines.starts[below], lines.indents[below]
                return Mapping(lines, offset, -1, tag, partial(self._entries, offset, below, last, column))
        if has_property and character == b"*":
            # An alias has no properties of its own; following `&a *b` could go on for ever.
            return Scalar(lines, offset, self._plain_end(offset, lines.ends[line])[0], "alias", tag)
        return self._inline(offset, line, last, parent, tag)

    def _is_last_on_line(self, offset: int) -> bool:
        return not self._source[offset + 1 : line_end(self._source, offset)].strip()

    def _inline(self, offset: int, line: int, last: int, parent: int, tag: str) -> Value:
        """Return the flow collection, alias or scalar at an offset."""
        source, lines = self._source, self._lines
        if offset in lines.flow_ends:
            return self._flow.collection(offset, tag)
        character = source[offset : offset + 1]
        if character == b"*":
            alias = ALIAS.match(source, offset)
            if alias is not None:
                return self._alias(alias)
        elif character in (b"|", b">"):
            return Scalar(lines, offset, lines.ends[line], "literal" if character == b"|" else "folded", tag, parent)
        elif character in (b'"', b"'"):
            quoted = (DOUBLE if character == b'"' else SINGLE).match(source, offset)
            if quoted is not None and quoted.end() <= lines.ends[line]:
                return Scalar(lines, offset, quoted.end(), "double" if character == b'"' else "single", tag)
        return self._plain(offset, line, last, parent, tag)

    def _plain(self, offset: int, line: int, last: int, parent: int, tag: str) -> Scalar:
        """Return the plain scalar at an offset, with the lines below that continue it."""
        source, lines = self._source, self._lines
        end, commented = self._plain_end(offset, lines.ends[line])
        while not commented and line + 1 < last:
            line += 1
            if lines.indents[line] <= parent or b"#" in source[end : lines.starts[line]]:
                break
            end, commented = self._plain_end(lines.starts[line], lines.ends[line])
        if lines.is_json and source[end - 1 : end] == b"," and end - 1 > offset:
            end -= 1
        return Scalar(lines, offset, end, "plain", tag)

    def _plain_end(self, offset: int, end: int) -> tuple[int, bool]:
        """Return where a line's plain text ends and whether a comment follows it."""
        comment = _COMMENT.search(self._source, offset, end)
        if comment is not None:
            end = comment.start()
        return offset + len(self._source[offset:end].rstrip()), comment is not None

    def _next_line(self, line: int, last: int, column: int) -> int:
        """Return the first line behind `line` that is indented no further than a column."""
        indents = self._lines.indents
        line += 1
        while line < last and indents[line] > column:
            line += 1
        return line

    def _next_key(self, line: int, last: int, column: int) -> int:
        """Return the first line with a key behind `line` that is indented no further than a column."""
        line = self._next_line(line, last, column)
        while line < last and key_at(self._source, self._lines.starts[line]) is None:
            line = self._next_line(line, last, column)
        return line

    def _first_below(self, line: int, last: int, parent: int) -> int:
        """Return the first line behind `line` that can be the value of a key or dash at a column."""
        lines = self._lines
        line += 1
        while line < last and lines.indents[line] <= parent:
            if lines.indents[line] == parent and is_dash(self._source, lines.starts[line]):
                break
            line += 1
        return line

    def _end_of_value(self, offset: int, line: int, last: int, column: int) -> int:
        """Return the line behind the value of a key at a column; `offset` is behind its colon.

        The items of a sequence may stand in the column of the key itself.
        """
        lines = self._lines
        end = self._next_line(line, last, column)
        if end < last and lines.indents[end] == column and is_dash(self._source, lines.starts[end]):
            rest = self._source[offset : line_end(self._source, offset)].split()
            if not rest or rest[0][:1] in b"!&#":
                while end < last and lines.indents[end] == column and is_dash(self._source, lines.starts[end]):
                    end = self._next_line(end, last, column)
        return end

    def _entries(self, offset: int, line: int, last: int, column: int) -> tuple[Entry, ...]:
        """Read the keys of a block mapping whose first one is at an offset.

        A line without a key in their column, half-typed or misplaced, is passed over with the lines that hang below it;
        on the left margin, where it would cut a file in two, it is taken to be inside the value above.
        """
        starts = self._lines.starts
        found: list[Entry] = []
        key = key_at(self._source, offset)
        while key is not None and len(found) < MAX_ITEMS:
            end = following = self._end_of_value(key.after, line, last, column)
            next_key = None
            while following < last:
                next_key = key_at(self._source, starts[following])
                if next_key is not None:
                    break
                following = self._next_line(following, last, column)
            load = partial(self._value, key.after, line, following if column == 0 else end, column, False)
            found.append(Entry(self._lines, self._key_text(key, offset), key.start, key.end, load))
            if following >= last:
                break
            key, line, offset = next_key, following, starts[following]
        return tuple(found)

    def _key_text(self, key: Key, offset: int) -> str:
        if key.start == offset:
            return self._source[key.start : key.end].decode("utf-8", "replace")
        style = "double" if self._source[offset : offset + 1] == b'"' else "single"
        return Scalar(self._lines, offset, key.end + 1, style, "").text

    def _items(self, offset: int, line: int, last: int, column: int) -> tuple[Value, ...]:
        """Read the items of a block sequence whose first dash is at an offset; lines without a dash are passed over."""
        found: list[Value] = []
        while True:
            end = self._next_line(line, last, column)
            if is_dash(self._source, offset):
                found.append(self._value(offset + 1, line, end, column, True))
            line = end
            if line >= last or len(found) >= MAX_ITEMS:
                return tuple(found)
            offset = self._lines.starts[line]

    def _alias(self, match: re.Match[bytes]) -> Value:
        """Return the value of the last anchor of that name before an alias."""
        if self._anchors is None:
            self._anchors = {}
            for anchor in _ANCHOR.finditer(self._source):
                if self._anchored_at(anchor.start()) is not None:
                    self._anchors.setdefault(anchor[1], []).append(anchor.start())
        offsets = self._anchors.get(match[0][1:], [])
        index = bisect_right(offsets, match.start()) - 1
        if index >= 0 and offsets[index] not in self._anchored and self._budget > 0:
            read = self._anchored_at(offsets[index])
            if read is not None:
                self._anchored[offsets[index]] = read()
        if index >= 0 and offsets[index] in self._anchored:
            return self._anchored[offsets[index]]
        return Scalar(self._lines, match.start(), match.end(), "alias", "")

    def _anchored_at(self, offset: int) -> Callable[[], Value] | None:
        """Return what reads the value anchored at an offset, or None when what stands there is no anchor."""
        source, lines = self._source, self._lines
        line = bisect_right(lines.starts, offset) - 1
        if line < 0 or offset >= lines.ends[line]:
            return None
        document = bisect_right(lines.documents, (line, len(lines.starts) + 1)) - 1
        last = lines.documents[document][1]
        at, column = lines.starts[line], lines.indents[line] - 1
        while is_dash(source, at):
            column = lines.column(line, at)
            at = skip_blanks(source, at + 1)
        behind = self._behind_properties(at)
        if at <= offset < behind:
            return partial(self._anchored_value, offset, line, last, column, offset)
        key = key_at(source, behind)
        if key is not None:
            column = lines.column(line, behind)
            at = skip_blanks(source, key.after)
            behind = self._behind_properties(at)
            if at <= offset < behind:
                return partial(self._anchored_value, key.after, line, last, column, offset)
        if behind <= offset < lines.flow_ends.get(behind, behind):
            return partial(self._flow_anchor, offset)
        return None

    def _anchored_value(self, after: int, line: int, last: int, column: int, offset: int) -> Value:
        """Return the value with an anchor at `offset` whose key, when it has one, ends at `after`."""
        keyed = after != offset
        end = self._end_of_value(after, line, last, column) if keyed else self._next_line(line, last, column)
        self._budget -= end - line
        return self._value(offset, line, end, column, not keyed)

    def _flow_anchor(self, offset: int) -> Value:
        return self._flow.value(offset)[0]

    def _behind_properties(self, at: int) -> int:
        while (match := PROPERTY.match(self._source, at)) is not None:
            at = match.end()
        return at
