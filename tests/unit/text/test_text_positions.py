"""Byte offsets and editor positions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.model.location import Span
from groundplan.text.positions import Encoding, LineIndex, decode_text, encode_text

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")

# Line ends, what only looks like one, one to four bytes, and a combining mark.
_texts = st.text(alphabet=st.sampled_from("ab \n\r\t\x0c\u2028\u0085éß漢𝄞😀\u0301"), max_size=60)


def _units(text: str, encoding: Encoding) -> int:
    return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2, "utf-32": len(text)}[encoding]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (b"", [(0, 0)]),
        (b"a", [(0, 1)]),
        (b"a\n", [(0, 1), (2, 2)]),
        (b"a\r\nb", [(0, 1), (3, 4)]),
        (b"a\rb\n\rc", [(0, 1), (2, 3), (4, 4), (5, 6)]),
        ("a\u2028b\x0cc\u0085d".encode(), [(0, 10)]),
    ],
)
def test_lines_end_as_the_protocol_says(text: bytes, spans: list[tuple[int, int]]) -> None:
    assert LineIndex(text).spans == spans


@given(_texts)
def test_lines_are_what_a_split_at_line_ends_gives(text: str) -> None:
    data = text.encode()
    index = LineIndex(data)
    lines = [data[start:end].decode() for start, end in index.spans]
    assert lines == re.split("\r\n|\n|\r", text)
    assert index.line_count == len(lines)


@given(_texts, st.sampled_from(ENCODINGS))
def test_every_character_boundary_survives_the_round_trip(text: str, encoding: Encoding) -> None:
    index = LineIndex(text.encode())
    for at in range(len(text) + 1):
        if text[at - 1 : at + 1] == "\r\n":
            continue
        offset = len(text[:at].encode())
        line, character = index.position_of(offset, encoding)
        assert index.offset_of(line, character, encoding) == offset
        start = index.line_span(line + 1).start
        assert character == _units(index.text[start:offset].decode(), encoding)


@given(st.binary(max_size=40), st.sampled_from(ENCODINGS))
def test_invalid_bytes_count_as_an_editor_shows_them(data: bytes, encoding: Encoding) -> None:
    index = LineIndex(data)
    for row, (start, end) in enumerate(index.spans):
        shown = decode_text(data[start:end])
        assert index.position_of(end, encoding) == (row, _units(shown, encoding))
        assert index.offset_of(row, _units(shown, encoding), encoding) == end


@given(st.binary(max_size=30), st.integers(-5, 40), st.integers(-5, 40), st.sampled_from(ENCODINGS))
def test_any_position_and_offset_is_clamped_into_the_text(
    data: bytes, line: int, character: int, encoding: Encoding
) -> None:
    index = LineIndex(data)
    offset = index.offset_of(line, character, encoding)
    assert 0 <= offset <= len(data)
    row, column = index.position_of(line, encoding)
    assert 0 <= row < index.line_count
    assert column >= 0
    assert 1 <= index.line_of(line) <= index.line_count


def test_half_a_surrogate_pair_is_the_character_s_start() -> None:
    index = LineIndex("a😀b".encode())
    assert index.offset_of(0, 2, "utf-16") == 1
    assert index.offset_of(0, 3, "utf-16") == 5
    assert index.offset_of(0, 3, "utf-8") == 1


def test_an_offset_inside_a_line_end_is_the_end_of_its_line() -> None:
    index = LineIndex(b"ab\r\ncd")
    assert index.position_of(3, "utf-16") == (0, 2)
    assert index.line_of(3) == 1
    assert index.line_span(2) == Span(4, 6)
    assert index.line_span(99) == Span(4, 6)


def test_a_lone_surrogate_keeps_its_width() -> None:
    text = "a\ud800b"
    assert encode_text(text) == b"a?b"
    assert LineIndex(encode_text(text)).offset_of(0, 2, "utf-16") == 2
