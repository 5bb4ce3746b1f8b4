"""What people and editors are given about groundplan.toml: its JSON Schema, and a file to begin with."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from groundplan.index.configuration import toml_value
from groundplan.model.settings import DEFAULT_SETTINGS, SETTING_TEXTS

SCHEMA_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The draft that the TOML extensions of editors understand."""

COMMENT_WIDTH = 100
"""Characters of a comment's line in the file to begin with."""

RULE_PATTERN = r"^\s*GP\d{0,3}\s*=\s*(off|hint|info|warning|error)(\s+\S.*)?$"


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of groundplan.toml, made from the typed settings and their texts."""
    properties: dict[str, Any] = {}
    for name, text in SETTING_TEXTS.items():
        default = getattr(DEFAULT_SETTINGS, name)
        example = list(text.example) if isinstance(text.example, tuple) else text.example
        entry: dict[str, Any] = {"description": text.purpose.replace("`", ""), "markdownDescription": text.purpose}
        if isinstance(default, bool):
            entry["type"] = "boolean"
        elif isinstance(default, str):
            entry["type"] = "string"
        else:
            item: dict[str, Any] = {"type": "string"}
            if name == "rules":
                item["pattern"] = RULE_PATTERN
            entry |= {"type": "array", "items": item, "uniqueItems": True}
        if text.choices:
            entry["enum"] = list(text.choices)
        entry["default"] = list(default) if isinstance(default, tuple) else default
        entry["examples"] = [example]
        # Names may be written with hyphens too.
        properties[name] = entry
        if "_" in name:
            properties[name.replace("_", "-")] = {"$ref": f"#/properties/{name}"}
    return {
        "$schema": SCHEMA_DIALECT,
        "title": "groundplan.toml",
        "description": "Settings of a workspace for Groundplan.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def commented_settings() -> str:
    """Return a groundplan.toml in which every setting is explained, with an example, and none is in force."""
    parts = [
        "# What this workspace tells Groundplan. Everything is optional: take away the “# ” in front of a setting\n"
        "# to use it. `groundplan doctor` shows what is in force."
    ]
    for name, text in SETTING_TEXTS.items():
        purpose = fill(
            text.purpose,
            COMMENT_WIDTH,
            initial_indent="# ",
            subsequent_indent="# ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        example = "\n".join(f"# {line}".rstrip() for line in f"{name} = {toml_value(text.example)}".splitlines())
        parts.append(f"{purpose}\n{example}")
    return "\n\n".join(parts) + "\n"
