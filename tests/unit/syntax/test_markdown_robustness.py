"""Any bytes are a Markdown document."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.syntax.markdown import read_markdown
from groundplan.syntax.markdown.blocks import Markdown

_PIECES = (
    b"# a\n", b"b\n", b"===\n", b"---\n", b"- c\n", b"  - d\n", b"1. e\n", b"> f\n", b"> > ", b"```go\n", b"  ```\n",
    b"~~~\n", b"`x`", b"``", b"`", b"| g | h |\n", b"|---|---|\n", b"<!-- ", b" -->", b"[i](j)", b"[", b"](", b"\n",
    b"\r\n", b"\r", b"\t", b"    ", b"\0", b"\xff", b"\xe2\x82", "😀é".encode(), b"\\", b"***\n", b"\xef\xbb\xbf",
    b"[k]: l\n",
)  # fmt: skip

documents = st.lists(st.sampled_from(_PIECES), max_size=40).map(b"".join)


def _check(text: bytes, document: Markdown) -> None:
    size = len(text)
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    previous = 0
    for block in document.blocks:
        assert previous <= block.span.start <= block.span.end <= size
        previous = block.span.end
        assert 1 <= block.line <= lines
        assert block.parent < len(document.blocks)
        for code in block.code:
            assert block.span.start <= code.span.start < code.content.start <= code.content.end < code.span.end
            assert code.span.end <= block.span.end
        for link in block.links:
            assert block.span.start <= link.span.start <= link.target.start <= link.target.end <= block.span.end
        for cell in block.cells:
            assert block.span.start <= cell.start <= cell.end <= block.span.end
    for heading in document.headings:
        assert 0 <= heading.span.start <= heading.title.start <= heading.title.end <= heading.span.end <= size
        assert 1 <= heading.level <= 6
    previous = 0
    for fence in document.fences:
        assert previous <= fence.span.start < fence.content.start <= fence.content.end <= fence.span.end <= size or (
            fence.content.start == fence.content.end == size
        )
        previous = fence.content.end
    for comment in document.comments:
        assert text.startswith(b"<!--", comment.span.start)
    for table in document.tables:
        assert 0 <= table.first <= table.last < len(document.blocks)
    for item in document.items:
        assert item.block < len(document.blocks)


@given(documents)
def test_parts_lie_inside_the_text_and_in_order(text: bytes) -> None:
    _check(text, read_markdown(text))


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read(text: bytes) -> None:
    _check(text, read_markdown(text))


@pytest.mark.parametrize(
    "piece",
    [
        b"> ",
        b"- ",
        b"* - ",
        b"[",
        b"](",
        b"`",
        b"` ",
        b"|",
        b"|-",
        b"<!--",
        b"- ```\n\nx\n",
        b"```\n",
        b"\\",
        b"\t",
        b"#",
    ],
)
def test_time_grows_with_the_length_of_a_hostile_document(piece: bytes) -> None:
    text = piece * (40_000 // len(piece))
    started = time.process_time()
    read_markdown(text)
    # Linear work takes about 0.1 s here; quadratic work took 20 s and more.
    assert time.process_time() - started < 3


def test_deep_nesting_is_read() -> None:
    nested = b"".join(b" " * (2 * depth) + b"- a\n" for depth in range(500))
    assert len(read_markdown(nested).items) == 500
