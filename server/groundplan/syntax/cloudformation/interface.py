"""What a template takes and gives: its parameters and outputs."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from itertools import islice

from groundplan.model.resource import Variable
from groundplan.syntax.cloudformation.expressions import shown
from groundplan.syntax.cloudformation.references import MAX_TEXTS, possible_texts, references_of
from groundplan.syntax.yaml_values import Mapping, literal, mapping, sequence

_MAX_ENTRIES = 500  # CloudFormation takes 200 of either


def parameters_of(root: Mapping) -> tuple[Variable, ...]:
    """Return a template's parameters: `value` is the type, `texts` the default, without one the allowed values."""
    found = []
    declared = mapping(root.get("Parameters"))
    for entry in islice(declared.by_key().values(), _MAX_ENTRIES) if declared is not None else ():
        parameter = mapping(entry.value)
        if parameter is None:
            continue
        default = parameter.entry("Default")
        allowed = sequence(parameter.get("AllowedValues"))
        texts: tuple[str, ...] = ()
        if default is not None and literal(default.value):
            texts = (literal(default.value),)
        elif allowed is not None:
            texts = tuple(text for text in map(literal, allowed.items[:MAX_TEXTS]) if text)
        found.append(Variable(entry.key, literal(parameter.get("Type")), entry.line, (), texts))
    return tuple(found)


def outputs_of(root: Mapping, parameters: Dictionary[str, tuple[str, ...]]) -> tuple[Variable, ...]:
    """Return a template's outputs, an exported one a second time as `import:Name` for each name it can have."""
    found = []
    declared = mapping(root.get("Outputs"))
    for entry in islice(declared.by_key().values(), _MAX_ENTRIES) if declared is not None else ():
        output = mapping(entry.value)
        if output is None or entry.key.startswith("Fn::"):
            continue
        value = output.get("Value")
        plain = Variable(entry.key, shown(value), entry.line, references_of(value), possible_texts(value, parameters))
        found.append(plain)
        export = mapping(output.get("Export"))
        for name in possible_texts(export.get("Name"), {}) if export is not None else ():
            found.append(Variable(f"import:{name}", plain.value, plain.line, plain.targets, plain.texts))
    return tuple(found)
