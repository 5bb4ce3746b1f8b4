"""Opening the workspace of a command: index brought up to date, problems told, nothing to search in refused."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundplan.cli.failure import CannotRunError
from groundplan.cli.progress_line import ProgressLine
from groundplan.cli.terminal import plural, printable
from groundplan.index.refresh import RefreshReport
from groundplan.index.snapshot import Snapshot
from groundplan.index.store import StoreUnusableError
from groundplan.index.workspace import Workspace

MAX_PROBLEMS = 5
"""How many problems are told one by one."""


@dataclass(frozen=True, slots=True)
class OpenWorkspace:
    """A workspace whose index is up to date, with the snapshot that a command works on."""

    workspace: Workspace
    snapshot: Snapshot
    report: RefreshReport


@contextlib.contextmanager
def open_workspace(root: Path) -> Iterator[OpenWorkspace]:
    """Open a workspace folder and bring its index up to date; problems go to standard error.

    Raises CannotRunError when the folder holds no Go files or the index cannot be used.
    """
    logging.basicConfig(handlers=[_Complaints()], level=logging.WARNING)
    try:
        workspace = Workspace(root)
        with contextlib.closing(workspace):
            progress = ProgressLine(sys.stderr)
            try:
                report = workspace.refresh(progress.show)
            finally:
                progress.clear()
            tell_problems([*workspace.problems, *workspace.store.problems, *report.problems])
            with workspace.snapshot() as snapshot:
                if not snapshot.counts.files:
                    raise CannotRunError(
                        f"There are no Go files in {root}: say where the Go code is with --workspace DIR."
                    )
                yield OpenWorkspace(workspace, snapshot, report)
    except StoreUnusableError as error:
        raise CannotRunError(
            f"The index of {root} cannot be used ({error}): if another groundplan is at work on it, try again later."
        ) from error


def tell_problems(problems: list[str]) -> None:
    """Write problems that do not stop the command to standard error, the first few one by one."""
    for problem in problems[:MAX_PROBLEMS]:
        print(f"groundplan: {printable(problem)}", file=sys.stderr)
    if len(problems) > MAX_PROBLEMS:
        print(f"groundplan: {plural(len(problems) - MAX_PROBLEMS, 'more problem')} of this kind.", file=sys.stderr)


class _Complaints(logging.Handler):
    """Tells what the engine logs in one line; a traceback says nothing to the user of a terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        cause = f" ({type(error).__name__}: {error})" if error is not None else ""
        print(f"groundplan: {printable(record.getMessage() + cause)}", file=sys.stderr)
