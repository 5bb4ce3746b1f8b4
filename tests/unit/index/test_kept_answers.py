"""Answers about many things are worked out once for a state of the index."""

from __future__ import annotations

from groundplan.index.kept_answers import MAX_THINGS, KeptAnswers


def test_only_what_nobody_asked_about_is_worked_out() -> None:
    answers = KeptAnswers()
    asked: list[list[str]] = []

    def lengths(names: list[str]) -> dict[str, int]:
        asked.append(names)
        return {name: len(name) for name in names if name != "none"}

    assert answers.get_each(1, "length", ("a", "bb", "a", "none"), lengths) == {"a": 1, "bb": 2}
    assert answers.get_each(1, "length", ("none", "bb", "ccc"), lengths) == {"bb": 2, "ccc": 3}
    assert asked == [["a", "bb", "none"], ["ccc"]]
    assert answers.get_each(2, "length", ("a",), lengths) == {"a": 1}
    assert asked[2:] == [["a"]], "another state of the index has other answers"


def test_questions_do_not_mix() -> None:
    answers = KeptAnswers()
    assert answers.get_each(1, "double", (2,), lambda numbers: {number: 2 * number for number in numbers}) == {2: 4}
    assert answers.get_each(1, "square", (3,), lambda numbers: {number: number**2 for number in numbers}) == {3: 9}
    assert answers.get_each(1, "double", (3,), lambda numbers: {number: 2 * number for number in numbers}) == {3: 6}


def test_what_is_kept_is_bounded_and_answers_stay_whole() -> None:
    answers = KeptAnswers()

    def same(numbers: list[int]) -> dict[int, int]:
        return {number: number for number in numbers}

    for start in range(0, 3 * MAX_THINGS, MAX_THINGS // 2):
        things = range(start, start + MAX_THINGS)
        assert answers.get_each(1, "same", things, same) == {each: each for each in things}
    assert len(answers.get(1, "same", dict)) <= 2 * MAX_THINGS
