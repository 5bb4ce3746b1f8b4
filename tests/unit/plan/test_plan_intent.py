"""What a plan intends with what it names: sentences labelled by hand."""

from __future__ import annotations

import pytest

from groundplan.plan import parse_plan


def _intents(source: str) -> str:
    return " ".join(
        f"{mention.text}={mention.intent.value}" for mention in parse_plan("p.md", source.encode()).mentions
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Marks at the name
        ("`Invoice` (existing), `Reminder` (new), NEW: `Notice`", "Invoice=existing Reminder=new Notice=new"),
        ("[NEW] `a.go`, [MODIFY] `b.go`", "a.go=new b.go=changed"),
        ("### VectorStore (extended)", "VectorStore=changed"),
        ("- Create: `a/b.go`\n- Modify: `c.go:3-9`", "a/b.go=new c.go=changed"),
        ("Reference: `a.go`. Based on: `b.go`.", "a.go=existing b.go=existing"),
        ("| File | Action |\n|---|---|\n| `a.go` | New |\n| `b.go` | Modify |", "a.go=new b.go=changed"),
        # Verbs
        ("Extend the existing `Store` interface with `Save` and `Close`", "Store=changed Save=new Close=new"),
        ("Add `Send()` to `billing.Service` in `svc.go`", "Send=new billing.Service=changed svc.go=changed"),
        (
            "Add `user` field to `Response` struct in `pkg/types.go`",
            "Response.user=new Response=changed pkg/types.go=changed",
        ),
        ("Create `a.go` with package documentation. Create `ErrX` in `b.go`.", "a.go=new ErrX=new b.go=new"),
        ("Introduce `Queue` instead of extending `Old.List`", "Queue=new Old.List=existing"),
        ("Update `a.go` to use `NewClient`", "a.go=changed NewClient=existing"),
        ("Reuse `Client`; follow `b.go`; see `Handler`", "Client=existing b.go=existing Handler=existing"),
        ("Implement `GET /v1/x` using `Service.List`", "GET /v1/x=new Service.List=existing"),
        ("Register `POST /v1/x` in `routes.go`", "POST /v1/x=new routes.go=changed"),
        ("Rename `Old` to `Young`", "Old=changed Young=new"),
        ("Integrate the client into `Start`", "Start=changed"),
        ("This plan extends `Invoice`", "Invoice=changed"),
        ("Create `Batch` (after `Prior`) and `Result` types", "Batch=new Prior=existing Result=new"),
        ("Write soft-delete tests in `x_test.go`", "x_test.go=new"),
        ("Create a `Jobs` table in `template.yml`", "Jobs=new template.yml=changed"),
        # Adjectives, tense and what follows
        ("a new struct type `Reminder`", "Reminder=new"),
        ("The existing `Mailer` does it", "Mailer=existing"),
        ("`Foo` already exists. `Bar` will be created. `Baz` must be extended.", "Foo=existing Bar=new Baz=changed"),
        ("`Legacy` was added last year; `Quux` does not exist", "Legacy=existing Quux=unknown"),
        ("The `Invoice` struct gets two new fields", "Invoice=changed"),
        ("- `NotificationService`: add a case", "NotificationService=changed"),
        ("- [ ] T004a [P] [Story 2] `a.go`: create the handler", "a.go=new"),
        ("- `a.go`: create the handler\n- `b.go`: unchanged", "a.go=new b.go=existing"),
        ("Currently handled by `Dispatch`", "Dispatch=existing"),
        ("Two fields on `Invoice`, one method on `Ledger` and one endpoint are new", "Invoice=unknown Ledger=unknown"),
        ("add a method `Remind` beside `Close`, and a method `Retry`", "Remind=new Close=existing Retry=new"),
        ("The events of the queue `Q1` are copied to the new queue", "Q1=unknown"),
        ("The job may write to the table `Invoices`", "Invoices=existing"),
        ("The table `Invoices` and its index stay as they are", "Invoices=existing"),
        # Places in which something is done
        ("In `Reconcile`, locate the loop and read it", "Reconcile=changed"),
        ("In `Can`, after the grants are read, add a check", "Can=changed"),
        ("In `Can`, every caller is checked", "Can=unknown"),
        # A verb with an object of its own leads into steps, not into things
        ("Implement `Purge`:\n1. `Load` the row\n2. `Close` it", "Purge=new Load=unknown Close=unknown"),
        ("Extend `Store` with:\n- `Save`\n- `Load`", "Store=changed Save=new Load=new"),
        ("New types:\n- `Page`\n- `Row`", "Page=new Row=new"),
        (
            "## Add retries to the client\n- `client.go`\n- `Wait(n int, max time.Duration) error`",
            "client.go=unknown Wait=new",
        ),
        ("## Create the cache package\n- `cache.go`: what is kept", "cache.go=new"),
        ("- `TestPurge_Cascades`: insert rows, expect none", "TestPurge_Cascades=new"),
        ("- [ ] 4.2 `a/stay.go`: the columns go into the scan", "a/stay.go=changed"),
        ("### `a/paging.go`\n\n- Add a cursor", "a/paging.go=changed"),
        ("### `a/paging.go`\n\nWhat it does", "a/paging.go=unknown"),
        ("### Usage (`pkg/x/usage/`)\n\nNew package beside the others.", "pkg/x/usage/=new"),
        ("### Report service (`pkg/x/usage/`)\n\nIt counts.", "pkg/x/usage/=unknown"),
        # What a row's last cell says is said of the row, not of the names in it
        ("| File | Change |\n|---|---|\n| `a.go` | Add `Store` to `Deps` |", "a.go=changed Store=new Deps=changed"),
        ("| File | Change |\n|---|---|\n| `a.go` | Validate the new mode |", "a.go=changed"),
        # Examples, relative clauses, what code does today
        ("Remove functions such as `Save`", "Save=changed"),
        ("Define `Page` with the stores that `Handler` has", "Page=new Handler=existing"),
        ("`Page` asks `Store` for rows", "Page=unknown Store=existing"),
        ("## Current state\n\n- Creates a ticker in `startWatching()`", "startWatching=existing"),
        ("Wire `Page` in `main.go`", "Page=unknown main.go=changed"),
        ("The wiring in `main.go` is unchanged", "main.go=existing"),
        ("`NewRouter` takes it as one more argument", "NewRouter=changed"),
        ("Rename `a/v2.go` → `a/v3.go`", "a/v2.go=changed a/v3.go=new"),
        ("FAIL, undefined: `ListOpen`", "ListOpen=new"),
        ("A dedicated `pkg/search` package: a parser", "pkg/search=new"),
        ("**Alternatives considered**:\n- A shared `pkg/slots` package: too much", "pkg/slots=unknown"),
        ("**Any new routes?** Yes, one: `GET /x`", "GET /x=new"),
        # Negation
        ("Do not create a new `InvoiceV2`", "InvoiceV2=unknown"),
        ("Don't modify `a/keep.go`", "a/keep.go=existing"),
        ("No existing `Scheduler` fits", "Scheduler=unknown"),
        ("We considered adding `Buffer` but refrain", "Buffer=unknown"),
        # What stands above
        ("Files to create:\n\n- `a.go`\n- `b.go`", "a.go=new b.go=new"),
        ("**Modified files**\n- `a.go`", "a.go=changed"),
        ("- New types:\n  - `Foo`\n  - `Bar`\n- Existing types:\n  - `Baz`", "Foo=new Bar=new Baz=existing"),
        ("## New Entities\n### ReminderPolicy", "ReminderPolicy=new"),
        ("## Phase 6: Create products\nGET /x returns them", "GET /x=unknown"),
        ("### Similar Features Found\n- `Webhook`", "Webhook=existing"),
        ("### Components to Extend (Not Create)\n- `Mailer`", "Mailer=changed"),
        ("### Endpoints\n- `POST /x`: returns 201", "POST /x=unknown"),
        ("Use `github.com/gorilla/mux`", "github.com/gorilla/mux=unknown"),
        ("`go get github.com/gorilla/mux`", "github.com/gorilla/mux=new"),
        ("The word `Invoice` alone", "Invoice=unknown"),
        ("```go\n// pkg/a.go (new)\n```", "pkg/a.go=new"),
    ],
)
def test_intents(source: str, expected: str) -> None:
    assert _intents(source) == expected
