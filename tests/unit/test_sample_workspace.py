"""The sample workspace is real Go: it builds, vets and is laid out as its README says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TIDEWATER = Path(__file__).resolve().parent.parent / "workspaces" / "tidewater"
MODULES = ("backend", "charts", "keel")
OLDEST_GO = (1, 22)


def _go() -> str | None:
    """The path of a Go command that is new enough for the workspace, if there is one."""
    command = shutil.which("go")
    if command is None:
        return None
    answer = subprocess.run([command, "env", "GOVERSION"], capture_output=True, text=True, env=_offline(), check=False)
    version = re.match(r"go(\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_GO:
        return None
    return command


def _offline() -> dict[str, str]:
    return {
        **os.environ,
        "GOFLAGS": "-mod=vendor",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOWORK": str(TIDEWATER / "go.work"),
    }


def _used_modules() -> list[str]:
    text = (TIDEWATER / "go.work").read_text(encoding="utf-8")
    return re.findall(r"^\t\./(\w+)$", text, re.MULTILINE)


@pytest.mark.parametrize("module", MODULES)
def test_module_builds_and_vets(module: str) -> None:
    go = _go()
    if go is None:
        declared = (TIDEWATER / module / "go.mod").read_text(encoding="utf-8")
        assert module in _used_modules()
        assert declared.startswith(f"module example.com/tidewater/{module}\n")
        return
    for step in ("build", "vet"):
        done = subprocess.run(
            [go, step, "./..."],
            cwd=TIDEWATER / module,
            capture_output=True,
            text=True,
            env=_offline(),
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"go {step} in {module}:\n{done.stderr}"


def test_workspace_uses_three_modules_and_vendors_the_router() -> None:
    assert sorted(_used_modules()) == sorted(MODULES)
    vendored = (TIDEWATER / "vendor" / "modules.txt").read_text(encoding="utf-8")
    assert vendored.startswith("## workspace\n")
    for package in re.findall(r"^(?!#)(\S+)$", vendored, re.MULTILINE):
        assert list((TIDEWATER / "vendor" / package).glob("*.go")), package


def test_every_function_of_the_template_has_its_command() -> None:
    template = (TIDEWATER / "template.yml").read_text(encoding="utf-8")
    folders = re.findall(r"CodeUri: backend/cmd/([\w-]+)/", template)
    assert len(folders) == 5
    for folder in (*folders, "notifier", "api-server", "harbour-admin"):
        assert (TIDEWATER / "backend" / "cmd" / folder / "main.go").is_file(), folder


def test_line_references_of_the_good_plan_are_true() -> None:
    plan = (TIDEWATER / "docs" / "plans" / "overdue-reminders.md").read_text(encoding="utf-8")
    references = re.findall(r"`(?:\w+\.)?(\w+)`\s+\(`([\w/.]+\.go):(\d+)`\)", plan)
    assert len(references) >= 6
    for name, path, number in references:
        line = (TIDEWATER / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]
        assert re.search(rf"^(?:func|type)\b.*\b{name}\b", line), f"{path}:{number} is {line!r}, not {name}"
