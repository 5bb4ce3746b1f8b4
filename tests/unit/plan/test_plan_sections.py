"""Where sections are, where missing ones go, and which nobody has written yet."""

from __future__ import annotations

import pytest

from groundplan.model.plan import Plan, SectionRole
from groundplan.plan import insertion_point, is_blank, parse_plan, section_at, section_of


def _plan(source: str) -> Plan:
    return parse_plan("p.md", source.encode())


def _inserted(source: str, role: SectionRole, newline: str = "\n") -> str:
    point = insertion_point(_plan(source), role)
    text = point.text(f"{'#' * point.level} NEW\n- x\n", newline)
    data = source.encode()
    return (data[: point.offset] + text.encode() + data[point.offset :]).decode()


@pytest.mark.parametrize(
    ("source", "role", "expected"),
    [
        ("", SectionRole.ENDPOINTS, "## NEW\n- x\n"),
        ("# T", SectionRole.ENDPOINTS, "# T\n\n## NEW\n- x\n"),
        ("# T\n\ntext\n", SectionRole.API_DESIGN, "# T\n\ntext\n\n## NEW\n- x\n"),
        (
            "# T\n## Executive Summary\na\n## Testing Strategy\nb\n",
            SectionRole.API_DESIGN,
            "# T\n## Executive Summary\na\n\n## NEW\n- x\n\n## Testing Strategy\nb\n",
        ),
        (
            "# T\n\n## Testing Strategy\n\nb\n",
            SectionRole.API_DESIGN,
            "# T\n\n## NEW\n- x\n\n## Testing Strategy\n\nb\n",
        ),
        (
            "# T\n\n## API Design\n\n### Data Models\n\nb\n",
            SectionRole.ENDPOINTS,
            "# T\n\n## API Design\n\n### NEW\n- x\n\n### Data Models\n\nb\n",
        ),
        (
            "# T\n\n## API Design\n\na\n\n### Notes\n\nb\n\n## Testing\n",
            SectionRole.ENDPOINTS,
            "# T\n\n## API Design\n\na\n\n### Notes\n\nb\n\n### NEW\n- x\n\n## Testing\n",
        ),
        (
            "# T\n\n## Technology Reuse\n\n### Justification\n\nx\n\n### Own\n\ny\n",
            SectionRole.API_DESIGN,
            "# T\n\n## Technology Reuse\n\n### Justification\n\nx\n\n### Own\n\ny\n\n## NEW\n- x\n",
        ),
        (
            "# T\n\n## Backend\n\n### Data Models\n\na\n\n## Summary\n\nb\n",
            SectionRole.INFRASTRUCTURE,
            "# T\n\n## Backend\n\n### Data Models\n\na\n\n## NEW\n- x\n\n## Summary\n\nb\n",
        ),
        (
            "## Summary\n\n```go\nopen\n",
            SectionRole.TESTING,
            "## NEW\n- x\n\n## Summary\n\n```go\nopen\n",
        ),
        (
            "# T\n\ntext\n\n<!-- open\n",
            SectionRole.TESTING,
            "# T\n\ntext\n\n## NEW\n- x\n\n<!-- open\n",
        ),
        (
            "# T\n   ## Testing\n",
            SectionRole.SUCCESS_CRITERIA,
            "# T\n   ## Testing\n\n## NEW\n- x\n",
        ),
    ],
)
def test_a_missing_section_goes_to_its_place(source: str, role: SectionRole, expected: str) -> None:
    assert _inserted(source, role) == expected


def test_insertion_keeps_the_newline_style() -> None:
    source = "# T\r\n\r\n## Summary\r\n\r\na\r\n## Testing\r\n"
    assert _inserted(source, SectionRole.API_DESIGN, "\r\n") == (
        "# T\r\n\r\n## Summary\r\n\r\na\r\n\r\n## NEW\r\n- x\r\n\r\n## Testing\r\n"
    )


def test_inserting_everything_yields_the_template_s_order() -> None:
    text = b"# T\n\n## Success Criteria\n\n- fast\n\n## Executive Summary\n\nwords\n"
    for role in SectionRole:
        plan = parse_plan("p.md", text)
        if section_of(plan, role) is not None:
            continue
        from groundplan.plan import template_section

        point = insertion_point(plan, role)
        block = f"{'#' * point.level} {template_section(role).heading}\n- x"
        text = text[: point.offset] + point.text(block, "\n").encode() + text[point.offset :]
    plan = parse_plan("p.md", text)
    roles = [section.role for section in plan.sections[1:]]
    assert sorted(roles, key=str) == sorted(SectionRole, key=str)
    for section in plan.sections[1:]:
        assert section.role is not None
        if section.role is not SectionRole.SUCCESS_CRITERIA:
            assert (section.level == 2) is (plan.sections[section.parent].level == 1)


@pytest.mark.parametrize(
    ("body", "blank"),
    [
        ("", True),
        ("- [Existing component]: [How to extend for this feature]\n- \n", True),
        ("- ⟨which handler?⟩\n<!-- say it -->\nTBD\n", True),
        ("1. N/A\n* [ ]\n", True),
        ("- [Existing component]: `Mailer`\n", False),
        ("- [link](x.md)\n", False),
        ("- [x] [P] done\n", False),
        ("words", False),
        ("### Own\n\nwords\n", False),
        ("### Own\n\n- [blank]\n", True),
        ("```go\nx\n```\n", False),
    ],
)
def test_blank_sections(body: str, blank: bool) -> None:
    plan = _plan(f"# T\n## Minimal Architecture\n{body}\n## Testing\n\nwords\n")
    section = section_of(plan, SectionRole.MINIMAL_ARCHITECTURE)
    assert section is not None
    assert is_blank(plan, section) is blank


def test_the_template_s_own_fence_is_blank() -> None:
    from groundplan.plan import template_section

    role = SectionRole.DATA_MODELS
    plan = _plan(f"# T\n## API Design\n### Data Models\n{template_section(role).body}\n")
    section = section_of(plan, role)
    assert section is not None
    assert is_blank(plan, section)


def test_headings_in_lists_and_quotes_open_no_section() -> None:
    plan = _plan("# T\n- a\n  ## Testing\n> ## Risks\n- # x\n\n## Summary\n")
    assert [section.title for section in plan.sections] == ["T", "Summary"]


def test_sections_are_found_by_role_and_offset() -> None:
    plan = _plan("intro\n\n# T\n\n## A\n\n### Testing\n\nx\n\n## Testing\n\ny\n")
    assert section_at(plan, 0) is None
    assert [section_at(plan, offset).title for offset in (7, 12, 30)] == ["T", "A", "Testing"]  # type: ignore[union-attr]  # all inside
    found = section_of(plan, SectionRole.TESTING)
    assert found is not None and found.level == 2
    assert section_of(plan, SectionRole.RISKS) is None
