"""Titles as names of files."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 60
"""Characters of a file name made from a title."""


def slug_of(title: str) -> str:
    """Return a title as a file name without ending: lower-case words with hyphens, "plan" where it has no words."""
    text = unicodedata.normalize("NFKC", title).lower()
    words = re.sub(r"[^\w]+", "-", text.replace("'", "").replace("’", "")).strip("-_")
    cut = words[:LONGEST_SLUG]
    return (cut.rpartition("-")[0] or cut if len(words) > LONGEST_SLUG else cut) or "plan"
