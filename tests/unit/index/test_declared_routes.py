"""Routes of specifications and comments follow their files."""

from __future__ import annotations

from pathlib import Path

from groundplan.index.workspace import Workspace

GO = """package api

import "net/http"

func init() { http.HandleFunc("GET /ropes", list) }

func list(w http.ResponseWriter, r *http.Request) {}
"""


def test_routes_follow_the_files_that_declare_them(tmp_path: Path) -> None:
    root = tmp_path / "quay"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/quay\n\ngo 1.22\n")
    (root / "api.go").write_text(GO)
    specification = root / "swagger.json"
    workspace = Workspace(root, tmp_path / "cache")

    def titles() -> list[str]:
        workspace.refresh()
        with workspace.snapshot() as snapshot:
            return sorted(f"{route.title} {route.source}" for route in snapshot.routes)

    try:
        assert titles() == ["GET /ropes nethttp"]
        specification.write_text('{"swagger": "2.0", "paths": {"/ropes": {"get": {}, "post": {}}}}')
        assert titles() == ["GET /ropes nethttp", "POST /ropes openapi"]
        specification.write_text('{"swagger": "2.0", "paths": {"/ropes": {"get": {}, "delete": {}}}}')
        assert titles() == ["DELETE /ropes openapi", "GET /ropes nethttp"]
        specification.unlink()
        (root / "more.go").write_text("package api\n\n// Cut cuts.\n// @Router /ropes/{id}/cut [post]\nfunc Cut() {}\n")
        assert titles() == ["GET /ropes nethttp", "POST /ropes/{id}/cut swag"]
        (root / "more.go").write_text("package api\n\n// Cut cuts.\n// @Router /ropes/{id}/cut [put]\nfunc Cut() {}\n")
        assert titles() == ["GET /ropes nethttp", "PUT /ropes/{id}/cut swag"]
        (root / "more.go").write_text("package api\n\n// Cut cuts.\nfunc Cut() {}\n")
        assert titles() == ["GET /ropes nethttp"]
    finally:
        workspace.close()
