"""Reading `groundplan.toml` into Settings."""

from __future__ import annotations

import dataclasses
import difflib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from groundplan.model.settings import Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME = "groundplan.toml"


def load_settings(root: Path, overrides: Mapping[str, Any] | None = None) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of a workspace root and the problems found, as sentences that say what to do.

    `overrides` (from the editor) win over the file. A file that cannot be read leaves the defaults in force.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    path = root / FILE_NAME
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(f"{FILE_NAME} cannot be read: {error}. The default settings are in force.")
    values.update(overrides or {})
    settings, more = settings_from(values)
    return settings, (*problems, *more)


def settings_from(values: Mapping[str, Any]) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings that plain values describe, and a sentence for each value that had to be left out."""
    known = {item.name: item for item in dataclasses.fields(Settings)}
    accepted: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in values.items():
        name = key.replace("-", "_")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f" Did you mean `{near[0]}`?" if near else f" Known settings: {', '.join(known)}."
            problems.append(f"{FILE_NAME}: unknown setting `{key}`.{hint}")
        elif known[name].type == "str":
            if isinstance(value, str):
                accepted[name] = value
            else:
                problems.append(f"{FILE_NAME}: `{key}` must be a string.")
        elif isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            accepted[name] = tuple(value)
        else:
            problems.append(f"{FILE_NAME}: `{key}` must be a list of strings.")
    return Settings(**accepted), tuple(problems)
