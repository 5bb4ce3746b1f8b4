"""Which of the findings are reported: those on changed lines, those that a baseline does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli.baseline import beyond_baseline, read_baseline
from groundplan.cli.failure import CannotRunError

if TYPE_CHECKING:
    from groundplan.cli.diagnostic import Diagnostic
    from groundplan.cli.plan_input import PlanInput
    from groundplan.index.base_revision import BaseRevision


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a report; None for what does not."""

    base: BaseRevision | None
    known: Counter[tuple[str, str, str]] | None

    def narrow(self, source: PlanInput, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics of a plan that are to be reported. A plan without a place has changed in all lines."""
        if self.base is not None and source.location is not None and diagnostics:
            changed = self.base.changed_lines(source.location, source.text)
            diagnostics = [item for item in diagnostics if not changed.isdisjoint(range(item.line, item.end_line + 1))]
        return diagnostics if self.known is None else beyond_baseline(diagnostics, self.known)


@contextmanager
def open_scope(root: Path, revision: str | None, baseline: str | None) -> Iterator[Scope]:
    """Yield what a command line narrows its report to. Raises CannotRunError."""
    from groundplan.index.base_revision import BaseRevision
    from groundplan.index.history_source import HistoryUnreadableError

    known = read_baseline(Path(baseline)) if baseline else None
    if not revision:
        yield Scope(None, known)
        return
    try:
        base = BaseRevision(root, revision)
    except HistoryUnreadableError as error:
        raise CannotRunError(f"--diff {revision}: {error}") from error
    try:
        yield Scope(base, known)
    finally:
        base.close()
