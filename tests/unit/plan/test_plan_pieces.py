"""A plan that is read in pieces, and again after each edit, is the plan that is read as a whole from nothing."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.model.plan import Plan
from groundplan.model.settings import Settings
from groundplan.plan import parse_plan
from groundplan.plan import pieces as pieces_module
from groundplan.plan.pieces import PlanMemory

_PARTS = (
    b"# Plan\n", b"## Testing\n", b"### Data Models (new)\n", b"## Executive Summary\n", b"#### Own\n", b"###\n",
    b"## Frontend\n", b"## Infrastructure\r\n", b"### Files to create\r", b"# install\n", b"#no heading\n",
    b"- # in a list\n", b"  ## indented\n", b"> ## quoted\n", b"## `POST /v1/a`\n", b"Setext\n---\n", b"Setext\n===\n",
    b"Create `pkg/a.go:3-4` ", b"`POST /v1/{id}` ", b"| GET | /x/:id | `Jobs` table |\n", b"|---|---|---|\n",
    b"| a | b |\n", b"```go\n", b"// pkg/x.go\n", b"type A struct {\n\tB int\n\t// ... existing fields\n}\n",
    b"func (a *A) Do(x int) error {\n", b"  ```\n", b"```\n", b"   ~~~\n", b"~~~\n", b"````\n",
    b"```bash\ngo get a.b/c\n",
    b"- [ ] add `Foo.Bar()`\n", b"  - use `x/{a,b}.go`, `:7`\n", b"- item\n\n  ```go\n", b"1. ", b"> ", b"> ```go\n",
    b"Files to modify:\n\n", b"**New**\n", b"[t](../a.go#L3) ", "├── pkg/\n│   └── a.go # NEW\n".encode(),
    b"Justification: nothing existing fits because of `Foo`\n", b"<!-- ", b"-->\n",
    b"<!-- groundplan: fill risks -->\n",
    b"---\n", b"---\nplan: yes\nfiles: [a.go]\n---\n", b"title: T\n", b"`", b"``", b"\n", b"\n\n", b"\r\n", b"\r",
    b"\t", b"    ", b"\0", b"\xff", "é😀 ".encode(), b"github.com/a/b ", b"New DynamoDB table: `Q`\n", b"(new) ",
    b"### Justification\n", b"It is **needed** for `Foo`.\n", b"[TBD]\n", b"\xef\xbb\xbf", b"#", b" ",
)  # fmt: skip

parts = st.sampled_from(_PARTS)
documents = st.lists(parts, max_size=40).map(b"".join)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.just(b"") | parts), min_size=1, max_size=6)

SETTINGS = Settings(model_modules=("a.b/c",))


def _read_whole(text: bytes) -> Plan:
    with patch.object(pieces_module, "cut_pieces", lambda text, read: [read(text)]):
        return parse_plan("p.md", text, SETTINGS)


def _edited(text: bytes, edit: tuple[float, int, bytes]) -> bytes:
    where, removed, put = edit
    at = round(where * len(text))
    return text[:at] + put + text[at + removed :]


@given(documents)
def test_pieces_mean_what_they_mean_in_the_whole(text: bytes) -> None:
    assert parse_plan("p.md", text, SETTINGS) == _read_whole(text)


@given(documents, edits)
def test_reading_again_after_edits_is_reading_from_nothing(
    text: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    memory = PlanMemory()
    parse_plan("p.md", text, SETTINGS, memory)
    for change in changes:
        text = _edited(text, change)
        assert parse_plan("p.md", text, SETTINGS, memory) == _read_whole(text)


@pytest.mark.parametrize("opening", [b"```go\n", b"- x\n\n  ```go\n", b"<!-- ", b"~~~~\n"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_what_is_opened_swallows_the_headings_behind_it_until_it_is_closed(opening: bytes, newline: bytes) -> None:
    body = b"".join(b"## Part %d\n\nExtend `billing.Invoice%d`.\n\n" % (number, number) for number in range(9))
    memory = PlanMemory()
    closing = {b"<!-- ": b"-->\n", b"~~~~\n": b"~~~~\n"}.get(opening, b"```\n")
    for text in (body, opening + body, opening + body + closing + body, body + opening + body, body):
        text = text.replace(b"\n", newline)
        assert parse_plan("p.md", text, SETTINGS, memory) == _read_whole(text)


def test_a_list_s_fence_that_is_never_closed_is_looked_after_for_as_long_as_in_the_whole() -> None:
    unclosed = b"# Plan\n\n- a\n\n  ```go\n  type A struct {\nout\n"
    for lines in range(290, 310):
        text = unclosed + b"x\n" * 150 + b"## Next\n" + b"y\n" * (lines - 150) + b"```\n\n## Last `B`\n"
        assert parse_plan("p.md", text, SETTINGS) == _read_whole(text)


def test_only_the_piece_that_is_typed_in_is_read_again() -> None:
    text = b"".join(b"## Part %d\n\nExtend `billing.Invoice%d`.\n\n" % (number, number) for number in range(9))
    memory = PlanMemory()
    parse_plan("p.md", text, SETTINGS, memory)
    before = set(memory.pieces.values())
    parse_plan("p.md", text.replace(b"Invoice4", b"Invoice44"), SETTINGS, memory)
    assert len(set(memory.pieces.values()) - before) == 1
    assert len(memory.pieces) == 9
