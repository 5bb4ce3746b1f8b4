"""A finding as the terminal shows it and as scripts read it: places in lines and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from groundplan.model.finding import Finding, Related
from groundplan.text.positions import LineIndex, decode_text


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in the plan; lines and columns are 1-based, columns count Unicode code points.

    The end is the place behind the last character. `source` is the text of the first line.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str
    confidence: float
    message: str
    source: str
    related: tuple[Related, ...] = ()
    fixes: tuple[str, ...] = ()


def locate(finding: Finding, path: str, lines: LineIndex) -> Diagnostic:
    """Return a finding of the plan at `path` with its place in lines and columns."""
    row, column = lines.position_of(finding.span.start, "utf-32")
    end_row, end_column = lines.position_of(finding.span.end, "utf-32")
    whole = lines.line_span(row + 1)
    source = decode_text(lines.text[whole.start : whole.end])
    if row == 0 and source.startswith("\ufeff"):
        # A byte order mark is a character of the text, but no cell of the terminal: columns count it, carets do not.
        source = " " + source[1:]
    return Diagnostic(
        path,
        row + 1,
        column + 1,
        end_row + 1,
        end_column + 1,
        finding.code,
        finding.severity.value,
        finding.confidence,
        finding.message,
        source,
        finding.related,
        tuple(fix.title for fix in finding.fixes),
    )


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as docs/json.md describes it."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "end_line": diagnostic.end_line,
        "end_column": diagnostic.end_column,
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "confidence": round(diagnostic.confidence, 3),
        "message": diagnostic.message,
        "related": [
            {"kind": item.kind, "name": item.name, "path": item.location.path, "line": item.location.line}
            for item in diagnostic.related
        ],
    }
