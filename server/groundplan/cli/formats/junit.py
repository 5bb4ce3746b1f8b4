"""JUnit's XML: one suite per plan, one case per diagnostic at warning or above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.formats.checked import LOUD, CheckedPlan

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_lines(plans: Sequence[CheckedPlan]) -> Iterator[str]:
    """Yield the lines of the report; a plan without warnings has one case, which passes."""
    loud = [[item for item in plan.diagnostics if item.severity in LOUD] for plan in plans]
    tests = sum(max(1, len(items)) for items in loud)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="groundplan" tests="{tests}" failures="{sum(map(len, loud))}" errors="0">'
    for plan, items in zip(plans, loud, strict=True):
        name = _attribute(plan.path)
        yield f'  <testsuite name={name} tests="{max(1, len(items))}" failures="{len(items)}" errors="0" skipped="0">'
        if not items:
            yield f'    <testcase name="nothing at warning or above" classname={name}/>'
        for item in items:
            yield from _case(item, name)
        quiet = [item for item in plan.diagnostics if item.severity not in LOUD]
        if quiet:
            notes = "\n".join(f"{item.line}:{item.column} {item.severity} {item.code} {item.message}" for item in quiet)
            yield f"    <system-out>{_text(notes)}</system-out>"
        yield "  </testsuite>"
    yield "</testsuites>"


def _case(item: Diagnostic, plan: str) -> Iterator[str]:
    title = _attribute(f"{item.code} line {item.line}")
    yield f'    <testcase name={title} classname={plan} file={plan} line="{item.line}">'
    said = _text(f"{item.path}:{item.line}:{item.column} {item.message}")
    yield f"      <failure type={_attribute(item.code)} message={_attribute(item.message)}>{said}</failure>"
    yield "    </testcase>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
