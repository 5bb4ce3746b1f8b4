"""A list of what was found before, so that old plans do not stop new ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.failure import CannotRunError

VERSION = 1


def _key(item: Diagnostic) -> tuple[str, str, str]:
    """What stays of a diagnostic when lines move: its plan, its rule and the text of its line."""
    return item.path, item.code, " ".join(item.source.split())


def write_baseline(file: Path, diagnostics: Iterable[Diagnostic]) -> int:
    """Write a baseline and return how many diagnostics are in it. Raises CannotRunError."""
    counts = Counter(map(_key, diagnostics))
    entries = [
        {"path": path, "code": code, "text": text, "count": count}
        for (path, code, text), count in sorted(counts.items())
    ]
    content = json.dumps({"version": VERSION, "findings": entries}, ensure_ascii=False, indent=1)
    try:
        file.write_text(content + "\n", "utf-8")
    except OSError as error:
        raise CannotRunError(f"{file} cannot be written: {error.strerror}.") from error
    return sum(counts.values())


def read_baseline(file: Path) -> Counter[tuple[str, str, str]]:
    """Return how often each diagnostic is in a baseline. Raises CannotRunError for what is none."""
    try:
        content = json.loads(file.read_text("utf-8"))
        if content["version"] != VERSION:
            raise CannotRunError(f"{file} is a baseline of another version: write it anew with --write-baseline.")
        return Counter(
            {
                (str(each["path"]), str(each["code"]), str(each["text"])): int(each["count"])
                for each in content["findings"]
            }
        )
    except OSError as error:
        raise CannotRunError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRunError(f"{file} is no baseline: write one with --write-baseline.") from error


def beyond_baseline(diagnostics: Iterable[Diagnostic], known: Counter[tuple[str, str, str]]) -> list[Diagnostic]:
    """Return the diagnostics that a baseline does not have; each of its entries covers as many as were counted.

    `known` is used up, so that plans can be given one after the other.
    """
    found = []
    for item in diagnostics:
        key = _key(item)
        if known[key] > 0:
            known[key] -= 1
        else:
            found.append(item)
    return found
