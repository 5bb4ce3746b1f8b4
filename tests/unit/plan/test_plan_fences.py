"""Fences of a plan: their files, and the Go that they declare with places in the plan."""

from __future__ import annotations

import pytest

from groundplan.plan import parse_plan


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("```go\n// backend/pkg/a.go\ntype A struct{}\n```", "backend/pkg/a.go"),
        ("```go\n// File: a.go (new)\n```", "a.go"),
        ("```go\n// a.go:10-20\n```", "a.go"),
        ("```yaml\n# template.yml\nX: 1\n```", "template.yml"),
        ("```go\n// see a.go for more\n```", ""),
        ("```go\n// template.yml\n```", ""),
        ('```go title="pkg/a.go"\n```', "pkg/a.go"),
        ("```go:pkg/a.go\n```", "pkg/a.go"),
        ("In `pkg/a.go`:\n```go\nx\n```", "pkg/a.go"),
        ("**File**: `pkg/a.go`\n\n```go\nx\n```", "pkg/a.go"),
        ("#### pkg/a.go\n\n```go\nx\n```", "pkg/a.go"),
        ("- Modify `pkg/a.go`:\n  ```go\n  x\n  ```", "pkg/a.go"),
        ("Unlike `pkg/a.go` we do the following with care.\n```go\nx\n```", ""),
        ("Copy `a.go` to `b.go`:\n```go\nx\n```", ""),
        ("In `pkg/a.go`:\n\ntext\n\n```go\nx\n```", ""),
    ],
)
def test_file_hints(source: str, hint: str) -> None:
    (fence,) = parse_plan("p.md", source.encode()).fences
    assert fence.file_hint == hint


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", ["", "   ", "> ", "- > "])
def test_declarations_have_exact_places(newline: str, prefix: str) -> None:
    inner = prefix.replace("-", " ")
    lines = [
        "é 😀",
        "",
        f"{prefix}```go",
        f"{inner}// Reminder is due.",
        f"{inner}type Reminder struct {{",
        f"{inner}\t// ... existing fields",
        f'{inner}\tDue time.Time `json:"due"`',
        f"{inner}}}",
        f"{inner}func (r *Reminder) Send() error {{ return nil }}",
        f"{inner}```",
        "",
    ]
    if prefix == "   ":
        lines[1] = "1. item"
    text = newline.join(lines).encode()
    plan = parse_plan("p.md", text)
    (proposed,) = plan.types
    decl = proposed.decl
    assert text[decl.name_span.start : decl.name_span.end] == b"Reminder"
    assert (decl.line, [(field.name, field.line) for field in decl.fields]) == (5, [("Due", 7)])
    assert proposed.elided
    (func,) = plan.funcs
    assert text[func.decl.name_span.start : func.decl.name_span.end] == b"Send"
    assert (func.decl.line, func.decl.receiver, func.fence) == (9, "Reminder", 0)


@pytest.mark.parametrize(
    ("body", "elided"),
    [
        ("// ... existing fields\n\tB int", True),
        ("// existing fields\n\tB int", True),
        ("// other fields unchanged\n\tB int", True),
        ("...\n\tB int", True),
        ("B int\n\t// …", True),
        ("// rest of the fields as before\n\tB int", True),
        ("/* existing fields */\n\tB int", True),
        ("B int // the existing customer's number", False),
        ("// B counts retries.\n\tB int", False),
    ],
)
def test_elision_marks(body: str, elided: bool) -> None:
    (proposed,) = parse_plan("p.md", f"```go\ntype A struct {{\n\t{body}\n}}\n```\n".encode()).types
    assert proposed.elided is elided


def test_only_go_fences_propose_types() -> None:
    plan = parse_plan("p.md", b"```ts\ntype A struct {}\n```\n```golang\ntype B struct {}\n```\n")
    assert [proposed.decl.name for proposed in plan.types] == ["B"]
    assert [(fence.language, fence.section) for fence in plan.fences] == [("ts", -1), ("golang", -1)]
