"""A document cut in front of its headings into pieces that mean by themselves what they mean in the whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, TypeVar

from groundplan.syntax.markdown.blocks import Markdown
from groundplan.syntax.markdown.lines import LOOK_AHEAD, may_open_front_matter
from groundplan.text.positions import LineIndex

# A line that is a heading wherever nothing is open that could swallow it: every list, quote, table and paragraph ends
# in front of it.
_CUT = re.compile(rb"\n#{1,6}(?=[ \t\r\n]|\Z)")
_CUT_AT_ANY_LINE_END = re.compile(rb"[\r\n]#{1,6}(?=[ \t\r\n]|\Z)")


class Readable(Protocol):
    """A piece that has been read; `settled` tells that nothing behind it could change what it means."""

    @property
    def settled(self) -> bool: ...


Piece = TypeVar("Piece", bound=Readable)


def cut_pieces(text: bytes, read: Callable[[bytes], Piece]) -> list[Piece]:
    """Return a document as the pieces that `read` makes of it, in order and without gaps.

    What is open at a cut, a fence or a comment, is read again with what follows, each time with twice as many cuts
    passed: one that never ends costs as much as reading the rest a second time.
    """
    # A literal first byte makes the search many times as fast, and most texts have no carriage return.
    cut = _CUT_AT_ANY_LINE_END if b"\r" in text else _CUT
    cuts = [match.start() + 1 for match in cut.finditer(text)]
    cuts.append(len(text))
    pieces: list[Piece] = []
    start = at = 0
    passed = 1
    while True:
        at = min(at, len(cuts) - 1)
        piece = read(text[start : cuts[at]])
        if at == len(cuts) - 1:
            return [*pieces, piece]
        if piece.settled:
            pieces.append(piece)
            start, passed = cuts[at], 1
            at += 1
        else:
            at += passed
            passed *= 2


def is_settled(text: bytes, markdown: Markdown, lines: LineIndex) -> bool:
    """Tell whether a piece, cut where a heading may stand, means the same whatever follows it."""
    if markdown.comments and not markdown.comments[-1].closed:
        return False
    if markdown.front_matter is None and may_open_front_matter(text, lines.line_span(1)):
        return False
    for fence in markdown.fences:
        # A fence in a quote ends with it, one in a list where its closing line was looked for in vain.
        looked_at = lines.line_count - lines.line_of(fence.span.end)
        if not fence.closed and not fence.quotes and looked_at <= LOOK_AHEAD + 1:
            return False
    return True
