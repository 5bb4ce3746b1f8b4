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

_WAY_OUT = "It is left as it is; choose another title, or another place with --output."


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "title", metavar="TITLE", nargs="?", help="what the plan is called; default: the requirements' title"
    )
    parser.add_argument(
        "--requirements", metavar="FILE", help="a Markdown file whose goal, stories and criteria are carried over"
    )
    parser.add_argument(
        "--output",
        metavar="PLACE",
        help="where the plan goes: a file, or a folder where the house style has several documents; `-` for standard"
        " output; default: beside the plans that are there, or by the settings",
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
    from groundplan.features.new_plan import NoFolderError, PlanExistsError, TemplateMissingError, make_plan
    from groundplan.index.today import today
    from groundplan.plan.drafting import title_of

    requirements = Path(arguments.requirements) if arguments.requirements else None
    starts = [requirements.parent] if requirements is not None else []
    root = choose_root(arguments.workspace, starts)
    source = _read_source(requirements, root) if requirements is not None else None
    title = " ".join((arguments.title or title_of(source)).split())
    title = title[:1].upper() + title[1:]
    if not title:
        raise CannotRunError("The plan needs a title: give one, or requirements whose first heading is one.")
    if arguments.json and arguments.output == STDOUT:
        raise CannotRunError("The plan and the JSON cannot both go to standard output: give --output a file.")
    output = Path(arguments.output) if arguments.output not in (None, STDOUT) else None
    if output is not None and output.is_file():
        raise CannotRunError(f"{output} exists already. It is left as it is; choose another --output.")
    with open_workspace(root) as opened:
        path = path_in(output, root) if output is not None else ""
        try:
            made = make_plan(opened.snapshot, title, source, arguments.profile or "", path, today())
        except TemplateMissingError as error:
            raise CannotRunError(
                f"The template {error} of groundplan.toml cannot be read: mend `template`, or choose a --profile."
            ) from error
        except PlanExistsError as error:
            raise CannotRunError(str(error)) from error
        except NoFolderError as error:
            raise CannotRunError(f"A plan of the profile {error} is a folder: give --output one.") from error
    if arguments.output == STDOUT:
        for each in made.documents:
            sys.stdout.write(f"<!-- {each.path} -->\n\n" if made.others else "")
            sys.stdout.write(each.text.decode())
        return 0
    files = [root / each.path for each in made.documents]
    for file in files:
        if file.exists():
            raise CannotRunError(f"{file} exists already. {_WAY_OUT}")
    for file, each in zip(files, made.documents, strict=True):
        write_new(file, each.text, _WAY_OUT)
    if arguments.json:
        write_json(
            {
                "path": made.path,
                "title": title,
                "profile": made.profile,
                "filled": [{"section": role.value, "lines": lines} for role, lines in made.filled],
                "blanks": made.blanks,
                "others": [each.path for each in made.others],
            }
        )
        return 0
    for file in files:
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
