"""Reading what the files show of patterns, and how often types are embedded."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from groundplan.index.overlay import LaidTables
from groundplan.model.pattern import PatternInFile, PatternKind
from groundplan.model.symbol import Origin


def read_patterns(tables: LaidTables) -> tuple[PatternInFile, ...]:
    """Return what each file shows of patterns, ordered by path, then as the detectors found it."""
    rows = tables.rows(
        "SELECT p.kind, p.form, p.unit, p.sites, p.name, p.line, p.details, f.path, f.import_path"
        " FROM laid.pattern p JOIN laid.file f ON f.id=p.file WHERE shown"
    )
    return tuple([PatternInFile(PatternKind(kind), *rest) for kind, *rest in sorted(rows, key=itemgetter(7))])


def count_embeddings(tables: LaidTables) -> dict[str, int]:
    """Return how often hand-written structs embed a type, by the type's folded name, whatever its package."""
    counted: Counter[str] = Counter()
    for folded, count in tables.rows(
        "SELECT d.folded, count(*) FROM laid.field d JOIN laid.file f ON f.id=d.file"
        f" WHERE d.embedded=1 AND f.origin={int(Origin.HANDWRITTEN)} AND shown GROUP BY d.folded"
    ):
        counted[folded] += count
    return counted
