"""HCL, Terraform's language, as blocks with attributes that know their place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from groundplan.model.location import Span

MAX_BLOCKS = 20_000
"""Blocks of one file that are read."""

_MAX_DEPTH = 30
_SKIPPED = re.compile(rb"(?:[ \t\r\n,]+|#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))+", re.DOTALL)
_NAME = re.compile(rb"[A-Za-z_][\w.-]*|\"(?:[^\"\\\n]|\\.)*\"|\([^()\n]*\)")
_BLANK = re.compile(rb"[ \t]*")
_PIECE = re.compile(
    rb"""<<[-~]?([A-Za-z_]\w*)[^\n]*\n|[\[({]|[\])}]|"|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z)|\n|,|[^\[({\])}"\#/\n,<]+|.""",
    re.DOTALL,
)
_PLAIN_STRING = re.compile(rb'"(?:[^"\\$%\n]|\\[^\n])*"')
_CLOSING = {b"{": b"}", b"[": b"]", b"(": b")"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name with an expression: `text` is the expression as written; `span` covers it, `line` is 1-based."""

    name: str
    text: str
    span: Span
    line: int


@dataclass(slots=True)
class Block:
    """`type "label" … { attributes, blocks }`. `name_span` covers the last label without quotes, else the type."""

    type: str
    labels: tuple[str, ...]
    line: int
    name_span: Span
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return an attribute's expression, "" without one."""
        found = self.attributes.get(name)
        return found.text if found is not None else ""

    def inner(self, kind: str) -> Iterator[Block]:
        """Yield the blocks of a type right inside of this one, those of `dynamic` too."""
        for block in self.blocks:
            if block.type == kind:
                yield block
            elif block.type == "dynamic" and block.labels == (kind,):
                yield from block.inner("content")


def read_hcl(source: bytes) -> tuple[Block, ...]:
    """Return the blocks of a file in source order; broken text costs the block that it stands in. Nothing is raised."""
    reader = _Reader(source)
    root = Block("", (), 1, Span(0, 0))
    at = 0
    while at < len(source):
        at = max(reader.body(root, at, 0), at + 1)
    return tuple(root.blocks)


def entries_of(text: str, line: int) -> tuple[Attribute, ...]:
    """Return the entries of an object, `{ NAME = value }`, or of the first one in a call such as `merge`."""
    start = text.find("{")
    if start < 0:
        return ()
    encoded = text[start + 1 :].encode()
    found = Block("", (), 1, Span(0, 0))
    _Reader(encoded).body(found, 0, 1)
    offset = line - 1 + text.count("\n", 0, start)
    return tuple(Attribute(each.name, each.text, each.span, each.line + offset) for each in found.attributes.values())


class _Reader:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer(rb"\n", source))]
        self._blocks = 0

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def body(self, owner: Block, at: int, depth: int) -> int:
        """Read attributes and blocks up to the closing brace; return the offset behind it."""
        source = self._source
        while at < len(source):
            skipped = _SKIPPED.match(source, at)
            at = skipped.end() if skipped is not None else at
            if source[at : at + 1] == b"}":
                return at + 1
            names: list[tuple[str, int, int]] = []
            start = at
            while (match := _NAME.match(source, at)) is not None:
                quoted = match[0][:1] == b'"'
                names.append((self._text(match, quoted), match.start() + quoted, match.end() - quoted))
                blank = _BLANK.match(source, match.end())
                at = blank.end() if blank is not None else match.end()
            sign = source[at : at + 1]
            if names and ((sign == b"=" and source[at + 1 : at + 2] != b"=") or (sign == b":" and depth)):
                at = self._attribute(owner, names[0], at + 1)
            elif names and sign == b"{" and depth < _MAX_DEPTH and self._blocks < MAX_BLOCKS:
                self._blocks += 1
                labels = tuple(text for text, _, _ in names[1:])
                block = Block(names[0][0], labels, self._line(start), Span(*names[-1][1:]))
                owner.blocks.append(block)
                at = self.body(block, at + 1, depth + 1)
            else:
                end = source.find(b"\n", max(at, start))
                at = max(end, start + 1) if end >= 0 else len(source)
        return at

    def _text(self, match: re.Match[bytes], quoted: bool) -> str:
        text = match[0].decode("utf-8", "replace")
        return text[1:-1] if quoted else text.strip("() \t")

    def _attribute(self, owner: Block, name: tuple[str, int, int], at: int) -> int:
        blank = _BLANK.match(self._source, at)
        start = blank.end() if blank is not None else at
        end = self._expression(start)
        trimmed = start + len(self._source[start:end].rstrip())
        text = self._source[start:trimmed].decode("utf-8", "replace")
        owner.attributes.setdefault(name[0], Attribute(name[0], text, Span(start, trimmed), self._line(name[1])))
        return end

    def _expression(self, at: int) -> int:
        """Return where the expression at an offset ends: at the end of its line, outside of brackets."""
        source = self._source
        open_brackets: list[bytes] = []
        while (match := _PIECE.match(source, at)) is not None:
            piece = match[0]
            if match[1] is not None:
                closing = re.compile(rb"^[ \t]*" + match[1] + rb"[ \t]*$", re.MULTILINE).search(source, match.end())
                at = closing.end() if closing is not None else len(source)
                continue
            if piece == b'"':
                at = self._string_end(at)
                continue
            if piece in _CLOSING:
                open_brackets.append(_CLOSING[piece])
            elif piece in (b"}", b"]", b")"):
                if not open_brackets:
                    return at
                if piece == open_brackets[-1]:
                    open_brackets.pop()
            elif not open_brackets and (piece in (b"\n", b",") or piece[:1] == b"#" or piece[:2] in (b"//", b"/*")):
                return at
            at = match.end()
        return at

    def _string_end(self, at: int) -> int:
        """Return the offset behind the string whose opening quote is at an offset; `${…}` in it may hold others."""
        source, depth = self._source, 0
        plain = _PLAIN_STRING.match(source, at)
        if plain is not None:
            return plain.end()
        at += 1
        while at < len(source):
            character = source[at : at + 1]
            if character == b"\\":
                at += 1
            elif character in (b"$", b"%") and source[at + 1 : at + 2] == b"{":
                depth += 1
                at += 1
            elif character == b"{" and depth:
                depth += 1
            elif character == b"}" and depth:
                depth -= 1
            elif (character == b'"' and not depth) or character == b"\n":
                return at + (character == b'"')
            at += 1
        return at
