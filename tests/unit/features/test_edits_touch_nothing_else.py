"""What completion, renaming and line references change is the name in question and not one byte more."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.features.actions import actions_at
from groundplan.features.completion import complete
from groundplan.features.rename import CannotRenameError, rename
from groundplan.index.workspace import Workspace
from groundplan.model.feature import ActionKind
from groundplan.model.location import Span
from groundplan.plan import parse_plan
from groundplan.text.edits import apply_edits
from groundplan.text.positions import LineIndex

PATH = "docs/plans/plan.md"

pieces = st.sampled_from(
    [
        *("", " ", "\t", "𝄞 ", "ünï ", "- ", "> ", "| ", " |", "# ", "## ", "`", "``", "```go", "```", "**", "\u2028"),
        *("booking.", "Passage", "Pass", "`Pass", "`booking.P", "`Passage.", "POST /v1/", "`POST /v1/p", "the table `"),
        *("`booking/", "`booking/passage.go:4`", "api/passages.go:12", "`booking/passage.go` (`Book`)", "](../../"),
        *(
            "New type `DeckPlan`",
            "DeckPlan",
            "type DeckPlan struct {",
            "type Passage struct {",
            '\tDeck DeckPlan `a:"b"`',
        ),
        *("}", "// DeckPlan", "[DeckPlan](deck.md)", "create `deck/plan.go`", "GET /v1/decks (new)", "<!-- ", "-->"),
    ]
)
lines = st.lists(pieces, max_size=6).map("".join)
newlines = st.sampled_from(["\n", "\r\n", "\r"])
documents = st.builds(
    lambda body, newline, head: (head + newline.join(body)).encode(),
    st.lists(lines, max_size=14),
    newlines,
    st.sampled_from(["", "# Decks Implementation Plan\n\n", "\ufeff", "---\nplan: backend\n---\n"]),
)


def is_inside_line(text: bytes, span: Span) -> bool:
    """Tell whether a span keeps to one line and to whole characters."""
    if b"\n" in text[span.start : span.end] or b"\r" in text[span.start : span.end]:
        return False
    return not any(is_inside_character(text, at) for at in (span.start, span.end))


def is_inside_character(text: bytes, at: int) -> bool:
    """Tell whether an offset cuts a character."""
    return at < len(text) and text[at] & 0xC0 == 0x80


@settings(max_examples=200, deadline=None)
@given(text=documents, where=st.floats(0, 1))
def test_completion_replaces_the_token_only(ferry: Workspace, text: bytes, where: float) -> None:
    offset = int(where * len(text))
    while is_inside_character(text, offset):
        offset += 1
    with ferry.snapshot() as snapshot:
        found = complete(snapshot, PATH, text, LineIndex(text), offset)
    if found is None:
        return
    assert found.items
    assert found.typed.end == offset
    assert found.typed.start == found.token.start
    assert found.token.end >= offset
    assert is_inside_line(text, found.token)
    for item in found.items:
        assert "\n" not in item.text
        assert "`" not in item.text or item.kind.value == "field"
        assert "$" not in item.filter, "nothing is a snippet"


@settings(max_examples=100, deadline=None)
@given(
    text=st.lists(st.one_of(pieces.map(str.encode), st.binary(max_size=4), st.just(b"\n")), max_size=20).map(b"".join),
    where=st.floats(0, 1),
)
def test_any_bytes_are_completed_within_their_line(ferry: Workspace, text: bytes, where: float) -> None:
    offset = int(where * len(text))
    with ferry.snapshot() as snapshot:
        found = complete(snapshot, PATH, text, LineIndex(text), offset)
    if found is not None:
        assert 0 <= found.token.start <= offset <= found.token.end <= len(text)
        assert found.typed.end == offset
        assert not set(b"\r\n") & set(text[found.token.start : found.token.end])


@settings(max_examples=200, deadline=None)
@given(text=documents, where=st.floats(0, 1))
def test_renaming_replaces_whole_names_only(ferry: Workspace, text: bytes, where: float) -> None:
    spots = [match.start() for match in re.finditer(rb"DeckPlan|deck/plan|/v1/decks", text)]
    if not spots:
        return
    offset = spots[int(where * (len(spots) - 1))] + 1
    with ferry.snapshot() as snapshot:
        plan = parse_plan(PATH, text)
        sibling = parse_plan("docs/plans/tasks.md", text)
        try:
            found = rename(snapshot, plan, offset, "RoomMap", [sibling])
        except CannotRenameError:
            return
    for path, edits in found.edits:
        assert path in (PATH, "docs/plans/tasks.md")
        old = {text[edit.span.start : edit.span.end] for edit in edits}
        assert len(old) == 1
        (name,) = old
        changed = apply_edits(text, edits)
        assert changed.count(b"RoomMap") == len(edits)
        assert changed.replace(b"RoomMap", name) == text
        for edit in edits:
            assert edit.text == "RoomMap"
            assert is_inside_line(text, edit.span)


@settings(max_examples=150, deadline=None)
@given(text=documents)
def test_line_references_change_the_reference_only(ferry: Workspace, text: bytes) -> None:
    with ferry.snapshot() as snapshot:
        plan = parse_plan(PATH, text)
        for mention in plan.mentions:
            for action in actions_at(snapshot, plan, mention.span, ()):
                if action.kind is not ActionKind.REWRITE:
                    continue
                changed = apply_edits(text, action.edits)
                first, last = action.edits[0].span.start, max(edit.span.end for edit in action.edits)
                assert is_inside_line(text, Span(first, last))
                assert changed.startswith(text[:first])
                assert changed.endswith(text[last:])
