"""Edits and newline styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.text.edits import OverlappingEditsError, apply_edits, newline_of, with_newlines


def _edit(start: int, end: int, text: str) -> TextEdit:
    return TextEdit(Span(start, end), text)


def test_edits_apply_to_the_text_as_given_in_any_order() -> None:
    assert apply_edits(b"abcdef", [_edit(4, 6, "Z"), _edit(0, 1, "XY"), _edit(2, 2, "é")]) == "XYbécdZ".encode()


def test_insertions_at_one_place_keep_their_order_and_precede_a_replacement() -> None:
    assert apply_edits(b"ab", [_edit(1, 2, "R"), _edit(1, 1, "1"), _edit(1, 1, "2")]) == b"a12R"


@pytest.mark.parametrize("edits", [[(0, 2), (1, 3)], [(3, 9)], [(2, 1)], [(-1, 0)]])
def test_overlapping_edits_are_refused(edits: list[tuple[int, int]]) -> None:
    with pytest.raises(OverlappingEditsError):
        apply_edits(b"abc", [_edit(start, end, "x") for start, end in edits])


@given(st.binary(max_size=40), st.data())
def test_what_is_not_edited_stays(text: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [_edit(start, end, "<>") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    result = apply_edits(text, edits)
    kept = [0, *(edge for edit in edits for edge in (edit.span.start, edit.span.end)), len(text)]
    assert result == b"<>".join(text[start:end] for start, end in zip(kept[::2], kept[1::2], strict=True))


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        (b"", "\n"),
        (b"a", "\n"),
        (b"a\nb\n", "\n"),
        (b"a\r\nb\r\n", "\r\n"),
        (b"a\rb", "\r"),
        (b"a\r\nb\r\nc\n", "\r\n"),
    ],
)
def test_the_newline_style_is_that_of_most_lines(text: bytes, newline: str) -> None:
    assert newline_of(text) == newline
    assert with_newlines("x\ny", newline) == f"x{newline}y"
