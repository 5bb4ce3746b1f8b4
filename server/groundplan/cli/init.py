"""`groundplan init`: a groundplan.toml in which every setting is explained."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError


def _declare(parser: ArgumentParser) -> None:
    declare_workspace(parser)
    parser.epilog = "Exit code: 0 written, 2 not written. A file that is there is never changed."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.workspace_root import choose_root
    from groundplan.index.configuration import FILE_NAME
    from groundplan.index.settings_files import commented_settings

    path = choose_root(arguments.workspace, ()) / FILE_NAME
    write_new(path, commented_settings().encode(), "It is left as it is; `groundplan doctor` shows what it says.")
    print(path)
    print("Every setting is in it as a comment; nothing changes until you uncomment one.", file=sys.stderr)
    return 0


def write_new(path: Path, text: bytes, way_out: str) -> None:
    """Write a file that is not there yet, its folders with it. Raises CannotRunError when it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        what = path if path.exists() or path.is_symlink() else path.parent
        raise CannotRunError(f"{what} exists already. {way_out}") from None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be written: {error.strerror}.") from error


INIT = Command("init", "write a groundplan.toml that explains every setting", _declare, _run)
