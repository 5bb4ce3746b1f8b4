"""Go as plans quote it: abridged, half-typed, without a package clause."""

from __future__ import annotations

import pytest

from groundplan.model.go import Field, TypeKind
from groundplan.syntax.golang import read_go_fields, read_go_fragment


def _fields(source: str) -> dict[str, list[tuple[str, str]]]:
    types = read_go_fragment(source.encode()).types
    return {each.name: [(field.name, field.type) for field in each.fields] for each in types}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("package x\n\ntype A struct {\n\tB int\n}\n", {"A": [("B", "int")]}),
        ("type A struct { B int }", {"A": [("B", "int")]}),
        ("    type A struct {\n        B int\n    }\n", {"A": [("B", "int")]}),
        ("x := f()\nif err != nil {\n\treturn err\n}\ntype A struct { B int }\n", {"A": [("B", "int")]}),
        ("type A struct {\n    // ... existing fields\n    B int\n}\n", {"A": [("B", "int")]}),
        ("type A struct {\n    ...\n    B int\n}\n", {"A": [("B", "int")]}),
        ("type A struct {\n    … (unchanged)\n    B int\n    ...\n}\n", {"A": [("B", "int")]}),
        ("type A struct { ... }\ntype B struct { C int }\n", {"A": [], "B": [("C", "int")]}),
        ("type A struct {\n    B int\n    C", {"A": [("B", "int"), ("C", "C")]}),
        ('type A struct {\n    B string json:"b"\n    C int `json:"c"`\n}\n', {"A": [("B", "string"), ("C", "int")]}),
        ("type A struct {\n    B int,\n    C: string\n    D []*pkg.T;\n}\n", {"A": [("B", "int"), ("D", "[]*pkg.T")]}),
        ("type A struct {\n    B int\n\ntype C struct {\n    D int\n}\n", {"A": [("B", "int")], "C": [("D", "int")]}),
        ("+type A struct {\n+    B int\n-    C int\n+}\n", {"A": [("B", "int")]}),
        ("type A struct {\n     B int\n+    C int\n-    D int\n}\n", {"A": [("B", "int"), ("C", "int")]}),
        ("type A struct {\n    B struct {\n        C int\n    }\n    D map[string]\n}\n",
         {"A": [("B", "struct{C int}"), ("D", "map[string]")]}),
        ("@@ nonsense\ntype A struct {\n    B int\n}\n", {"A": [("B", "int")]}),
        ("- first (see `x`)\n\ntype A struct {\n    B int\n}\n", {"A": [("B", "int")]}),
        ("type A struct", {"A": []}),
        ("type A struct {", {"A": []}),
        ("Name string `json:\"name\"`\n", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_structs_are_recovered(source: str, expected: dict[str, list[tuple[str, str]]]) -> None:
    assert _fields(source) == expected


def test_what_is_said_to_be_left_out_is_no_doc() -> None:
    (found,) = read_go_fragment(b"type A struct {\n    // existing fields...\n    B int // new\n}\n").types
    assert found.fields == (Field("B", "int", doc="new", line=3),)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("func (s *S) Create(ctx context.Context, in Input) (*Out, error)", ["S.Create"]),
        ("func A() error { ... }\nfunc B(...) {\n    ...\n}\n", ["A", "B"]),
        ("func A(w http.ResponseWriter) {\n    if x {\n    f(w)\n}\n\nfunc B() {\n}\n", ["A", "B"]),
        ("type T struct {\nfunc (t T) A(", ["T.A"]),
        ("func A(a int", ["A"]),
        ("func A() (int, err", ["A"]),
        ("func (s *S) Hal", []),
        ("func", []),
    ],
)
def test_functions_are_recovered(source: str, names: list[str]) -> None:
    assert [each.qualified_name for each in read_go_fragment(source.encode()).funcs] == names


def test_a_signature_without_a_body_is_read_whole() -> None:
    source = b"    func (s *S) Create(ctx context.Context) (*Out, error)\n    @@\n"
    (found,) = read_go_fragment(source).funcs
    assert source[found.span.start : found.span.end] == b"func (s *S) Create(ctx context.Context) (*Out, error)"
    assert [each.type for each in found.signature.results] == ["*Out", "error"]


def test_spans_are_offsets_into_the_given_bytes() -> None:
    source = "// größer …\ntype A struct {\n    ...\n    B int\n\nfunc (a *A) Do() {\n".encode()
    found = read_go_fragment(source)
    (a,), (do,) = found.types, found.funcs
    assert found.broken
    assert source[a.name_span.start : a.name_span.end] == b"A"
    assert source[a.span.start : a.span.end] == b"A struct {\n    ...\n    B int"
    assert (a.line, a.fields[0].line) == (2, 4)
    assert source[do.name_span.start : do.name_span.end] == b"Do"


def test_a_half_typed_interface() -> None:
    source = b"type Store interface {\n    Get(id string) (T, error) // one\n    ...\n    io.Closer\n    Put(\n}\n"
    (store,) = read_go_fragment(source).types
    assert store.kind is TypeKind.INTERFACE
    assert [each.name for each in store.methods] == ["Get"]
    assert store.embeds == ("io.Closer",)


def test_loose_fields() -> None:
    source = (
        b'Name string `json:"name"` // what it is called\n\nCreatedBy *user.User\nreturn nil\nThis is prose.\nx := 1\n'
    )
    assert read_go_fields(source) == (
        Field("Name", "string", 'json:"name"', doc="what it is called", line=1),
        Field("CreatedBy", "*user.User", line=3),
    )
