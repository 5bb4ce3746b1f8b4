"""The wire carries the protocol and nothing else, and outlives its client."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from pygls.exceptions import JsonRpcInternalError

from groundplan.lsp.serve import WireOut
from groundplan.lsp.server import GroundplanServer

PROGRAM = """
import os, subprocess, sys
from groundplan.lsp.serve import detach_standard_streams
stdin, stdout = detach_standard_streams()
print("a stray print")
os.write(1, b"a stray write")
subprocess.run([sys.executable, "-c", "import sys; print('a child', repr(sys.stdin.read()))"], check=True)
stdout.write(stdin.read() + b" answered")
stdout.flush()
"""


def test_nothing_stray_reaches_the_wire() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], input=b"asked", capture_output=True, check=True)
    assert done.stdout == b"asked answered"
    assert b"a stray print" in done.stderr
    assert b"a stray write" in done.stderr
    assert b"a child ''" in done.stderr


def test_writing_to_a_client_that_is_gone_does_nothing() -> None:
    read, write = os.pipe()
    wire = WireOut(os.fdopen(write, "wb"))
    wire.write(b"x")
    wire.flush()
    os.close(read)
    for _ in range(3):
        wire.write(b"y" * 100_000)
        wire.flush()
    wire.close()
    wire.write(b"z")


def test_errors_of_the_connection_are_logged_not_sent(caplog: pytest.LogCaptureFixture) -> None:
    server = GroundplanServer()
    sent: list[bytes] = []

    class Wire:
        def write(self, data: bytes) -> None:
            sent.append(data)

        def close(self) -> None:
            raise AssertionError("not now")

    server.protocol.set_writer(Wire())
    with caplog.at_level(logging.ERROR):
        server.report_server_error(ValueError("broken"), JsonRpcInternalError)
    assert sent == []
    assert "broken" in caplog.text
    server.close()
