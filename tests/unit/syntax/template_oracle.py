"""Templates as PyYAML and the json module read them: an independent reader to compare with."""

from __future__ import annotations

import json
from typing import Any

import yaml

TRANSFORM = "AWS::Serverless"


class _Loader(yaml.CSafeLoader):
    """Reads short intrinsic functions as their long forms."""


class Marked(dict[str, Any]):
    """A mapping with the 1-based line of each key."""

    lines: dict[str, int]


def _construct(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    value: Any
    if isinstance(node, yaml.MappingNode):
        value = loader.construct_mapping(node, deep=True)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.ScalarNode)
        value = node.value
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Marked:
    loader.flatten_mapping(node)
    found = Marked()
    found.lines = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        found[str(key)] = loader.construct_object(value_node, deep=True)
        found.lines[str(key)] = key_node.start_mark.line + 1
    return found


def _text(loader: _Loader, node: yaml.ScalarNode) -> str:
    """Leave `2010-09-09` a text."""
    return str(node.value)


_Loader.add_multi_constructor("!", _construct)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _text)


def resources_by_oracle(source: bytes, *, as_json: bool = False) -> dict[str, tuple[str, int]] | None:
    """Return type and line by logical id; None when the oracle cannot read the file or it is no template.

    From JSON the lines are 0: the json module does not tell them.
    """
    try:
        root = json.loads(source) if as_json else yaml.load(source, _Loader)
    except (yaml.YAMLError, ValueError):
        return None
    if not isinstance(root, dict) or not isinstance(root.get("Resources"), dict):
        return None
    declared = root["Resources"]
    lines = {} if as_json else declared.lines
    found = {
        key: (value["Type"], lines.get(key, 0))
        for key, value in declared.items()
        if isinstance(value, dict) and isinstance(value.get("Type"), str) and "::" in value["Type"]
    }
    transform = root.get("Transform")
    transforms = transform if isinstance(transform, list) else [transform]
    if (
        "AWSTemplateFormatVersion" not in root
        and not any(kind.startswith("AWS::") for kind, _ in found.values())
        and not any(isinstance(each, str) and each.startswith(TRANSFORM) for each in transforms)
    ):
        return None
    return found
