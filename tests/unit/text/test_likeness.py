"""How two names differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.text.likeness import is_same_word, letters_apart, one_word_apart


@pytest.mark.parametrize(
    ("name", "other", "own"),
    [
        ("executeCommandsOnce", "executeToolsOnce", ("commands",)),
        ("pollOnceNow", "pollOnce", ("now",)),
        ("pollOnce", "pollOnceNow", ()),
        ("ReplyStore", "ResponseStore", ("reply",)),
        ("Invoice", "Invoyce", ("invoice",)),
        ("Invoice", "Order", None),
        ("ListUsers", "ListUsers", None),
        ("ListOpenUsers", "FindUsers", None),
        ("", "A", None),
    ],
)
def test_the_words_by_which_a_name_is_apart(name: str, other: str, own: tuple[str, ...] | None) -> None:
    assert one_word_apart(name, other) == own


def test_letters() -> None:
    assert letters_apart("crate", "crates") == 1
    assert letters_apart("crate", "harvest") == 3
    assert letters_apart("kitten", "sitting", 9) == 3
    assert is_same_word("crates", "crate")


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert letters_apart(one, other, 5) == letters_apart(other, one, 5) <= 5
    assert (letters_apart(one, other, 5) == 0) == (one == other)
