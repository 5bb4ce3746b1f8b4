"""What a doc comment says in words: addresses and the fields of generators of documentation say nothing of the code."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+")

# Fields of swag and its like, those left out whose value is a sentence.
_FIELD = re.compile(
    r"^[ \t]*@(?!summary\b|description\b|title\b)[A-Za-z][\w.-]*(?:[ \t].*)?$|^[ \t]*@\w+[ \t]?",
    re.MULTILINE | re.IGNORECASE,
)


def said_in(doc: str) -> str:
    """Return a doc comment (without markers) without addresses, `@Router` and the like; `@Summary` keeps its text."""
    return without_addresses(_FIELD.sub("", doc) if "@" in doc else doc)


def without_addresses(doc: str) -> str:
    """Return a doc comment without addresses.

    To be searched: the types and paths in generators' fields lead to the right code more often than not.
    """
    return _ADDRESS.sub("", doc) if "://" in doc else doc
