"""The hook and the action that others use run commands and options that exist."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

import yaml

from groundplan.cli.check import CHECK, FORMATS

ROOT = Path(__file__).parents[2]


def options() -> set[str]:
    parser = ArgumentParser()
    CHECK.declare(parser)
    return {option for action in parser._actions for option in action.option_strings}


def test_the_hook_checks_what_looks_like_a_plan() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert hook["entry"] == "groundplan check"
    pattern = re.compile(hook["files"])
    for path in ("docs/plans/a/b.md", "PLAN.md", "x/refunds-plan.md", "specs/001/tasks.md"):
        assert pattern.search(path), path
    for path in ("README.md", "docs/planes/a.txt", "specs/001/notes.md"):
        assert not pattern.search(path), path


def test_the_action_uses_options_that_there_are() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    steps = action["runs"]["steps"]
    script = next(step["run"] for step in steps if step.get("id") == "check")
    used = set(re.findall(r"(?<![\w-])--[a-z-]+", script))
    assert used <= options()
    assert {"--workspace", "--diff", "--baseline"} <= used
    assert action["inputs"]["format"]["default"] in FORMATS
    assert all(step["shell"] == "bash" for step in steps if "run" in step)
