"""The state of one session with one client, and the parts of the server that share it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from groundplan import __version__
from groundplan.lsp.buffers import Buffers
from groundplan.lsp.client import ClientProfile
from groundplan.lsp.diagnostics import PlanDiagnostics
from groundplan.lsp.documents import Documents
from groundplan.lsp.folders import Folders
from groundplan.lsp.garbage import Garbage
from groundplan.lsp.indexing import Indexing
from groundplan.lsp.messages import Messages
from groundplan.lsp.plan_files import PlanFiles
from groundplan.lsp.queries import Queries
from groundplan.lsp.scheduling import Debouncer, Tasks, Threads

if TYPE_CHECKING:
    from pygls.server import ServerErrors

    from groundplan.lsp.progress import WorkProgress

log = logging.getLogger(__name__)


class Session(LanguageServer):
    """One session with one client. All state is changed on the event loop; queries see immutable parts of it."""

    def __init__(self, protocol: type[LanguageServerProtocol]) -> None:
        """Begin a session; what it answers to is the server's to say."""
        super().__init__(
            "groundplan",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=protocol,
            converter_factory=default_converter,
        )
        self.client = ClientProfile()
        self.overrides: dict[str, Any] = {}
        self.initial_folders: tuple[str, ...] = ()
        self.was_shut_down = False
        self.last_status: object = None
        self.shown_progress: dict[str, WorkProgress] = {}
        self.documents = Documents()
        self.folders = Folders()
        self.plan_files = PlanFiles(self.documents)
        self.messages = Messages(self)
        self.debouncer = Debouncer()
        self.garbage = Garbage(self.debouncer)
        self.threads = Threads(self.garbage.work_done)
        self.tasks = Tasks(self._report_task)
        self.queries = Queries(self)
        self.buffers = Buffers(self)
        self.indexing = Indexing(self)
        self.diagnostics = PlanDiagnostics(self)

    @property
    def exit_code(self) -> int:
        """The process's exit code: 0 after `shutdown`, else 1, whether the client said `exit` or just went away."""
        return 0 if self.was_shut_down else 1

    def stop(self) -> None:
        """Start nothing any more and tell what runs to end; safe to call twice."""
        self.debouncer.clear()
        self.threads.stop()
        for folder in self.folders:
            folder.closing.set()

    def close(self) -> None:
        """Give the indexes back, after the event loop has ended."""
        self.stop()
        for folder in self.folders:
            if folder.workspace is not None:
                self.queries.retire(folder.workspace)

    def _report_task(self, error: BaseException) -> None:
        if not self.threads.stopping.is_set():
            self.messages.failed("A task of the server", error)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log an error. pygls would show it to the person, and fails again when the connection is what failed."""
        log.error("%s: %s", source.__name__, error, exc_info=error)
