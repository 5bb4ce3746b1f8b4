"""The plans of a workspace, read and parsed as far as a question needs them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator

from groundplan.index.readings import MOST_KEPT
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Plan
from groundplan.model.settings import Settings
from groundplan.plan import is_plan
from groundplan.plan.kept_plans import plan_of

MAX_PLANS = 200
"""Plans looked at; where there are more, those whose path says that they are plans come first."""

MAX_BYTES = 1_000_000
"""The size above which a document is no plan that somebody wrote."""

ReadDocument = Callable[[str], bytes | None]
"""Returns the text of a Markdown file by its path in the workspace, the editor's where it is open, None if gone."""


def keep_plans(snapshot: Snapshot, read: ReadDocument) -> int:
    """Read all plans of a workspace, so that whoever asks about them next does not have to; tells how many there are.

    At most as many as the store keeps.
    """
    plans = Plans(snapshot, read, ParsedPlans())
    certain, possible = plans.candidates()
    kept = 0
    for path in (*certain, *possible):
        text = read(path)
        if text is None or len(text) > MAX_BYTES or not is_plan(path, text, snapshot.settings):
            continue
        plan_of(snapshot, path, text)
        kept += 1
        if kept == MOST_KEPT:
            break
    return kept


class ParsedPlans:
    """Plans parsed before, the latest text of each document. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: dict[str, tuple[Settings, Plan]] = {}

    def get(self, path: str, text: bytes, settings: Settings) -> Plan | None:
        """Return the plan of a text, None when it was not parsed yet."""
        with self._lock:
            known = self._plans.get(path)
        return known[1] if known is not None and known[0] == settings and known[1].text == text else None

    def put(self, plan: Plan, settings: Settings) -> None:
        """Keep a plan in place of an older one of its document."""
        with self._lock:
            if len(self._plans) >= 2 * MAX_PLANS:
                self._plans.clear()
            self._plans[plan.path] = (settings, plan)


class Plans:
    """All plans of a workspace. A plan is parsed only if its text has the name in question, and once for a text.

    At most `most_parsed` are parsed for one answer; `left_out` tells that there were more, to be asked for again.
    """

    def __init__(
        self, snapshot: Snapshot, read: ReadDocument, parsed: ParsedPlans, most_parsed: int = MAX_PLANS
    ) -> None:
        self._snapshot = snapshot
        self._read = read
        self._parsed = parsed
        self._room = most_parsed
        self.left_out = False

    def speaking_of(self, names: Iterable[str]) -> Iterator[Plan]:
        """Yield the plans whose text has any of some names as a whole word, ordered by path."""
        wanted = sorted({name.encode() for name in names if name})
        if not wanted:
            return
        spoken = re.compile(rb"(?<!\w)(?:" + b"|".join(map(re.escape, wanted)) + rb")(?!\w)")
        for path, text in self.texts():
            plan = self._plan(path, text) if spoken.search(text) is not None else None
            if plan is not None:
                yield plan

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and text of the plans, ordered by path."""
        certain, possible = self.candidates()
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
            plan = self._plan(path, text) if text is not None and len(text) <= MAX_BYTES else None
            if plan is not None:
                yield plan

    def candidates(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the Markdown files that are plans by their path, and those whose text may say so."""
        return self._snapshot.remember(("plan paths",), self._paths)

    def _plan(self, path: str, text: bytes) -> Plan | None:
        settings = self._snapshot.settings
        plan = self._parsed.get(path, text, settings)
        if plan is None and self._room > 0:
            self._room -= 1
            plan = plan_of(self._snapshot, path, text)
            self._parsed.put(plan, settings)
        self.left_out |= plan is None
        return plan

    def _paths(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        settings = self._snapshot.settings
        documents = [path for path in self._snapshot.names.files if path.lower().endswith((".md", ".mdx", ".markdown"))]
        certain = tuple(path for path in documents if is_plan(path, b"", settings))
        return certain, tuple(sorted(set(documents) - set(certain)))
