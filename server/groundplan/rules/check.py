"""Checking a plan against all rules."""

from __future__ import annotations

import logging

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding
from groundplan.model.plan import Plan
from groundplan.rules.allowances import apply_allowances
from groundplan.rules.severities import adjust_severities
from groundplan.rules.table import RULES

log = logging.getLogger(__name__)


def check_plan(snapshot: Snapshot, plan: Plan) -> tuple[Finding, ...]:
    """Return what the rules object to, in the order of the plan.

    A rule that fails is logged with its code and passed over: it never takes the others down.
    """
    findings: list[Finding] = []
    for rule in RULES:
        try:
            findings.extend(rule.check(snapshot, plan))
        except Exception:
            log.exception("rule %s failed", rule.code)
    judged = adjust_severities(snapshot.settings, plan.path, apply_allowances(plan, findings))
    return tuple(sorted(judged, key=lambda finding: (finding.span, finding.code)))
