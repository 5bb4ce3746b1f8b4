"""The client's changes give the text that the client has, in every position encoding."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from tests.e2e.text import position_of, smallest_change

from groundplan.lsp.documents import Document
from groundplan.lsp.from_proto import changed, document_of, offset_of, span_of
from groundplan.text.positions import Encoding, encode_text

TEXTS = st.text(alphabet="ab 𝄞é🐾\n\r\u2028\x0c`#", max_size=30)


def _document(text: str) -> Document:
    return Document("file:///w/plan.md", "markdown", 1, encode_text(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(before=TEXTS, after=TEXTS)
def test_a_change_gives_the_text_of_the_client(encoding: Encoding, before: str, after: str) -> None:
    change = smallest_change(before, after, encoding)
    document = changed(_document(before), 2, [change], encoding)
    assert document.text == encode_text(after)
    assert document.version == 2


def test_changes_build_on_each_other() -> None:
    at_start = types.Range(types.Position(0, 0), types.Position(0, 0))
    document = changed(
        _document("end"),
        7,
        [
            types.TextDocumentContentChangePartial(range=at_start, text="two\n"),
            types.TextDocumentContentChangePartial(range=at_start, text="one\n"),
            types.TextDocumentContentChangePartial(
                range=types.Range(types.Position(1, 0), types.Position(1, 3)), text="2"
            ),
        ],
        "utf-16",
    )
    assert document.text == b"one\n2\nend"


def test_whole_text_replaces_all() -> None:
    change = types.TextDocumentContentChangeWholeDocument(text="new")
    assert changed(_document("old"), 2, [change], "utf-16").text == b"new"


def test_positions_outside_of_the_text_are_clamped() -> None:
    document = _document("a\nbc")
    assert offset_of(document, types.Position(9, 0), "utf-16") == 4
    assert offset_of(document, types.Position(0, 99), "utf-16") == 1
    backwards = types.Range(types.Position(1, 2), types.Position(0, 0))
    assert (span_of(document, backwards, "utf-16").start, span_of(document, backwards, "utf-16").end) == (0, 4)


def test_lone_surrogate_keeps_positions() -> None:
    item = types.TextDocumentItem(uri="file:///w/a.md", language_id="markdown", version=1, text="\ud800`x`")
    document = document_of(item)
    assert document.text == b"?`x`"
    assert offset_of(document, types.Position(0, 2), "utf-16") == 2


@given(text=TEXTS, data=st.data())
def test_offsets_agree_with_an_independent_count(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    if text[index - 1 : index] == "\r" and text[index : index + 1] == "\n":
        return
    for encoding in ("utf-8", "utf-16", "utf-32"):
        position = position_of(text, index, encoding)
        assert offset_of(_document(text), position, encoding) == len(text[:index].encode())
