"""Source lines cut and marked: what carets point at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.cli.excerpt import cut_excerpt
from groundplan.cli.terminal import cells_of, printable

GOLDEN = [
    # line, marked part, shown line, carets
    ("type InvoiceReminder struct {", "InvoiceReminder", "type InvoiceReminder struct {", "     ^^^^^^^^^^^^^^^"),
    ("\tOwner string", "Owner", "    Owner string", "    ^^^^^"),
    ("ab\tcd\tef", "ef", "ab  cd  ef", "        ^^"),
    ("a\tb", "\t", "a   b", " ^^^"),
    ("船舶 `Notice` 船", "`Notice`", "船舶 `Notice` 船", "     ^^^^^^^^"),
    ("see 船舶通知 here", "船舶", "see 船舶通知 here", "    ^^^^"),
    ("cafe\u0301 Notice", "Notice", "cafe\u0301 Notice", "     ^^^^^^"),
    ("🚢 Vessel", "Vessel", "🚢 Vessel", "   ^^^^^^"),
    ("a\x1b[31mb", "b", "a␛[31mb", "      ^"),
    ("trailing   ", "trailing", "trailing", "^^^^^^^^"),
]


@pytest.mark.parametrize(("line", "marked", "shown", "carets"), GOLDEN)
def test_carets_stand_under_the_marked_part(line: str, marked: str, shown: str, carets: str) -> None:
    start = line.index(marked)
    excerpt = cut_excerpt(line, start, start + len(marked))
    assert excerpt.text == shown
    assert excerpt.carets == carets


def test_an_empty_part_is_marked_with_one_caret() -> None:
    assert cut_excerpt("abc", 1, 1).carets == " ^"
    assert cut_excerpt("", 0, 0).carets == "^"
    assert cut_excerpt("abc", 3, 3).carets == "   ^"


def test_ends_beyond_the_line_are_clamped() -> None:
    assert cut_excerpt("abc", 1, 99).carets == " ^^"
    assert cut_excerpt("abc", 9, 2).carets == "   ^"


def test_a_long_line_is_cut_around_the_marked_part() -> None:
    line = "x" * 300 + " Notice " + "y" * 300
    excerpt = cut_excerpt(line, 301, 307, 60)
    assert excerpt.text.startswith("…xxx")
    assert excerpt.text.endswith("yyy…")
    assert cells_of(excerpt.text) <= 60
    assert excerpt.text[excerpt.offset : excerpt.offset + excerpt.length] == "Notice"


def test_a_long_marked_part_keeps_its_beginning() -> None:
    excerpt = cut_excerpt("| " + "wide " * 100, 2, 480, 50)
    assert excerpt.text.startswith("| wide wide") or excerpt.text.startswith("…wide wide")
    assert cells_of(excerpt.text) <= 50


@given(st.text(max_size=80), st.integers(-5, 90), st.integers(-5, 90), st.integers(0, 60))
def test_any_line_and_part_gives_one_printable_line_that_fits(line: str, start: int, end: int, cells: int) -> None:
    excerpt = cut_excerpt(line, start, end, cells)
    assert excerpt.text == printable(excerpt.text)
    assert cells_of(excerpt.text) <= max(cells or 160, 30)
    assert excerpt.length >= 1
    assert excerpt.offset + excerpt.length <= max(cells or 160, 30) + 1


def test_nothing_printed_can_steer_the_terminal() -> None:
    assert printable("\x1b]0;title\x07\r\x7f\x9b\u202e\u2028") == "␛]0;title␇␍␡\ufffd\ufffd\ufffd"
