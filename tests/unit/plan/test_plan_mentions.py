"""What a plan names, form by form: kind, exact text, and where it stands."""

from __future__ import annotations

import pytest

from groundplan.model.plan import Mention, MentionKind
from groundplan.model.settings import Settings
from groundplan.plan import parse_plan


def _mentions(source: str, kind: MentionKind) -> list[Mention]:
    return [mention for mention in parse_plan("plans/x.md", source.encode()).mentions if mention.kind is kind]


def _texts(source: str, kind: MentionKind) -> list[str]:
    return [mention.text for mention in _mentions(source, kind)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Call `GET /v1/agents` twice", ["GET /v1/agents"]),
        ("## POST /files", ["POST /files"]),
        ("- [ ] GET /api/v1/files/:id - one file", ["GET /api/v1/files/:id"]),
        ("- **POST** `/api/v1/files`", ["POST /api/v1/files"]),
        ("**Endpoint**: `POST /x/{id}/launch`", ["POST /x/{id}/launch"]),
        ("When I send a GET request to `/api/items`,", ["GET /api/items"]),
        ("`GET|HEAD /files/*path`", ["GET /files/*path", "HEAD /files/*path"]),
        (
            "PUT/PATCH /a/{wsId}/ and `DELETE /b?force=true`.",
            ["PUT /a/{wsId}/", "PATCH /a/{wsId}/", "DELETE /b?force=true"],
        ),
        ("| Method | Path |\n|---|---|\n| GET | /v1/a/:id |\n| `PUT` | `/v1/b` |", ["GET /v1/a/:id", "PUT /v1/b"]),
        ("| E |\n|---|\n| GET `/a`, POST `/b` |", ["GET /a", "POST /b"]),
        ("| Endpoint | What |\n|---|---|\n| `/v1/c` | x |", ["/v1/c"]),
        ("Add the `/api/ws` endpoint", ["/api/ws"]),
        ("The route `/hooks/{id}` stays", ["/hooks/{id}"]),
        ("```http\nPOST /v1/x HTTP/1.1\n```", ["POST /v1/x"]),
        ("POST /v1/x, then GET /v1/y.", ["POST /v1/x", "GET /v1/y"]),
        ("(`GET /`)", ["GET /"]),
        ("GET https://api.example.com/v1/x", []),
        ("Files go to `/tmp/uploads` and `/var/lib`", []),
        ("Do not forget GET parameters or POST bodies / forms", []),
    ],
)
def test_endpoints(source: str, expected: list[str]) -> None:
    assert _texts(source, MentionKind.ENDPOINT) == expected


