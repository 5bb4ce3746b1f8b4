"""Reading `groundplan.toml` into Settings."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from groundplan.model.settings import DEFAULT_SETTINGS, SETTING_TEXTS, Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE_NAME = "groundplan.toml"

PAGE_WIDTH = 120
"""Characters of a line of docs/configuration.md."""


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
            problem = _problem_of_text(name, value)
            if problem:
                problems.append(f"{FILE_NAME}: `{key}` {problem}")
            else:
                accepted[name] = value
        elif known[name].type == "bool":
            if isinstance(value, bool):
                accepted[name] = value
            else:
                problems.append(f"{FILE_NAME}: `{key}` must be `true` or `false`.")
        elif isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            accepted[name] = tuple(value)
            problems += [f"{FILE_NAME}: {problem}" for problem in _problems_of_rules(name, value)]
        else:
            problems.append(f"{FILE_NAME}: `{key}` must be a list of strings.")
    return Settings(**accepted), tuple(problems)


def _problem_of_text(name: str, value: object) -> str:
    """Return what is wrong with the value of a text, "" where nothing is."""
    if not isinstance(value, str):
        return "must be a string."
    choices = SETTING_TEXTS[name].choices
    if choices and value not in choices:
        near = difflib.get_close_matches(value, choices, 1)
        return f"cannot be `{value}`. " + (f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(choices)}.")
    return ""


_RULE = re.compile(r"GP\d{0,3}\s*=\s*(?:off|hint|info|warning|error)(?:\s+\S.*)?")


def _problems_of_rules(name: str, values: Sequence[str]) -> list[str]:
    wrong = [value for value in values if not _RULE.fullmatch(value.strip())] if name == "rules" else []
    return [f"`{value}` in `rules` must be like `GP201=hint` or `GP2=off docs/archive/**`." for value in wrong]


def toml_value(value: str | bool | tuple[str, ...]) -> str:
    """Return a setting's value as TOML, a list of more than one line's width with one item a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _toml_string(value)
    items = [_toml_string(item) for item in value]
    line = f"[{', '.join(items)}]"
    return line if len(line) <= 80 else "".join(["[\n", *(f"  {item},\n" for item in items), "]"])


def describe_settings() -> str:
    """Return the Markdown sections that tell of every setting: purpose, default and example."""
    sections = []
    for name, text in SETTING_TEXTS.items():
        default = getattr(DEFAULT_SETTINGS, name)
        kind = "switch" if isinstance(default, bool) else "text" if isinstance(default, str) else "list of texts"
        parts = [f"### `{name}`", fill(text.purpose, PAGE_WIDTH, break_long_words=False, break_on_hyphens=False)]
        if default and not isinstance(default, bool):
            parts.append(f"A {kind}; default:")
            parts.append(f"```toml\n{name} = {toml_value(default)}\n```")
        else:
            parts.append(f"A {kind}; default: `{toml_value(default)}`.")
        parts.append(f"For example:\n\n```toml\n{name} = {toml_value(text.example)}\n```")
        sections.append("\n\n".join(parts))
    return "\n\n".join(sections) + "\n"


def _toml_string(text: str) -> str:
    # A basic string of TOML has the escapes of JSON.
    return json.dumps(text, ensure_ascii=False)
