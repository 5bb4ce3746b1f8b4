"""The house keeps its import directions: a layer imports itself and the layers to its left, nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "server" / "groundplan"

ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "text": {"model"},
    "syntax": {"model", "text"},
    "detect": {"model", "text", "syntax"},
    "index": {"model", "text", "syntax", "detect"},
    "discover": {"model", "text", "syntax", "detect", "index"},
    "plan": {"model", "text", "syntax", "detect", "index"},
    "rules": {"model", "text", "syntax", "detect", "index", "discover", "plan"},
    "features": {"model", "text", "syntax", "detect", "index", "discover", "plan", "rules"},
    "lsp": {"model", "text", "syntax", "detect", "index", "discover", "plan", "rules", "features"},
    "cli": {"model", "text", "syntax", "detect", "index", "discover", "plan", "rules", "features", "lsp"},
}

FOREIGN = {
    "tree_sitter": "syntax",
    "tree_sitter_go": "syntax",
    "pygls": "lsp",
    "lsprotocol": "lsp",
    "sqlite3": "index",
}
"""Libraries that one layer alone may import."""


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            found.add(node.module or "")
    return found


def test_layers_import_only_to_their_left() -> None:
    wrong = []
    seen = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if len(parts) == 1:
            continue
        layer = parts[0]
        seen.add(layer)
        for module in sorted(imports_of(path)):
            names = module.split(".")
            if names[0] == "groundplan" and len(names) > 1 and names[1] not in ALLOWED[layer] | {layer}:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}")
            owner = FOREIGN.get(names[0])
            if owner is not None and owner != layer:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {module}, which belongs to {owner}/")
    assert not wrong, "\n".join(wrong)
    assert seen == set(ALLOWED)


def test_features_and_rules_do_no_io() -> None:
    forbidden = {"os", "pathlib", "io", "time", "datetime", "random", "subprocess", "socket", "sqlite3"}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for layer in ("features", "rules", "discover", "model", "text", "syntax", "detect")
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        for module in imports_of(path)
        if module.split(".")[0] in forbidden
    ]
    assert not wrong, "\n".join(wrong)


def test_source_files_stay_small() -> None:
    long = [
        f"{path.relative_to(PACKAGE)}: {lines} lines"
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 500
    ]
    assert not long, "\n".join(long)
