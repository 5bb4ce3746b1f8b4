"""JSON on standard output; docs/json.md describes what each command writes."""

from __future__ import annotations

import json
import sys
from typing import Any


def write_json(value: dict[str, Any]) -> None:
    """Write one JSON object, its keys in the order given, readable for people too.

    Characters outside of ASCII are written as they are only where the output is UTF-8.
    """
    utf8 = (sys.stdout.encoding or "").replace("-", "").lower() == "utf8"
    sys.stdout.write(json.dumps(value, ensure_ascii=not utf8, indent=2) + "\n")
