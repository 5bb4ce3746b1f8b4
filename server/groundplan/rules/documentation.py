"""A rule's page, made from the rule itself."""

from __future__ import annotations

from groundplan.rules.rule import Rule


def page_of(rule: Rule) -> str:
    """Return the Markdown page of a rule, as it stands in `docs/rules/`."""
    return (
        f"# {rule.code} {rule.name}\n\n"
        f"{rule.summary}.\n\n"
        f"Severity: {rule.severity.value}\n\n"
        f"## Why\n\n{rule.rationale}\n\n"
        f"## Instead of\n\n{rule.bad}\n\n"
        f"## Write\n\n{rule.good}\n"
    )