def test_an_endpoint_s_span_runs_from_the_method_to_the_end_of_the_path() -> None:
    source = "- **POST** `/api/v1/files`."
    (mention,) = _mentions(source, MentionKind.ENDPOINT)
    assert source[mention.span.start : mention.span.end] == "POST** `/api/v1/files"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- Create: `a/b.go`", [("a/b.go", ())]),
        ("- Modify: `a/b.go:86-115`", [("a/b.go", ((86, 115),))]),
        ("**File:** pkg/c.go and **Location:** internal/x/y.go", [("pkg/c.go", ()), ("internal/x/y.go", ())]),
        ("**Source:** a.go (lines 45-52)", [("a.go", ((45, 52),))]),
        ("`x/{a,b}.go`", [("x/a.go", ()), ("x/b.go", ())]),
        ("`a.go:44-50`, `:115-121`", [("a.go", ((44, 50),)), ("a.go", ((115, 121),))]),
        ("a.go (64,65,70)", [("a.go", ((64, 64), (65, 65), (70, 70)))]),
        ("`c.go` (around line 40) and b.go, line 248.", [("c.go", ((40, 40),)), ("b.go", ((248, 248),))]),
        ("lines 3-5 of `a.go`", [("a.go", ((3, 5),))]),
        ("[h](../../backend/h.go#L98-L104)", [("../../backend/h.go", ((98, 104),))]),
        ("[`a.go:7`](../a.go#L7)", [("../a.go", ((7, 7),))]),
        ("[a.go](https://example.com/a.go)", []),
        ("`pkg/storage/` and `pkg/api`, `./data/`", [("pkg/storage/", ()), ("pkg/api", ()), ("./data/", ())]),
        ("under internal/auth and cmd/api/main.go", [("internal/auth", ()), ("cmd/api/main.go", ())]),
        ("/Users/x/repo/pkg/a.go", [("/Users/x/repo/pkg/a.go", ())]),
        ("`go.mod`, go.sum and `Makefile`", [("go.mod", ()), ("go.sum", ()), ("Makefile", ())]),
        ("`a.go, b/c.go`", [("a.go", ()), ("b/c.go", ())]),
        ("`pkg/**/*.go` `specs/{feature}/plan.md` `<name>/x.go` `./...`", []),
        ("Use Node.js, net/http, `application/json`, and/or v1.2.3", []),
        ("https://github.com/x/y/blob/main/z.go", []),
        ("see fmt.Println or e.g. this", []),
        ("| File | What |\n|---|---|\n| `a/b.go` | x |\n| c/d.sql:3 | y |", [("a/b.go", ()), ("c/d.sql", ((3, 3),))]),
        (
            "---\nfiles_modified:\n  - a/b.go\n  - 'c.yml'\nfiles: [d.go]\n---\n",
            [("a/b.go", ()), ("c.yml", ()), ("d.go", ())],
        ),
        ('```json\n{"files": ["a/b.go", "x y"], "file": "c.go"}\n```', [("a/b.go", ()), ("c.go", ())]),
    ],
)
def test_paths(source: str, expected: list[tuple[str, tuple[tuple[int, int], ...]]]) -> None:
    assert [(mention.text, mention.lines) for mention in _mentions(source, MentionKind.PATH)] == expected


