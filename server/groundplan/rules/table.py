"""All rules, in the order in which they are checked and documented."""

from __future__ import annotations

from groundplan.rules.allowances import UNUSED_ALLOWANCE
from groundplan.rules.authentication_unstated import AUTHENTICATION_UNSTATED
from groundplan.rules.constructor_customs import CONSTRUCTOR_CUSTOMS
from groundplan.rules.dependency_missing import DEPENDENCY_MISSING
from groundplan.rules.dependency_twin import DEPENDENCY_TWIN
from groundplan.rules.endpoint_missing import ENDPOINT_MISSING
from groundplan.rules.endpoint_twin import ENDPOINT_TWIN
from groundplan.rules.error_answers import ERROR_ANSWERS
from groundplan.rules.evidence_outdated import EVIDENCE_OUTDATED
from groundplan.rules.field_tags import FIELD_TAGS
from groundplan.rules.function_twin import FUNCTION_TWIN
from groundplan.rules.handler_signature import HANDLER_SIGNATURE
from groundplan.rules.layer_without_neighbour import LAYER_WITHOUT_NEIGHBOUR
from groundplan.rules.level_skipped import LEVEL_SKIPPED
from groundplan.rules.line_moved import LINE_MOVED
from groundplan.rules.lone_implementation import LONE_IMPLEMENTATION
from groundplan.rules.migration_missing import MIGRATION_MISSING
from groundplan.rules.model_customs import MODEL_CUSTOMS
from groundplan.rules.more_new_than_extended import MORE_NEW
from groundplan.rules.name_in_fence import NAME_IN_FENCE
from groundplan.rules.new_type_repeats_existing import NEW_TYPE_REPEATS_EXISTING
from groundplan.rules.path_missing import PATH_MISSING
from groundplan.rules.receiver_customs import RECEIVER_CUSTOMS
from groundplan.rules.resource_missing import RESOURCE_MISSING
from groundplan.rules.resource_twin import RESOURCE_TWIN
from groundplan.rules.restated_type_differs import RESTATED_TYPE_DIFFERS
from groundplan.rules.route_naming import ROUTE_NAMING
from groundplan.rules.rule import Rule
from groundplan.rules.section_missing import SECTION_MISSING
from groundplan.rules.section_order import SECTION_ORDER
from groundplan.rules.section_unwritten import SECTION_UNWRITTEN
from groundplan.rules.signature_differs import SIGNATURE_DIFFERS
from groundplan.rules.symbol_missing import SYMBOL_MISSING
from groundplan.rules.technology_unjustified import TECHNOLOGY_UNJUSTIFIED
from groundplan.rules.tests_unplanned import TESTS_UNPLANNED
from groundplan.rules.used_before_made import USED_BEFORE_MADE

RULES: tuple[Rule, ...] = (
    UNUSED_ALLOWANCE,
    NEW_TYPE_REPEATS_EXISTING,
    RESTATED_TYPE_DIFFERS,
    ENDPOINT_TWIN,
    RESOURCE_TWIN,
    DEPENDENCY_TWIN,
    FUNCTION_TWIN,
    LEVEL_SKIPPED,
    PATH_MISSING,
    SYMBOL_MISSING,
    LINE_MOVED,
    SIGNATURE_DIFFERS,
    ENDPOINT_MISSING,
    DEPENDENCY_MISSING,
    RESOURCE_MISSING,
    NAME_IN_FENCE,
    EVIDENCE_OUTDATED,
    FIELD_TAGS,
    MODEL_CUSTOMS,
    ROUTE_NAMING,
    RECEIVER_CUSTOMS,
    CONSTRUCTOR_CUSTOMS,
    HANDLER_SIGNATURE,
    ERROR_ANSWERS,
    SECTION_MISSING,
    SECTION_UNWRITTEN,
    SECTION_ORDER,
    TECHNOLOGY_UNJUSTIFIED,
    AUTHENTICATION_UNSTATED,
    MIGRATION_MISSING,
    TESTS_UNPLANNED,
    USED_BEFORE_MADE,
    MORE_NEW,
    LONE_IMPLEMENTATION,
    LAYER_WITHOUT_NEIGHBOUR,
)
