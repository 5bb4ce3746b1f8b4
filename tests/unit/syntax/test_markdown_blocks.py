"""Headings, fences, lists, tables and inline parts of Markdown, with their exact places."""

from __future__ import annotations

import pytest

from groundplan.model.location import Span
from groundplan.syntax.markdown import read_markdown
from groundplan.syntax.markdown.blocks import Markdown, TextKind


def _text(source: bytes, span: Span) -> str:
    return source[span.start : span.end].decode()


def _read(source: str) -> tuple[bytes, Markdown]:
    data = source.encode()
    return data, read_markdown(data)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# A\n## B ##\n", [(1, "A", 1), (2, "B", 2)]),
        ("#hash\n####### seven\n#\n", [(1, "", 3)]),
        ("A\n===\nB\n---\n", [(1, "A", 1), (2, "B", 3)]),
        ("two\nlines\n===\n", [(1, "two\nlines", 1)]),
        ("- item\n---\n# x\n", [(1, "x", 3)]),
        ("    # code\n\ntext\n    # lazy\n", []),
        ("```\n# not\n```\n# yes\n", [(1, "yes", 4)]),
        ("<!--\n# not\n-->\n# yes\n", [(1, "yes", 4)]),
        ("# C#\n## `a` # b\r\n", [(1, "C#", 1), (2, "`a` # b", 2)]),
        ("---\n# front: matter\n---\n# yes\n", [(1, "yes", 4)]),
        ("\ufeff# bom\r\n\rtext", [(1, "bom", 1)]),
        ("| a |\n|---|\n# ends the table\n", [(1, "ends the table", 3)]),
    ],
)
def test_headings(source: str, expected: list[tuple[int, str, int]]) -> None:
    data, document = _read(source)
    assert [(heading.level, _text(data, heading.title), heading.line) for heading in document.headings] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```go\na\n```\n", [("go", "a\n", True)]),
        ("~~~ GO title=x\n```\n~~~~\n", [("go", "```\n", True)]),
        ("````\n```\n````", [("", "```\n", True)]),
        ("```go", [("go", "", False)]),
        ("```go\nb", [("go", "b", False)]),
        ("``` a`b\n", []),
        ("```\n```", [("", "", True)]),
        ("- x\n  ```go\n  a\n  ```\n- y\n", [("go", "  a\n", True)]),
        ("1. ```go\n   a\n   ```\n", [("go", "   a\n", True)]),
        ("> ```go\n> a\n> ```\n> b\n", [("go", "> a\n", True)]),
        ("> ```go\n> a\n\n# out\n", [("go", "> a\n", False)]),
        ("- x\n  ```go\na\n  ```\n", [("go", "a\n", True)]),
        ("- x\n  ```go\na\n\n```sh\nb\n```\n", [("go", "", False), ("sh", "b\n", True)]),
        ("```go\r\na\r\n```\r\n", [("go", "a\r\n", True)]),
        ("```go\ra\r```\r", [("go", "a\r", True)]),
        ("    ```\n    a\n", []),
        ("```{.go}\na\n```", [("", "a\n", True)]),
    ],
)
def test_fences(source: str, expected: list[tuple[str, str, bool]]) -> None:
    data, document = _read(source)
    assert [(fence.language, _text(data, fence.content), fence.closed) for fence in document.fences] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a `b` c ``d ` e``", ["b", "d ` e"]),
        ("`` `x` ``", ["`x`"]),
        ("\\`a` b`", [" b"]),
        ("`a\nb`", ["a\nb"]),
        ("`a\n\nb`", []),
        ("`a` <!-- `b` --> `c`", ["a", "c"]),
        ("| `a` | b` |\n|---|---|\n| `c | d` |\n", ["a"]),
        ("# `x`\n- `y`\n> `z`\n", ["x", "y", "z"]),
        ("` `", [" "]),
    ],
)
def test_code_spans(source: str, expected: list[str]) -> None:
    data, document = _read(source)
    assert [_text(data, code.content) for code in document.code_spans] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](b.go#L1)", [("a", "b.go#L1")]),
        ("[`a[0]`](b) ![i](<c d>)", [("`a[0]`", "b"), ("i", "c d")]),
        ("[a](b 'title') [x]", [("a", "b")]),
        ("`[a](b)`", []),
        ("<https://a.b/c>", [("https://a.b/c", "https://a.b/c")]),
        ("[id]: ./a.md", [("id", "./a.md")]),
        ("[a](f(x))", [("a", "f(x)")]),
        ("a](b)", []),
    ],
)
def test_links(source: str, expected: list[tuple[str, str]]) -> None:
    data, document = _read(source)
    assert [(_text(data, link.text), _text(data, link.target)) for link in document.links] == expected


def test_tables_have_cells_with_spans() -> None:
    data, document = _read("before\n| a | b \\| c |\n|:--|---:|\n| `x|y` | |\nlast | row\n\nafter | no\n")
    rows = [block for block in document.blocks if block.kind is TextKind.ROW]
    cells = [[_text(data, cell) for cell in row.cells] for row in rows]
    assert cells == [["a", "b \\| c"], ["`x", "y`", ""], ["last", "row"]]
    table = document.tables[0]
    assert (table.line, table.last - table.first) == (2, 2)
    assert document.blocks[0].kind is TextKind.PARAGRAPH


def test_list_items_know_their_parents_and_boxes() -> None:
    data, document = _read("Lead:\n\n- [x] one\n  more\n  - two\n\n    para\n1) [ ] three\n")
    assert [(item.line, item.indent, item.checked, item.ordered) for item in document.items] == [
        (3, 0, True, False),
        (5, 2, None, False),
        (8, 0, False, True),
    ]
    texts = [(block.kind.value, _text(data, block.span), block.parent) for block in document.blocks]
    assert texts == [
        ("paragraph", "Lead:", -1),
        ("item", "one\n  more", -1),
        ("item", "two", 1),
        ("paragraph", "para", 2),
        ("item", "three", -1),
    ]


def test_a_paragraph_is_not_split_by_numbers_and_empty_bullets() -> None:
    data, document = _read("It was in\n1986. A year\n-\n")
    assert [_text(data, block.span) for block in document.blocks] == ["It was in\n1986. A year"]


def test_comments_run_to_their_end_and_text_behind_them_counts() -> None:
    data, document = _read("<!-- a\nb --> c `d`\n\nx <!-- y --> z\n\n<!-- open\n# no\n")
    assert [(comment.line, comment.closed) for comment in document.comments] == [(1, True), (4, True), (6, False)]
    assert [_text(data, block.span) for block in document.blocks] == ["c `d`", "x <!-- y --> z"]


def test_front_matter_needs_its_end() -> None:
    data, document = _read("---\nplan: backend\n---\ntext")
    assert document.front_matter is not None
    assert _text(data, document.front_matter.content) == "plan: backend\n"
    assert read_markdown(b"---\nplan: backend\n").front_matter is None
