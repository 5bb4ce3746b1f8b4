"""All rules, in the order in which they are checked and documented."""

from __future__ import annotations

from groundplan.rules.allowances import UNUSED_ALLOWANCE
from groundplan.rules.dependency_missing import DEPENDENCY_MISSING
from groundplan.rules.endpoint_missing import ENDPOINT_MISSING
from groundplan.rules.line_moved import LINE_MOVED
from groundplan.rules.new_type_repeats_existing import NEW_TYPE_REPEATS_EXISTING
from groundplan.rules.path_missing import PATH_MISSING
from groundplan.rules.resource_missing import RESOURCE_MISSING
from groundplan.rules.restated_type_differs import RESTATED_TYPE_DIFFERS
from groundplan.rules.rule import Rule
from groundplan.rules.signature_differs import SIGNATURE_DIFFERS
from groundplan.rules.symbol_missing import SYMBOL_MISSING

RULES: tuple[Rule, ...] = (
    UNUSED_ALLOWANCE,
    NEW_TYPE_REPEATS_EXISTING,
    RESTATED_TYPE_DIFFERS,
    PATH_MISSING,
    SYMBOL_MISSING,
    LINE_MOVED,
    SIGNATURE_DIFFERS,
    ENDPOINT_MISSING,
    DEPENDENCY_MISSING,
    RESOURCE_MISSING,
)
