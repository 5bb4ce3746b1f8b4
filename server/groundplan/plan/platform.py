"""What a workspace calls its platform, for templates that speak of one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

_VERSION = re.compile(r"v\d+|v\d+\.\d+.*|go|src")
_GENERIC = frozenset(
    ("api", "app", "application", "backend", "cmd", "code", "core", "main", "platform", "server", "service", "services")
)


def platform_name(configured: str, modules: Sequence[str]) -> str:
    """Return the configured name, else the last telling element of what the module paths have in common.

    A host alone tells nothing: the answer is "" where the modules share no more than that.
    """
    if configured or not modules:
        return configured
    common = posixpath.commonpath(modules) if len(modules) > 1 else modules[0]
    elements = [element for element in common.split("/") if element]
    if elements and "." in elements[0]:
        del elements[0]
    telling = [element for element in elements if not _VERSION.fullmatch(element) and element.lower() not in _GENERIC]
    return telling[-1][:1].upper() + telling[-1][1:] if telling else ""
