"""`--watch`: a command that runs again whenever the files that it looks at change."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import palette_for, plural, printable

SHOWN = 3
"""How many changed files are named."""


def run_and_watch(root: Path, run: Callable[[], int]) -> int:
    """Run a command once the watch stands and after every change below `root`; returns the last exit code.

    It goes on until it is interrupted. A run that cannot be done says why and waits for the next change. Raises
    CannotRunError where the folder cannot be watched.
    """
    from groundplan.index.watching import CannotWatchError, watch_changes

    palette = palette_for(sys.stderr)
    code = 0
    try:
        for paths in watch_changes(root, threading.Event(), also=lambda path: path.endswith(".md")):
            if not paths:
                code = _run_once(run)
                print(palette.faint(f"Watching {root}; Ctrl-C ends it."), file=sys.stderr, flush=True)
                continue
            named = ", ".join(map(printable, paths[:SHOWN])) + (", …" if len(paths) > SHOWN else "")
            at = datetime.now().strftime("%H:%M:%S")
            print(palette.faint(f"── {at} {plural(len(paths), 'change')}: {named}"), file=sys.stderr, flush=True)
            code = _run_once(run)
    except KeyboardInterrupt:
        return code
    except CannotWatchError as error:
        raise CannotRunError(f"{error}. Run the command without --watch instead.") from error
    return code


def _run_once(run: Callable[[], int]) -> int:
    try:
        code = run()
    except CannotRunError as error:
        print(f"groundplan: {error}", file=sys.stderr, flush=True)
        return 2
    sys.stdout.flush()
    return code
