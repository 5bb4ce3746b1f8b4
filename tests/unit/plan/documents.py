"""A small workspace and a plan about it, for tests that need both on disk."""

from __future__ import annotations

from pathlib import Path

DOCUMENT = b"""# Seams that are cut twice

## API Design

- Extend `POST /v1/seams` (`api/seams.go:5`) with a `depth`.
- Create the SQS queue `seam-cuts`.

```go
// ... existing fields
type Seam struct {
\tName  string `json:"name"`
\tDepth int    `json:"depth"`
}

func (s *Seam) Cut(depth int) error
```

| Dependency | Action |
| ---------- | ------ |
| `github.com/example/drill` | add |

**Justification for `seam-cuts`:** cuts are handled at night, in order.
"""


def write_go_workspace(root: Path) -> None:
    """Write a Go module with one type and one handler."""
    (root / "api").mkdir(parents=True)
    (root / "go.mod").write_text("module example.com/shop\n\ngo 1.22\n")
    (root / "api" / "seams.go").write_text(
        'package api\n\nimport "net/http"\n\n// Seam is cut.\ntype Seam struct {\n\tName string `json:"name"`\n}\n\n'
        "func PostSeam(w http.ResponseWriter, r *http.Request) {}\n"
    )
