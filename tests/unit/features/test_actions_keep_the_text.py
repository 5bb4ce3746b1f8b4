"""Every action leaves what the author wrote byte for byte, wherever the cursor is and however the plan is written."""

from __future__ import annotations

import re
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.features.actions import actions_at
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.insertion import insert_section
from groundplan.features.sections.table import FILLERS, INSERTABLE
from groundplan.index.workspace import Workspace
from groundplan.model.feature import ActionKind
from groundplan.model.location import Span
from groundplan.plan import parse_plan, template_section, template_sections
from groundplan.plan.evidence_lines import wording
from groundplan.plan.profiles.blanks import BLANK_LINES
from groundplan.rules.check import check_plan
from groundplan.text.edits import apply_edits

HEADINGS = [part.heading for part in template_sections()]
BLANKS = {line for lines in BLANK_LINES.values() for line in lines}
PLACEHOLDERS = {line.strip() for part in template_sections() for line in part.body.splitlines()} | BLANKS

lines = st.sampled_from(
    [
        "",
        "Sell *passages* with 𝄞 and ünïcödé\t and a tab",
        "- a point about `booking.Passage`",
        "  - a nested point",
        "    ```go",
        "```go",
        "```",
        "type PassageRecord struct {",
        "\tSailingID string",
        "\tPassenger string",
        "\tDeckClass string",
        "}",
        "| a | `POST /v1/passages` |",
        "<!-- a comment -->",
        "> quoted",
        "Setext",
        "---",
        "1. first",
        "- [ ] `POST /v1/passages/{id}/refund` (new), and `example.com/ferry/refund`",
        "## Notes <!-- groundplan: fill endpoints -->",
        "<!-- groundplan: fill similar-features -->",
        *(f"## {heading}" for heading in HEADINGS),
        *(f"### {heading}" for heading in HEADINGS),
        *sorted(PLACEHOLDERS - BLANKS)[:6],
        *sorted(BLANKS)[::5],
    ]
)

documents = st.builds(
    lambda body, newline, title, end: newline.join(["# Passages Implementation Plan" if title else "", *body]) + end,
    st.lists(lines, max_size=25),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["", "\n", "\r\n", "\n\n"]),
)


def is_kept(before: bytes, after: bytes) -> bool:
    """Tell whether the author's bytes are all there in their order, the template's own lines aside."""
    kept = [line for line in before.splitlines() if line.strip() and line.decode().strip() not in PLACEHOLDERS]
    rest = iter(after.splitlines())
    return all(any(line == other for other in rest) for line in kept)


@settings(max_examples=120, deadline=None)
@given(text=documents, where=st.floats(0, 1))
def test_inserting_sections_keeps_every_line(ferry: Workspace, text: str, where: float) -> None:
    source = text.encode()
    cursor = int(where * len(source))
    with ferry.snapshot() as snapshot:
        plan = parse_plan("docs/plan.md", source)
        findings = check_plan(snapshot, plan)
        for action in actions_at(snapshot, plan, Span(cursor, cursor), findings):
            if action.kind is ActionKind.INSERT_SECTION:
                assert is_kept(source, apply_edits(source, action.edits)), action.title


@settings(max_examples=30, deadline=None)
@given(text=documents)
def test_inserting_twice_adds_nothing(ferry: Workspace, text: str) -> None:
    source = text.encode()
    with ferry.snapshot() as snapshot:
        for role in INSERTABLE:
            heading = template_section(role).heading
            for attempt in range(2):
                plan = parse_plan("docs/plan.md", source)
                offered = [
                    action
                    for action in actions_at(snapshot, plan, Span(0, 0), ())
                    if action.kind is ActionKind.INSERT_SECTION and heading in action.title
                ]
                assert not (attempt and offered), f"{offered[0].title} again after it was applied"
                if offered:
                    source = apply_edits(source, offered[0].edits)


@settings(max_examples=40, deadline=None)
@given(text=documents)
def test_every_single_section_keeps_every_line_and_is_complete_after_one_step(ferry: Workspace, text: str) -> None:
    source = text.encode()
    with ferry.snapshot() as snapshot:
        for role, _ in FILLERS:
            insertion = insert_section(SectionContext(snapshot, parse_plan("docs/plan.md", source)), role)
            if insertion is None:
                continue
            after = apply_edits(source, insertion.edits)
            assert is_kept(source, after), role
            again = insert_section(SectionContext(snapshot, parse_plan("docs/plan.md", after)), role)
            assert again is None, (role, after.decode())


@lru_cache(maxsize=2)
def filled(ferry: Workspace, newline: str) -> bytes:
    """A plan of which every section that can be filled is filled."""
    source = newline.join(["# Passages Implementation Plan", "", "Refund *passages* by post.", ""]).encode()
    with ferry.snapshot() as snapshot:
        for role in INSERTABLE:
            insertion = insert_section(SectionContext(snapshot, parse_plan("docs/plan.md", source)), role)
            source = apply_edits(source, insertion.edits) if insertion is not None else source
    return source


@settings(max_examples=6, deadline=None)
@given(
    newline=st.sampled_from(["\n", "\r\n"]),
    aged=st.sets(st.integers(0, 60)),
    touched=st.sets(st.integers(0, 60), max_size=12),
    word=st.sampled_from([" 𝄞 my own words", "\ttoo", " ~~no~~", "  ", " 7 more"]),
)
def test_filling_again_renews_numbers_and_keeps_every_word(
    ferry: Workspace, newline: str, aged: set[int], touched: set[int], word: str
) -> None:
    before = filled(ferry, newline).decode().split(newline)
    # A type that the plan extends in a fence is no longer proposed: its line is told, not renewed.
    evidence = [at for at, line in enumerate(before) if "#L" in line and line.startswith("- ")]
    old = list(before)
    for at in (evidence[index % len(evidence)] for index in sorted(aged | touched)):
        old[at] = re.sub(r"(?<=#L)\d+", lambda match: str(int(match.group()) + 40), before[at])
        old[at] = re.sub(r"used by \d+ files?", "used by 93 files", old[at])
    mine = {evidence[index % len(evidence)] for index in touched}
    for at in mine:
        old[at] += word
    source = newline.join(old).encode()
    with ferry.snapshot() as snapshot:
        for role in INSERTABLE:
            insertion = insert_section(SectionContext(snapshot, parse_plan("docs/plan.md", source)), role)
            source = apply_edits(source, insertion.edits) if insertion is not None else source
    after = source.decode().split(newline)
    assert len(after) == len(before), "nothing is said twice"
    for at, line in enumerate(after):
        if at not in mine:
            assert wording(line) == wording(before[at]), "numbers are renewed, words are not"
        elif word.strip():
            assert line == old[at], "the author's line stays byte for byte"
