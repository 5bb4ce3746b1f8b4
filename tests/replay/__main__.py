"""Replays the plans of repositories: `python -m tests.replay [NAME=]REPOSITORY ...`.

For each plan the code is put on disk as it stood before the commit that first had the plan, with the other documents of
that commit; all rules run; then true statements of the plan are made false, and what is noticed is counted. Nothing is
read but the repositories given, which may be bare.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.replay.measuring import Corpus, replay
from tests.replay.plans import plans_of, some_of
from tests.replay.report import missed_lies, tables, to_json, warnings_of, warnings_to_read
from tests.replay.repository import Repository


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description=__doc__)
    parser.add_argument("repositories", metavar="[NAME=]REPOSITORY", nargs="+", help="a Git repository, bare or not")
    parser.add_argument("--plans", metavar="GLOB", action="append", default=[], help="take these documents for plans")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most N plans of each, evenly spread")
    parser.add_argument("--lies", type=int, default=3, metavar="N", help="at most N lies of each kind; default: 3")
    parser.add_argument("--list", action="store_true", help="only list the plans and their commits")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write everything that was found out into a file")
    parser.add_argument("--read", action="store_true", help="write each warning with its line, and each lie missed")
    return parser.parse_args()


def _named(argument: str) -> tuple[str, Path]:
    name, given, place = argument.partition("=")
    path = Path(place if given else argument)
    whole = path.resolve()
    own = whole.parent.name if whole.name in (".git", "repo") else whole.name.removesuffix(".git")
    return (name if given else own), path


def _replay_one(name: str, place: Path, arguments: argparse.Namespace) -> Corpus:
    corpus = Corpus(name)
    with Repository(place) as repository, tempfile.TemporaryDirectory(prefix="replay-") as work:
        plans = some_of(plans_of(repository, arguments.plans), arguments.limit)
        if arguments.list:
            for plan in plans:
                print(f"{plan.commit[:10]}  {plan.path}")
            return corpus
        for count, replayed in enumerate(replay(repository, plans, Path(work), arguments.lies), 1):
            corpus.plans.append(replayed)
            caught = sum(tried.caught for tried in replayed.tried)
            said = f"{warnings_of(replayed)} warnings, {caught} of {len(replayed.tried)} lies"
            print(f"{name} {count}/{len(plans)} {replayed.path}: {said}", file=sys.stderr, flush=True)
    return corpus


def main() -> None:
    """Replay, and write the tables to standard output."""
    arguments = _arguments()
    corpora = [_replay_one(name, place, arguments) for name, place in map(_named, arguments.repositories)]
    if arguments.list:
        return
    if arguments.read:
        print("\n".join((*warnings_to_read(corpora), "", *(f"missed: {line}" for line in missed_lies(corpora)), "")))
    print("\n".join(tables(corpora)))
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(to_json(corpora), indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
