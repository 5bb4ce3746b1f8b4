"""One line of progress on a terminal, rewritten in place."""

from __future__ import annotations

import time
from typing import TextIO

from groundplan.index.refresh import Progress

FIRST_AFTER_SECONDS = 0.3
"""Shorter work shows nothing: a line that flashes up is noise."""
BETWEEN_SECONDS = 0.1


class ProgressLine:
    """Shows how far indexing is, on a terminal only; `clear` takes the line away."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = time.monotonic() + FIRST_AFTER_SECONDS if stream.isatty() else float("inf")
        self._shown = 0

    def show(self, progress: Progress) -> None:
        """Show the progress unless the last one was shown a moment ago."""
        now = time.monotonic()
        # The last call comes before what follows from all files is worked out, which can take longer than reading.
        finished = progress.done == progress.total and self._shown
        if not progress.total or (now < self._next and not finished):
            return
        self._next = now + BETWEEN_SECONDS
        if progress.done == progress.total:
            text = f"Indexing: {progress.total:,} files read, working out routes"
        else:
            text = f"Indexing: {progress.done:,} of {progress.total:,} files"
        self._stream.write(f"\r{text.ljust(self._shown)}")
        self._stream.flush()
        self._shown = len(text)

    def clear(self) -> None:
        """Remove the line."""
        if self._shown:
            self._stream.write(f"\r{' ' * self._shown}\r")
            self._stream.flush()
            self._shown = 0
