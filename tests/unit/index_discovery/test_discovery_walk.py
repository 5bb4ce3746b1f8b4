"""Which files a workspace has: ignored, excluded, vendored, linked and nested ones."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from groundplan.index.discovery import Discovery, Skipped, SkipReason, find_file, find_files


def plant(root: Path, *files: str, **texts: str) -> None:
    """Make files, empty or with the text given by keyword (`__` for a slash, `_dot_` for a dot)."""
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    for key, text in texts.items():
        path = root / key.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def paths(found: Discovery) -> list[str]:
    return [file.path for file in found.files if not file.path.endswith(".gitignore")]


def listed(root: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    found = find_files(root, exclude)
    for file in found.files:
        assert find_file(root, file.path, exclude) in (file, None), file.path
    return paths(found)


def test_ignored_files_are_left_out(tmp_path: Path) -> None:
    plant(tmp_path, "a.go", "gen/x.go", "gen/keep.go", "b/y.pb.go", "b/out/z.go", "out/z.go")
    (tmp_path / ".gitignore").write_text("*.pb.go\n/out/\n/gen/*\n!keep.go\n")
    (tmp_path / "b" / ".gitignore").write_text("!y.pb.go\n")
    found = find_files(tmp_path, ())
    assert paths(found) == ["a.go", "b/out/z.go", "b/y.pb.go", "gen/keep.go"]
    assert found.skipped == (Skipped("gen/x.go", SkipReason.IGNORED), Skipped("out/", SkipReason.IGNORED))
    assert find_file(tmp_path, "gen/x.go", ()) is None
    assert find_file(tmp_path, "out/z.go", ()) is None
    assert find_file(tmp_path, "nowhere/z.go", ()) is None


def test_excludes_come_on_top(tmp_path: Path) -> None:
    plant(tmp_path, "a.go", "gen/x.go", "b/y.go")
    found = find_files(tmp_path, ("gen", "**/y.go"))
    assert paths(found) == ["a.go"]
    assert found.skipped == (Skipped("b/y.go", SkipReason.EXCLUDED), Skipped("gen/", SkipReason.EXCLUDED))
    assert find_file(tmp_path, "gen/x.go", ("gen",)) is None


def test_a_go_work_is_read_though_git_ignores_it(tmp_path: Path) -> None:
    plant(tmp_path, "go.work", "a/go.mod")
    (tmp_path / ".gitignore").write_text("go.work\ngo.work.sum\n")
    assert listed(tmp_path) == ["a/go.mod", "go.work"]


def test_vendored_go_files_are_kept_though_git_ignores_them(tmp_path: Path) -> None:
    plant(tmp_path, "vendor/modules.txt", "vendor/x.org/y/build/a.go", "vendor/x.org/y/README.md")
    plant(tmp_path, "other/vendor/x.org/y/a.go")
    for rules in ("vendor/\n", "vendor\nbuild\n", "/vendor/*\nother/vendor\n"):
        (tmp_path / ".gitignore").write_text(rules)
        assert [path for path in listed(tmp_path) if path.endswith((".go", ".md"))] == ["vendor/x.org/y/build/a.go"]


def test_vendored_code_that_git_knows_is_listed_whole(tmp_path: Path) -> None:
    plant(tmp_path, "vendor/modules.txt", "vendor/x.org/y/build/a.go", "vendor/x.org/y/README.md")
    (tmp_path / ".gitignore").write_text("build/\n")
    assert len(listed(tmp_path)) == 3


def test_links_to_folders(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    plant(root, "real/a.go", "out/hidden/b.go")
    plant(outside, "c.go")
    (root / ".gitignore").write_text("out/\n/ignored\n")
    plant(root, "node_modules/x/x.go")
    (root / "again").symlink_to(root / "real")
    (root / "modules").symlink_to("node_modules/x")
    (root / "brought").symlink_to("out/hidden")
    (root / "brought2").symlink_to("out/hidden")
    (root / "ignored").symlink_to("out/hidden")
    (root / "outside").symlink_to(outside)
    (root / "real" / "up").symlink_to("..")
    (root / "out" / "hidden" / "round").symlink_to(root / "brought")
    found = find_files(root, ())
    assert paths(found) == ["brought/b.go", "real/a.go"]
    assert found.problems == ()
    assert [item.path for item in found.skipped if item.reason is SkipReason.LINK] == [
        "again/",
        "brought/round/",
        "brought2/",
        "modules/",
        "outside/",
        "real/up/",
    ]


def test_a_link_that_leads_to_nothing_worth_reading_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to("gone.md")
    (tmp_path / "a.go").symlink_to("gone.go")
    found = find_files(tmp_path, ())
    assert found.problems == ("a.go cannot be read: No such file or directory",)


def test_the_repository_around_the_root_counts(tmp_path: Path) -> None:
    plant(tmp_path, ".git/info/exclude", "backend/a.go", "backend/out/b.go", "backend/x/c.tmp.go")
    (tmp_path / ".gitignore").write_text("/backend/out/\n/out/\n")
    (tmp_path / ".git" / "info" / "exclude").write_text("*.tmp.go\n")
    assert listed(tmp_path / "backend") == ["a.go"]


def test_a_root_that_the_repository_around_it_ignores_is_listed_all_the_same(tmp_path: Path) -> None:
    plant(tmp_path, ".git/info/exclude", "scratch/w/a.go", "scratch/w/b.go")
    (tmp_path / ".gitignore").write_text("*\n")
    (tmp_path / "scratch" / "w" / ".gitignore").write_text("b.go\n")
    assert listed(tmp_path / "scratch" / "w") == ["a.go"]


def test_a_repository_inside_has_its_own_rules(tmp_path: Path) -> None:
    plant(tmp_path, ".git/info/exclude", "sub/a.pb.go", "sub/b.go", "gone/a.go", "gone/.git/HEAD")
    (tmp_path / ".gitignore").write_text("*.pb.go\n/gone/\n")
    modules = tmp_path / ".git" / "modules" / "sub"
    plant(modules, "info/exclude")
    (modules / "info" / "exclude").write_text("b.go\n")
    (tmp_path / "sub" / ".git").write_text("gitdir: ../.git/modules/sub\n")
    assert listed(tmp_path) == ["sub/a.pb.go"]


def test_a_module_cache_inside_of_the_root_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.go", ".go/pkg/mod/x.org/y@v1.0.0/y.go", ".go/src/z/z.go")
    monkeypatch.setenv("GOMODCACHE", str(tmp_path / ".go" / "pkg" / "mod"))
    assert listed(tmp_path) == [".go/src/z/z.go", "a.go"]


def test_odd_ignore_files_do_no_harm(tmp_path: Path) -> None:
    plant(tmp_path, "a/a.go", "b/b.go", "c/c.go", "d/d.go", ".git", "e/.git/index", "e/e.go", "e/.gitignore")
    (tmp_path / "a" / ".gitignore").mkdir()
    os.mkfifo(tmp_path / "b" / ".gitignore")
    (tmp_path / "c" / ".gitignore").symlink_to(".gitignore")
    (tmp_path / "d" / ".gitignore").write_bytes(b"\xff\xfe[\n\x00*\n")
    (tmp_path / "e" / ".git" / "index").write_bytes(b"DIRC\0\0\0\x02\0\0\xff\xff nonsense")
    (tmp_path / "e" / ".gitignore").write_text("nothing.go\n")
    assert [path for path in listed(tmp_path) if path.endswith(".go")] == [f"{name}/{name}.go" for name in "abcde"]


def test_cancelling_ends_the_walk(tmp_path: Path) -> None:
    plant(tmp_path, *(f"f{number}/a.go" for number in range(20)))
    left = iter([False] * 5)
    assert len(find_files(tmp_path, (), lambda: next(left, True)).files) == 4


def git(root: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )


@pytest.mark.parametrize("version", [2, 3, 4])
def test_what_git_tracks_is_listed_though_rules_ignore_it(tmp_path: Path, version: int) -> None:
    plant(tmp_path, "cmd/app/main.go", "cmd/app/sub/a.go", "cmd/app/untracked/b.go", "cmd/other/app", "x.pb.go")
    (tmp_path / ".gitignore").write_text("app\n*.pb.go\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-f", "cmd/app/main.go", "cmd/app/sub/a.go")
    git(tmp_path, "add", "-f", "-N", "x.pb.go")
    git(tmp_path, "update-index", "--index-version", str(version))
    plant(tmp_path, "cmd/app/new.go")
    assert listed(tmp_path) == ["cmd/app/main.go", "cmd/app/sub/a.go", "x.pb.go"]
    assert listed(tmp_path / "cmd") == ["app/main.go", "app/sub/a.go"]


def test_a_work_tree_has_the_exclude_file_of_its_repository(tmp_path: Path) -> None:
    main, tree = tmp_path / "main", tmp_path / "tree"
    plant(main, "a.go")
    git(main, "init", "-q")
    git(main, "add", ".")
    git(main, "commit", "-qm", "one")
    git(main, "worktree", "add", "-q", str(tree))
    (main / ".git" / "info" / "exclude").write_text("*.local.go\na.go\n")
    plant(tree, "b.local.go")
    assert listed(tree) == ["a.go"]
