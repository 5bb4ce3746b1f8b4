"""All rules, in the order in which they are checked and documented."""

from __future__ import annotations

from groundplan.rules.new_type_repeats_existing import NEW_TYPE_REPEATS_EXISTING
from groundplan.rules.restated_type_differs import RESTATED_TYPE_DIFFERS
from groundplan.rules.rule import Rule

RULES: tuple[Rule, ...] = (NEW_TYPE_REPEATS_EXISTING, RESTATED_TYPE_DIFFERS)
