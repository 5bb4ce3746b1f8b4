"""Configuration: environment variables by name, struct tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.model.go import BodyMarkKind
from groundplan.model.pattern import Evidence, PatternKind

_KIND = PatternKind.CONFIGURATION
_TAG = re.compile(r'\b(env|envconfig|mapstructure|koanf):"([\w.]+)')
_ENVIRONMENT_TAGS = ("env", "envconfig")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the environment variables that a file reads, and the fields that a configuration library fills."""
    facts = file.facts
    if any(mark.kind is BodyMarkKind.ENVIRONMENT for mark in facts.marks):
        constants = {value.name: value.value.strip('"`') for value in facts.values if value.value[:1] in ('"', "`")}
        house = "os" not in file.import_paths
        form = "environment variables by a function of the house" if house else "environment variables (`os.Getenv`)"
        for mark in facts.marks:
            if mark.kind is BodyMarkKind.ENVIRONMENT:
                name = constants.get(mark.text, mark.text)
                # What is in lower case is a variable of the code: the function that reads any name, for instance.
                if name.upper() == name:
                    yield Evidence(_KIND, form, "place", name, mark.line, name)
    for decl in facts.types:
        for field in decl.fields:
            match = _TAG.search(field.tag) if field.tag else None
            if match is not None and (match[1] in _ENVIRONMENT_TAGS or _configures(file.path, decl.name)):
                detail = match[2] if match[1] in _ENVIRONMENT_TAGS else ""
                line = field.line or decl.line
                yield Evidence(_KIND, f"struct tag `{match[1]}`", "field", f"{decl.name}.{field.name}", line, detail)


def _configures(path: str, name: str) -> bool:
    """Whether a type holds configuration: the tag alone also serves for other maps."""
    text = f"{path} {name}".lower()
    return "conf" in text or "option" in text or "setting" in text or "schema" in text
