"""Random changes to a small workspace, as people and their tools make them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("Berth", "Vessel", "Invoice", "Meter", "Crew", "Tariff")
WORDS = ("mooring", "electricity", "arrival", "payment", "pontoon")
FOLDERS = ("a", "b", "b/c", "b/c/d", "vendor/example.org/x", "ignored", "testdata")
FILES = ("f0", "f1", "f2", "f3", "f4_test", "zz_generated.f5", "mock_f6", "main")

TEMPLATE = """AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  {name}:
    Type: AWS::Serverless::Function
    Properties:
      Handler: {word}
      Events:
        Call:
          Type: Api
          Properties: {{Path: /v1/{word}, Method: get}}
"""


class Tree:
    """A workspace on disk; every change reports the paths that an editor's watcher would."""

    def __init__(self, root: Path, choice: random.Random) -> None:
        self.root = root
        self.choice = choice
        self.branches: dict[str, dict[str, bytes]] = {}
        root.mkdir(parents=True, exist_ok=True)
        (root / "go.mod").write_text("module example.com/outer\n\ngo 1.22\n")

    def change(self) -> set[str]:
        """Make one change and return the relative paths of the files and folders that it touched."""
        kinds: list[tuple[int, Callable[[], Iterator[str]]]] = [
            (30, self._write),
            (20, self._edit),
            (8, self._same_size),
            (8, self._rename),
            (8, self._delete),
            (4, self._module),
            (2, self._work),
            (2, self._ignore),
            (5, self._template),
            (3, self._touch),
            (3, self._note),
            (2, self._folder_away),
            (2, self._file_becomes_folder),
            (3, self._copy_with_time),
            (3, self._switch_branch),
        ]
        kind = self.choice.choices([each for _, each in kinds], [weight for weight, _ in kinds])[0]
        return set(kind())

    def contents(self) -> dict[str, bytes]:
        """Return all files by relative path."""
        paths = sorted(path for path in self.root.rglob("*") if path.is_file() and not path.is_symlink())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def unsaved(self) -> tuple[str, bytes]:
        """Return a path and a text that an editor may have open and unsaved."""
        path = f"{self.choice.choice(FOLDERS[:5])}/{self.choice.choice(FILES)}.go"
        return path, go_source(self.choice, path.split("/")[-2])

    def _go_files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*.go") if path.is_file())

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _write(self) -> Iterator[str]:
        folder = self.root / self.choice.choice(FOLDERS)
        if any(each.is_file() for each in (folder, *folder.parents)):
            return
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.choice.choice(FILES)}.go"
        if not path.is_dir():
            path.write_bytes(go_source(self.choice, folder.name))
            yield self._relative(path)

    def _edit(self) -> Iterator[str]:
        for path in self._some():
            source = path.read_bytes()
            edits = (
                source + b"\n// a note\n",
                source.replace(b"string", b"int", 1),
                source.replace(b"\n\n", b"\n\n// more\n\n", 1),
                source.replace(b"use", b"call"),
                source.replace(b"/v1/", b"/v2/"),
                source[: len(source) * 2 // 3],
            )
            path.write_bytes(self.choice.choice(edits))
            yield self._relative(path)

    def _same_size(self) -> Iterator[str]:
        for path in self._some():
            source = path.read_bytes()
            old, new = self.choice.sample((*NAMES[:2], "Meters"), 2)
            if len(old) == len(new):
                path.write_bytes(source.replace(old.encode(), new.encode()))
            else:
                path.write_bytes(source.replace(b"mooring", b"arrival"))
            yield self._relative(path)

    def _rename(self) -> Iterator[str]:
        for path in self._some():
            target = path.with_name(f"g{self.choice.randrange(4)}.go")
            if not target.is_dir():
                path.rename(target)
                yield from (self._relative(path), self._relative(target))

    def _delete(self) -> Iterator[str]:
        for path in self._some():
            path.unlink()
            yield self._relative(path)

    def _module(self) -> Iterator[str]:
        folder = self.root / self.choice.choice(("b", "b/c"))
        if folder.is_dir():
            inner = folder / "go.mod"
            if inner.exists():
                inner.unlink()
            else:
                inner.write_text(f"module example.com/{folder.name}\n")
            yield self._relative(inner)

    def _work(self) -> Iterator[str]:
        work = self.root / "go.work"
        if work.exists():
            work.unlink()
        else:
            work.write_text("go 1.22\n\nuse .\n")
        yield "go.work"

    def _ignore(self) -> Iterator[str]:
        rules = self.root / ".gitignore"
        if rules.exists():
            rules.unlink()
        else:
            rules.write_text(self.choice.choice(("ignored/\n", "*_test.go\n", "b/c/\n!b/c/d/\n")))
        yield ".gitignore"

    def _template(self) -> Iterator[str]:
        path = self.root / self.choice.choice(("template.yaml", "ops.yml"))
        if path.exists() and self.choice.random() < 0.3:
            path.unlink()
        else:
            name, word = self.choice.choice(NAMES), self.choice.choice(WORDS)
            path.write_text(TEMPLATE.format(name=name, word=word) if self.choice.random() < 0.8 else "a: [1, 2]\n")
        yield self._relative(path)

    def _touch(self) -> Iterator[str]:
        for path in self._some():
            os.utime(path)
            yield self._relative(path)

    def _note(self) -> Iterator[str]:
        path = self.root / f"note{self.choice.randrange(3)}.md"
        path.write_text("# " + " ".join(self.choice.choices(WORDS, k=3)))
        yield self._relative(path)

    def _folder_away(self) -> Iterator[str]:
        folder = self.root / self.choice.choice(FOLDERS)
        if folder.is_dir():
            if self.choice.random() < 0.5:
                shutil.rmtree(folder)
                yield self._relative(folder)
            else:
                target = folder.with_name("moved")
                if not target.exists():
                    folder.rename(target)
                    yield from (self._relative(folder), self._relative(target))

    def _file_becomes_folder(self) -> Iterator[str]:
        for path in self._some():
            path.unlink()
            path.mkdir()
            (path / "inner.go").write_bytes(go_source(self.choice, "inner"))
            yield from (self._relative(path), self._relative(path / "inner.go"))

    def _copy_with_time(self) -> Iterator[str]:
        for path in self._some():
            target = path.with_name("copy.go")
            if target != path and not target.is_dir():
                shutil.copy2(path, target)
                yield self._relative(target)

    def _switch_branch(self) -> Iterator[str]:
        """Put the tree aside under a name and bring back another, as a checkout does: unchanged files stay."""
        before = self.contents()
        self.branches[self.choice.choice("xyz")] = before
        after = self.branches[self.choice.choice(sorted(self.branches))]
        for path in sorted(before.keys() - after.keys()):
            (self.root / path).unlink()
            yield path
        for folder in sorted((each for each in self.root.rglob("*") if each.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        for path, content in after.items():
            if before.get(path) != content:
                target = self.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                yield path

    def _some(self) -> list[Path]:
        files = self._go_files()
        return [self.choice.choice(files)] if files else []


def go_source(choice: random.Random, package: str) -> bytes:
    """Return a small Go file with a type, values, functions, perhaps a route, and perhaps a mistake."""
    name = choice.choice(NAMES) + str(choice.randrange(3))
    other = choice.choice(NAMES) + str(choice.randrange(3))
    fields = "".join(f'\t{each} string `json:"{each.lower()}"`\n' for each in choice.sample(NAMES, 3))
    embedded = f"\t{other}\n" if choice.random() < 0.3 else ""
    parts = [
        "// Code generated by a tool. DO NOT EDIT.\n\n" if choice.random() < 0.1 else "",
        f'package {package}\n\nimport "net/http"\n\n',
        f"// {name} holds the {choice.choice(WORDS)}.\ntype {name} struct {{\n{embedded}{fields}}}\n\n",
        f'const Max{name} = {choice.randrange(9)}\n\nvar {name.lower()}_path = "/{choice.choice(WORDS)}"\n\n',
        f"func Serve{name}(w http.ResponseWriter, r *http.Request) {{ use{choice.choice(NAMES)}() }}\n\n",
        f"func (x *{name}) {choice.choice(('Save', 'Load'))}(v {other}) error {{ return store.{other}(v) }}\n",
    ]
    if choice.random() < 0.4:
        path = choice.choice((f'"GET /v1/{choice.choice(WORDS)}"', f'"/v1"+{name.lower()}_path'))
        parts.append(
            f"\nfunc Routes(mux *http.ServeMux) {{\n\tmux.HandleFunc({path}, Serve{choice.choice((name, other))})\n}}\n"
        )
    if choice.random() < 0.2:
        parts.append(f"\nfunc init() {{ registry.MustRegister({name}{{}}) }}\n")
    if choice.random() < 0.1:
        parts.append("func half( {\n")
    return "".join(parts).encode()
