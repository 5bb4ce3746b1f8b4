"""The tables that SQL migrations and schemas declare."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, zip_longest

from groundplan.model.location import Span
from groundplan.model.resource import Resource

COLUMNS_ADDED = "columns added"
"""Description of a table where a migration changes it."""

MAX_BYTES = 2_000_000
"""Larger files are dumps."""

SQL_TABLE = "SQL::Table"

_MAX_TABLES = 2_000
_MAX_COLUMNS = 300
_MAX_STATEMENT = 100_000  # bytes
_NAME = rb"((?:[\"`\[]?\w+[\"`\]]?\.)*[\"`\[]?\w+[\"`\]]?)"
_STATEMENT = re.compile(
    rb"\b(?:CREATE\s+(?:GLOBAL\s+|LOCAL\s+|TEMP(?:ORARY)?\s+|UNLOGGED\s+)*TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"
    + _NAME
    + rb"\s*(\()|ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+|ONLY\s+)*"
    + _NAME
    + rb"\s+([^;]*))",
    re.IGNORECASE,
)
_ADDED = re.compile(
    rb"\bADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?(?!CONSTRAINT\b|PRIMARY\b|UNIQUE\b|FOREIGN\b|INDEX\b|CHECK\b|KEY\b"
    rb"|COLUMN\b|FULLTEXT\b|SPATIAL\b|PARTITION\b)[\"`\[]?(\w+)[\"`\]]?\s+(\w[\w()]*)",
    re.IGNORECASE,
)
_DOWN = re.compile(rb"^--\s*(?:\+goose\s+Down|\+migrate\s+Down|migrate:down)\b", re.IGNORECASE | re.MULTILINE)
_HIDDEN = re.compile(rb"--[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.|'')*'", re.DOTALL)
_NOT_COLUMNS = frozenset(
    ("constraint", "primary", "unique", "foreign", "check", "key", "index", "exclude", "like", "fulltext", "period")
)
_COLUMN = re.compile(rb"\s*(?:[\"`\[]([^\"`\]]+)[\"`\]]|(\w+))\s+([\w]+(?:\s*\([^)]*\))?)")
_KEY = re.compile(rb"\bPRIMARY\s+KEY\s*(?:\(([^)]*)\))?", re.IGNORECASE)


def read_sql(path: str, source: bytes) -> tuple[Resource, ...]:
    """Return the tables that a file creates or adds columns to, of type `SQL_TABLE`, in source order.

    `column:<name>` tells a column's type, `key` the primary key. What stands behind a tool's mark of the way back
    (`-- +goose Down`) does not count. Spans are byte offsets into `source`; nothing is raised.
    """
    if len(source) > MAX_BYTES:
        return ()
    down = _DOWN.search(source)
    # What is hidden keeps its length, so that offsets hold.
    text = _HIDDEN.sub(lambda match: b" " * len(match[0]), source[: down.start() if down else len(source)])
    starts = [0]
    starts.extend(match.end() for match in re.finditer(rb"\n", source))
    found: list[Resource] = []
    matches = list(islice(_STATEMENT.finditer(text), _MAX_TABLES))
    for match, following in zip_longest(matches, matches[1:]):
        created = match[1] is not None
        name = match[1] if created else match[3]
        start = match.start(1 if created else 3)
        columns = list(_created(text, match.end(2), following)) if created else list(_added(match[4]))
        if not created and not columns:
            continue
        found.append(
            Resource(
                logical_id=_plain(name),
                type=SQL_TABLE,
                path=path,
                line=bisect_right(starts, start),
                name_span=Span(start, start + len(name)),
                description="" if created else COLUMNS_ADDED,
                properties=tuple(columns),
                names=(_plain(name),),
            )
        )
    return tuple(found)


def _plain(name: bytes) -> str:
    return re.sub(rb"[\"`\[\]]", b"", name).rsplit(b".", 1)[-1].decode("utf-8", "replace")


def _added(clauses: bytes) -> Iterator[tuple[str, str]]:
    for match in _ADDED.finditer(clauses):
        yield f"column:{match[1].decode('utf-8', 'replace')}", match[2].decode("utf-8", "replace")


def _created(text: bytes, start: int, following: re.Match[bytes] | None) -> Iterator[tuple[str, str]]:
    """Yield the columns and the key of a CREATE TABLE whose opening parenthesis ends at an offset."""
    end = min(start + _MAX_STATEMENT, following.start() if following is not None else len(text))
    for count, piece in enumerate(_pieces(text, start, end)):
        key = _KEY.search(piece)
        column = _COLUMN.match(piece)
        name = (column[1] or column[2]).decode("utf-8", "replace") if column is not None else ""
        if column is not None and (column[1] or name.lower() not in _NOT_COLUMNS):
            yield f"column:{name}", " ".join(column[3].decode("utf-8", "replace").split())
            if key is not None:
                yield "key", name
        elif key is not None and key[1]:
            yield "key", ", ".join(_plain(each.strip()) for each in key[1].split(b","))
        if count >= _MAX_COLUMNS:
            return


def _pieces(text: bytes, start: int, end: int) -> Iterator[bytes]:
    """Yield what stands between the commas of a list in parentheses."""
    depth, begin = 0, start
    for match in re.finditer(rb"[(),;]", text[start:end]):
        at = start + match.start()
        if match[0] == b"(":
            depth += 1
        elif match[0] == b"," and depth == 0:
            yield text[begin:at]
            begin = at + 1
        elif match[0] == b")":
            depth -= 1
        if depth < 0 or match[0] == b";":
            yield text[begin:at]
            return
    yield text[begin:end]
