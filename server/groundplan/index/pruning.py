"""Forgetting facts of contents that no file has any more, oldest first, once they take too much room."""

from __future__ import annotations

import sqlite3

SPARE_SHARE = 0.5
"""Facts of old contents that are kept, as a share of those in use: enough for the other branches of a few days."""

SPARE_BYTES = 8_000_000
"""How much is kept in any case, in compressed bytes; about as much as four thousand files."""

SPARE_ROWS = 64
"""Below this many old contents it is not worth adding up how large they are."""


def prune(connection: sqlite3.Connection, spare_bytes: int | None = None) -> int:
    """Delete facts beyond the bound; returns how many contents were forgotten. Facts in use are never touched.

    `spare` lists the contents that lost a file, in the order in which that happened.
    """
    if spare_bytes is None and connection.execute("SELECT count(*) FROM spare").fetchone()[0] < SPARE_ROWS:
        return 0
    used = {row[0] for row in connection.execute("SELECT DISTINCT hash FROM main.file WHERE hash IS NOT NULL")}
    sizes = dict(connection.execute("SELECT hash, length(facts) FROM blob").fetchall())
    spare = connection.execute("SELECT id, hash FROM spare ORDER BY id DESC").fetchall()
    bound = spare_bytes
    if bound is None:
        bound = max(SPARE_BYTES, int(SPARE_SHARE * sum(sizes.get(content, 0) for content in used)))
    kept = 0
    forgotten: list[bytes] = []
    settled: list[int] = []
    for number, content in spare:
        if content in used or content not in sizes:
            settled.append(number)
            continue
        kept += sizes[content]
        if kept > bound:
            forgotten.append(content)
            settled.append(number)
    connection.executemany("DELETE FROM spare WHERE id=?", [(number,) for number in settled])
    connection.executemany("DELETE FROM blob WHERE hash=?", [(content,) for content in forgotten])
    return len(forgotten)
