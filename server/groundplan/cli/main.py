"""The command line as a whole: the table of commands and how each kind of ending becomes an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import ArgumentParser, HelpFormatter
from collections.abc import Sequence

from groundplan import __version__
from groundplan.cli.check import CHECK
from groundplan.cli.command import Command
from groundplan.cli.doctor import DOCTOR
from groundplan.cli.drift import DRIFT
from groundplan.cli.failure import CannotRunError
from groundplan.cli.find import FIND
from groundplan.cli.index import INDEX
from groundplan.cli.init import INIT
from groundplan.cli.new import NEW
from groundplan.cli.patterns import PATTERNS
from groundplan.cli.resources import RESOURCES
from groundplan.cli.review import REVIEW
from groundplan.cli.routes import ROUTES
from groundplan.cli.rules import EXPLAIN, RULES_LIST
from groundplan.cli.serve import SERVE
from groundplan.cli.slice import SLICE
from groundplan.cli.types import TYPES

COMMANDS: tuple[Command, ...] = (
    *(NEW, CHECK, REVIEW, DRIFT, RULES_LIST, EXPLAIN, FIND, SLICE, ROUTES, RESOURCES, TYPES, PATTERNS),
    *(INIT, INDEX, DOCTOR, SERVE),
)
"""The commands in the order in which help lists them."""

CANNOT_RUN = 2
INTERRUPTED = 130
READER_GONE = 141
"""What a shell reports for a program ended by SIGPIPE; 1 would read as "problems found"."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code: 0, 1 for what the command looked for, 2 when it could not run."""
    _keep_unencodable_text_harmless()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except CannotRunError as error:
        _complain(str(error))
        return CANNOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered would raise again when the interpreter flushes at its end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except OSError as error:
        _complain(f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror or error}.")
        return CANNOT_RUN


def _dispatch(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(
        prog="groundplan",
        description="Grounds backend plans in the Go code that already exists.",
        formatter_class=_wide_formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"groundplan {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command in COMMANDS:
        subparser = subparsers.add_parser(
            command.name,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            formatter_class=_wide_formatter,
            allow_abbrev=False,
        )
        command.declare(subparser)
        subparser.set_defaults(run=command.run)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 0
    if chosen.command is None:
        parser.print_help(sys.stderr)
        return CANNOT_RUN
    code: int = chosen.run(chosen)
    return code


def _wide_formatter(prog: str) -> HelpFormatter:
    return HelpFormatter(prog, max_help_position=28)


def _complain(sentence: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(f"groundplan: {sentence}", file=sys.stderr)


def _keep_unencodable_text_harmless() -> None:
    """Let a terminal that cannot show a character get an escape for it instead of failing the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
