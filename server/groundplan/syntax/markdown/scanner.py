"""The block structure of a Markdown document, line by line, with exact byte spans.

Follows CommonMark 0.31 and the tables of GitHub Flavored Markdown where a plan can tell the difference, with one
leniency: code inside a list item may be indented less than the item as long as its fence is closed.
"""

from __future__ import annotations

import re

from groundplan.model.location import Span
from groundplan.syntax.markdown.blocks import (
    CodeSpan,
    Comment,
    FencedBlock,
    Heading,
    Link,
    ListItem,
    Markdown,
    Table,
    TextBlock,
    TextKind,
)
from groundplan.syntax.markdown.inline import scan_inline
from groundplan.syntax.markdown.lines import FenceOpening, fence_rows, find_fence_end, find_front_matter, text_start
from groundplan.syntax.markdown.tables import is_delimiter_row, split_cells
from groundplan.text.positions import LineIndex

_ATX = re.compile(rb"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(rb"(?:(`{3,})([^`]*)|(~{3,})(.*))$")
_MARKER = re.compile(rb"([-*+]|\d{1,9}[.)])(?:([ \t]+)|$)")
_CHECKBOX = re.compile(rb"\[([ xX])\](?:[ \t]+|$)")
_RULE = re.compile(rb"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_SETEXT = re.compile(rb"(?:=+|-+)[ \t]*$")
_LANGUAGE = re.compile(rb"[^\s{:,]+")

# First bytes of lines that can be something else than plain text.
_SPECIAL = frozenset(b"#`~-*+_=<|:0123456789")

# List items that one line may open. Bounds the work on lines that consist of bullets.
_ITEMS_PER_LINE = 16


def read_markdown(text: bytes) -> Markdown:
    """Return the parts of a document; total: any bytes give some answer."""
    return _Scanner(text).scan()


class _OpenText:
    """A text block that may still grow. `last_start` and `last_line` are those of its last line so far."""

    __slots__ = (
        "end",
        "follows_blank",
        "indent",
        "kind",
        "last_line",
        "last_start",
        "line",
        "parent",
        "quotes",
        "start",
    )

    def __init__(
        self, kind: TextKind, line: int, start: int, end: int, indent: int, quotes: int, parent: int, blank: bool
    ) -> None:
        self.kind = kind
        self.line = line
        self.start = start
        self.end = end
        self.indent = indent
        self.quotes = quotes
        self.parent = parent
        self.follows_blank = blank
        self.last_start = start
        self.last_line = line


class _Scanner:
    def __init__(self, text: bytes) -> None:
        self.text = text
        self.index = LineIndex(text)
        self.lines = self.index.spans
        self.fence_rows = fence_rows(text, self.index)
        self.headings: list[Heading] = []
        self.blocks: list[TextBlock] = []
        self.fences: list[FencedBlock] = []
        self.tables: list[Table] = []
        self.items: list[ListItem] = []
        self.comments: list[Comment] = []
        # The open list items, outermost first: content column, index into `items`.
        self.nesting: list[tuple[int, int]] = []
        self.list_quotes = 0
        self.open: _OpenText | None = None
        self.in_table = False
        self.blank = True

    def scan(self) -> Markdown:
        front_matter, row = find_front_matter(self.text, self.lines)
        self.lines[0] = (text_start(self.text), self.lines[0][1])
        while row < len(self.lines):
            row = self._line(row)
        self._close_text()
        return Markdown(
            tuple(self.headings),
            tuple(self.blocks),
            tuple(self.fences),
            tuple(self.tables),
            tuple(self.items),
            tuple(self.comments),
            front_matter,
        )

    def _line(self, row: int) -> int:
        """Take in a line, or the whole fence or comment that it opens; return the next row."""
        text = self.text
        start, end = self.lines[row]
        at = start
        while at < end and text[at] in b" \t":
            at += 1
        indent = at - start if text.find(b"\t", start, at) < 0 else len(text[start:at].expandtabs(4))
        quotes = 0
        while at < end and text[at] == 0x3E:
            quotes += 1
            self._leave_items(indent if quotes == 1 else 0)
            at += 1
            inside = at
            while at < end and text[at] in b" \t":
                at += 1
            indent = max(at - inside - 1, 0)
        if at == end:
            self._close_text()
            self.blank = True
            return row + 1
        if self.list_quotes and not quotes:
            self.nesting.clear()
            self.list_quotes = 0
        if quotes and self.open is not None and self.open.quotes != quotes:
            self._close_text()
        if text[at] in _SPECIAL:
            row = self._special(row, at, end, indent, quotes)
        else:
            self._plain(row, at, end, indent, quotes)
            row += 1
        self.blank = False
        return row

    def _special(self, row: int, at: int, end: int, indent: int, quotes: int) -> int:
        """Take in a line that may open a block of its own."""
        if indent >= 4 and not self.nesting:
            self._plain(row, at, end, indent, quotes)
            return row + 1
        text = self.text
        for depth in range(_ITEMS_PER_LINE):
            first = text[at]
            if first == 0x23 and (match := _ATX.match(text, at, end)):
                self._leave_items(indent)
                self._heading(row, at, match.end(), end, len(match.group(1)), quotes > 0 or bool(self.nesting))
                return row + 1
            if first in b"`~" and (match := _FENCE.match(text, at, end)):
                self._leave_items(indent)
                return self._fence(row, at, indent, quotes, match)
            if first in b"=-" and self._underlines(at, end, indent):
                self._setext(end, 1 if first == 0x3D else 2)
                return row + 1
            if first in b"-*_" and _RULE.match(text, at, end):
                self._close_text()
                self._leave_items(indent)
                return row + 1
            if first == 0x3C and text.startswith(b"<!--", at, end):
                return self._comment(row, at, indent)
            if first in b"|:-" and is_delimiter_row(text, at, end) and self._begin_table():
                return row + 1
            marker = _MARKER.match(text, at, end)
            if marker is None or self._in_paragraph_before(marker):
                if depth:
                    break
                self._plain(row, at, end, indent, quotes)
                return row + 1
            at, indent = self._item(row, at, end, indent, marker)
            self.list_quotes = quotes
            while at < end and text[at] in b"> \t":
                quotes += text[at] == 0x3E
                at += 1
            if at >= end:
                return row + 1
        parent = self._enclosing_block(len(self.nesting) - 1)
        self.open = _OpenText(TextKind.ITEM, row + 1, at, end, indent, quotes, parent, self.blank)
        return row + 1

    # Text

    def _plain(self, row: int, at: int, end: int, indent: int, quotes: int) -> None:
        if self.in_table:
            if self.text.find(b"|", at, end) >= 0:
                self._add_row(row + 1, at, end, self.blocks[-1].indent, False)
                return
            self.in_table = False
        current = self.open
        if current is not None:
            current.last_start, current.last_line, current.end = at, row + 1, end
        elif indent < 4 or self.nesting:
            self._leave_items(indent)
            parent = self._enclosing_block(len(self.nesting))
            self.open = _OpenText(TextKind.PARAGRAPH, row + 1, at, end, indent, quotes, parent, self.blank)

    def _close_text(self) -> None:
        self.in_table = False
        current = self.open
        if current is not None:
            self.open = None
            self._add_block(current, self._trim(current.start, current.end))

    def _add_block(self, current: _OpenText, end: int) -> None:
        code, links, comments = scan_inline(self.text, current.start, end)
        self._add_comments(comments)
        if current.kind is TextKind.ITEM and self.nesting:
            index = self.nesting[-1][1]
            item = self.items[index]
            self.items[index] = ListItem(
                item.line, item.marker, item.indent, len(self.blocks), item.ordered, item.checked
            )
        span = Span(current.start, end)
        self.blocks.append(
            TextBlock(
                current.kind,
                current.line,
                span,
                current.indent,
                current.parent,
                code,
                links,
                (),
                -1,
                current.follows_blank,
            )
        )

    def _add_comments(self, spans: tuple[Span, ...]) -> None:
        for span in spans:
            self.comments.append(Comment(self.index.line_of(span.start), span, True))

    def _trim(self, start: int, end: int) -> int:
        while end > start and self.text[end - 1] in b" \t":
            end -= 1
        return end

    # Lists

    def _leave_items(self, indent: int) -> None:
        """Close the list items whose content begins to the right of a block's column."""
        while self.nesting and self.nesting[-1][0] > indent:
            self.nesting.pop()

    def _enclosing_block(self, depth: int) -> int:
        for _, index in reversed(self.nesting[:depth]):
            if self.items[index].block >= 0:
                return self.items[index].block
        return -1

    def _in_paragraph_before(self, marker: re.Match[bytes]) -> bool:
        """Only bullets and a 1, both with text, can end a paragraph to open a list (CommonMark 5.3)."""
        if self.nesting or self.open is None or self.open.kind is not TextKind.PARAGRAPH:
            return False
        return marker.group(2) is None or marker.group(1) not in (b"-", b"*", b"+", b"1.", b"1)")

    def _item(self, row: int, at: int, end: int, indent: int, marker: re.Match[bytes]) -> tuple[int, int]:
        """Open a list item; return the offset and the column of its text."""
        self._close_text()
        self._leave_items(indent)
        spaces = len(marker.group(2) or b" ")
        # Five or more spaces are one space and indented code (CommonMark 5.2).
        column = indent + marker.end(1) - at + (spaces if spaces < 5 else 1)
        content = marker.end()
        box = _CHECKBOX.match(self.text, content, end)
        checked = None if box is None else box.group(1) != b" "
        self.nesting.append((column, len(self.items)))
        ordered = marker.group(1)[0] not in b"-*+"
        self.items.append(ListItem(row + 1, Span(*marker.span(1)), indent, -1, ordered, checked))
        if box is None:
            return content, column
        return box.end(), column + box.end() - content

    # Headings

    def _heading(self, row: int, at: int, title_start: int, end: int, level: int, nested: bool) -> None:
        self._close_text()
        end = self._trim(title_start, end)
        title_end = end
        while title_end > title_start and self.text[title_end - 1] == 0x23:
            title_end -= 1
        if title_end > title_start and self.text[title_end - 1] not in b" \t":
            # Hashes that touch the last word belong to it: C#.
            title_end = end
        title = Span(title_start, self._trim(title_start, title_end))
        self._add_heading(level, row + 1, Span(at, max(end, at + level)), title, nested)

    def _underlines(self, at: int, end: int, indent: int) -> bool:
        current = self.open
        return (
            current is not None
            and current.kind is TextKind.PARAGRAPH
            and not current.quotes
            and not self.nesting
            and indent < 4
            and _SETEXT.match(self.text, at, end) is not None
        )

    def _setext(self, end: int, level: int) -> None:
        current = self.open
        self.open = None
        if current is not None:
            title = Span(current.start, self._trim(current.start, current.end))
            self._add_heading(level, current.line, Span(current.start, self._trim(current.start, end)), title)

    def _add_heading(self, level: int, line: int, span: Span, title: Span, nested: bool = False) -> None:
        self.headings.append(Heading(level, line, span, title, nested))
        block = _OpenText(TextKind.HEADING, line, title.start, title.end, 0, 0, -1, self.blank)
        self._add_block(block, title.end)

    # Fences and comments

    def _fence(self, row: int, at: int, indent: int, quotes: int, match: re.Match[bytes]) -> int:
        self._close_text()
        text, lines = self.text, self.lines
        marker = match.group(1) or match.group(3)
        info = (match.group(2) or match.group(4) or b"").strip()
        container = self.nesting[-1][0] if self.nesting else 0
        opening = FenceOpening(row, marker, indent, quotes, container)
        last, closed = find_fence_end(text, lines, self.fence_rows, opening)
        content_start = lines[row + 1][0] if row + 1 < len(lines) else len(text)
        content_end = lines[last][0] if last < len(lines) else len(text)
        end = lines[last][1] if closed else content_end
        language = _LANGUAGE.match(info)
        self.fences.append(
            FencedBlock(
                language.group().decode("utf-8", "replace").lower() if language else "",
                info.decode("utf-8", "replace"),
                row + 1,
                Span(at, end),
                Span(content_start, content_end),
                at - lines[row][0],
                quotes,
                closed,
                len(self.blocks) - 1,
            )
        )
        return last + 1 if closed else last

    def _comment(self, row: int, at: int, indent: int) -> int:
        self._close_text()
        self._leave_items(indent)
        close = self.text.find(b"-->", at + 2)
        if close < 0:
            self.comments.append(Comment(row + 1, Span(at, len(self.text)), False))
            return len(self.lines)
        end = close + 3
        self.comments.append(Comment(row + 1, Span(at, end), True))
        last = self.index.line_of(end) - 1
        line_end = self.lines[last][1]
        while end < line_end and self.text[end] in b" \t":
            end += 1
        if end < line_end:
            self._plain(last, end, line_end, indent, 0)
        return last + 1

    # Tables

    def _begin_table(self) -> bool:
        """Make the last line of the open text the header of a table."""
        current = self.open
        if current is None or self.text.find(b"|", current.last_start, current.end) < 0:
            return False
        start, end, line = current.last_start, current.end, current.last_line
        if current.last_start > current.start:
            current.end = self.index.line_span(line - 1).end
            self._close_text()
        self.open = None
        self.in_table = True
        self.tables.append(Table(line, len(self.blocks), len(self.blocks)))
        self._add_row(line, start, end, current.indent, current.follows_blank)
        return True

    def _add_row(self, line: int, start: int, end: int, indent: int, follows_blank: bool) -> None:
        end = self._trim(start, end)
        cells = split_cells(self.text, start, end)
        code: list[CodeSpan] = []
        links: list[Link] = []
        for cell in cells:
            cell_code, cell_links, comments = scan_inline(self.text, cell.start, cell.end)
            code += cell_code
            links += cell_links
            self._add_comments(comments)
        table = len(self.tables) - 1
        parent = self._enclosing_block(len(self.nesting))
        self.blocks.append(
            TextBlock(
                TextKind.ROW,
                line,
                Span(start, end),
                indent,
                parent,
                tuple(code),
                tuple(links),
                cells,
                table,
                follows_blank,
            )
        )
        self.tables[table] = Table(self.tables[table].line, self.tables[table].first, len(self.blocks) - 1)
