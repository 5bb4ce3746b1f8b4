"""Names of the outside world that Go code uses: environment variables and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum

from groundplan.model.expression import Return, Text
from groundplan.model.go import BodyMarkKind, GoFile

_TAG = re.compile(r'(?:^|\s)(?:env|envconfig|envvar)\s*:\s*"([A-Za-z_]\w*)')
_TABLE_TAG = re.compile(r'(?:^|\s)bun:"(?:[^"]*,)?table:([\w.]+)')
_COLUMN_TAG = re.compile(r'(?:^|\s)db:"(\w+)')
_VARIABLE = re.compile(r'^["`]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["`]$')


class OutsideKind(str, Enum):
    """What a name is: read from the environment, a constant that may be read so, or the table of a type."""

    ENVIRONMENT = "env"
    CONSTANT = "const"
    TABLE = "table"


OutsideRow = tuple[str, str, str, int]
"""Kind, name, owner (the function, `Type.Field`, constant or type) and 1-based line."""


def outside_names(facts: GoFile) -> tuple[OutsideRow, ...]:
    """Return the names of the outside world in a file, in the order of kinds, then as written."""
    return (*_environment(facts), *_constants(facts), *_tables(facts))


def _environment(facts: GoFile) -> Iterator[OutsideRow]:
    places = sorted(
        [(func.line, func.qualified_name) for func in facts.funcs]
        + [(value.line, value.name) for value in facts.values if not value.constant]
    )
    lines = [line for line, _ in places]
    for mark in facts.marks:
        if mark.kind is BodyMarkKind.ENVIRONMENT:
            index = bisect_right(lines, mark.line) - 1
            owner = places[index][1] if index >= 0 else ""
            yield OutsideKind.ENVIRONMENT.value, mark.text, owner, mark.line
    for decl in facts.types:
        for field in decl.fields:
            tag = _TAG.search(field.tag) if "env" in field.tag else None
            if tag is not None:
                yield OutsideKind.ENVIRONMENT.value, tag[1], f"{decl.name}.{field.name}", field.line


def _constants(facts: GoFile) -> Iterator[OutsideRow]:
    for value in facts.values:
        match = _VARIABLE.match(value.value) if value.constant else None
        if match is not None:
            yield OutsideKind.CONSTANT.value, match[1], value.name, value.line


def _tables(facts: GoFile) -> Iterator[OutsideRow]:
    for function in facts.functions:
        if function.name == "TableName" and function.receiver:
            texts = [
                value.value
                for statement in function.body
                if isinstance(statement, Return)
                for value in statement.values
                if isinstance(value, Text)
            ]
            if len(texts) == 1:
                yield OutsideKind.TABLE.value, texts[0].rpartition(".")[2], function.receiver, function.line
    for decl in facts.types:
        for field in decl.fields:
            tag = _TABLE_TAG.search(field.tag) if "table:" in field.tag else None
            if tag is not None:
                yield OutsideKind.TABLE.value, tag[1].rpartition(".")[2], decl.name, decl.line


def columns_in_tags(tag: str) -> str:
    """Return the column that a `db` tag names, "" without one."""
    match = _COLUMN_TAG.search(tag)
    return match[1] if match is not None else ""
