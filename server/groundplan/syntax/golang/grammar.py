"""The parser and the node kinds that reading declarations needs."""

from __future__ import annotations

from collections.abc import Sequence

import tree_sitter_go
from tree_sitter import Language, Node, Parser, Point, Range

_LANGUAGE = Language(tree_sitter_go.language())
_NOWHERE = Point(0, 0)  # rows and columns are counted elsewhere, from byte offsets

MAX_PARSED_BYTES = 1_000_000
"""The most bytes of a source that are parsed at once."""

# How often the parser may report progress on one source. It reports after every 100 steps, which is once in 100 to 200
# bytes of Go, and takes up to a quarter of a millisecond for that where the text is not Go at all.
_MAX_REPORTS = 8_000
_CHUNK = 65_536


class SourceParser:
    """Parses parts of one source, with a bound on the steps that it may take in all."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._left = _MAX_REPORTS

    def parse(self, ranges: Sequence[tuple[int, int]]) -> Node | None:
        """Parse byte ranges as if nothing stood between them; the nodes' offsets are those of the source.

        Return None when parsing has taken all the steps that one source may cost.
        """
        if self._left <= 0:
            return None
        parser = Parser(_LANGUAGE, included_ranges=[Range(_NOWHERE, _NOWHERE, start, end) for start, end in ranges])
        try:
            return parser.parse(self._read, progress_callback=self._stop).root_node
        except ValueError:  # how the binding tells that the parse was stopped
            return None

    def _read(self, offset: int, _: Point) -> bytes:
        if offset == 0 and len(self._source) <= _CHUNK:
            return self._source
        return self._source[offset : offset + _CHUNK]

    def _stop(self, _offset: int, _has_error: bool) -> bool:
        self._left -= 1
        return self._left < 0


def _kind(name: str, named: bool = True) -> int:
    kind = _LANGUAGE.id_for_node_kind(name, named)
    if kind is None:
        raise LookupError(f"the Go grammar has no node kind {name}")
    return kind


COMMA = _kind(",", named=False)
COMMENT = _kind("comment")
CONST_DECLARATION = _kind("const_declaration")
CONST_SPEC = _kind("const_spec")
EQUALS = _kind("=", named=False)
ERROR = 0xFFFF  # what tree-sitter gives each error node
EXPRESSION_LIST = _kind("expression_list")
FIELD_DECLARATION = _kind("field_declaration")
FIELD_IDENTIFIER = _kind("field_identifier")
FUNCTION_DECLARATION = _kind("function_declaration")
IDENTIFIER = _kind("identifier")
IMPORT_DECLARATION = _kind("import_declaration")
INTERFACE_TYPE = _kind("interface_type")
INTERPRETED_STRING = _kind("interpreted_string_literal")
METHOD_DECLARATION = _kind("method_declaration")
METHOD_ELEM = _kind("method_elem")
RAW_STRING = _kind("raw_string_literal")
STRUCT_TYPE = _kind("struct_type")
TYPE_ALIAS = _kind("type_alias")
TYPE_DECLARATION = _kind("type_declaration")
TYPE_ELEM = _kind("type_elem")
TYPE_IDENTIFIER = _kind("type_identifier")
TYPE_PARAMETER_LIST = _kind("type_parameter_list")
TYPE_SPEC = _kind("type_spec")
VAR_DECLARATION = _kind("var_declaration")
VAR_SPEC = _kind("var_spec")
VAR_SPEC_LIST = _kind("var_spec_list")