def test_a_tree_gives_whole_paths_and_says_what_is_new() -> None:
    source = (
        "```text\nbackend/\n├── pkg/   # code\n│   ├── a.go        # NEW: x\n│   └── b.go  # MODIFIED\n"
        "│       # goes on\n├── old.go (existing)\n├── *.sql\n└── cmd/api/\n    └── main.go # Wire it\n```\n"
    )
    mentions = _mentions(source, MentionKind.PATH)
    assert [(mention.text, mention.intent.value) for mention in mentions] == [
        ("backend/pkg/a.go", "new"),
        ("backend/pkg/b.go", "changed"),
        ("backend/old.go", "existing"),
        ("backend/cmd/api/main.go", "unknown"),
    ]
    data = source.encode()
    assert [data[mention.span.start : mention.span.end] for mention in mentions][:2] == [b"a.go", b"b.go"]
    assert all(mention.in_fence for mention in mentions)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("`Invoice`, `billing.Invoice`, `Invoice.Close`", ["Invoice", "billing.Invoice", "Invoice.Close"]),
        ("`(*Service).Send`, `svc.Create(ctx)`, `sendEmail()`", ["(*Service).Send", "svc.Create", "sendEmail"]),
        ("`*api.Error`, `[]Item`, `&Client{}`, `map[string]Rate`", ["api.Error", "Item", "Client", "Rate"]),
        ("`Close() error`, `Save(ctx, *R) (int, error)`", ["Close", "Save"]),
        ("`func (s *Store) Open(p string) error`", ["Store.Open"]),
        ("`type Reminder struct` and `func New() *T`", ["Reminder", "New"]),
        ("the `validate` helper and function `check`", ["validate", "check"]),
        ("`TestClose_Twice`", ["TestClose_Twice"]),
        ("### VectorStore (extended)", ["VectorStore"]),
        ("### Provider (Interface)", ["Provider"]),
        ("### 2.1 ReminderPolicy", ["ReminderPolicy"]),
        ("### claimPool (`pkg/pool.go`)", ["claimPool"]),
        ("## Infrastructure (Extend Existing)\n### Errors (see below)\n", []),
        ("`closeStays` in `cmd/close/main.go`, `sign` in `b.go`, `signIt` (`c.go:3`)", ["closeStays", "signIt"]),
        ("an `Api` event and the `Ready` condition", []),
        ("## Overview\n### Phases (new)\n### Open Questions", ["Phases"]),
        ("`API_KEY`, `--flag`, `GET`, `Content-Type`, `go test ./...`, `a.b`, `created_at`, `userId`", []),
        ("`main.go`, `README.md`, `https://x.y/Z`, `application/json`, `true`, `string`, `make([]int, 3)`", []),
        ("fields `Due`, `Count` and the `Save` button; status `Paid`", []),
        ("| Field | Type |\n|---|---|\n| `Due` | `time.Time` |", ["time.Time"]),
        ("Create a struct type `Reminder` having fields `Due`", ["Reminder", "Reminder.Due"]),
        ("`console.log()` and `NOW()` and `Foo bar`", []),
        ("## Frontend\nUse `HomePage`", []),
    ],
)
def test_symbols(source: str, expected: list[str]) -> None:
    assert _texts(source, MentionKind.SYMBOL) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Use `github.com/gorilla/websocket` for it", ["github.com/gorilla/websocket"]),
        ("golang.org/x/time/rate.", ["golang.org/x/time/rate"]),
        ("`go get github.com/aws/aws-sdk-go-v2/service/sqs@v1.2`", ["github.com/aws/aws-sdk-go-v2/service/sqs"]),
        ("```bash\ncd x && go get -u example.dev/lib/y\n```", ["example.dev/lib/y"]),
        ('```go\nimport "github.com/go-chi/chi/v5"\n```', ["github.com/go-chi/chi/v5"]),
        (
            "`gorilla/mux` and `pgx/v5`, `aws-sdk-go-v2/service/s3`",
            ["gorilla/mux", "pgx/v5", "aws-sdk-go-v2/service/s3"],
        ),
        ("the `bcrypt` library", ["bcrypt"]),
        ("**Primary Dependencies**: gorilla/mux (router), bcrypt (hashes)", ["gorilla/mux", "bcrypt"]),
        ("`net/http`, `pkg/storage` package, `engine` package, `text/plain`, `a/b`", []),
        ("https://github.com/x/y and `go mod init github.com/me/x`", []),
    ],
)
def test_dependencies(source: str, expected: list[str]) -> None:
    assert _texts(source, MentionKind.DEPENDENCY) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("New DynamoDB table: `Jobs`", [("Jobs", "table")]),
        (
            "the `invoice-events` queue and its DLQ `invoice-dead`",
            [("invoice-events", "queue"), ("invoice-dead", "queue")],
        ),
        ("tables `A1`, `B1` and `C1`", [("A1", "table"), ("B1", "table"), ("C1", "table")]),
        (
            "Lambda `CloseInvoices`, bucket `exports`, SNS topic `paid`",
            [("CloseInvoices", "function"), ("exports", "bucket"), ("paid", "topic")],
        ),
        ("IAM role `WorkerRole`, state machine `Close`", [("WorkerRole", "role"), ("Close", "state machine")]),
        ("| Table | Key |\n|---|---|\n| `Jobs` | `pk` |", [("Jobs", "table")]),
        ("## Infrastructure changes\n- `InvoicesTable`: add an index", [("InvoicesTable", "table")]),
        ("the `validate` function, role `admin`, parameter `limit`", []),
        ("`InvoicesTable` alone", []),
    ],
)
def test_resources(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.noun) for mention in _mentions(source, MentionKind.RESOURCE)] == expected


def test_the_team_s_own_modules_are_known_by_the_settings() -> None:
    settings = Settings(model_modules=("harbour.example/charts",))
    source = b"`harbour.example/charts/berth` and harbour.example/charts, not harbour.example/chartsy"
    found = [mention.text for mention in parse_plan("p.md", source, settings).mentions]
    assert found == ["harbour.example/charts/berth", "harbour.example/charts"]


def test_mentions_know_their_line_and_section() -> None:
    plan = parse_plan("p.md", b"# T\n\n`A.B`\n\n## X\n\ntext\r\nin `Invoice`\n")
    assert [(mention.text, mention.line, mention.section) for mention in plan.mentions] == [
        ("A.B", 3, 0),
        ("Invoice", 8, 1),
    ]


def test_a_method_that_something_depends_on_is_no_module() -> None:
    (mention,) = parse_plan("plan.md", b"It reuses the same dependency (`crates.Repo.List`).\n").mentions
    assert (mention.kind, mention.text) == (MentionKind.SYMBOL, "crates.Repo.List")
