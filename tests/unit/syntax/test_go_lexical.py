"""Byte searches that stand in for a lexer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.syntax.golang.lexical import end_of_open_token, fold_space, matching_brace, split_comment, strip_code


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("string", "string"),
        ("map[string]int", "map[string]int"),
        ("map[ string ] int", "map[string]int"),
        ("[ ]byte", "[]byte"),
        ("* base.Model[ T ]", "*base.Model[T]"),
        ("func( a int,\n\tb string,\n) (c, d error)", "func(a int, b string) (c, d error)"),
        ("func(a []int) []int", "func(a []int) []int"),
        ("interface { }", "interface{}"),
        ("struct {\n\tA, B int // both\n\n\tC string `json:\"c,  d\"`\n\tD [2]int\n}",
         "struct{A, B int; C string `json:\"c,  d\"`; D [2]int}"),
        ("struct{A int;B string}", "struct{A int; B string}"),
        ("interface {\n\tRead(p []byte) error\n\tio.Closer\n}", "interface{Read(p []byte) error; io.Closer}"),
        ("/* a */ chan<- /* b */ int // c", "chan<- int"),
        ("Page[ T,\n\tK,\n]", "Page[T, K]"),
        ("~int |\n\t~string", "~int | ~string"),
        ("  ", ""),
    ],
)  # fmt: skip
def test_fold_space(text: str, folded: str) -> None:
    assert fold_space(text.encode()) == folded
    assert fold_space(folded.encode()) == folded


@pytest.mark.parametrize("text", ["a \x01 `b` \x01", "`", '"', "\x01", "a\\", "'", "/*", "//", "`a` \x01 `b`"])
def test_fold_space_stands_odd_text(text: str) -> None:
    fold_space(text.encode())


def test_fold_space_replaces_what_is_not_utf8() -> None:
    assert fold_space(b"A\xff") == "A�"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("a // b\nc", "a  \nc"),
        ("a /* b\n*/ c", "a   c"),
        ('f("x // y", `z\n"`, \'"\')', "f( ,  ,  )"),
        ('"\\"" + a', "  + a"),
        ('"open\nb', " \nb"),
        ("`open\nb", " "),
        ("/* open\nb", " "),
        ("a / b * c", "a / b * c"),
        ("/**/a/***/b/* * /*/c", " a b c"),
    ],
)
def test_strip_code(source: str, code: str) -> None:
    assert strip_code(source.encode()).decode() == code


@pytest.mark.parametrize(
    ("source", "stop", "end"),
    [(b"a `b\nc` d", 4, 7), (b"a `b` c\nd", 7, 7), (b"/* `\n */ ` \n", 4, 8), (b"// `\nx", 4, 4), (b"`a", 1, 2)],
)
def test_end_of_open_token(source: bytes, stop: int, end: int) -> None:
    assert end_of_open_token(source, 0, stop) == end


def test_matching_brace_and_split_comment_step_over_literals() -> None:
    source = b"{ '}' \"}\" /* } */ { } } tail"
    assert matching_brace(source, 1, len(source)) == source.rindex(b"}")
    assert matching_brace(source, 1, 10) == -1
    assert split_comment(b'a "//" b // c') == b'a "//" b '


@given(st.binary(max_size=200))
def test_code_is_never_longer_and_has_no_literals(source: bytes) -> None:
    code = strip_code(source)
    assert len(code) <= len(source)
    assert b"`" not in code
    assert b'"' not in code
