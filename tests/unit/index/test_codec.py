"""Facts survive the way into the store and back."""

from __future__ import annotations

import pytest

from groundplan.index.codec import DecodeError, decode, encode
from groundplan.model.expression import Assign, Block, Call, Closure, Evaluate, Function, Literal, Name, Selector, Text
from groundplan.model.go import Field, GoFile, TypeDecl, TypeKind
from groundplan.model.location import Span
from groundplan.model.route import Route, RouteConfidence
from groundplan.syntax.golang import read_go_file

SOURCE = b"""package api

import "net/http"

// Berth is a place for a boat.
type Berth struct {
	ID string `json:"id"`
	*Base
}

func Routes(mux *http.ServeMux) {
	for _, item := range tables {
		mux.HandleFunc("GET /v1/"+item.Name, func(w http.ResponseWriter, r *http.Request) {})
	}
}
"""


def test_a_file_of_facts_comes_back_equal() -> None:
    facts = read_go_file(SOURCE)
    assert facts.types and facts.functions
    assert decode(GoFile, encode(facts)) == facts


def test_every_kind_of_expression_comes_back_equal() -> None:
    table = Literal("[]T", ((None, Name("a")), (Name("k"), Text("v"))), 3)
    call = Call(Selector(Name("r"), "Get"), (Text("/x"), table), 4, 50)
    branch = Block("if", (Name("ok"),), (Assign((Name("x"),), (call,)),))
    closure = Closure((("r", "chi.Router"),), (Evaluate(call), branch), 2)
    function = Function("Routes", "", "", (("r", "chi.Router"),), (), (Evaluate(closure),), 1)
    assert decode(Function, encode(function)) == function


def test_unions_enums_and_optional_parts() -> None:
    route = Route("GET", "/x", "h", "a.go", 3, "chi", RouteConfidence.EXACT, ("auth",))
    assert decode(Route, encode(route)) == route
    decl = TypeDecl("T", TypeKind.STRUCT, 1, Span(0, 3), Span(1, 2), fields=(Field("A", "int", embedded=True),))
    assert decode(TypeDecl, encode(decl)) == decl


@pytest.mark.parametrize("data", [b"", b"nonsense", encode(Span(1, 2))])
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DecodeError):
        decode(GoFile, data)
