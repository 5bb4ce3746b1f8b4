"""What a whole document makes of a name that one place leaves open."""

from __future__ import annotations

import time

import pytest

from groundplan.plan import parse_plan
from groundplan.plan.intent_settled import settle_intents, settled_mentions


def _settled(source: str) -> str:
    plan = parse_plan("p.md", source.encode())
    return " ".join(f"{mention.text}={mention.intent.value}" for mention in settled_mentions(plan))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # What was said last, else what is said first
        ("Expected: `ListOpen` comes back.\n\nAdd `ListOpen` to `Store`.", "ListOpen=new ListOpen=new Store=changed"),
        ("Extend `Store`.\n\nThe `Store` flow:", "Store=changed Store=changed"),
        ("- Create: `a/b.go`\n- Modify: `a/b.go`\n- Test: `a/b.go`", "a/b.go=new a/b.go=changed a/b.go=changed"),
        # A use yields to the making, unless somebody says that the thing is there
        ("Call `PurgeApp`.\n\nImplement `PurgeApp`.", "PurgeApp=new PurgeApp=new"),
        ("Call the existing `PurgeApp`.\n\nImplement `PurgeApp`.", "PurgeApp=existing PurgeApp=new"),
        ("Extend `PurgeApp`.\n\nCall `PurgeApp`.", "PurgeApp=changed PurgeApp=existing"),
        # The same thing under another name, and others of the same name
        ("Create `pkg/x/store.go`.\n\nThe `store.go` tests:", "pkg/x/store.go=new store.go=new"),
        (
            "Create `a/store.go`. Extend `b/store.go`.\n\nThe `store.go` tests:",
            "a/store.go=new b/store.go=changed store.go=unknown",
        ),
        ("Add `Store.ListOpen`.\n\nThe `store.ListOpen` page", "Store.ListOpen=new store.ListOpen=new"),
        ("Add `Store.Close`.\n\nThe `Mail.Close` page", "Store.Close=new Mail.Close=unknown"),
        ("Add `POST /v1/x/{id}`.\n\nThe `POST /v1/x/:key` page", "POST /v1/x/{id}=new POST /v1/x/:key=new"),
        # Parts and wholes
        ("Create the type `Season`.\n\nThe page of `Season.Members`", "Season=new Season.Members=new"),
        ("Create `x/season/`.\n\nThe page of `x/season/a.go`", "x/season/=new x/season/a.go=new"),
        (
            "Create `x/s/a.go` and `x/s/b.go`.\n\nThe page of `x/s/c.go`",
            "x/s/a.go=new x/s/b.go=new x/s/c.go=new",
        ),
        ("Extend `x/s/a.go`.\n\n### Layer (`x/s/`)", "x/s/a.go=changed x/s/=existing"),
        # What a fence writes down as new
        ("The `Page` flow\n\nCreate a new type:\n\n```go\ntype Page struct{ N int }\n```", "Page=new"),
        ("The `Page` flow\n\nToday:\n\n```go\ntype Page struct{ N int }\n```", "Page=unknown"),
        # A list of touched files has those that are made among them
        (
            "---\nfiles_modified:\n  - a/x.go\n---\n\nCreate `a/x.go`. The `a/x.go` page",
            "a/x.go=changed a/x.go=new a/x.go=new",
        ),
    ],
)
def test_the_whole_document_decides(source: str, expected: str) -> None:
    assert _settled(source) == expected


def test_places_and_number_of_mentions_stay() -> None:
    plan = parse_plan("p.md", b"Call `A`. Create `A` and `x/a.go`. The `a.go` page, `B`.")
    settled = settled_mentions(plan)
    assert [(each.span, each.text, each.kind) for each in settled] == [
        (each.span, each.text, each.kind) for each in plan.mentions
    ]
    assert settle_intents(plan.text, settled) == settled


def test_a_name_that_comes_ten_thousand_times_takes_no_square_of_it() -> None:
    line = b"The `pkg.ListOpen` page and `x/y/store.go`, call `ListOpen`.\n\n"
    text = b"Create `Store.ListOpen` and `store.go`.\n\n" + line * 5_000
    plan = parse_plan("p.md", text)
    start = time.process_time()
    assert len(settle_intents(text, plan.mentions)) == len(plan.mentions) > 10_000
    assert time.process_time() - start < 2
