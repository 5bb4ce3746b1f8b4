"""Ignore rules mean what Git means by them; each row was checked against `git check-ignore`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.index.ignore import IgnoreRules, IgnoreStack

ROWS = [
    # rules, path, whether it is ignored
    ("*.log", "a.log", True),
    ("*.log", "a/b.log", True),
    ("*.log", "a.log.go", False),
    ("/*.log", "a.log", True),
    ("/*.log", "a/b.log", False),
    ("bin", "cmd/bin", True),
    ("/bin", "cmd/bin", False),
    ("bin/", "bin", False),
    ("bin/", "bin/", True),
    ("bin/", "cmd/bin/", True),
    ("/bin/", "cmd/bin/", False),
    ("a/b", "a/b", True),
    ("a/b", "x/a/b", False),
    ("a/*", "a/b", True),
    ("a/*.c", "a/b/x.c", False),
    ("a/**", "a/b/c", True),
    ("a/**", "a/", False),
    ("**/a", "a", True),
    ("**/a", "x/y/a", True),
    ("**/a/b", "x/a/b", True),
    ("a/**/b", "a/b", True),
    ("a/**/b", "a/x/y/b", True),
    ("a/**/b", "a/xb", False),
    ("**", "a", True),
    ("/**", "a/b", True),
    ("x**/b", "xa/c/b", True),
    ("***/b", "a/b", True),
    ("f?o", "foo", True),
    ("f?o", "fo", False),
    ("a/f?o", "a/f/o", False),
    ("[ab].go", "a.go", True),
    ("[!ab].go", "a.go", False),
    ("[!ab].go", "c.go", True),
    ("[^ab].go", "c.go", True),
    ("[a-c].go", "b.go", True),
    ("[z-a]", "z", True),
    ("[]a]", "]", True),
    ("[[:digit:]]", "7", True),
    ("[[:digit:]]", "x", False),
    ("[[:nonsense:]]", "x", False),
    ("[a", "[a", False),
    ("\\*", "*", True),
    ("\\*", "x", False),
    ("a\\", "a", False),
    ("[\\]]", "]", True),
    ("# a comment", "# a comment", False),
    ("\\#a", "#a", True),
    ("\\!a", "!a", True),
    ("a ", "a", True),
    ("a\\ ", "a ", True),
    ("a\\ ", "a", False),
    ("a\r\n*.x\r", "a", True),
    ("", "a", False),
    ("/", "a", False),
    ("!", "a", False),
    ("*.go\n!keep.go", "keep.go", False),
    ("*.go\n!keep.go", "a/lose.go", True),
    ("!keep.go\n*.go", "keep.go", True),
    ("*\n!*/\n!*.go", "a/", False),
    ("*\n!*/\n!*.go", "a/x.go", False),
    ("*\n!*/\n!*.go", "a/x.txt", True),
    ("*a*b*c*", "xaybzc", True),
    ("*a*b*c*", "xaybz", False),
    ("x/*a*b*c", "x/aabbcc", True),
    ("é?", "éa", True),
    ("[é]", "é", False),
    ("??", "é", True),
    ("a+b(c", "a+b(c", True),
    ("\ufeffa", "a", True),
]


def ignores(rules: str, path: str) -> bool:
    stack = IgnoreStack(IgnoreRules(rules.encode()), "")
    bare = path.rstrip("/")
    return stack.ignores(bare, bare.rsplit("/", 1)[-1], path.endswith("/"))


@pytest.mark.parametrize(("rules", "path", "ignored"), ROWS)
def test_rules(rules: str, path: str, ignored: bool) -> None:
    assert ignores(rules, path) == ignored


def test_the_innermost_file_decides_and_the_others_fill_in() -> None:
    outer = IgnoreStack(IgnoreRules(b"*.pb.go\n*.tmp\n/gen/x.go\n"), "")
    inner = IgnoreStack(IgnoreRules(b"!wanted.pb.go\n/local.go\n"), "gen", below=outer)
    decisions = {
        path: inner.ignores(f"gen/{path}", path.rsplit("/", 1)[-1], False)
        for path in ("a.pb.go", "wanted.pb.go", "local.go", "deep/local.go", "x.go", "y.tmp")
    }
    assert decisions == {
        "a.pb.go": True,
        "wanted.pb.go": False,
        "local.go": True,
        "deep/local.go": False,
        "x.go": True,
        "y.tmp": True,
    }


def test_rules_from_above_the_root_see_the_way_down() -> None:
    stack = IgnoreStack(IgnoreRules(b"/backend/out/\n/out2/\n"), "", "backend/")
    assert stack.ignores("out", "out", True)
    assert not stack.ignores("out2", "out2", True)


@given(st.binary(max_size=60), st.text(min_size=1, max_size=20))
def test_nothing_makes_it_fail(source: bytes, name: str) -> None:
    rules = IgnoreRules(source)
    for path in (name, f"a/{name}"):
        for is_folder in (False, True):
            rules.decide(path, name, is_folder)


@pytest.mark.parametrize("rule", ["*a" * 60 + "b", "x/" + "*a" * 60 + "b", "**/a/" * 60 + "b", "[" * 3000, "\\" * 999])
def test_hostile_rules_take_no_time(rule: str) -> None:
    started = time.process_time()
    rules = IgnoreRules(rule.encode())
    rules.decide("x/" + "a" * 250, "a" * 250, False)
    rules.decide("a/" * 100 + "a", "a", False)
    assert time.process_time() - started < 2
