"""SQL tables that Go code creates."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.model.go import BodyMarkKind
from groundplan.model.pattern import Evidence, PatternKind


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the tables of `CREATE TABLE` statements in string literals."""
    for mark in file.facts.marks:
        if mark.kind is BodyMarkKind.SQL_TABLE:
            yield Evidence(
                PatternKind.MIGRATIONS, "`CREATE TABLE` in Go strings", "statement", mark.text, mark.line, mark.text
            )
