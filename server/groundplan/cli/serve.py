"""`groundplan serve`: the language server."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from groundplan.cli.command import Command
from groundplan.cli.failure import CannotRunError

LOCAL_HOST = "127.0.0.1"


def _declare(parser: ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stdio", action="store_true", help="speak on standard input and output (the default)")
    how.add_argument("--tcp", metavar="HOST:PORT", help="wait for one editor on a TCP address")
    how.add_argument("--port", metavar="N", help=f"the same on {LOCAL_HOST}")


def _run(arguments: Namespace) -> int:
    address = arguments.tcp or (f"{LOCAL_HOST}:{arguments.port}" if arguments.port is not None else None)
    if address is not None:
        host, port = read_address(address)
        from groundplan.lsp.serve import serve_tcp

        return serve_tcp(host, port)
    if sys.stdin.isatty():
        print("groundplan: waiting for an editor on standard input; end with Ctrl-C.", file=sys.stderr)
    from groundplan.lsp.serve import serve_stdio

    return serve_stdio()


def read_address(text: str) -> tuple[str, int]:
    """Return the host and port of `HOST:PORT`; an IPv6 host stands in brackets. Raises CannotRunError."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise CannotRunError(f"`{text}` is no address: give HOST:PORT with a port from 0 to 65535.")
    return host.removeprefix("[").removesuffix("]") or LOCAL_HOST, int(port)


SERVE = Command("serve", "run the language server, for editors", _declare, _run)
