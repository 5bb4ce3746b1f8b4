"""The plans of a workspace, read and parsed as far as a question needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Plan
from groundplan.model.settings import Settings
from groundplan.plan import is_plan, parse_plan

MAX_PLANS = 200
"""Plans looked at; where there are more, those whose path says that they are plans come first."""

MAX_BYTES = 1_000_000
"""The size above which a document is no plan that somebody wrote."""

ReadDocument = Callable[[str], bytes | None]
"""Returns the text of a Markdown file by its path in the workspace, the editor's where it is open, None if gone."""


class Plans:
    """All plans of a workspace. A plan is parsed only if its text has the name in question, and once for a text."""

    def __init__(self, snapshot: Snapshot, read: ReadDocument) -> None:
        self._snapshot = snapshot
        self._read = read

    def speaking_of(self, names: Iterable[str]) -> Iterator[Plan]:
        """Yield the plans whose text has any of some names as a whole word, ordered by path."""
        wanted = sorted({name.encode() for name in names if name})
        if not wanted:
            return
        spoken = re.compile(rb"(?<!\w)(?:" + b"|".join(map(re.escape, wanted)) + rb")(?!\w)")
        for path, text in self.texts():
            if spoken.search(text) is not None:
                yield parsed(path, text, self._snapshot.settings)

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and text of the plans, ordered by path."""
        certain, possible = self._snapshot.remember(("plan paths",), self._paths)
        found: list[tuple[str, bytes]] = []
        for path in (*certain[:MAX_PLANS], *possible[:MAX_PLANS]):
            text = self._read(path)
            if (
                text is not None
                and len(text) <= MAX_BYTES
                and len(found) < MAX_PLANS
                and is_plan(path, text, self._snapshot.settings)
            ):
                found.append((path, text))
        yield from sorted(found)

    def of_paths(self, paths: Iterable[str]) -> Iterator[Plan]:
        """Yield the documents at some paths, plans or not, as far as they can be read."""
        for path in paths:
            text = self._read(path)
            if text is not None and len(text) <= MAX_BYTES:
                yield parsed(path, text, self._snapshot.settings)

    def _paths(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the Markdown files that are plans by their path, and those whose text may say so."""
        settings = self._snapshot.settings
        documents = [path for path in self._snapshot.names.files if path.lower().endswith((".md", ".mdx", ".markdown"))]
        certain = tuple(path for path in documents if is_plan(path, b"", settings))
        return certain, tuple(sorted(set(documents) - set(certain)))


@lru_cache(maxsize=MAX_PLANS)
def parsed(path: str, text: bytes, settings: Settings) -> Plan:
    """Return a document parsed as a plan."""
    return parse_plan(path, text, settings)
