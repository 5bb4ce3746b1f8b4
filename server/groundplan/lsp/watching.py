"""A watch of our own over the folders, for clients that do not report which files change."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session

log = logging.getLogger(__name__)


def start_watch(ls: Session, folder: Folder) -> None:
    """Watch a folder until it is closed; where that is not possible its files are looked at now and then."""
    loop = asyncio.get_running_loop()
    folder.watched = True
    thread = threading.Thread(
        target=_watch, args=(ls, folder, loop), name=f"groundplan-watch-{folder.root.name}", daemon=True
    )
    thread.start()


def _watch(ls: Session, folder: Folder, loop: asyncio.AbstractEventLoop) -> None:
    from groundplan.index.watching import CannotWatchError, watch_changes

    try:
        for paths in watch_changes(folder.resolved, folder.closing):
            if ls.threads.stopping.is_set() or loop.is_closed():
                return
            loop.call_soon_threadsafe(_report, ls, folder, paths)
    except CannotWatchError as error:
        log.warning("%s; it is looked at on activity instead", error)
        folder.watched = False


def _report(ls: Session, folder: Folder, paths: tuple[str, ...]) -> None:
    # The first report is empty: what changed before the watch stood may have gone unnoticed.
    for path in paths or (None,):
        if not folder.closed:
            ls.indexing.request(folder, path)
