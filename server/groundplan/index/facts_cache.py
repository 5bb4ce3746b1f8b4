"""Decoded facts kept at hand across snapshots."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict

from groundplan.index.writer import read_facts
from groundplan.model.go import GoFile

CACHED_FILES = 256
"""Decoded files kept per workspace: a plan touches a few dozen; one decoded file takes some tens of kilobytes."""


class FactsCache:
    """A bounded, thread-safe map from content hash to facts."""

    def __init__(self) -> None:
        self._facts: OrderedDict[bytes, GoFile] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, connection: sqlite3.Connection, content: bytes) -> GoFile:
        """Return the facts of a content, from memory or decoded from the store."""
        with self._lock:
            facts = self._facts.get(content)
            if facts is not None:
                self._facts.move_to_end(content)
                return facts
        facts = read_facts(connection, content)
        with self._lock:
            self._facts[content] = facts
            while len(self._facts) > CACHED_FILES:
                self._facts.popitem(last=False)
        return facts
