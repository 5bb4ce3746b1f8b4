"""`groundplan new`: a plan from a title or from requirements, with everything filled in that the code can answer."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.plan_input import STDIN as STDOUT
from groundplan.cli.plan_input import path_in, read_plan
from groundplan.cli.terminal import plural
from groundplan.model.settings import PROFILE_NAMES

if TYPE_CHECKING:
    from groundplan.plan.drafting import Source


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "title", metavar="TITLE", nargs="?", help="what the plan is called; default: the requirements' title"
    )
    parser.add_argument(
        "--requirements", metavar="FILE", help="a Markdown file whose goal, stories and criteria are carried over"
    )
    parser.add_argument(
        "--output", metavar="FILE", help="where the plan goes, `-` for standard output; default: by the settings"
    )
    parser.add_argument(
        "--profile", metavar="NAME", choices=PROFILE_NAMES, help=f"the house style: {', '.join(PROFILE_NAMES)}"
    )
    declare_workspace(parser)
    parser.add_argument("--json", action="store_true", help="write what was filled as JSON")
    parser.epilog = "Exit code: 0 written, 2 not written. A file that is there is never changed."


def _run(arguments: Namespace) -> int:
    from groundplan.cli.init import write_new
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.features.new_plan import TemplateMissingError, make_plan

    requirements = Path(arguments.requirements) if arguments.requirements else None
    starts = [requirements.parent] if requirements is not None else []
    root = choose_root(arguments.workspace, starts)
    source = _read_source(requirements, root) if requirements is not None else None
    title = " ".join((arguments.title or (source.says.title if source else "")).split())
    title = title[:1].upper() + title[1:]
    if not title:
        raise CannotRunError("The plan needs a title: give one, or requirements whose first heading is one.")
    if arguments.json and arguments.output == STDOUT:
        raise CannotRunError("The plan and the JSON cannot both go to standard output: give --output a file.")
    output = Path(arguments.output) if arguments.output not in (None, STDOUT) else None
    if output is not None and output.exists():
        raise CannotRunError(f"{output} exists already. It is left as it is; choose another --output.")
    with open_workspace(root) as opened:
        path = path_in(output, root) if output is not None else ""
        try:
            made = make_plan(opened.snapshot, title, source, arguments.profile or "", path)
        except TemplateMissingError as error:
            raise CannotRunError(
                f"The template {error} of groundplan.toml cannot be read: mend `template`, or choose a --profile."
            ) from error
    if arguments.output == STDOUT:
        sys.stdout.write(made.text.decode())
        return 0
    file = output if output is not None else root / made.path
    write_new(file, made.text, "It is left as it is; choose another title, or a file with --output.")
    if arguments.json:
        write_json(
            {
                "path": made.path,
                "title": title,
                "profile": made.profile,
                "filled": [{"section": role.value, "lines": lines} for role, lines in made.filled],
                "blanks": made.blanks,
            }
        )
        return 0
    print(file)
    print(f"{plural(len(made.filled), 'section')} filled, {plural(made.blanks, 'open blank')}", file=sys.stderr)
    return 0


def _read_source(file: Path, root: Path) -> Source:
    from groundplan.plan.drafting import Source
    from groundplan.plan.requirements import read_requirements

    text = read_plan(file).text
    path = path_in(file, root)
    return Source("" if Path(path).is_absolute() else path, read_requirements(text))


NEW = Command("new", "write a plan with everything filled in that the code can answer", _declare, _run)
