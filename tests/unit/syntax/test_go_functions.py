"""Function bodies as expression trees: which are read, and what becomes of the syntax."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.model.expression import (
    Assign,
    Block,
    Call,
    Closure,
    Concat,
    Evaluate,
    Function,
    Literal,
    Name,
    Opaque,
    Return,
    Selector,
    Statement,
    Text,
)
from groundplan.syntax.golang import read_go_file

AT = len("package p\n\nfunc init() {\nx := ")


def read(text: str) -> tuple[Function, ...]:
    """Read the functions of a file of package p."""
    return read_go_file(f"package p\n\n{text}".encode()).functions


def statements(body: str) -> tuple[Statement, ...]:
    """Read the statements of an `init` function, which is always read."""
    (function,) = read(f"func init() {{\n{body}\n}}\n")
    return function.body


def expression(text: str) -> object:
    """Read one expression."""
    (statement,) = statements(f"x := {text}")
    assert isinstance(statement, Assign)
    return statement.values[0]


@pytest.mark.parametrize(
    "body",
    [
        'mux.HandleFunc("/x", h)',
        'r.GET("/x", h)',
        "r.Get(usersPath, h)",
        'r.Get("/x", h)',
        'r.Get("", h)',
        'g := api.Group("x")',
        'r.Route("/x", func(r chi.Router) {})',
        'r.Methods("GET")',
        'reg("POST /x", h)',
        'reg("/x", h)',
        'reg("DELETE", p, h)',
        'return []Route{{"GET", "/x", h}}',
        'return Route{Path: "/x", Handler: h}',
        'return map[string]H{"/x": h}',
        "e := echo.New()",
        "r := house.NewRouter()",
        "lambda.Start(handle)",
        "awslambda.StartWithOptions(handle)",
        "users.Register(s.router)",
        "MustRegisterModel(&T{})",
        'switch r.Method {\ncase "GET":\n}',
        "if req.Method != http.MethodPost {\n}",
        "http.StripPrefix(p, h)",
        'huma.Register(api, huma.Operation{Path: "/x"}, h)',
        "x := connect.NewUnaryHandler(p, h)",
    ],
)
def test_bodies_that_may_register_are_read(body: str) -> None:
    assert [each.name for each in read(f"func f() {{\n\t{body}\n}}\n")] == ["f"]


@pytest.mark.parametrize(
    "body",
    [
        "return a + b",
        'x := r.URL.Query().Get("x")',
        'w.Header().Set("Content-Type", "text/html")',
        "v, err := s.store.Get(ctx, id)",
        'b, err := os.ReadFile("/etc/hosts")',
        "wg.Add(1)",
        'log.Info("done", "path", p)',
        'resp, err := http.Get("https://example.com/x")',
        'fmt.Errorf("a/b: %w", err)',
        'strings.Split(p, "/")',
    ],
)
def test_other_bodies_are_not(body: str) -> None:
    assert read(f"func f() {{\n\t{body}\n}}\n") == ()


@pytest.mark.parametrize(
    "signature",
    [
        "f(r chi.Router)",
        "f(g *gin.RouterGroup, x int)",
        "f(m *http.ServeMux)",
        "f(e *echo.Echo)",
        "f() *mux.Router",
        "f(app *fiber.App)",
        "f(add func(huma.API))",
        "(r *Router) Group(p string, f func())",
        'f() string { return "/x" }',
    ],
)
def test_signatures_that_speak_of_routers_are_read(signature: str) -> None:
    text = signature if "{" in signature else f"{signature} {{\n\tuse()\n}}"
    assert len(read(f"func {text}\n")) == 1


def test_variables_with_routes_or_routers_are_read() -> None:
    found = read(
        'var (\n\ttable = []Route{{"GET", "/x", h}}\n\tmux   = http.NewServeMux()\n\tn     = 1\n)\n\nvar other = "x"\n'
    )
    assert [(each.name, each.line) for each in found] == [("table", 4), ("mux", 5)]
    (assign,) = found[1].body
    assert isinstance(assign, Assign)
    assert (assign.targets, assign.kind) == ((Name("mux"),), "var")
    (call,) = assign.values
    assert isinstance(call, Call)
    assert (call.callee, call.line) == (Selector(Name("http"), "NewServeMux"), 5)


def test_lines_and_offsets_are_those_of_the_file() -> None:
    source = 'package p\n\nvar é = 1\n\nfunc (s *S) f(r chi.Router) error {\n\tr.Get("/é", s.get)\n\treturn nil\n}\n'
    (function,) = read_go_file(source.encode()).functions
    assert (function.name, function.receiver, function.receiver_name, function.line) == ("f", "S", "s", 5)
    assert (function.params, function.results) == ((("r", "chi.Router"),), (("", "error"),))
    first = function.body[0]
    assert isinstance(first, Evaluate)
    assert isinstance(first.value, Call)
    assert (first.value.line, first.value.args) == (6, (Text("/é"), Selector(Name("s"), "get")))
    assert source.encode()[first.value.offset :].startswith(b"Get(")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"a\t\"\x41\u0042\101"', Text('a\t"ABA')),
        ("`raw\\n`", Text("raw\\n")),
        ("&a.b", Selector(Name("a"), "b")),
        ("(*a)", Name("a")),
        ("a.(T)", Name("a")),
        ('"a" + b + c', Concat(Concat(Text("a"), Name("b")), Name("c"))),
        ("a == b", Opaque((Name("=="), Name("a"), Name("b")))),
        ("!f(a)", Opaque((Call(Name("f"), (Name("a"),), 4, AT + 1),))),
        ("m[k]", Opaque((Name("m"), Name("k")))),
        ("f[A, B](a)", Call(Name("f"), (Name("a"),), 4, AT)),
        ("p.F[A](a)", Call(Selector(Name("p"), "F"), (Name("a"),), 4, AT + 2)),
        ("make([]T, n)", Call(Name("make"), (Literal("[]T", (), 4), Name("n")), 4, AT)),
        ("new(p.T)", Call(Name("new"), (Selector(Name("p"), "T"),), 4, AT)),
        ('&T{A: a, B: "b"}', Literal("T", ((Name("A"), Name("a")), (Name("B"), Text("b"))), 4)),
        ('[]T{{"a"}, b}', Literal("[]T", ((None, Literal("", ((None, Text("a")),), 4)), (None, Name("b"))), 4)),
        ("func(a, b T) { f() }", Closure((("a", "T"), ("b", "T")), (Evaluate(Call(Name("f"), (), 4, AT + 15)),), 4)),
    ],
)
def test_expressions(text: str, expected: object) -> None:
    assert expression(text) == expected


def test_fields_of_an_unnamed_struct_stay_apart() -> None:
    found = expression("[]struct {\n\tpath string\n\th    http.Handler\n}{}")
    assert isinstance(found, Literal)
    assert found.type == "[]struct { path string; h http.Handler }"


def test_statements() -> None:
    body = """
    a, b := f(), g
    p += "/x"
    var r chi.Router
    for i, v := range list { use(v) }
    if x := f(); ok { one() } else { two() }
    switch r.Method { case "GET", other: get(); default: none() }
    go run()
    defer func() { done() }()
    return a
    """
    found = statements(body)
    assert [type(each).__name__ for each in found] == (["Assign"] * 3 + ["Block"] * 4 + ["Evaluate"] * 2 + ["Return"])
    assert found[1] == Assign((Name("p"),), (Concat(Name("p"), Text("/x")),), "=")
    assert found[2] == Assign((Name("r"),), (), ":=", "chi.Router")
    loop, positive, negative, switch = found[3:7]
    assert isinstance(loop, Block)
    assert loop.body[0] == Assign((Name("i"), Name("v")), (Name("list"),), "range")
    assert isinstance(positive, Block)
    assert isinstance(negative, Block)
    assert (positive.kind, positive.subject, negative.subject) == ("if", (Name("ok"),), ())
    assert isinstance(switch, Block)
    assert switch.subject == (Selector(Name("r"), "Method"),)
    assert [each.subject for each in switch.body if isinstance(each, Block)] == [(Text("GET"), Name("other")), ()]
    assert found[-1] == Return((Name("a"),))


def test_depth_is_bounded() -> None:
    deep = "f(" * 3000 + ")" * 3000
    chain = "r" + ".Get(x)" * 2000
    blocks = "{" * 2000 + "}" * 2000
    for body in (deep, chain, "x := " + "+".join(['"a"'] * 5000), blocks):
        assert len(read(f"func init() {{\n{body}\n}}\n")) <= 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='func(){}[]"`/.,:=+&*!<-\n\t abGETé\x00\\', max_size=80))
def test_anything_may_stand_in_a_body(body: str) -> None:
    read_go_file(f'package p\n\nfunc init() {{\n\tr.GET("/x", {body}\n}}\n'.encode())
    read_go_file(f'package p\n\nvar x = []R{{{{"/x", {body}\n'.encode())


def test_bytes_that_are_no_text() -> None:
    found = read_go_file(b'package p\n\nfunc init() {\n\tr.GET("/\xff", h)\n}\n').functions
    assert len(found) == 1
