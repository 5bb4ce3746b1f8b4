"""Work-done progress, for work that lasts and clients that can show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import TYPE_CHECKING, Any

from lsprotocol import types

if TYPE_CHECKING:
    from groundplan.lsp.session import Session

SHOW_AFTER_SECONDS = 0.3
"""Shorter work ends before a person has read what it is."""

_numbers = count(1)


class WorkProgress:
    """One piece of work, from its start to its end; lives on the event loop.

    pygls' own progress keeps every token for ever, so tokens are kept here and dropped at the end.
    """

    def __init__(self, ls: Session, title: str, on_shown: Callable[[], None]) -> None:
        self._ls = ls
        self._title = title
        self._on_shown = on_shown
        self._token = f"groundplan/index/{next(_numbers)}"
        self._shown = False
        self._begun = False
        self._ended = False
        self._message = ""
        self._percentage = 0
        self.cancelled = False
        self._timer = asyncio.get_running_loop().call_later(SHOW_AFTER_SECONDS, self._show)

    @property
    def message(self) -> str:
        """How far the work is, "" before it has said so."""
        return self._message

    def report(self, done: int, total: int) -> None:
        """Say how far the work is, in files."""
        if self._ended:
            return
        self._message = f"{done:,} of {total:,} files"
        self._percentage = 100 * done // total if total else 100
        if self._shown:
            self._on_shown()
        if self._begun:
            self._notify(types.WorkDoneProgressReport(message=self._message, percentage=self._percentage))

    def end(self) -> None:
        """Say that the work is over."""
        self._ended = True
        self._timer.cancel()
        self._ls.shown_progress.pop(self._token, None)
        if self._begun:
            self._notify(types.WorkDoneProgressEnd())

    def _show(self) -> None:
        self._shown = True
        self._on_shown()
        if not self._ls.client.work_done_progress:
            return
        self._ls.shown_progress[self._token] = self
        created = self._ls.protocol.send_request(
            types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(token=self._token)
        )
        created.add_done_callback(self._created)

    def _created(self, created: Future[Any]) -> None:
        if created.cancelled() or created.exception() is not None or self._ended:
            return
        self._begun = True
        self._notify(
            types.WorkDoneProgressBegin(
                title=self._title, cancellable=True, message=self._message, percentage=self._percentage
            )
        )

    def _notify(
        self, value: types.WorkDoneProgressBegin | types.WorkDoneProgressReport | types.WorkDoneProgressEnd
    ) -> None:
        self._ls.protocol.notify(types.PROGRESS, types.ProgressParams(token=self._token, value=value))


def cancel_progress(ls: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """The person presses Cancel: the index stays partial until the next refresh."""
    progress = ls.shown_progress.get(str(params.token))
    if progress is not None:
        progress.cancelled = True
