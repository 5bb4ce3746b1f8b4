"""`groundplan/status`: what the index is doing, for clients that ask for it with `{"status": true}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.lsp.session import Session

STATUS = "groundplan/status"

_WORST_FIRST = ("error", "indexing", "partial", "ready")


def send_status(ls: Session) -> None:
    """Send the state of all folders as one: the worst state, its message, and counts in sum."""
    if not ls.client.wants_status:
        return
    folders = list(ls.folders)
    states = [folder.state for folder in folders]
    state = next((state for state in _WORST_FIRST if state in states), "ready")
    message = " ".join(folder.message for folder in folders if folder.state == state and folder.message)
    counts = [folder.counts for folder in folders if folder.counts is not None]
    status: dict[str, object] = {"state": state, "message": message if folders else "No folder is open."}
    if counts:
        for name in ("files", "types", "handlers", "routes"):
            status[name] = sum(getattr(count, name) for count in counts)
    if status != ls.last_status:
        ls.last_status = status
        ls.protocol.notify(STATUS, status)
