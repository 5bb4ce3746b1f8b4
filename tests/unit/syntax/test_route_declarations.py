"""Routes that specifications and comments declare."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.model.route import DeclaredRoute
from groundplan.syntax.goctl import read_api
from groundplan.syntax.golang import read_go_file
from groundplan.syntax.openapi import read_openapi
from groundplan.syntax.proto import read_proto

SWAGGER = b"""{
  "basePath": "/v2/",
  "paths": {
    "/ropes": {
      "post": {
        "summary": "Add a rope",
        "parameters": [{"in": "query", "name": "q"}, {"in": "body", "schema": {"$ref": "#/definitions/NewRope"}}],
        "responses": {"400": {"schema": {"$ref": "#/definitions/Problem"}},
                      "201": {"schema": {"type": "array", "items": {"$ref": "#/definitions/Rope"}}}}
      },
      "x-notes": {"get": {}}
    }
  },
  "swagger": "2.0"
}
"""

OPENAPI = b"""\xef\xbb\xbfopenapi: "3.1.0"\r
servers: [{url: "https://example.com/{stage}/api/", variables: {stage: {default: live}}}, {url: /other}]\r
paths:\r
  /knots/{id}:\r
    summary: one knot\r
    get: {operationId: getKnot, description: "Shows a knot.\\nAt length."}\r
    parameters: []\r
"""

PROTO = b"""
syntax = "proto3"; // service Fake { rpc No(A) returns (B); }
package quay.v1;
message rpc { string service = 1; }
service Cargo {
  option (google.api.default_host) = "example.com";
  // Moves cargo.
  rpc Move(.quay.v1.MoveRequest) returns (stream quay.v1.Moved) {
    option deprecated = true;
    option (google.api.http) = {
      put: "/v1/{cargo.name=holds/*}:move" body: "cargo"
      additional_bindings { custom { kind: "HEAD" path: "/v1/moved" } }
      additional_bindings { post: '/v1/move' }
    };
  }
  rpc Drop(A) returns (B);
}
"""

API = b"""
info ( title: "x" )
@server(
  jwt: Auth
  prefix: "/v1"
)
service quay {
  /* @handler old
  get /old */
  @doc(
    summary: "All ropes"
  )
  @handler ListRopes
  get /ropes returns ([]Rope) // not /these
  @handler ping
  head /ping
}
service quay {
  @handler bare
  post /bare (*BareReq)
}
"""

COMMENTS = b"""// Package api is one.
//
//	BasePath: /v1
//
// swagger:meta
package api

/*
List lists.
@Summary All ropes
@Success 200 {array} model.Rope
@Router /ropes [get,head]
*/
func (s *Server) List() {
	// swagger:operation POST /ropes ropes addRope
	// ---
	// summary: x
	s.add()
}

var x = "// @Router /not/a/comment [get]"

// @Router no/slash [put]

func far() {}
"""


def shown(route: DeclaredRoute) -> str:
    types = f" {route.request or '-'} {route.response or '-'}" if route.request or route.response else ""
    return f"{route.line}: {route.method} {route.path} {route.operation or route.handler or '-'}{types}"


def test_swagger_in_json_with_its_version_last() -> None:
    found = read_openapi(SWAGGER)
    assert found is not None
    assert found.bases == ("/v2",)
    assert [shown(each) for each in found.routes] == ["5: POST /ropes - NewRope []Rope"]
    assert found.routes[0].summary == "Add a rope"


def test_openapi_in_yaml_with_servers() -> None:
    found = read_openapi(OPENAPI)
    assert found is not None
    assert found.bases == ("/live/api", "/other")
    assert [shown(each) for each in found.routes] == ["6: GET /knots/{id} getKnot"]
    assert found.routes[0].summary == "Shows a knot."


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"paths: {/x: {get: {}}}",
        b"# openapi: 3\npaths: {/x: {get: {}}}",
        b"openapi: 3.0.0\npaths: []",
        b"openapi: 3.0.0\npaths: {x: {get: {}}}",
        b"{{ if .x }}\nopenapi: 3.0.0\npaths: {/x: {get: {}}}\n{{ end }}",
    ],
)
def test_no_specification(source: bytes) -> None:
    assert read_openapi(source) is None


def test_proto() -> None:
    http, procedures = read_proto(PROTO)
    assert (http.source, procedures.source) == ("proto", "grpc")
    assert [shown(each) for each in http.routes] == [
        "11: PUT /v1/holds/{cargo.name}:move Cargo.Move MoveRequest Moved",
        "12: HEAD /v1/moved Cargo.Move MoveRequest Moved",
        "13: POST /v1/move Cargo.Move MoveRequest Moved",
    ]
    assert [shown(each) for each in procedures.routes] == [
        "8: POST /quay.v1.Cargo/Move Cargo.Move MoveRequest Moved",
        "16: POST /quay.v1.Cargo/Drop Cargo.Drop A B",
    ]
    assert procedures.routes[0].summary == "Moves cargo."


def test_goctl() -> None:
    found = read_api(API)
    assert found is not None
    assert [shown(each) for each in found.routes] == [
        "14: GET /v1/ropes ListRopes - []Rope",
        "16: HEAD /v1/ping ping",
        "20: POST /v1/bare bare BareReq -",
    ]
    assert found.routes[0].summary == "All ropes"


def test_comments() -> None:
    found = {each.source: each for each in read_go_file(COMMENTS).declared}
    assert found["go-swagger"].bases == ("/v1",)
    assert [shown(each) for each in found["go-swagger"].routes] == ["15: POST /ropes addRope"]
    assert [shown(each) for each in found["swag"].routes] == [
        "12: GET /ropes Server.List - model.Rope",
        "12: HEAD /ropes Server.List - model.Rope",
        "23: PUT /no/slash far",
    ]


ALL = (SWAGGER, OPENAPI, PROTO, API, COMMENTS)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(ALL), st.integers(0, 900), st.integers(0, 40), st.binary(max_size=12))
def test_broken_files_raise_nothing(source: bytes, at: int, length: int, instead: bytes) -> None:
    broken = source[:at] + instead + source[at + length :]
    for read in (read_openapi, read_proto, read_api, read_go_file):
        read(broken)


@pytest.mark.parametrize(
    "piece", [b"{", b"(", b"/*", b'"', b"service a {", b"rpc a(", b"option (google.api.http) = {", b"// x\n"]
)
def test_long_files_take_no_time(piece: bytes) -> None:
    for start in (b"service rpc @handler paths openapi: ", b"package a\n// swagger:meta @Router\n"):
        source = start + piece * 4_000
        read_proto(source)
        read_api(source)
        read_openapi(source)
        read_go_file(source)
