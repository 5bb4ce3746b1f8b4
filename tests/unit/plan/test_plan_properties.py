"""Any bytes are a plan, and what is said about them is true."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.model.plan import Mention, MentionKind, Plan, SectionRole
from groundplan.plan import (
    insertion_point,
    is_blank,
    is_plan,
    parse_plan,
    query_text,
    section_at,
    section_of,
    template_section,
)

_PIECES = (
    b"# Plan\n", b"## Testing\n", b"### Data Models (new)\n", b"## Executive Summary\n", b"#### Own\n",
    b"Setext\n---\n", b"Create `pkg/a.go:3-4` ", b"`POST /v1/{id}` ", b"| GET | /x/:id | `Jobs` table |\n",
    b"|---|---|---|\n", b"| a | b |\n", b"```go\n", b"// pkg/x.go\n", b"type A struct {\n\tB int\n}\n", b"  ```\n",
    b"```\n", b"~~~\n", b"- [ ] add `Foo.Bar()`\n", b"  - use `x/{a,b}.go`, `:7`\n", b"1. ", b"> ", b"> ```go\n",
    b"[t](../a.go#L3) ", "├── pkg/\n│   └── a.go # NEW\n".encode(), b"Justification: because of `Foo`\n", b"<!-- ",
    b"-->\n", b"---\nplan: yes\nfiles: [a.go]\n---\n", b"`", b"``", b"\n", b"\n\n", b"\r\n", b"\r", b"\t", b"    ",
    b"\0", b"\xff", "é😀 ".encode(), b"github.com/a/b ", b"New DynamoDB table: `Q`\n", b"(new) ", b"gorilla/mux",
    b"### Justification\n", b"[TBD]\n", b"\xef\xbb\xbf",
)  # fmt: skip

documents = st.lists(st.sampled_from(_PIECES), max_size=40).map(b"".join)


def _name_is_in_the_text(text: bytes, mention: Mention) -> bool:
    written = text[mention.span.start : mention.span.end].decode()
    if mention.kind is MentionKind.ENDPOINT:
        return written.endswith(mention.text.rpartition(" ")[2])
    if written == mention.text:
        return True
    if mention.kind is MentionKind.PATH:
        return "{" in written or written.startswith(":") or (mention.in_fence and mention.text.endswith(written))
    return mention.text.endswith(f".{written}")


def _check(text: bytes, plan: Plan) -> None:
    for index, section in enumerate(plan.sections):
        assert 0 <= section.span.start <= section.heading_span.start < section.heading_span.end
        assert (
            section.heading_span.end
            <= section.body_span.start
            <= section.body_span.end
            <= section.span.end
            <= len(text)
        )
        if section.parent >= 0:
            parent = plan.sections[section.parent]
            assert section.parent < index and parent.level < section.level
            assert parent.span.start < section.span.start and section.span.end <= parent.span.end
    for fence in plan.fences:
        assert 0 <= fence.span.start <= fence.content_span.start <= fence.content_span.end <= len(text)
        assert -1 <= fence.section < len(plan.sections)
    names = [(proposed.decl.name, proposed.decl.name_span) for proposed in plan.types]
    names += [(proposed.decl.name, proposed.decl.name_span) for proposed in plan.funcs]
    for name, span in names:
        assert text[span.start : span.end].decode() == name
    for mention in plan.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert _name_is_in_the_text(text, mention)
        assert all(0 < first <= last for first, last in mention.lines)
        section_there = section_at(plan, mention.span.start)
        assert (mention.section < 0 and section_there is None) or plan.sections[mention.section] is section_there
    starts = [mention.span.start for mention in plan.mentions]
    assert starts == sorted(starts)


@given(documents)
def test_what_a_plan_says_is_in_its_text(text: bytes) -> None:
    plan = parse_plan("p.md", text)
    _check(text, plan)
    assert parse_plan("p.md", text) == plan
    query_text(plan)
    is_plan("p.md", text)
    for section in plan.sections:
        is_blank(plan, section)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_plan(text: bytes) -> None:
    _check(text, parse_plan("p.md", text))


@given(documents, st.sampled_from(list(SectionRole)), st.sampled_from(["\n", "\r\n"]))
def test_an_inserted_section_is_found_and_nothing_of_the_author_s_is_lost(
    text: bytes, role: SectionRole, newline: str
) -> None:
    plan = parse_plan("p.md", text)
    if section_of(plan, role) is not None:
        return
    point = insertion_point(plan, role)
    block = point.text(f"{'#' * point.level} {template_section(role).heading}\n\nWords.", newline).encode()
    after = text[: point.offset] + block + text[point.offset :]
    result = parse_plan("p.md", after)
    assert len(result.sections) == len(plan.sections) + 1
    inserted = section_of(result, role)
    assert inserted is not None
    assert point.offset <= inserted.span.start < point.offset + len(block)
    assert [section.title for section in result.sections if section is not inserted] == [
        section.title for section in plan.sections
    ]


@pytest.mark.parametrize(
    "piece",
    [
        b"a.go ",
        b"`a.go` ",
        b"`a.go:1-2,",
        b"GET /a ",
        b"/a",
        b"a/",
        b".go",
        b"`{a,b}",
        b"no existing ",
        b"# a\n",
        b"github.com/a/",
        b"`f(",
    ],
)
def test_time_grows_with_the_length_of_a_hostile_plan(piece: bytes) -> None:
    text = piece * (30_000 // len(piece))
    started = time.process_time()
    parse_plan("p.md", text)
    # Linear work takes up to 0.5 s here; quadratic work took 10 s and more.
    assert time.process_time() - started < 4
