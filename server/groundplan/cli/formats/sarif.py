"""SARIF 2.1.0, as code scanning services read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from groundplan import __version__
from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.formats.checked import CheckedPlan, all_of, path_from_here
from groundplan.model.finding import Related
from groundplan.rules.documentation import page_of
from groundplan.rules.table import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "hint": "note"}


def to_sarif(plans: Sequence[CheckedPlan], root: Path, complete: bool) -> dict[str, Any]:
    """Return a SARIF log with one run; `complete` tells whether everything named could be checked."""
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "invocations": [{"executionSuccessful": complete}],
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, root) for item in all_of(plans)],
            }
        ],
    }


def _driver() -> dict[str, Any]:
    return {
        "name": "Groundplan",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule.code,
                "name": "".join(part.capitalize() for part in rule.name.split("-")),
                "shortDescription": {"text": f"{rule.summary}."},
                "fullDescription": {"text": rule.rationale},
                "help": {"text": rule.rationale, "markdown": page_of(rule)},
                "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
            }
            for rule in RULES
        ],
    }


_INDEX = {rule.code: index for index, rule in enumerate(RULES)}


def _result(item: Diagnostic, root: Path) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": item.line,
        "startColumn": item.column,
        "endLine": item.end_line,
        "endColumn": item.end_column,
        "snippet": {"text": item.source},
    }
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": _INDEX[item.code],
        "level": _LEVELS[item.severity],
        "rank": round(item.confidence * 100, 1),
        "message": {"text": item.message},
        "locations": [_location(path_from_here(item.path, root), region)],
        "partialFingerprints": {"groundplan/v1": fingerprint(item)},
        "properties": {"severity": item.severity, "confidence": round(item.confidence, 3)},
    }
    if item.related:
        result["relatedLocations"] = [_related(index, each, root) for index, each in enumerate(item.related)]
    return result


def _related(index: int, item: Related, root: Path) -> dict[str, Any]:
    path = path_from_here(item.location.path, root)
    region = {"startLine": max(1, item.location.line)}
    return {"id": index, "message": {"text": item.message or item.name}, **_location(path, region)}


def _location(path: str, region: dict[str, Any]) -> dict[str, Any]:
    uri = Path(path).as_uri() if Path(path).is_absolute() else quote(path)
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def fingerprint(item: Diagnostic) -> str:
    """Return what stays of a diagnostic when lines move: its rule and the text of its line."""
    from hashlib import blake2b

    text = f"{item.code}\n{item.path}\n{' '.join(item.source.split())}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
