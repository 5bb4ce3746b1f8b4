"""Inserted slices stand below the paragraph; the author's text stays byte for byte, and twice adds nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.features.actions import actions_at
from groundplan.index.workspace import Workspace
from groundplan.model.feature import Action, ActionKind
from groundplan.model.location import Span
from groundplan.plan import parse_plan
from groundplan.text.edits import apply_edits

lines = st.sampled_from(
    [
        *("", "", "Sells `POST /v1/passages` with 𝄞", "the table `PassagesTable`", "extends `booking.Service.Book`"),
        *(
            "- a point about `booking.Passage`",
            "  - nested `booking.Passage`",
            "| `POST /v1/passages` | b |",
            "| - | - |",
        ),
        *("```go", "```", "~~~", "type X struct {", "<!-- `booking.Passage`", "-->", "> quoted `booking.Passage`"),
        *("# `booking.Passage`", "Setext `booking.Passage`", "---", "\t`booking.Passage`", "\u2028 `booking.Passage`"),
    ]
)
documents = st.builds(
    lambda head, body, newline, end: (head + newline.join(body) + end).encode(),
    st.sampled_from(["# Passages Implementation Plan\n\n", "---\nplan: backend\n---\n", "\ufeff", ""]),
    st.lists(lines, max_size=20),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\r\n", "\n\n"]),
)


def slices_at(ferry: Workspace, source: bytes, span: Span) -> list[Action]:
    """Return the offered insertions of slices."""
    with ferry.snapshot() as snapshot:
        offered = actions_at(snapshot, parse_plan("docs/plan.md", source), span, ())
    return [action for action in offered if action.kind is ActionKind.INSERT_SLICE]


@settings(max_examples=150, deadline=None)
@given(source=documents, where=st.floats(0, 1))
def test_only_adds_whole_lines(ferry: Workspace, source: bytes, where: float) -> None:
    cursor = int(where * len(source))
    for action in slices_at(ferry, source, Span(cursor, cursor)):
        (edit,) = action.edits
        assert edit.span.start == edit.span.end
        after = apply_edits(source, action.edits)
        assert after.startswith(source[: edit.span.start])
        assert after.endswith(source[edit.span.start :])
        assert source[edit.span.start : edit.span.start + 1] in (b"", b"\n", b"\r")
        again = slices_at(ferry, after, Span(cursor, cursor))
        assert action.title not in [each.title for each in again]


def test_is_offered_for_each_kind_of_name(ferry: Workspace) -> None:
    for text, title in (
        (b"Sells `POST /v1/passages` again", "POST /v1/passages"),
        (b"extends `Service.Book` a lot", "booking.Service.Book"),
        (b"more of `booking.Passage` there", "booking.Passage"),
    ):
        titles = [action.title for action in slices_at(ferry, text, Span(12, 12))]
        assert titles == [f"Insert the slice of `{title}` (list)", f"Insert the slice of `{title}` (Mermaid)"]


def test_every_inserted_line_ends_as_the_plan_does(ferry: Workspace) -> None:
    source = b"# Plan\r\n\r\nSells `POST /v1/passages`\r\nagain.\r\n"
    for action in slices_at(ferry, source, Span(20, 20)):
        assert not re.search(rb"(?<!\r)\n", apply_edits(source, action.edits))


def test_nothing_is_inserted_into_front_matter_and_comments(ferry: Workspace) -> None:
    for source in (b"---\ntitle: `booking.Passage`\n---\n", b"<!-- `booking.Passage`\n\n-->\n"):
        at = source.index(b"Passage")
        assert slices_at(ferry, source, Span(at, at)) == []
