"""`groundplan rules` and `groundplan explain`: what the rules are, and why."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from groundplan.cli.command import Command
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import palette_for, write_line

if TYPE_CHECKING:
    from groundplan.rules.rule import Rule

DONE = 0


def _declare_rules(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write the rules as JSON")


def _run_rules(arguments: Namespace) -> int:
    from groundplan.cli.diagnostic_text import SEVERITY_WORDS
    from groundplan.cli.json_output import write_json
    from groundplan.rules.table import RULES

    if arguments.json:
        write_json({"rules": [_to_json(rule) for rule in RULES]})
        return DONE
    palette = palette_for(sys.stdout)
    for rule in RULES:
        word = SEVERITY_WORDS[rule.severity.value]
        write_line(f"{palette.strong(rule.code)}  {word:<7}  {rule.summary}")
    return DONE


def _to_json(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
    }


def _declare_explain(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="a rule's code or name: GP201, path-does-not-exist")
    parser.epilog = "Exit code: 0, 2 when there is no such rule."


def _run_explain(arguments: Namespace) -> int:
    from groundplan.rules.documentation import page_of
    from groundplan.rules.table import RULES

    wanted = arguments.code.lower()
    rule = next((each for each in RULES if wanted in (each.code.lower(), each.name)), None)
    if rule is None:
        raise CannotRunError(f"There is no rule {arguments.code}. `groundplan rules` lists them.")
    for line in page_of(rule).splitlines():
        write_line(line)
    return DONE


RULES_LIST = Command("rules", "list what plans are checked for", _declare_rules, _run_rules)
EXPLAIN = Command("explain", "tell why there is a rule, with an example", _declare_explain, _run_explain)
