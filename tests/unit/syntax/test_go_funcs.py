"""Function and method declarations: receivers, signatures, calls, positions."""

from __future__ import annotations

import pytest

from groundplan.model.go import FuncDecl, Parameter, Signature
from groundplan.syntax.golang import read_go_file


def _func(declaration: str) -> FuncDecl:
    (found,) = read_go_file(f"package x\n\n{declaration}\n".encode()).funcs
    return found


BODY = " {\n\treturn\n}"


def _parameters(text: str) -> tuple[Parameter, ...]:
    """Read `name: type | name: type`, the way the cases below write parameters."""
    pairs = [each.partition(":") for each in text.split(" | ")] if text else []
    return tuple(Parameter(name, type_text.strip()) for name, _, type_text in pairs)


@pytest.mark.parametrize("body", [BODY, "", " { return }", " { // why\n\treturn\n}", " {}"])
@pytest.mark.parametrize(
    ("header", "params", "results"),
    [
        ("()", "", ""),
        ("(a int)", "a: int", ""),
        ("(a, b int, c string)", "a: int | b: int | c: string", ""),
        ("(int, string)", ": int | : string", ""),
        ("(xs ...*pkg.T) error", "xs: ...*pkg.T", ": error"),
        ("(f func(a, b int) (c error)) (n int, err error)", "f: func(a, b int) (c error)", "n: int | err: error"),
        ("(m map[string]chan<- int) interface{}", "m: map[string]chan<- int", ": interface{}"),
        ("(s []struct{}, t struct {\n\tA int\n})", "s: []struct{} | t: struct{A int}", ""),
        ("(chan int, func(), map[a]b)", ": chan int | : func() | : map[a]b", ""),
        (
            "(\n\tctx context.Context,\n\tid string,\n) (*T, error)",
            "ctx: context.Context | id: string",
            ": *T | : error",
        ),
        ("(a int,\n\tb string) func(int) error", "a: int | b: string", ": func(int) error"),
        ("(a int /* one, two */, b int)", "a: int | b: int", ""),
        ("(a Page[T, K]) Set[a.B]", "a: Page[T, K]", ": Set[a.B]"),
        ("(_ int, a [2]int)", "_: int | a: [2]int", ""),
        ("() (struct{ A, B int }, error)", "", ": struct{A, B int} | : error"),
    ],
)
def test_signatures(header: str, body: str, params: str, results: str) -> None:
    assert _func(f"func f{header}{body}").signature == Signature(_parameters(params), _parameters(results))


@pytest.mark.parametrize(
    ("receiver", "expected"),
    [
        ("s *Service", ("Service", "s", True)),
        ("s Service", ("Service", "s", False)),
        ("*Service", ("Service", "", True)),
        ("Service", ("Service", "", False)),
        ("_ *Service", ("Service", "_", True)),
        ("p *Page[T, K]", ("Page", "p", True)),
        ("Page[T]", ("Page", "", False)),
        ("s (*Service)", ("Service", "s", True)),
    ],
)
def test_receivers(receiver: str, expected: tuple[str, str, bool]) -> None:
    found = _func(f"func ({receiver}) Do(){BODY}")
    assert (found.receiver, found.receiver_name, found.pointer_receiver) == expected
    assert found.qualified_name == f"{expected[0]}.Do"


def test_positions_and_doc() -> None:
    source = (
        b"package x\n\n// Do does.\n//nolint:all\nfunc (s *S) Do[T any](a T) error {\n\treturn nil\n}\n\nvar x = 1\n"
    )
    (found,) = read_go_file(source).funcs
    assert source[found.span.start : found.span.end] == b"func (s *S) Do[T any](a T) error {\n\treturn nil\n}"
    assert source[found.name_span.start : found.name_span.end] == b"Do"
    assert (found.line, found.doc, found.type_params) == (5, "Do does.", "[T any]")


@pytest.mark.parametrize(
    ("body", "calls"),
    [
        ("a(); b.C(); d.e.F(); g.h.i.J()", ["a", "b.C", "d.e.F", "g.h.i.J"]),
        ("a.b.c.d.E()", []),
        ("a(b(c()))", ["a", "b", "c"]),
        ("a()\n\ta()\n\tb()", ["a", "b"]),
        ("len(x); make([]int, 1); panic(string(b)); []byte(s); int64(n)", []),
        ("if (x) { f() }\n\tfor range g() { }\n\tswitch (y) {}", ["f", "g"]),
        ("go func() { a() }()\n\tdefer b.Close()", ["a", "b.Close"]),
        ("s := `fake()` + \"also()\" + fmt.Sprint('(')", ["fmt.Sprint"]),
        ("// fake()\n\t/* none() */ live()", ["live"]),
        ("q.\n\t\tWhere(x).\n\t\tLimit(1)", ["q.Where"]),
        ("Map[int](x)", []),
        ("größe(1)", ["größe"]),
    ],
)
def test_calls_are_distinct_chains_in_source_order(body: str, calls: list[str]) -> None:
    assert list(_func(f"func f() {{\n\t{body}\n}}").calls) == calls


def test_functions_of_every_shape_come_in_source_order() -> None:
    source = b"""package x

func one() { a() }

func asm(x, y float64) float64

func two() string {
	return `
}
func fake() {
}
`
}

/*
func commented() {
}
*/

func three(
	a int, // first
) (struct {
	A int
}, error) {
}

func four() {}
"""
    assert [each.name for each in read_go_file(source).funcs] == ["one", "asm", "two", "three", "four"]


def test_code_that_is_not_in_gofmts_form_is_read_all_the_same() -> None:
    source = b"""package x

func a() {
if x {
b()
}
c()
}

func  d ( )   error{
  return nil }
  func e(){ f() }
type T struct{ A int }
"""
    found = read_go_file(source)
    assert [(each.name, each.calls) for each in found.funcs] == [("a", ("b", "c")), ("d", ()), ("e", ("f",))]
    assert [each.name for each in found.types] == ["T"]
    assert not found.broken
