"""One text block of a plan as the recognisers of mentions see it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.syntax.markdown.blocks import CodeSpan, Markdown, TextBlock, TextKind

# Stands for inline code in masked prose: no word, no punctuation, and never in a plan.
CODE = b"\x01"

# Bytes on either side of a mention whose words can say what is intended with it.
_REACH = 300

_URL = re.compile(rb"\b[a-z][a-z0-9+.-]{1,15}://[^\s<>\"'`\])|]+", re.IGNORECASE)
_BRACKETED = re.compile(rb"\([^()]*\)")
# The name of a file or a route is no words: `stay/stay.go` does not say that something stays.
_WORD = re.compile(
    rb"[\w@+\-]+(?:[./][\w@+\-]+)*\.(?:go|md|ya?ml|json|sql|proto|tsx?|jsx?|sh|toml|mod|tf|py)\b"
    rb"|(?<![\w/])/[\w{}:*.\-/]+|([a-z]+(?:-[a-z]+)*(?:'t)?)"
)

# Every alternative begins with a plain byte, which lets the search skip to candidates.
_CLAUSE_END = re.compile(
    rb"\.(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)(?=[\s\"')*_]|$)|!(?=[\s\"')*_]|$)|\?(?=[\s\"')*_]|$)|;|\xe2\x80\x94|\xe2\x80\x93(?=\s)|-(?<=\s-)-?(?=\s)"
    rb"|<(?=/?[a-z][\w\-]*>)|,(?=\s+(?:but|while|whereas|because|although|though|since|unless)\s)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its intent is known. `stated` is an intent that the form itself says (a tree's `# NEW`)."""

    kind: MentionKind
    text: str
    span: Span
    lines: tuple[tuple[int, int], ...] = ()
    noun: str = ""
    stated: Intent | None = None
    in_fence: bool = False


