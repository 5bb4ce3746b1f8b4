"""Names in the files of a workspace that are not Go: the components of its web client, its scripts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot

_ENDINGS = frozenset(
    """
    .ts .tsx .mts .js .jsx .mjs .vue .svelte .py .rb .rs .java .kt .swift .cs .php .dart .c .h .cc .cpp .m .proto .sql
    .graphql .sh .lua .ex .scala
    """.split()
)

MOST_FILE_BYTES = 300_000
MOST_BYTES = 30_000_000
"""How much is read at most: a file beyond the first is a bundle; a client beyond the second is read in part."""


def names_in_other_sources(snapshot: Snapshot, names: Iterable[str]) -> frozenset[str]:
    """Return those of some names that are the name of a source file other than Go, or stand in one as a word.

    Reads such files from disk, in the order of their paths, until all names are found; what was asked once is kept
    while the index stays what it is.
    """
    asked = sorted({name for name in names if name.isidentifier()})

    def look(new: list[str]) -> dict[str, bool]:
        found = _found_in_files(snapshot, {name.encode() for name in new}) if new else set()
        return {name: name.encode() in found for name in new}

    answers = snapshot.remember_each("names in other sources", asked, look)
    return frozenset(name for name in asked if answers[name])


def _found_in_files(snapshot: Snapshot, wanted: set[bytes]) -> set[bytes]:
    rows = snapshot._tables.rows("SELECT f.path, f.size FROM laid.file f WHERE f.kind <> 'go' AND shown")
    files = sorted((path, size) for path, size in rows if posixpath.splitext(path)[1] in _ENDINGS)
    stems = {posixpath.basename(path).partition(".")[0].encode() for path, _ in files}
    found = wanted & stems
    lookups = Lookups(snapshot)
    left = MOST_BYTES
    for path, size in files:
        missing = wanted - found
        if not missing or left <= 0:
            break
        text = lookups.document(path, MOST_FILE_BYTES) if size <= MOST_FILE_BYTES else None
        if text is not None:
            left -= len(text)
            found.update(name for name in missing if name in text and _stands_alone(text, name))
    return found


def _stands_alone(text: bytes, name: bytes) -> bool:
    return re.search(rb"(?<![\w$])" + re.escape(name) + rb"(?![\w$])", text) is not None
