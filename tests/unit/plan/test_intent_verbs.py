"""The forms of verbs follow from their stems."""

from __future__ import annotations

import pytest

from groundplan.plan.intent_verbs import ANNOUNCING, CHANGED, MADE, VERBS, Cue, Form, forms_of


@pytest.mark.parametrize(
    ("stem", "third", "ing", "past"),
    [
        ("add", "adds", "adding", "added"),
        ("create", "creates", "creating", "created"),
        ("modify", "modifies", "modifying", "modified"),
        ("deploy", "deploys", "deploying", "deployed"),
        ("drop", "drops", "dropping", "dropped"),
        ("load", "loads", "loading", "loaded"),
        ("mirror", "mirrors", "mirroring", "mirrored"),
        ("fix", "fixes", "fixing", "fixed"),
        ("attach", "attaches", "attaching", "attached"),
        ("split", "splits", "splitting", "split"),
    ],
)
def test_forms_follow_english_spelling(stem: str, third: str, ing: str, past: str) -> None:
    forms = forms_of(stem)
    assert (forms[Form.BASE], forms[Form.THIRD], forms[Form.ING], forms[Form.PAST]) == (
        (stem,),
        (third,),
        (ing,),
        (past,),
    )


def test_each_form_says_what_it_can_say_alone() -> None:
    assert (VERBS[b"restructure"], VERBS[b"restructuring"], VERBS[b"restructured"]) == (
        Cue.CHANGE,
        Cue.CHANGE,
        Cue.SILENT,
    )
    assert ANNOUNCING[b"restructures"] is Cue.CHANGE
    assert b"written" in MADE
    assert b"rewritten" in CHANGED
