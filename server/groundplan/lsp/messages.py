"""What the server says to a person: to the log always, in a message box once and only where they can act."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from groundplan.lsp.session import Session

log = logging.getLogger(__name__)

MAX_PROBLEMS = 20
"""How many problems of a folder are logged one by one."""

OPEN_A_FOLDER = "Open a folder with a go.mod: without one Groundplan has no code to ground this plan in."
NO_MODULE = "There is no go.mod in {folder}: open the root of the Go module for exact package names."


class Messages:
    """Messages to the client; each text is shown once in a session, and logged once per folder."""

    def __init__(self, ls: Session) -> None:
        self._ls = ls
        self._shown: set[str] = set()
        self._logged: set[tuple[str, str]] = set()

    def log(self, text: str, level: types.MessageType = types.MessageType.Info) -> None:
        """Write a line to the client's log."""
        self._ls.window_log_message(types.LogMessageParams(type=level, message=text))

    def log_problems(self, folder: str, problems: tuple[str, ...]) -> None:
        """Write problems of a folder to the client's log, each once while it lasts."""
        new = [problem for problem in dict.fromkeys(problems) if (folder, problem) not in self._logged]
        for problem in new[:MAX_PROBLEMS]:
            self.log(problem, types.MessageType.Warning)
        if len(new) > MAX_PROBLEMS:
            self.log(f"{len(new) - MAX_PROBLEMS} more problems of this kind in {folder}.", types.MessageType.Warning)
        lasting = {(folder, problem) for problem in problems}
        self._logged = {item for item in self._logged if item[0] != folder} | lasting

    def show_once(self, text: str, level: types.MessageType = types.MessageType.Warning) -> None:
        """Show a message that the person can act on."""
        if text in self._shown:
            return
        self._shown.add(text)
        self._ls.window_show_message(types.ShowMessageParams(type=level, message=text))

    def failed(self, what: str, error: BaseException) -> None:
        """Report a failure that cost an answer: the traceback to standard error, a line to the client's log."""
        trace = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        log.error("%s failed\n%s", what, trace)
        self.log(f"{what} failed: {type(error).__name__}: {error}", types.MessageType.Error)
