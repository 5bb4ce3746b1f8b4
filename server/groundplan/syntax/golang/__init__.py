"""Facts of one Go file."""

from groundplan.syntax.golang.fragment import read_go_fields, read_go_fragment
from groundplan.syntax.golang.imports import import_names
from groundplan.syntax.golang.qualified import QualifiedUse, QualifiedUses, code_only, read_qualified_uses
from groundplan.syntax.golang.reading import read_go_file

__all__ = [
    "QualifiedUse",
    "QualifiedUses",
    "code_only",
    "import_names",
    "read_go_fields",
    "read_go_file",
    "read_go_fragment",
    "read_qualified_uses",
]
