"""go.mod and go.work files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.model.module import GoMod, GoWork, Replacement, Requirement
from groundplan.syntax.gomod import read_go_mod, read_go_work

MOD = b"""// About the module.
module "example.com/app" // the name

go 1.22.1

toolchain go1.23.0

require example.com/one v1.2.3

require (
	example.com/two v0.1.0 // indirect
	`example.com/three` v1.0.0 // why; not indirect
	example.com/four/v2 v2.0.0-20240101000000-abcdefabcdef//indirect
	malformed
)

replace example.com/one => ../one

replace (
	example.com/two v0.1.0 => example.com/fork v0.2.0
	example.com/three => "./third party"
	malformed =>
)

exclude example.com/five v1.0.0

retract [v1.0.0, v1.1.0] // broken

tool example.com/one/cmd
"""

EXPECTED = GoMod(
    "example.com/app",
    "1.22.1",
    (
        Requirement("example.com/one", "v1.2.3", False, 8),
        Requirement("example.com/two", "v0.1.0", True, 11),
        Requirement("example.com/three", "v1.0.0", False, 12),
        Requirement("example.com/four/v2", "v2.0.0-20240101000000-abcdefabcdef", True, 13),
    ),
    (
        Replacement("example.com/one", "", "../one", "", 17),
        Replacement("example.com/two", "v0.1.0", "example.com/fork", "v0.2.0", 20),
        Replacement("example.com/three", "", "./third party", "", 21),
    ),
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_go_mod(mark: bytes, ends: bytes) -> None:
    assert read_go_mod(mark + MOD.replace(b"\n", ends)) == EXPECTED


def test_blocks_of_one_line_and_module_blocks() -> None:
    source = (
        b"module (\n\texample.com/x\n)\nrequire ( example.com/a v1.0.0 )\nrequire(\nexample.com/b v1.0.0)\ngo 1.21\n"
    )
    found = read_go_mod(source)
    assert (found.module, found.go) == ("example.com/x", "1.21")
    assert [each.path for each in found.requirements] == ["example.com/a", "example.com/b"]


def test_go_work() -> None:
    source = b"""go 1.22

use ./api
use (
	. // the root
	"./two words"
)
use ( ./tools )

replace example.com/a v1.0.0 => ./a
"""
    assert read_go_work(source) == GoWork(
        "1.22",
        ("./api", ".", "./two words", "./tools"),
        (Replacement("example.com/a", "v1.0.0", "./a", "", 10),),
    )


@pytest.mark.parametrize("source", [b"", b"\n", b"\xff\xfe", b"module", b"require (", b")", b'module "', b"// only"])
def test_next_to_nothing(source: bytes) -> None:
    assert read_go_mod(source).requirements == ()
    assert read_go_work(source).uses == ()


@given(st.binary(max_size=400) | st.text('()"`/=> \n\tmodulerqi.v1', max_size=200).map(str.encode))
def test_any_bytes_give_facts(source: bytes) -> None:
    lines = source.count(b"\n") + 1
    found = read_go_mod(source)
    assert all(1 <= each.line <= lines for each in found.requirements)
    assert all(1 <= each.line <= lines for each in found.replacements)
    read_go_work(source)
