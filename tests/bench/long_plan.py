"""A long plan that speaks of a workspace as people write: prose, lists, tables, fences, phases, old names and new."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = re.compile(r"^package (\w+)", re.MULTILINE)
_DECLARED = re.compile(r"^(type|func) ([A-Z]\w+)", re.MULTILINE)
_MOST_FILES = 400

_NOUNS = "Reminder Ledger Digest Waiver Roster Manifest Dispute Voucher Escalation Snapshot Relay Quota".split()
_WORDS = (
    "The request is validated before anything is stored and the caller learns at once what is wrong with it",
    "Retries are left to the queue, which already backs off, so the handler stays free of timers",
    "Nothing of this changes what existing clients see, since the new fields are optional",
    "A failed delivery is written to the log with the identifier of the tenant and counted",
    "The nightly job walks over the open entries in pages and stops when its time is up",
)


@dataclass(frozen=True, slots=True)
class _Name:
    kind: str
    name: str
    package: str
    path: str
    line: int


def long_plan(root: Path, lines: int = 2_000) -> str:
    """Return a plan of at least so many lines about the Go code below a folder; the same folder, the same plan."""
    names = _names_in(root)
    choice = random.Random(7)
    parts = [_opening(names, choice)]
    count = parts[0].count("\n")
    number = 0
    while count < lines:
        number += 1
        part = _part(number, names, choice)
        parts.append(part)
        count += part.count("\n")
    return "".join(parts)


def _names_in(root: Path) -> list[_Name]:
    """Return the exported declarations of a folder, at most two of a file; one made-up name where there is none."""
    files = sorted(path for path in root.rglob("*.go") if path.is_file() and not path.name.endswith("_test.go"))
    found: list[_Name] = []
    for path in files[:: max(1, len(files) // _MOST_FILES)]:
        source = path.read_text("utf-8", "replace")
        package = _PACKAGE.search(source)
        if package is None:
            continue
        place = path.relative_to(root).as_posix()
        for match in list(_DECLARED.finditer(source))[:2]:
            line = source.count("\n", 0, match.start()) + 1
            found.append(_Name(match.group(1), match.group(2), package.group(1), place, line))
    return found or [_Name("type", "Invoice", "model", "model/invoice.go", 1)]


def _opening(names: list[_Name], choice: random.Random) -> str:
    a, b = choice.choice(names), choice.choice(names)
    return f"""---
plan: backend
title: Notices for everyone
---
# Backend Technical Implementation Plan: Notices

## Executive Summary

Owners hear of what concerns them. We reuse `{a.package}.{a.name}` and extend `{b.name}` (`{b.path}`).

## Existing Pattern Analysis

### Similar Features Found

- [`{a.name}`]({a.path}#L{a.line}): the same verb on the same resource; tests stand beside it.
- `{b.path}:{b.line}` ({b.name}): the same external call.

## Implementation Phases

"""


def _part(number: int, names: list[_Name], choice: random.Random) -> str:
    """Return one phase of the plan with a new thing of its own; about fifty lines."""
    a, b, d = (choice.choice(names) for _ in range(3))
    c = choice.choice([each for each in names if each.kind == "type"] or names)
    noun = f"{choice.choice(_NOUNS)}{choice.choice(_NOUNS)}{number}"
    words = [choice.choice(_WORDS) for _ in range(4)]
    lower = noun.lower()
    return f"""### Phase {number}: {noun}

{words[0]}. It follows `{a.package}.{a.name}` in `{a.path}`, and `{b.name}` keeps its signature.
{words[1]}; see `{c.path}:{c.line}` for the precedent that `{c.name}` set.

**Files to modify:**

- `{a.path}`: call `{noun}Service.Send` behind `{a.name}`
- `{b.path}:{b.line}-{b.line + 12}`: pass the `{lower}_id` on
  - keep `{b.package}.{b.name}` as it is
- Modify: `{d.path}` (`{d.name}`)

**Files to create:**

- Create: `internal/{lower}/service.go`
- Create: `internal/{lower}/service_test.go`

| Method | Path | Handler | Notes |
|--------|------|---------|-------|
| GET | /v1/{lower}s | `List{noun}s` | pages like `{a.name}` |
| POST | /v1/{lower}s | `Create{noun}` | answers 201 |
| `GET /v1/{lower}s/{{id}}` | | `Get{noun}` | {c.package}.{c.name} |

New DynamoDB table: `{noun}Table`, read through `github.com/aws/aws-sdk-go-v2/service/dynamodb`.

```go
// internal/{lower}/{lower}.go
package {lower}

// {noun} is what the owner is told.
type {noun} struct {{
	ID        string `json:"id"`
	TenantID  string `json:"tenant_id"`
	Subject   string `json:"subject"`
	{noun}At  time.Time
	Source    *{c.package}.{c.name}
}}

func (s *Service) Create{noun}(ctx context.Context, in {noun}) (*{noun}, error) {{
	return s.store.Put(ctx, in)
}}
```

1. Add `{noun}` and its store
2. Register `POST /v1/{lower}s` beside `{d.name}`
   ```text
   internal/
   └── {lower}/
       ├── service.go  # NEW
       └── store.go    # NEW
   ```
3. {words[2]}

- [ ] `{noun}` is stored and read back
- [ ] {words[3]}

Justification: no existing type fits because `{a.name}` belongs to another tenant boundary.

"""
