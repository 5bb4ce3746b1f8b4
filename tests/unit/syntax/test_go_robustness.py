"""Reading Go never raises, never hangs, and agrees with a whole parse on code in gofmt's form."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.model.go import FuncDecl, GoFile, TypeDecl
from groundplan.syntax.golang import read_go_fields, read_go_file, read_go_fragment
from groundplan.syntax.golang.comments import read_header
from groundplan.syntax.golang.declarations import DeclarationReader
from groundplan.syntax.golang.grammar import SourceParser
from groundplan.syntax.golang.reading import facts_of

_WORKSPACES = Path(__file__).parents[2] / "workspaces"

SAMPLE = b"""// Package sample has one of everything.
package sample

import (
	"context"
	m "example.com/models/v2"
)

// Kind tells orders apart.
type Kind string

const (
	KindOne Kind = "one" // first
	KindTwo Kind = "two"
)

var (
	errGone = m.NewError("gone { ` ")
	table   = map[Kind][]string{
		KindOne: {"a", "b"},
	}
)

var limits = []int{
	1, 2,
}

// Order is placed by a customer.
type Order struct {
	*m.Base
	// ID identifies it.
	ID, Ref string `json:"id"`
	Meta    struct {
		Tags map[string]*m.Tag
	}
}

type Store interface {
	Find(ctx context.Context, id string) (*Order, error)
}

// Find finds.
func (s *service) Find(ctx context.Context, id string) (*Order, error) {
	query := `
}
func fake() {
`
	if o, err := s.store.Find(ctx, id); err == nil { // '}'
		return o, m.Wrap(err, query)
	}
	return nil, errGone
}

func visit[T any](
	items []T,
	each func(T) (bool, error),
) error {
	for range items {
	}
	return nil
}

func (o Order) Valid() bool { return o.ID != "" }
"""


def read_whole(source: bytes) -> GoFile:
    """Read a file from one parse of everything in it."""
    header = read_header(source)
    reader = DeclarationReader(source)
    root = SourceParser(source).parse(((header.end, len(source)),))
    assert root is not None
    reader.read_tree(root)
    return facts_of(source, header, reader.found, root.has_error)


def _go_files() -> list[Path]:
    return sorted(_WORKSPACES.rglob("*.go"))


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_the_skeleton_gives_the_facts_of_the_whole(ends: bytes) -> None:
    source = SAMPLE.replace(b"\n", ends)
    found = read_go_file(source)
    assert not found.broken
    assert found == read_whole(source)
    assert [len(each) for each in (found.types, found.funcs, found.values)] == [3, 3, 5]


@pytest.mark.parametrize("path", _go_files(), ids=lambda path: path.relative_to(_WORKSPACES).as_posix())
def test_the_skeleton_gives_the_facts_of_the_whole_for_real_files(path: Path) -> None:
    source = path.read_bytes()
    assert read_go_file(source) == read_whole(source)


_PIECES = st.sampled_from(
    [b"{", b"}", b"(", b")", b"`", b'"', b"'", b"\n", b"\n}\n", b"/*", b"*/", b"//", b"func ", b"type ", b"..."]
) | st.binary(max_size=6)  # fmt: skip
_EDITS = st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), _PIECES), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(_EDITS)
def test_any_edit_gives_facts_with_spans_in_range(edits: list[tuple[int, int, bytes]]) -> None:
    source = SAMPLE
    for at, removed, inserted in edits:
        source = source[:at] + inserted + source[at + removed :]
    for found in (read_go_file(source), read_go_fragment(source)):
        _check_positions(source, found)
    read_go_fields(source)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_facts(source: bytes) -> None:
    _check_positions(source, read_go_file(source))
    _check_positions(source, read_go_fragment(source))
    read_go_fields(source)


def _check_positions(source: bytes, found: GoFile) -> None:
    declarations: list[TypeDecl | FuncDecl] = [*found.types, *found.funcs]
    for named in declarations:
        assert 0 <= named.span.start <= named.name_span.start < named.name_span.end <= named.span.end <= len(source)
        assert source[named.name_span.start : named.name_span.end].decode("utf-8", "replace") == named.name
        assert named.line == source.count(b"\n", 0, named.span.start) + 1
    for value in found.values:
        assert 0 <= value.span.start < value.span.end <= len(source)
        assert value.line == source.count(b"\n", 0, value.span.start) + 1
    for starts in (
        [each.span.start for each in found.types],
        [each.span.start for each in found.funcs],
        [each.span.start for each in found.values],
    ):
        assert starts == sorted(starts)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)))
def test_a_file_cut_short_keeps_what_came_before(at: int) -> None:
    whole = read_go_file(SAMPLE)
    found = read_go_file(SAMPLE[:at])
    names = {each.name for each in found.types}
    assert {each.name for each in whole.types if each.span.end < at - 1} <= names


def test_an_error_inside_of_a_body_costs_nothing() -> None:
    source = SAMPLE.replace(b"return nil, errGone", b"return nil, errGone.")
    found = read_go_file(source)
    assert [each.name for each in found.funcs] == ["Find", "visit", "Valid"]
    assert not found.broken


def test_a_half_typed_body_costs_nothing_but_that_function() -> None:
    source = SAMPLE.replace(b"	for range items {\n	}\n", b"	for range items {\n")
    found = read_go_file(source)
    assert found.broken
    assert {each.name for each in found.funcs} >= {"Find", "visit", "Valid"}
    assert [each.name for each in found.types] == ["Kind", "Order", "Store"]


HOSTILE = [
    b"package x\nvar x = " + b"(" * 100_000 + b"1" + b")" * 100_000,
    b"package x\nfunc f() " + b"{" * 100_000,
    b"\x00" * 100_000,
    b'"' * 100_000,
    b"`" * 100_001,
    b"/*" * 100_000,
    b"*/\nvar x int\n" * 8_000,
    b"\nfunc f(" * 40_000,
    b"\nfunc f() {\n" * 10_000,
    b"package x\n\nfunc f() {\n" + b'"\\' * 150_000,
    b"package x\n\nconst (\n\tA = 1" + b"//" * 150_000,
    b"package x\n\ntype A struct {" + b"a, b int `x`;" * 20_000 + b"}\n",
    b"package x\n\ntype A struct {\n" + b"a int // b\n" * 20_000,
    b"type A[" * 15_000,
    b"{ //" * 80_000,
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_seconds_at_most(source: bytes) -> None:
    begin = time.process_time()
    _check_positions(source, read_go_file(source))
    read_go_fragment(source)
    assert time.process_time() - begin < 20  # up to 4 s on one core; what this guards against takes minutes


def test_a_large_file_is_read_whole() -> None:
    body = b"\n\t".join(b"total += weigh(parts[%d])" % i for i in range(40))
    source = b"package x\n" + b"".join(b"\nfunc f%d() {\n\t%s\n}\n" % (i, body) for i in range(4_000))
    assert len(source) > 4_000_000
    found = read_go_file(source)
    assert len(found.funcs) == 4_000
    assert not found.broken
