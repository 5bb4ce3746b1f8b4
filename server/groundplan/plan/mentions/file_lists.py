"""Lists of files in JSON fences: `"files_modified": ["a.go", "b.go"]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.plan.mentions.passage import Found
from groundplan.plan.mentions.path_syntax import WHOLE_FILE

_LIST = re.compile(rb'"([\w\-]*file[\w\-]*)"\s*:\s*(?:\[([^\[\]]*)\]|("[^"\r\n]*"))', re.IGNORECASE)
_ENTRY = re.compile(rb'"([^"\r\n]*)"')
_STEMS = ((b"modif", Intent.CHANGED), (b"updat", Intent.CHANGED), (b"creat", Intent.NEW), (b"new", Intent.NEW))


def find_json_files(text: bytes, content: Span) -> Iterator[Found]:
    """Yield the paths of a JSON fence's keys that name files."""
    for listed in _LIST.finditer(text, content.start, content.end):
        key = listed.group(1).lower()
        stated = next((intent for stem, intent in _STEMS if stem in key), Intent.UNKNOWN)
        group = 2 if listed.group(2) is not None else 3
        for entry in _ENTRY.finditer(text, *listed.span(group)):
            if WHOLE_FILE.fullmatch(entry.group(1)):
                yield Found(
                    MentionKind.PATH, entry.group(1).decode(), Span(*entry.span(1)), stated=stated, in_fence=True
                )
