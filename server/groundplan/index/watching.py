"""Being told by the operating system which files of a folder change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from groundplan.index.interest import is_of_interest, is_skipped

QUIET_MILLISECONDS = 100
"""A pause in which nothing changes, after which what changed is told."""

AT_MOST_MILLISECONDS = 1_600
"""How long changes that go on are gathered before they are told nonetheless."""

LOOK_MILLISECONDS = 200
"""How soon a watch stands, and how soon it ends after it was told to."""


class CannotWatchError(Exception):
    """The operating system does not let the folder be watched; its sentence says why."""


def watch_changes(
    root: Path, stop: Event, also: Callable[[str], bool] = lambda _path: False
) -> Iterator[tuple[str, ...]]:
    """Yield the relative paths of files and folders that came, went or changed below `root`, until `stop` is set.

    The first yield is empty and says that the watch stands: what is read after it misses no change.
    Of changed files only those are told whose content the index reads, and those that `also` says yes to. Folders that
    are never indexed are left out. Raises CannotWatchError where the system does not allow it: too many
    folders for its limit, or a file system without events.
    """
    # Imported here: it is a library in Rust with an event loop of its own, and most commands never watch.
    from watchfiles import Change, watch

    prefix = f"{root.as_posix()}/"

    def is_wanted(change: Change, path: str) -> bool:
        relative = path.replace("\\", "/").removeprefix(prefix)
        if change is Change.modified:
            return is_of_interest(relative) or also(relative)
        return not is_skipped(relative)

    try:
        changes = watch(
            root,
            watch_filter=is_wanted,
            step=QUIET_MILLISECONDS,
            debounce=AT_MOST_MILLISECONDS,
            rust_timeout=LOOK_MILLISECONDS,
            stop_event=stop,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        stands = False
        for changed in changes:
            if not stands:
                stands = True
                yield ()
            if not changed:
                continue
            paths = {Path(path) for _, path in changed}
            yield tuple(sorted(path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)))
    except OSError as error:
        raise CannotWatchError(f"{root} cannot be watched: {error}") from error
