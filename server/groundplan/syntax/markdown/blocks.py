"""What a Markdown document consists of. All spans are byte offsets into it, all lines 1-based."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from groundplan.model.location import Span


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Inline code; `content` excludes the backticks and the one space that may pad them."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Link:
    """`[text](target)`, `![text](target)`, `<target>` (then `text` is the target) or `[id]: target`."""

    span: Span
    text: Span
    target: Span
    image: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """An ATX or setext heading; `span` covers its line or lines without the last line end, `title` the bare text.

    A `nested` heading stands inside a list item or a quote.
    """

    level: int
    line: int
    span: Span
    title: Span
    nested: bool = False


@dataclass(frozen=True, slots=True)
class FencedBlock:
    """A fenced code block, also inside lists and quotes.

    `language` is the first word of the info string in lower case. `span` starts at the opening marker and ends before
    the closing line's end; `content` runs from the line after the opening one to the start of the closing one.
    `indent` is the byte distance of the marker from its line's start; `quotes` the depth of block quotes around it.
    `block` is the index of the last text block before the fence, -1 if none.
    """

    language: str
    info: str
    line: int
    span: Span
    content: Span
    indent: int
    quotes: int
    closed: bool
    block: int


class TextKind(str, Enum):
    """Where inline text stands."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A stretch of inline text: a heading's title, a paragraph, the first paragraph of a list item, or a table row.

    `indent` is the column of the text's first character. `parent` is the index of the list item's block that
    encloses this one, -1 outside of lists. `cells` are the trimmed cells of a row; `table` is the row's table as an
    index into `Markdown.tables`, -1 elsewhere. `follows_blank` tells of an empty line before the block.
    """

    kind: TextKind
    line: int
    span: Span
    indent: int = 0
    parent: int = -1
    code: tuple[CodeSpan, ...] = ()
    links: tuple[Link, ...] = ()
    cells: tuple[Span, ...] = ()
    table: int = -1
    follows_blank: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows are the blocks `first` to `last` (inclusive) of the document, `first` being the header."""

    line: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """A list item; `marker` covers the bullet or number, `block` is its text block's index (-1 when it has no text).

    `indent` is the marker's column; `checked` the state of its checkbox, None without one.
    """

    line: int
    marker: Span
    indent: int
    block: int
    ordered: bool
    checked: bool | None


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment with its delimiters; one that never ends runs to the end of the text."""

    line: int
    span: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """YAML between `---` lines at the top; `content` excludes both lines."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Markdown:
    """A document's parts, each in source order."""

    headings: tuple[Heading, ...] = ()
    blocks: tuple[TextBlock, ...] = ()
    fences: tuple[FencedBlock, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[ListItem, ...] = ()
    comments: tuple[Comment, ...] = ()
    front_matter: FrontMatter | None = None

    @property
    def code_spans(self) -> Iterator[CodeSpan]:
        """All inline code of the document."""
        return (code for block in self.blocks for code in block.code)

    @property
    def links(self) -> Iterator[Link]:
        """All links of the document."""
        return (link for block in self.blocks for link in block.links)
