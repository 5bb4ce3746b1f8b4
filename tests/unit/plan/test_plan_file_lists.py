"""Lists of files in fences: what their remarks and titles say."""

from __future__ import annotations

import pytest

from groundplan.plan import parse_plan


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "pkg/a.go   # parse\npkg/b.go\n# modified:\npkg/c.go  # List\n",
            "pkg/a.go=new pkg/b.go=new pkg/c.go=changed",
        ),
        ("pkg/a.go   # NEW: parser\npkg/b.go   # call it\n", "pkg/a.go=new pkg/b.go=changed"),
        ("New files:\npkg/a.go\npkg/b.go\n", "pkg/a.go=new pkg/b.go=new"),
        # A tree by indenting alone
        (
            "pkg/use/\n  a.go   # loop\n\npkg/cfg/\n  c.go   # (modify existing)\n",
            "pkg/use/a.go=unknown pkg/cfg/c.go=changed",
        ),
        # Nothing is said of any of them
        ("pkg/a.go   # parser\npkg/b.go   # caller\n", ""),
        # No list
        ("pkg/a.go   # NEW\nls -la | sort; cat pkg/b.go\n", ""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lists_of_files(lines: str, expected: str, end: str) -> None:
    source = f"## Files\n\n```\n{lines}```\n".replace("\n", end)
    plan = parse_plan("p.md", source.encode())
    assert " ".join(f"{each.text}={each.intent.value}" for each in plan.mentions) == expected
    assert all(each.text.endswith(plan.text[each.span.start : each.span.end].decode()) for each in plan.mentions)
