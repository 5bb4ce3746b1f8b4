"""Marks of bodies: environment variables, tables, wrapped errors, status codes, tables of cases."""

from __future__ import annotations

import pytest

from groundplan.model.go import BodyMarkKind
from groundplan.syntax.golang import read_go_file


def marks(text: str) -> list[tuple[str, str, int]]:
    """Return the marks of a file of package a."""
    return [(mark.kind.value, mark.text, mark.line) for mark in read_go_file(f"package a\n{text}".encode()).marks]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ('os.Getenv("PORT")', "PORT"),
        ('os.LookupEnv( "PORT" )', "PORT"),
        ("os.Getenv(portKey)", "portKey"),
        ('getEnv("PORT", "80")', "PORT"),
        ('config.MustGetenv("PORT")', "PORT"),
    ],
)
def test_environment_variables(call: str, name: str) -> None:
    assert marks(f'import "os"\n\nvar a = func() {{\n\t_ = {call}\n}}\n') == [("env", name, 5)]


@pytest.mark.parametrize("call", ['os.Setenv("PORT", "1")', 'os.Getenv("")', 'os.Getenv("a-" + b)', 'environ("PORT")'])
def test_other_calls_read_no_variable(call: str) -> None:
    assert marks(f'import "os"\nfunc A() {{\n\t{call}\n}}\n') == []


def test_tables_of_statements() -> None:
    text = (
        'const a = `\nCREATE TABLE IF NOT EXISTS "users" (id);\nCREATE TABLE shop.orders (id);`\n// to CREATE TABLE\n'
    )
    assert marks(text) == [("table", "users", 3), ("table", "shop.orders", 4)]


def test_wrapped_errors_are_those_of_the_function() -> None:
    text = 'import "fmt"\nfunc A() error { return fmt.Errorf("a: %w", b) }\nfunc B() error { return fmt.Errorf("b") }\n'
    assert marks(text) == [(BodyMarkKind.WRAPPED_ERROR.value, "", 3)]


def test_status_codes_need_three_and_an_error() -> None:
    codes = "\tx(http.StatusOK, http.StatusGone, http.StatusConflict)\n"
    text = (
        'import "net/http"\n'
        f"func Status(err error) int {{\n{codes}}}\n"
        f"func Answer(w http.ResponseWriter) {{\n{codes}}}\n"
        "func Few(err error) { x(http.StatusOK, http.StatusOK, http.StatusGone) }\n"
    )
    assert marks(text) == [("status", "http", 3)]


def test_rpc_codes_are_told_apart() -> None:
    text = (
        'import "google.golang.org/grpc/codes"\nfunc Code(err error) { x(codes.OK, codes.NotFound, codes.Internal) }\n'
    )
    assert marks(text) == [("status", "rpc", 3)]


def test_tables_of_cases() -> None:
    text = (
        'import "testing"\n'
        "func TestA(t *testing.T) {\n\tfor _, tt := range []struct{ a int }{{1}} {\n\t}\n}\n"
        "func TestB(t *testing.T) {\n\tfor name := range cases {\n\t}\n}\n"
        "func TestC(t *testing.T) {}\n"
    )
    assert marks(text) == [("table-test", "", 3), ("table-test", "", 7)]


@pytest.mark.parametrize(
    "text", ["", 'import "os"\nfunc A() { os.Getenv("', 'import "os"\nfunc A() { os.Getenv("\xff") }']
)
def test_broken_code_yields_fewer_marks(text: str) -> None:
    assert marks(text) == []