class Passage:
    """A text block with its prose masked and cut into words and clauses, each computed when first asked for.

    Offsets of all methods are offsets into the plan.
    """

    __slots__ = ("_before", "_bounds", "_claimed", "_lower", "_prose", "block", "end", "markdown", "start", "text")

    def __init__(self, text: bytes, markdown: Markdown, block: TextBlock) -> None:
        self.text = text
        self.markdown = markdown
        self.block = block
        self.start = block.span.start
        self.end = block.span.end
        self._claimed: list[tuple[int, int]] = []
        self._prose: bytes | None = None
        self._lower: bytes | None = None
        self._bounds: list[int] | None = None
        self._before: tuple[int, list[bytes]] = (-1, [])

    @property
    def prose(self) -> bytes:
        """The block's bytes with inline code replaced by `CODE`, addresses and link targets by spaces."""
        if self._prose is None:
            raw = self.text[self.start : self.end]
            if self.block.code or self.block.links or b"://" in raw or b"<!--" in raw:
                masked = bytearray(raw)
                for link in self.block.links:
                    self._blank(masked, link.target, b" ")
                for code in self.block.code:
                    self._blank(masked, code.span, CODE)
                for match in _URL.finditer(raw):
                    masked[match.start() : match.end()] = b" " * (match.end() - match.start())
                raw = bytes(masked)
            self._prose = raw
        return self._prose

    def _blank(self, masked: bytearray, span: Span, by: bytes) -> None:
        masked[span.start - self.start : span.end - self.start] = by * (span.end - span.start)

    @property
    def lower(self) -> bytes:
        """The masked prose in lower case."""
        if self._lower is None:
            self._lower = self.prose.lower()
        return self._lower

    def before(self, offset: int, size: int = 60) -> bytes:
        """The masked prose in front of an offset, lower case."""
        at = offset - self.start
        return self.lower[max(0, at - size) : max(0, at)]

    def behind(self, offset: int, size: int = 60) -> bytes:
        """The masked prose behind an offset, lower case."""
        at = offset - self.start
        return self.lower[at : at + size]

    def raw_behind(self, offset: int, size: int = 60) -> bytes:
        """The block's bytes behind an offset as written."""
        return self.text[offset : min(self.end, offset + size)]

    def words_before(self, offset: int) -> list[bytes]:
        """The lower-case words of the clause in front of an offset, nearest last."""
        if self._before[0] != offset:
            # Several questions are asked of the same place.
            self._before = (offset, self._words_before(offset))
        return self._before[1]

    def _words_before(self, offset: int) -> list[bytes]:
        start = max(self.clause_start(offset), offset - _REACH)
        words = self.lower[start - self.start : offset - self.start]
        if b")" in words:
            # What stands in brackets governs nothing behind them.
            words = _BRACKETED.sub(b" ", words)
        return [word for word in _WORD.findall(words) if word]

    def words_since_colon(self, offset: int) -> int:
        """Return how many words stand between the clause's last colon and an offset, -1 without a colon."""
        start = max(self.clause_start(offset), offset - _REACH) - self.start
        colon = self.lower.rfind(b":", start, offset - self.start)
        if colon < 0 or self.lower[colon + 1 : colon + 2] not in (b" ", b"\n", b"*", b"_"):
            return -1
        return sum(1 for word in _WORD.findall(self.lower, colon, offset - self.start) if word)

    def has_word_before_colon(self, offset: int) -> bool:
        """Tell whether a word stands in front of the clause's last colon before an offset, rather than inline code."""
        start = max(self.clause_start(offset), offset - _REACH) - self.start
        colon = self.lower.rfind(b":", start, offset - self.start)
        return colon > start and not self.lower[start:colon].rstrip(b" *_)").endswith(CODE)

    def words_behind(self, offset: int) -> list[bytes]:
        """The lower-case words of the clause behind an offset, nearest first."""
        bounds = self._clause_bounds()
        index = bisect_left(bounds, offset)
        end = min(bounds[index] if index < len(bounds) else self.end, offset + _REACH)
        return [word for word in _WORD.findall(self.lower, offset - self.start, end - self.start) if word]

    def _clause_bounds(self) -> list[int]:
        if self._bounds is None:
            bounds = [self.start + match.start() for match in _CLAUSE_END.finditer(self.lower)]
            if self.block.kind is TextKind.ROW:
                bounds += [cell.end for cell in self.block.cells]
                bounds.sort()
            self._bounds = bounds
        return self._bounds

    def clause_start(self, offset: int) -> int:
        """Return where the clause around an offset begins."""
        bounds = self._clause_bounds()
        index = bisect_right(bounds, offset - 1) - 1
        return bounds[index] if index >= 0 else self.start

    def is_free(self, span: Span) -> bool:
        """Tell whether no mention has been found in the span yet."""
        index = bisect_left(self._claimed, (span.end, 0))
        return index == 0 or self._claimed[index - 1][1] <= span.start

    def claim(self, span: Span) -> bool:
        """Reserve a span for a mention; False when part of it belongs to another."""
        if not self.is_free(span):
            return False
        insort(self._claimed, (span.start, span.end))
        return True

    def cell_index(self, offset: int) -> int:
        """Return the index of the table cell at an offset, -1 outside of tables."""
        for index, cell in enumerate(self.block.cells):
            if cell.start <= offset <= cell.end:
                return index
        return -1

    def column_title(self, offset: int) -> bytes:
        """Return the header of the table column at an offset in lower case, empty outside of a table's body."""
        index = self.cell_index(offset)
        if index < 0 or self.block.table < 0:
            return b""
        header = self.markdown.blocks[self.markdown.tables[self.block.table].first]
        if header.line == self.block.line or index >= len(header.cells):
            return b""
        cell = header.cells[index]
        return self.text[cell.start : cell.end].lower().strip(b" `*_")

    def free_code(self) -> list[CodeSpan]:
        """The inline code of the block that holds no mention yet."""
        if not self._claimed:
            return list(self.block.code)
        return [code for code in self.block.code if self.is_free(code.content)]
