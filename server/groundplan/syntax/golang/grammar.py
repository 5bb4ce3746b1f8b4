"""The parser and the node kinds that reading declarations needs."""

from __future__ import annotations

from collections.abc import Sequence

import tree_sitter_go
from tree_sitter import Language, Node, Parser, Point, Range

_LANGUAGE = Language(tree_sitter_go.language())
_NOWHERE = Point(0, 0)  # rows and columns are counted elsewhere, from byte offsets

MAX_PARSED_BYTES = 1_000_000
"""The most bytes of a source that are parsed at once."""

# Text that is not Go costs the parser 3 to 25 microseconds a byte, Go 0.15. So there is a bound on the bytes of a
# source that may be parsed and turn out to have errors.
_MAX_BYTES_WITH_ERRORS = 200_000
# More than this is parsed so that it can be stopped after so many reports of progress, one for each 100 steps (100 to
# 200 bytes of Go). tree-sitter before 0.26.1 crashes when it has to report, so that little depends on it.
_MAX_BYTES_AT_ONCE = 64_000
_MAX_REPORTS = 8_000


class SourceParser:
    """Parses parts of one source, with a bound on what errors in it may cost in all."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._view = memoryview(source)
        self._bytes_left = _MAX_BYTES_WITH_ERRORS

    def parse(self, ranges: Sequence[tuple[int, int]]) -> Node | None:
        """Parse byte ranges as if nothing stood between them; the nodes' offsets are those of the source.

        Return None when errors have used up what parsing this source may cost. The nodes' `text` must not be used.
        """
        if self._bytes_left <= 0:
            return None
        size = sum([end - start for start, end in ranges])
        parser = Parser(_LANGUAGE, included_ranges=[Range(_NOWHERE, _NOWHERE, start, end) for start, end in ranges])
        root = parser.parse(self._source).root_node if size <= _MAX_BYTES_AT_ONCE else self._parse_long(parser)
        if root is None:
            self._bytes_left = 0
        elif root.has_error:
            self._bytes_left -= size
        return root

    def _parse_long(self, parser: Parser) -> Node | None:
        reports = 0

        def stop(_offset: int, _has_error: bool) -> bool:
            nonlocal reports
            reports += 1
            return reports > _MAX_REPORTS

        try:
            return parser.parse(lambda offset, _: self._view[offset:], progress_callback=stop).root_node
        except ValueError:  # how the binding tells that the parse was stopped
            return None


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
