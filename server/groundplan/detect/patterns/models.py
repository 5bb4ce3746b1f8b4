"""Types that are stored, told by the tags of database libraries on their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_type
from groundplan.model.go import TypeDecl
from groundplan.model.pattern import Evidence, PatternKind

_KEYS = re.compile(r'(?:^|\s)(gorm|xorm|bun|db|bson|dynamodbav|dynamo|firestore|datastore|pg|storm):"')


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the structs with a tag of a database library, by the tag."""
    for decl in file.facts.types:
        key = storage_tag(decl)
        if key:
            yield at_type(PatternKind.MODELS, f"structs with the tag `{key}`", "type", decl, decl.name)


def storage_tag(decl: TypeDecl) -> str:
    """Return the key of the database library whose tag a field of a struct carries, "" without one."""
    for field in decl.fields:
        match = _KEYS.search(field.tag) if field.tag else None
        if match is not None:
            return match[1]
    return ""
