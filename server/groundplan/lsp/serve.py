"""Running the server: on standard input and output, or for one client on TCP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pygls.io_ import run_async

from groundplan.lsp.server import GroundplanServer

if TYPE_CHECKING:
    from collections.abc import Callable

EXIT_SECONDS = 5.0
"""How long threads may take to end when the session is over; a refresh looks up several times a second."""


def serve_stdio() -> int:
    """Serve one client on standard input and output; return the exit code when the session ends."""
    stdin, stdout = detach_standard_streams()
    return _serve(lambda server: server.start_io(stdin, cast("BinaryIO", WireOut(stdout))))


def serve_tcp(host: str, port: int) -> int:
    """Serve the first client that connects to an address, then stop listening; return the exit code.

    The address is written to standard error, which tells a client what port 0 became. Raises OSError when the address
    cannot be listened on.
    """
    return _serve(lambda server: asyncio.run(_serve_first_client(server, host, port)))


def detach_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take the wire away from file descriptors 0 and 1 and return it as streams.

    Afterwards input is empty and output goes to standard error, so neither a stray print nor a worker process can
    reach the client. The returned descriptors are not inherited by child processes.
    """
    sys.stdout.flush()
    stdin = os.fdopen(os.dup(0), "rb")
    stdout = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    try:
        os.dup2(2, 1)
    except OSError:
        # Started without standard error: what is printed goes nowhere.
        os.dup2(nothing, 1)
    os.close(nothing)
    sys.stdout = sys.stderr
    return stdin, stdout


class WireOut:
    """The output stream to a client that may be gone: after `close` or a broken pipe, writing does nothing."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: BinaryIO | None = stream

    def write(self, data: bytes) -> None:
        """Send bytes."""
        self._attempt(lambda stream: stream.write(data))

    def flush(self) -> None:
        """Send what is buffered."""
        self._attempt(lambda stream: stream.flush())

    def close(self) -> None:
        """Send nothing more."""
        self._attempt(lambda stream: stream.close())
        self._stream = None

    def _attempt(self, action: Callable[[BinaryIO], object]) -> None:
        if self._stream is None:
            return
        try:
            action(self._stream)
        except OSError:
            # The client is gone; the end of its input ends the session.
            self._stream = None


def _serve(run: Callable[[GroundplanServer], object]) -> int:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # Its warnings are about messages that arrive late, which is ordinary.
    logging.getLogger("pygls").setLevel(logging.ERROR)
    server = GroundplanServer()
    server.garbage.begin()
    # pygls ends the event loop by SystemExit when the client says `exit`; the code is ours to choose.
    with contextlib.suppress(SystemExit, KeyboardInterrupt):
        run(server)
    _end_soon(server.exit_code)
    server.close()
    return server.exit_code


async def _serve_first_client(server: GroundplanServer, host: str, port: int) -> None:
    loop = asyncio.get_running_loop()
    connected: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = loop.create_future()

    def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if connected.done():
            writer.close()
        else:
            connected.set_result((reader, writer))

    listener = await asyncio.start_server(connect, host, port)
    for address in sorted({listening.getsockname()[:2] for listening in listener.sockets}):
        print(f"groundplan: listening on {address[0]}:{address[1]}", file=sys.stderr, flush=True)
    reader, writer = await connected
    listener.close()
    server.protocol.set_writer(cast("Any", WireOut(cast("BinaryIO", _TcpStream(writer)))))
    await run_async(threading.Event(), reader, server.protocol, logging.getLogger("pygls"), server.report_server_error)
    writer.close()


class _TcpStream:
    """A stream writer with the face of a file; asyncio sends what is written by itself."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def write(self, data: bytes) -> None:
        self._writer.write(data)

    def flush(self) -> None:
        return

    def close(self) -> None:
        self._writer.close()


def _end_soon(code: int) -> None:
    """End the process whatever its threads do: Python waits for them without limit."""

    def end() -> None:
        logging.getLogger(__name__).error("threads did not end in time; the process ends without them")
        logging.shutdown()
        os._exit(code)

    timer = threading.Timer(EXIT_SECONDS, end)
    timer.daemon = True
    timer.start()
