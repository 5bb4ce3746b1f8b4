"""`groundplan check`: what the rules object to in plans."""

from __future__ import annotations

import contextlib
import gc
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import palette_for, plural, width_of, write_line

if TYPE_CHECKING:
    from groundplan.cli.check_scope import Scope
    from groundplan.cli.diagnostic import Diagnostic
    from groundplan.cli.formats.checked import CheckedPlan
    from groundplan.cli.plan_input import PlanInput
    from groundplan.index.snapshot import Snapshot

FORMATS = ("text", "json", "sarif", "github", "junit")

NOTHING_TO_DO = 0
FOUND = 1
CANNOT_RUN = 2


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "plans", metavar="PLAN", nargs="+", help="a plan, a folder of plans, or - for a plan on standard input"
    )
    declare_workspace(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to report; default: text")
    parser.add_argument(
        "--diff", metavar="BASE", help="report only what is on lines changed since the branch left this Git revision"
    )
    parser.add_argument("--baseline", metavar="FILE", help="report only what this file does not have")
    parser.add_argument("--write-baseline", metavar="FILE", help="write what is found into a file, and report nothing")
    parser.add_argument(
        "--statistics", action="store_true", help="tell how often each rule found something, in place of the findings"
    )
    parser.add_argument("--stdin-path", metavar="PATH", help="where the plan on standard input belongs")
    parser.add_argument("--watch", action="store_true", help="check again whenever a plan or the code changes")
    parser.add_argument("--no-color", action="store_true", help="never use colour")
    parser.epilog = "Exit code: 0 nothing at warning or above, 1 warnings or errors, 2 something could not be checked."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.plan_input import STDIN
    from groundplan.cli.watch import run_and_watch
    from groundplan.cli.workspace_root import choose_root

    if arguments.plans.count(STDIN) > 1:
        raise CannotRunError("Standard input can be read once only: give `-` once.")
    if arguments.watch and STDIN in arguments.plans:
        raise CannotRunError("Standard input can be read once only: name a file or a folder with --watch.")
    if arguments.stdin_path and STDIN not in arguments.plans:
        raise CannotRunError("--stdin-path belongs to `-`: give both to check a plan on standard input.")
    if arguments.statistics and arguments.format not in ("text", "json"):
        raise CannotRunError("--statistics belongs to the formats text and json.")
    if arguments.watch and arguments.write_baseline:
        raise CannotRunError("A baseline is written once: give --write-baseline without --watch.")
    if arguments.watch:
        root = choose_root(arguments.workspace, _starts(arguments.plans, None))
        return run_and_watch(root.resolve(), lambda: _check_all(arguments))
    return _check_all(arguments)


def _check_all(arguments: Namespace) -> int:
    from groundplan.cli.baseline import write_baseline
    from groundplan.cli.check_scope import open_scope
    from groundplan.cli.formats.checked import CheckedPlan, all_of
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.plan_input import STDIN
    from groundplan.cli.workspace_root import choose_root

    failures = [f"{name} does not exist." for name in arguments.plans if name != STDIN and not Path(name).exists()]
    names = [name for name in arguments.plans if name == STDIN or Path(name).exists()]
    checked: list[CheckedPlan] = []
    if names:
        root = choose_root(arguments.workspace, _starts(names, arguments.stdin_path))
        narrowed = open_scope(root, arguments.diff, arguments.baseline)
        with narrowed as scope, open_workspace(root) as opened, _no_collection():
            for plan in _plans(names, arguments.stdin_path, root, opened.snapshot, failures):
                found = tuple(_check(opened.snapshot, plan, root, scope))
                checked.append(CheckedPlan(plan.path_in(root), found))
            files = opened.snapshot.counts.files
        if arguments.write_baseline:
            count = write_baseline(Path(arguments.write_baseline), all_of(checked))
            print(f"{plural(count, 'finding')} in {arguments.write_baseline}", file=sys.stderr)
        else:
            _report(arguments, checked, root, complete=not failures)
            if checked and arguments.format != "json":
                sys.stdout.flush()
                where = "" if root == Path.cwd() else f" in {root}"
                print(f"{summarise(len(checked), all_of(checked))}, {plural(files, 'Go file')}{where}", file=sys.stderr)
    for failure in failures:
        print(f"groundplan: {failure}", file=sys.stderr)
    if failures:
        return CANNOT_RUN
    loud = any(item.severity in ("error", "warning") for item in all_of(checked))
    return FOUND if loud and not arguments.write_baseline else NOTHING_TO_DO


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend the search for garbage: what checking makes is needed to its end. A tenth of the time went into it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def summarise(plans: int, diagnostics: list[Diagnostic]) -> str:
    """Return how much was checked and found: `2 plans, 1 warning, 3 notes`."""
    counts = Counter(item.severity for item in diagnostics)
    parts = [plural(plans, "plan")]
    for severity, noun in (("error", "error"), ("warning", "warning"), ("info", "note"), ("hint", "hint")):
        if counts[severity]:
            parts.append(plural(counts[severity], noun))
    if not diagnostics:
        parts.append("nothing found")
    return ", ".join(parts)


def _starts(names: list[str], stdin_path: str | None) -> Iterator[Path]:
    """Yield the folders in which the search for the workspace begins."""
    from groundplan.cli.plan_input import STDIN

    for name in names:
        path = Path(stdin_path or ".") if name == STDIN else Path(name)
        yield path if path.is_dir() else path.parent


def _plans(
    names: list[str], stdin_path: str | None, root: Path, snapshot: Snapshot, failures: list[str]
) -> Iterator[PlanInput]:
    """Yield each plan once, in the order of the arguments; what cannot be read becomes a sentence in `failures`."""
    from groundplan.cli.plan_input import STDIN, read_plan, read_stdin

    seen: set[Path] = set()
    for name in names:
        path = Path(name)
        try:
            if name == STDIN:
                yield read_stdin(stdin_path)
            elif path.is_dir():
                yield from _plans_below(path, root, snapshot, failures, seen)
            elif path.resolve() not in seen:
                seen.add(path.resolve())
                yield read_plan(path)
        except CannotRunError as error:
            failures.append(str(error))


def _plans_below(
    folder: Path, root: Path, snapshot: Snapshot, failures: list[str], seen: set[Path]
) -> Iterator[PlanInput]:
    """Yield the plans of a folder that are not in `seen`; a folder without any is a failure."""
    from groundplan.cli.plan_input import markdown_files, path_in, read_plan
    from groundplan.plan import is_plan

    found = False
    for file in markdown_files(folder):
        path = path_in(file, root)
        try:
            plan = read_plan(file)
        except CannotRunError as error:
            if is_plan(path, b"", snapshot.settings):
                found = True
                failures.append(str(error))
            continue
        if is_plan(path, plan.text, snapshot.settings):
            found = True
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield plan
    if not found:
        raise CannotRunError(
            f"There are no plans in {folder}: name the file itself, or add its pattern to `plan_globs`"
            " in groundplan.toml."
        )


def _check(snapshot: Snapshot, source: PlanInput, root: Path, scope: Scope) -> Iterator[Diagnostic]:
    from groundplan.cli.diagnostic import locate
    from groundplan.plan.kept_plans import plan_of
    from groundplan.rules.check import check_plan
    from groundplan.text.positions import LineIndex

    path = source.path_in(root)
    lines = LineIndex(source.text)
    # The plans of one feature are each other's context: each is parsed once for all of them.
    findings = check_plan(snapshot, plan_of(snapshot, path, source.text))
    yield from scope.narrow(source, [locate(finding, path, lines) for finding in findings])


def _report(arguments: Namespace, checked: list[CheckedPlan], root: Path, complete: bool) -> None:
    from groundplan.cli.formats.checked import all_of
    from groundplan.cli.formats.github import github_lines
    from groundplan.cli.formats.junit import junit_lines
    from groundplan.cli.formats.sarif import to_sarif
    from groundplan.cli.formats.statistics import statistics_lines
    from groundplan.cli.json_output import write_json

    diagnostics = all_of(checked)
    if arguments.format == "json":
        _write_json(diagnostics, arguments.statistics)
    elif arguments.format == "sarif":
        write_json(to_sarif(checked, root, complete))
    elif arguments.format == "github":
        _write_lines(github_lines(checked, root))
    elif arguments.format == "junit":
        _write_lines(junit_lines(checked))
    elif arguments.statistics:
        _write_lines(statistics_lines(diagnostics))
    else:
        _write_text(diagnostics, arguments.no_color)


def _write_lines(lines: Iterable[str]) -> None:
    for line in lines:
        write_line(line)


def _write_json(diagnostics: list[Diagnostic], statistics: bool) -> None:
    from groundplan.cli.diagnostic import to_json
    from groundplan.cli.formats.statistics import statistics_of
    from groundplan.cli.json_output import write_json

    if statistics:
        write_json({"statistics": statistics_of(diagnostics)})
    else:
        write_json({"diagnostics": [to_json(item) for item in diagnostics]})


def _write_text(diagnostics: list[Diagnostic], no_color: bool) -> None:
    from groundplan.cli.diagnostic_text import render_diagnostic

    palette, width = palette_for(sys.stdout, no_color), width_of(sys.stdout)
    for item in diagnostics:
        for line in render_diagnostic(item, palette, width):
            write_line(line)
        write_line()


CHECK = Command("check", "check plans against the code", _declare, _run)
