"""Diagnostics in text: the golden pictures."""

from __future__ import annotations

import re
from dataclasses import replace

from groundplan.cli.diagnostic import Diagnostic, locate
from groundplan.cli.diagnostic_text import render_diagnostic, split_message
from groundplan.cli.terminal import PLAIN, Palette
from groundplan.model.finding import Finding, Fix, Related, Severity
from groundplan.model.location import Location, Span
from groundplan.text.positions import LineIndex

MESSAGE = (
    "`InvoiceReminder` repeats 5 of its 7 fields from `billing.Invoice`. Extend `Invoice` (model/billing/invoice.go:14;"
    " used by 9 files) with `At`. Shared: CustomerID, PeriodStart. Rare in this workspace: PeriodStart."
)
RELATED = "billing.Invoice has 5 of the proposed fields; rare in this workspace: PeriodStart"
PLAN = "# Reminders\n\n```go\ntype InvoiceReminder struct {\n\tCustomerID string\n}\n```\n"


def _diagnostic(plan: str = PLAN, marked: str = "InvoiceReminder", message: str = MESSAGE) -> Diagnostic:
    text = plan.encode()
    start = text.index(marked.encode())
    finding = Finding(
        "GP101",
        Severity.WARNING,
        0.9,
        message,
        Span(start, start + len(marked.encode())),
        "InvoiceReminder",
        (Related("struct", "Invoice", Location("model/billing/invoice.go", 14, Span(0, 7)), RELATED),),
        (Fix("Rewrite as an extension of Invoice", (), True), Fix("Keep InvoiceReminder and justify it", ())),
    )
    return locate(finding, "docs/plans/reminders.md", LineIndex(text))


def test_a_diagnostic_reads_like_a_compiler_error() -> None:
    assert "\n".join(render_diagnostic(_diagnostic(), PLAIN)) == (
        "docs/plans/reminders.md:4:6 warning GP101 `InvoiceReminder` repeats 5 of its 7 fields from `billing.Invoice`\n"
        "    4 | type InvoiceReminder struct {\n"
        "      |      ^^^^^^^^^^^^^^^ Extend `Invoice` (model/billing/invoice.go:14; used by 9 files) with `At`\n"
        "   Shared: CustomerID, PeriodStart · Rare in this workspace: PeriodStart\n"
        "   see model/billing/invoice.go:14 struct billing.Invoice has 5 of the proposed fields\n"
        "   fix: Rewrite as an extension of Invoice · Keep InvoiceReminder and justify it"
    )


def test_on_a_narrow_terminal_the_consequence_moves_below_and_folds() -> None:
    lines = render_diagnostic(_diagnostic(), PLAIN, 60)
    assert lines[:7] == [
        "docs/plans/reminders.md:4:6 warning GP101 `InvoiceReminder`",
        "  repeats 5 of its 7 fields from `billing.Invoice`",
        "    4 | type InvoiceReminder struct {",
        "      |      ^^^^^^^^^^^^^^^",
        "   Extend `Invoice` (model/billing/invoice.go:14; used by 9",
        "     files) with `At`",
        "   Shared: CustomerID, PeriodStart · Rare in this workspace:",
    ]


def test_on_a_wide_terminal_the_consequence_folds_beside_the_carets() -> None:
    lines = render_diagnostic(_diagnostic(), PLAIN, 90)
    assert lines[3].startswith("      |      ^^^^^^^^^^^^^^^ Extend `Invoice` (")
    assert lines[4].startswith(" " * 29)
    assert max(len(line) for line in lines) <= 90


def test_a_path_with_spaces_stays_whole() -> None:
    diagnostic = replace(_diagnostic(), path="docs/my plans of the next year/reminders of invoices.md")
    first = render_diagnostic(diagnostic, PLAIN, 40)[0]
    assert first == "docs/my plans of the next year/reminders of invoices.md:4:6"


def test_colour_changes_nothing_but_colour() -> None:
    coloured = "\n".join(render_diagnostic(_diagnostic(), Palette(True)))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == "\n".join(render_diagnostic(_diagnostic(), PLAIN))


def test_carets_stand_right_behind_tabs_and_wide_characters() -> None:
    plan = "- 船舶\t`VesselNotice` 🚢 is `new`\n"
    assert render_diagnostic(_diagnostic(plan, "`new`", "It exists"), PLAIN)[1:3] == [
        "    1 | - 船舶  `VesselNotice` 🚢 is `new`",
        "      |                              ^^^^^",
    ]


def test_a_span_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    diagnostic = _diagnostic(PLAN, "InvoiceReminder struct {\n\tCustomerID", "One sentence.")
    assert (diagnostic.line, diagnostic.end_line, diagnostic.end_column) == (4, 5, 12)
    assert render_diagnostic(diagnostic, PLAIN)[2] == "      |      ^^^^^^^^^^^^^^^^^^^^^^^^"


def test_columns_count_code_points() -> None:
    diagnostic = _diagnostic("é🚢船 `Notice`", "`Notice`")
    assert (diagnostic.column, diagnostic.end_column) == (5, 13)


def test_a_byte_order_mark_and_old_line_ends_do_not_shift_anything() -> None:
    diagnostic = _diagnostic("\ufeff# A\r\rtype X struct", "X", "Fact")
    assert (diagnostic.line, diagnostic.column, diagnostic.source) == (3, 6, "type X struct")
    first = _diagnostic("\ufefftype X struct", "X", "Fact")
    assert render_diagnostic(first, PLAIN)[1:3] == ["    1 |  type X struct", "      |       ^"]


def test_messages_divide_into_fact_consequence_and_evidence() -> None:
    assert split_message("One fact.") == ("One fact", "", [])
    assert split_message("") == ("", "", [])
    assert split_message("Fact\nWhat follows\nA\nB") == ("Fact", "What follows", ["A", "B"])
    assert split_message("See `a.go. Or B`. Then `x` 1.5 files. End.") == (
        "See `a.go. Or B`",
        "Then `x` 1.5 files",
        ["End"],
    )
    assert split_message("`X` restates `b.Y` (a.go:1): `A int` is `string`: adds `B: C`.") == (
        "`X` restates `b.Y` (a.go:1)",
        "`A int` is `string`: adds `B: C`",
        [],
    )
