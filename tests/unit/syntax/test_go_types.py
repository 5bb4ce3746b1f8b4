"""Type declarations: kinds, fields, tags, embedded types, interfaces, docs and positions."""

from __future__ import annotations

import pytest

from groundplan.model.go import Field, Parameter, Signature, TypeDecl, TypeKind
from groundplan.syntax.golang import read_go_file

STRUCT = b"""package billing

// Invoice is what a customer owes.
//
//go:generate stringer
type Invoice struct {
	*base.Model[Invoice]
	sync.Mutex
	// Number and Series
	// identify it.
	Number, Series string `json:"number" db:"no"` // unique
	Lines          []Line
	Totals         map[ string ]interface { }
	Meta           struct {
		Keys  []string `json:"k, v"`
		Apply func( a int,
			b string ) error
	} "json:\\"meta\\""
	Done <-chan struct{} /* closed when paid */

	/*
	A block.
	*/
	Note string
}
"""


def _types(source: bytes) -> dict[str, TypeDecl]:
    return {each.name: each for each in read_go_file(source).types}


def test_a_struct_has_its_fields_with_types_tags_docs_and_lines() -> None:
    invoice = _types(STRUCT)["Invoice"]
    assert invoice.kind is TypeKind.STRUCT
    assert invoice.doc == "Invoice is what a customer owes."
    assert invoice.line == 6
    assert invoice.fields == (
        Field("Model", "*base.Model[Invoice]", embedded=True, line=7),
        Field("Mutex", "sync.Mutex", embedded=True, line=8),
        Field("Number", "string", 'json:"number" db:"no"', doc="Number and Series\nidentify it.\nunique", line=11),
        Field("Series", "string", 'json:"number" db:"no"', doc="Number and Series\nidentify it.\nunique", line=11),
        Field("Lines", "[]Line", line=12),
        Field("Totals", "map[string]interface{}", line=13),
        Field(
            "Meta",
            'struct{Keys []string `json:"k, v"`; Apply func(a int, b string) error}',
            'json:"meta"',
            line=14,
        ),
        Field("Done", "<-chan struct{}", doc="closed when paid", line=19),
        Field("Note", "string", doc="A block.", line=24),
    )


def test_spans_cover_the_spec_and_the_name() -> None:
    invoice = _types(STRUCT)["Invoice"]
    text = STRUCT[invoice.span.start : invoice.span.end]
    assert text.startswith(b"Invoice struct {") and text.endswith(b"Note string\n}")
    assert STRUCT[invoice.name_span.start : invoice.name_span.end] == b"Invoice"


@pytest.mark.parametrize(
    ("spec", "kind", "type_params", "underlying"),
    [
        ("ID string", TypeKind.DEFINED, "", "string"),
        ("Hook func( ctx context.Context ) error", TypeKind.DEFINED, "", "func(ctx context.Context) error"),
        ("Old = New", TypeKind.ALIAS, "", "New"),
        ("Set[T comparable] map[T]struct {}", TypeKind.DEFINED, "[T comparable]", "map[T]struct{}"),
        ("List[T any] = []T", TypeKind.ALIAS, "[T any]", "[]T"),
        ("Page[T any, K ~int] struct{}", TypeKind.STRUCT, "[T any, K ~int]", ""),
        ("Empty interface{}", TypeKind.INTERFACE, "", ""),
        ("Matrix [3] [4]float64", TypeKind.DEFINED, "", "[3][4]float64"),
        ("Ünïcode struct{}", TypeKind.STRUCT, "", ""),
    ],
)
def test_kinds(spec: str, kind: TypeKind, type_params: str, underlying: str) -> None:
    (found,) = read_go_file(f"package x\n\ntype {spec}\n".encode()).types
    assert (found.kind, found.type_params, found.underlying) == (kind, type_params, underlying)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Base", "Base"), ("*Base", "Base"), ("base.Model", "Model"), ("*base.Model[T]", "Model"), ("Set[a.B]", "Set")],
)
def test_an_embedded_field_is_named_after_its_type(text: str, name: str) -> None:
    (found,) = read_go_file(f'package x\n\ntype T struct {{\n\t{text} `json:"-"`\n}}\n'.encode()).types
    assert found.fields == (Field(name, text, 'json:"-"', True, line=4),)


def test_an_interface_has_methods_and_embedded_types() -> None:
    source = b"""package x

type Store interface {
	io.Closer
	// Find looks one up.
	Find(ctx context.Context, id string) (*Invoice, error) // or nil
	Walk(visit func(Invoice) bool, limits ...int)
	~int | ~string
}
"""
    store = _types(source)["Store"]
    assert store.kind is TypeKind.INTERFACE
    assert store.embeds == ("io.Closer", "~int | ~string")
    find, walk = store.methods
    assert (find.name, find.doc, find.line) == ("Find", "Find looks one up.\nor nil", 6)
    assert find.signature == Signature(
        (Parameter("ctx", "context.Context"), Parameter("id", "string")),
        (Parameter("", "*Invoice"), Parameter("", "error")),
    )
    assert walk.signature == Signature((Parameter("visit", "func(Invoice) bool"), Parameter("limits", "...int")))


def test_grouped_types_have_their_own_docs_and_a_single_one_the_groups() -> None:
    source = b"""package x

// About the group.
type (
	// A is first.
	A int
	B int
)

// About C.
type (
	C int
)
"""
    assert {name: found.doc for name, found in _types(source).items()} == {"A": "A is first.", "B": "", "C": "About C."}


def test_types_inside_functions_are_left_out() -> None:
    assert read_go_file(b"package x\n\nfunc f() {\n\ttype local struct{ A int }\n}\n").types == ()


def test_a_comment_after_an_empty_line_is_no_doc() -> None:
    assert _types(b"package x\n\n// Elsewhere.\n\ntype A int\n")["A"].doc == ""


def test_fields_in_one_line_do_not_get_the_types_doc() -> None:
    (point,) = read_go_file(b"package x\n\n// Point is one.\ntype Point struct { X, Y int }\n").types
    assert [(each.name, each.doc) for each in point.fields] == [("X", ""), ("Y", "")]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_offsets() -> None:
    plain = _types(STRUCT)["Invoice"]
    source = b"\xef\xbb\xbf" + STRUCT.replace(b"\n", b"\r\n")
    windows = _types(source)["Invoice"]
    assert (windows.fields, windows.doc, windows.line) == (plain.fields, plain.doc, plain.line)
    assert source[windows.name_span.start : windows.name_span.end] == b"Invoice"
