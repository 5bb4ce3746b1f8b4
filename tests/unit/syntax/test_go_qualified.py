"""Qualified names in Go fragments: where a type must stand, what is called, and what may be a variable."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundplan.syntax.golang import code_only, read_qualified_uses

SOURCE = b"""package paint

import (
	"fmt"
	st "example.com/quarry/stone"
)

// Label is painted on a stone.Slab.
func Label(block *st.Block, all []st.Seam) (st.Colour, error) {
	store := open("st.Hidden")
	paint := st.Paint{Of: block.Name}
	return st.Mix(paint, store.Kind), fmt.Errorf("x %w", st.ErrDry)
}
"""


def test_types_calls_and_values() -> None:
    found = [
        (use.qualifier, use.name, "type" if use.typed else "call" if use.called else "")
        for use in read_qualified_uses(SOURCE).uses
    ]
    assert found == [
        ("st", "Block", "type"),
        ("st", "Seam", "type"),
        ("st", "Colour", ""),
        ("st", "Paint", "type"),
        ("block", "Name", ""),
        ("st", "Mix", "call"),
        ("store", "Kind", ""),
        ("fmt", "Errorf", "call"),
        ("st", "ErrDry", ""),
    ]


def test_variables_are_bare_and_imports_are_read() -> None:
    uses = read_qualified_uses(SOURCE)
    assert {"store", "block", "paint"} <= uses.bare
    assert not {"st", "fmt"} & uses.bare
    assert [(each.path, each.alias) for each in uses.imports] == [("fmt", ""), ("example.com/quarry/stone", "st")]


@given(st.binary(max_size=200), st.text(max_size=200))
def test_any_text_keeps_its_offsets(source: bytes, text: str) -> None:
    for each in (source, text.encode("utf-8", "surrogatepass")):
        assert len(code_only(each)) == len(each)
        for use in read_qualified_uses(each).uses:
            assert each[use.span.start : use.span.end] == f"{use.qualifier}.{use.name}".encode()
