"""The day, for the names of documents that are dated."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone


def today() -> str:
    """Return the local day as `2026-01-31`; that of SOURCE_DATE_EPOCH (seconds, UTC) where it is set and a number."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), timezone.utc).date().isoformat()
    except (KeyError, ValueError, OverflowError, OSError):
        return date.today().isoformat()
