"""Package-level constants and variables."""

from __future__ import annotations

import pytest

from groundplan.model.go import ValueDecl
from groundplan.syntax.golang import read_go_file

Facts = tuple[str, bool, str, str]


def _facts(source: str) -> list[Facts]:
    values = read_go_file(f"package x\n\n{source}\n".encode()).values
    return [(each.name, each.constant, each.type, each.value) for each in values]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("const A = 1", [("A", True, "", "1")]),
        ('var ErrGone = errors.New("gone; // really")', [("ErrGone", False, "", 'errors.New("gone; // really")')]),
        ("var mu sync.Mutex", [("mu", False, "sync.Mutex", "")]),
        ("var _ Store = (*Memory)(nil)", [("_", False, "Store", "(*Memory)(nil)")]),
        ("var a, b = 1, f(2, 3)", [("a", False, "", "1"), ("b", False, "", "f(2, 3)")]),
        ("var a, b = f()", [("a", False, "", "f()"), ("b", False, "", "f()")]),
        ("var f func(a int) error", [("f", False, "func(a int) error", "")]),
        ("const (\n\tA Kind = iota + 1\n\tB\n\t_\n\tC = 'x' // why\n\tD\n)",
         [("A", True, "Kind", "iota + 1"), ("B", True, "Kind", ""), ("_", True, "Kind", ""),
          ("C", True, "", "'x'"), ("D", True, "", "")]),
        ("var (\n\ta = 1\n\n\t// b\n\tb map[k]int\n)", [("a", False, "", "1"), ("b", False, "map[k]int", "")]),
        ("var (\n\ta = []int{\n\t}\n\tb = 2\n)", [("a", False, "", "[]int{\n\t}"), ("b", False, "", "2")]),
        ("var t = []int{\n\t1,\n}", [("t", False, "", "[]int{\n\t1,\n}")]),
        ("var t = []T{\n\t{1}}\ntype U struct {\n}", [("t", False, "", "[]T{\n\t{1}}")]),
        ("var f = func() {\n\tg()\n}", [("f", False, "", "func() {\n\tg()\n}")]),
        ("const a = 1 +\n\t2", [("a", True, "", "1 +\n\t2")]),
        ("const s = `\nfunc f() {\n}\n`", [("s", True, "", "`\nfunc f() {\n}\n`")]),
        ("var (\n\ta = f(\n\t\tb,\n\t)\n)", [("a", False, "", "f(\n\t\tb,\n\t)")]),
        ("const ()", []),
    ],
)  # fmt: skip
def test_values(source: str, expected: list[Facts]) -> None:
    assert _facts(source) == expected


def test_a_long_initialiser_is_left_out() -> None:
    assert _facts(f'const A = "{"a" * 198}"') == [("A", True, "", f'"{"a" * 198}"')]
    assert _facts(f'const A = "{"a" * 199}"') == [("A", True, "", "")]


@pytest.mark.parametrize(
    ("source", "docs"),
    [
        ("// Above.\nconst A = 1 // behind", ["Above."]),
        ("const A = 1 // behind", ["behind"]),
        ("// Group.\nconst (\n\tA = 1\n)", ["Group."]),
        ("// Group.\nconst (\n\tA = 1\n\t// Own.\n\tB = 2\n\tC = 3 // behind\n)", ["", "Own.", "behind"]),
        ("// Group.\nvar (\n\t// Own.\n\tA = []int{\n\t}\n)", ["Own."]),
    ],
)
def test_docs(source: str, docs: list[str]) -> None:
    assert [each.doc for each in read_go_file(f"package x\n\n{source}\n".encode()).values] == docs


def test_positions() -> None:
    source = b"package x\n\nconst (\n\tA Kind = 1 // one\n\n\t// two\n\tB\n)\n\nvar c, d = 1, 2\n"
    values: tuple[ValueDecl, ...] = read_go_file(source).values
    spans = [(each.line, source[each.span.start : each.span.end]) for each in values]
    assert spans == [(4, b"A Kind = 1"), (7, b"B"), (10, b"c, d = 1, 2"), (10, b"c, d = 1, 2")]
