"""What a description is searched for."""

from __future__ import annotations

import pytest

from groundplan.discover.query import describe
from groundplan.text.synonyms import other_spellings


@pytest.mark.parametrize(("said", "written"), [("mail", "email"), ("configuration", "config"), ("organisation", "org")])
def test_a_word_is_searched_for_in_its_other_spelling_too(said: str, written: str) -> None:
    weights = dict(describe(f"the {said} of a vessel").terms)
    assert weights[written] == weights[said] == weights["vessel"]


def test_a_spelling_that_the_text_has_itself_keeps_its_weight() -> None:
    weights = dict(describe("mail the owner\nby email").terms)
    assert weights["email"] < weights["mail"]


def test_spellings_are_mutual() -> None:
    assert all(word in other_spellings(other) for word in ("email", "org", "db") for other in other_spellings(word))
    assert not other_spellings("vessel")
