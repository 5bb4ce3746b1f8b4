"""What plans name is recognised as a reader would: kind, exact range and intent of labelled mentions."""

from __future__ import annotations

import pytest

from tests.eval.mentions.labels import HERE, judge_document, judge_set, read_labels, share_right, table

# What each set must reach, names and false friends alike. The first was written with the forms of the guide at hand,
# the others in voices of their own, each before the parser saw it. At their first reading 72, 79, 49, 64 and 54 of 100
# were right in the second to the sixth (64 in the fourth with what is now labelled as open to either reading). The
# eighth to the eleventh are built like plans of repositories that no rule was made for: 74, 66, 79 and 44. Nearly all
# that was missing had been left unknown. What remains so mostly says nothing of itself; the code decides.
REQUIRED = {
    "first": 0.98,
    "second": 0.97,
    "third": 0.96,
    "fourth": 0.97,
    "fifth": 0.95,
    "sixth": 0.8,
    "seventh": 0.9,
    "eighth": 0.92,
    "ninth": 0.87,
    "tenth": 0.9,
    "eleventh": 0.7,
}
REQUIRED_OF_ALL = 0.95


@pytest.mark.parametrize("folder", REQUIRED)
def test_mentions_are_right(folder: str) -> None:
    verdicts = judge_set(HERE / folder)
    wrong = "\n".join(verdict.where for verdict in verdicts if not verdict.right)
    print(f"{table(verdicts)}\n{wrong}")
    assert share_right(verdicts) >= REQUIRED[folder], f"{table(verdicts)}\n{wrong}"


def test_all_sets_together_are_right() -> None:
    verdicts = [verdict for folder in REQUIRED for verdict in judge_set(HERE / folder)]
    names = [verdict for verdict in verdicts if verdict.kind != "no"]
    assert len(names) >= 900
    assert sum(verdict.kind == "no" for verdict in verdicts) >= 200
    assert share_right(names) >= REQUIRED_OF_ALL, table(verdicts)


@pytest.mark.parametrize("folder", REQUIRED)
def test_line_ends_make_no_difference(folder: str) -> None:
    assert judge_set(HERE / folder, "\r\n") == judge_set(HERE / folder)


def test_a_label_says_kind_intent_lines_and_text() -> None:
    text, (label,) = read_labels("Add 🚤 `⟦path+@3-5{a/b.go & a/c.go} a/{b,c}.go⟧`")
    assert text.decode() == "Add 🚤 `a/{b,c}.go`"
    assert text[label.span.start : label.span.end] == b"a/{b,c}.go"
    assert (label.texts, label.lines) == (("a/b.go", "a/c.go"), ((3, 5),))


def test_what_is_not_labelled_counts_as_wrong() -> None:
    verdicts = list(judge_document("x", "Extend `Mailer` , status ⟦no `Open`⟧ of the `⟦symbol= Harbour⟧`."))
    assert [(verdict.kind, verdict.right) for verdict in verdicts] == [("no", True), ("symbol", False), ("no", False)]


def test_a_label_that_is_not_well_formed_is_an_error() -> None:
    with pytest.raises(ValueError, match="not well formed"):
        read_labels("a ⟦path! b.go⟧")
