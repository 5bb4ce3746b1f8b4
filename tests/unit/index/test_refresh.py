"""After any sequence of changes the index equals one built from scratch."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from groundplan.index.workspace import Workspace

NAMES = ("Berth", "Vessel", "Invoice", "Meter", "Crew", "Tariff")
WORDS = ("mooring", "electricity", "arrival", "payment", "pontoon")


def go_source(random_: random.Random, package: str) -> bytes:
    """Return a small Go file with a type, a method, perhaps a route and perhaps a mistake."""
    name = random_.choice(NAMES) + str(random_.randrange(3))
    fields = "".join(f'\t{other} string `json:"{other.lower()}"`\n' for other in random_.sample(NAMES, 3))
    route = ""
    if random_.random() < 0.4:
        route = (
            "\nfunc Routes(mux *http.ServeMux) {\n"
            f'\tmux.HandleFunc("GET /v1/{random_.choice(WORDS)}", Serve{name})\n}}\n'
        )
    broken = "func half( {\n" if random_.random() < 0.1 else ""
    return (
        f'package {package}\n\nimport "net/http"\n\n// {name} holds the {random_.choice(WORDS)}.\n'
        f"type {name} struct {{\n{fields}}}\n\n"
        f"func Serve{name}(w http.ResponseWriter, r *http.Request) {{ use{random_.choice(NAMES)}() }}\n{route}{broken}"
    ).encode()


def change(random_: random.Random, root: Path) -> None:
    """Make one random change: write, edit, rename, delete, or move a module's border."""
    files = sorted(path for path in root.rglob("*.go"))
    kind = random_.choice(("write", "write", "edit", "rename", "delete", "module", "same"))
    folder = root / random_.choice(("a", "b", "b/c", "vendor/example.org/x"))
    if kind == "write" or not files:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"f{random_.randrange(6)}.go").write_bytes(go_source(random_, folder.name))
    elif kind == "edit":
        path = random_.choice(files)
        path.write_bytes(path.read_bytes() + b"\n// a note\n")
    elif kind == "rename":
        path = random_.choice(files)
        path.rename(path.with_name(f"g{random_.randrange(6)}.go"))
    elif kind == "delete":
        random_.choice(files).unlink()
    elif kind == "module":
        inner = root / "b" / "go.mod"
        if inner.exists():
            inner.unlink()
        elif inner.parent.is_dir():
            inner.write_text("module example.com/inner\n")
    else:
        os.utime(random_.choice(files))


def picture(workspace: Workspace) -> object:
    """Return everything a snapshot can tell, with numbers of rows left out."""
    with workspace.snapshot() as snapshot:
        symbols = []
        for name in sorted(
            {f"{n}{i}" for n in NAMES for i in range(3)} | {f"Serve{n}{i}" for n in NAMES for i in range(3)}
        ):
            for symbol in snapshot.symbols_named(name):
                decl = snapshot.type_decl(symbol)
                symbols.append((symbol.location, symbol.import_path, symbol.origin, decl, snapshot.files_using(symbol)))
        searches = []
        for word in (*WORDS, *NAMES):
            found = snapshot.search_symbols(f'"{word.lower()}"', (6.0, 2.0, 2.0, 1.0), 50)
            symbols_found = snapshot.symbols_by_id(identity for identity, _ in found)
            searches.append([(symbols_found[i].path, symbols_found[i].name, round(score, 9)) for i, score in found])
        files = [
            [
                (path, round(score, 9))
                for path, score in snapshot.search_files(f'"{word.lower()}"', (1.0, 1.0, 1.0, 1.0), 50)
            ]
            for word in (*WORDS, *NAMES)
        ]
        return (
            snapshot.counts,
            snapshot.modules,
            symbols,
            [sorted(rows) for rows in searches],
            [sorted(rows) for rows in files],
            snapshot.routes,
            snapshot.handlers,
        )


@pytest.mark.parametrize("seed", range(6))
def test_incremental_equals_scratch(seed: int, tmp_path: Path) -> None:
    random_ = random.Random(seed)
    root = tmp_path / "w"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/outer\n")
    workspace = Workspace(root, tmp_path / "cache")
    for step in range(40):
        for _ in range(random_.randrange(1, 4)):
            change(random_, root)
        workspace.refresh()
        if step % 8 == 7:
            fresh = Workspace(root, tmp_path / f"fresh{step}")
            fresh.refresh()
            assert picture(workspace) == picture(fresh)
            fresh.close()
    workspace.close()


def test_nothing_changed_reads_nothing(tmp_path: Path) -> None:
    root = tmp_path / "w"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    (root / "a.go").write_bytes(go_source(random.Random(1), "x"))
    workspace = Workspace(root, tmp_path / "cache")
    assert workspace.refresh().read == 1
    assert not workspace.refresh().changed
    workspace.close()
    again = Workspace(root, tmp_path / "cache")
    assert not again.refresh().changed
    again.close()


def test_a_content_seen_before_is_not_parsed_again(tmp_path: Path) -> None:
    root = tmp_path / "w"
    root.mkdir()
    (root / "go.mod").write_text("module example.com/x\n")
    one, two = go_source(random.Random(1), "x"), go_source(random.Random(2), "x")
    workspace = Workspace(root, tmp_path / "cache")
    for content, read in ((one, 1), (two, 1), (one, 0), (two, 0)):
        (root / "a.go").write_bytes(content)
        os.utime(root / "a.go", ns=(read * 10**9, hash(content) % 10**12))
        report = workspace.refresh()
        assert (report.read, report.changed) == (read, True)
    workspace.close()
