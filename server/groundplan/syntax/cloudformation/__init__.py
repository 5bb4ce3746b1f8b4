"""CloudFormation and SAM templates, in YAML or JSON."""

from groundplan.syntax.cloudformation.template import read_stack, read_template

__all__ = ["read_stack", "read_template"]
