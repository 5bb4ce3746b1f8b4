"""What a command of the terminal consists of."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: `declare` adds its arguments to a parser, `run` does the work and returns the exit code.

    Declaring must stay cheap, for it happens at every start; `run` imports what it needs.
    """

    name: str
    summary: str
    declare: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


def declare_workspace(parser: ArgumentParser) -> None:
    """Add the `--workspace` argument, which most commands share."""
    parser.add_argument(
        "--workspace",
        metavar="DIR",
        help="the folder with the Go code; default: the nearest parent folder with a go.work, a go.mod or a .git",
    )
