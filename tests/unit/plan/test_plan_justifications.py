"""Where a plan says why something new is needed."""

from __future__ import annotations

import pytest

from groundplan.plan import parse_plan


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Justification: `Reminder` outlives the `billing.Invoice` it is about.", [("Reminder", "billing.Invoice")]),
        ("**Justification** for `Reminder`: its own lifecycle matters.", [("Reminder",)]),
        ("- **Why new**: `*Reminder{}` cannot extend it", [("Reminder",)]),
        ("No existing type can hold a schedule because all are per invoice. `Plan`", [("Plan",)]),
        ("`Invoice` cannot be extended because the ledger is frozen.", [("Invoice",)]),
        ("- `Reminder`\n  - Justification: separate retention rules", [("Reminder",)]),
        ("text\nJustification: it is needed by law", [()]),
        (
            "### Justification for ANY New Technology\n- `gorilla/websocket`: nothing pushes yet",
            [("gorilla/websocket",)],
        ),
        (
            "## Complexity Tracking\n| Violation | Why |\n|---|---|\n| `Outbox` table | exactly-once delivery |\n",
            [("Outbox",)],
        ),
        ("Justification: ⟨why can `Invoice` not be extended?⟩", []),
        ("Justification: TBD", []),
        ("Justification:", []),
        ("### Justification for ANY New Technology\n- [Only if absolutely no existing solution exists]\n", []),
        ("## Complexity Tracking\n\nNo violations. No justifications needed.\n", []),
        ("There is no reason because of which we stop.", []),
        ("```\nJustification: in code\n```", []),
    ],
)
def test_justifications(source: str, names: list[tuple[str, ...]]) -> None:
    plan = parse_plan("p.md", source.encode())
    assert [justification.names for justification in plan.justifications] == names


def test_a_justification_has_its_place() -> None:
    text = b"# T\r\n\r\nJustification: `A` differs entirely.\r\n"
    (justification,) = parse_plan("p.md", text).justifications
    assert justification.line == 3
    assert text[justification.span.start : justification.span.end] == b"Justification: `A` differs entirely."
