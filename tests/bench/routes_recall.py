"""Routes extracted from Go code against the specification that a repository keeps of its own API.

    python -m tests.bench.routes_recall REPOSITORY SPECIFICATION [REPOSITORY SPECIFICATION ...]
    python -m tests.bench.routes_recall --trees FOLDER [--page docs/route-figures.md] [NAME ...]

A SPECIFICATION is a path inside of the repository, `comments` for the swag and go-swagger comments of its Go files, or
`goctl` or `proto` for all of its .api or .proto files.
The first form prints recall, precision, every miss and every extra route. The second runs the repositories listed in
`route_repositories.toml`, checked out under FOLDER as `owner+name`, and writes the page of figures. Their code is
read, never run, and never part of this repository.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from groundplan.detect.survey import survey
from groundplan.index.linking import declaring_files
from groundplan.index.program import StoredProgram
from groundplan.index.workspace import Workspace
from groundplan.model.route import DeclaredRoutes, Route, RouteConfidence
from groundplan.syntax.openapi import read_openapi
from groundplan.syntax.proto import read_proto
from groundplan.text.route_paths import path_shape

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
_MANY = {"comments": ("swag", "go-swagger", "beego"), "goctl": ("goctl",), "proto": ("proto",)}
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """A repository with its specification; `reasons` are (pattern, real, words) for routes beyond it."""

    name: str
    root: Path
    specification: str
    style: str = ""
    base: str | None = None
    drop: str = ""
    under: str = ""
    misses: str = ""
    reasons: tuple[tuple[str, bool, str], ...] = ()


@dataclass
class Figures:
    """What a comparison found. `extras` are the routes of the code that the specification does not have."""

    case: Case
    truth: set[Key]
    found: int
    missed_by_code: list[Key]
    missed_with_specification: list[Key]
    extras: list[Route]
    kinds: Counter[tuple[bool, str]] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return 1 - len(self.missed_by_code) / max(1, len(self.truth))

    @property
    def recall_with(self) -> float:
        return 1 - len(self.missed_with_specification) / max(1, len(self.truth))

    @property
    def raw_precision(self) -> float:
        return 1 - len(self.extras) / max(1, self.found)

    @property
    def precision(self) -> float:
        wrong = sum(count for (real, _), count in self.kinds.items() if not real)
        return 1 - wrong / max(1, self.found)


def measure(case: Case) -> Figures:
    """Index a repository in a throw-away store and compare."""
    with tempfile.TemporaryDirectory() as cache:
        workspace = Workspace(case.root, Path(cache))
        try:
            workspace.refresh()
            connection = workspace.store.connect()
            try:
                surveyed = survey(StoredProgram(connection, {}), workspace.settings).routes
                comments = [each.declared for each in declaring_files(connection)]
            finally:
                workspace.store.release(connection)
            with workspace.snapshot() as snapshot:
                shown = snapshot.routes
        finally:
            workspace.close()
    truth = _truth(case, comments)
    code, everything = ([_without(case.drop, each) for each in routes] for routes in (surveyed, shown))
    routes = [each for each in code if re.search(case.under, each.path)]
    figures = Figures(
        case,
        truth,
        found=len({_key(each) for each in routes}),
        missed_by_code=_missed(truth, code),
        missed_with_specification=_missed(truth, everything),
        extras=_extras(truth, routes),
    )
    for each in figures.extras:
        figures.kinds[_kind_of(case, each)] += 1
    return figures


def _without(pattern: str, route: Route) -> Route:
    return replace(route, path=re.sub(pattern, "", route.path) or "/") if pattern else route


def _truth(case: Case, comments: Iterable[DeclaredRoutes]) -> set[Key]:
    if case.specification in _MANY:
        found = [each for each in comments if each.source in _MANY[case.specification]]
        bases = [base for each in found for base in each.bases]
    else:
        source = (case.root / case.specification).read_bytes()
        read = read_openapi(source)
        found = [read] if read is not None else [each for each in read_proto(source) if each.source == "proto"]
        bases = [base for each in found for base in each.bases]
    base = case.base if case.base is not None else next(iter(bases), "")
    routes = [route for each in found for route in each.routes if route.method not in ("OPTIONS", "HEAD")]
    return {(route.method, path_shape(base + route.path)) for route in routes}


def _key(route: Route) -> Key:
    return route.method, path_shape(route.path)


def _missed(truth: set[Key], routes: Iterable[Route]) -> list[Key]:
    known = {_key(each) for each in routes}
    return sorted(each for each in truth if each not in known and ("ANY", each[1]) not in known)


def _extras(truth: set[Key], routes: Iterable[Route]) -> list[Route]:
    shapes = {shape for _, shape in truth}
    found: dict[Key, Route] = {}
    for each in routes:
        method, shape = _key(each)
        if (method, shape) not in truth and not (method == "ANY" and shape in shapes):
            found.setdefault((method, shape), each)
    return list(found.values())


def _kind_of(case: Case, route: Route) -> tuple[bool, str]:
    text = f"{route.method} {route.path} {route.file} {route.source} {route.handler} {route.confidence.value}"
    for pattern, real, words in case.reasons:
        if re.search(pattern, text):
            return real, words
    if route.confidence is RouteConfidence.PREFIX_UNKNOWN:
        return False, "prefix not known"
    return False, "not looked into"


def cases_in(trees: Path, names: Sequence[str]) -> list[Case]:
    """Return the listed repositories that are checked out."""
    listed: list[dict[str, Any]] = tomllib.loads((HERE / "route_repositories.toml").read_text())["repository"]
    found = []
    for each in listed:
        root = trees / str(each["name"]).replace("/", "+")
        if root.is_dir() and (not names or each["name"] in names):
            reasons = tuple((r["match"], bool(r.get("real", True)), r["why"]) for r in each.get("extra", ()))
            rest = {key: value for key, value in each.items() if key not in ("name", "extra")}
            found.append(Case(each["name"], root, reasons=reasons, **rest))
    return found


def render_page(all_figures: Sequence[Figures]) -> str:
    """Return the page of figures in Markdown."""
    count = max(1, len(all_figures))
    lines = [
        "# Routes: recall and precision",
        "",
        "Written by `python -m tests.bench.routes_recall --trees FOLDER --page docs/route-figures.md`. The routes",
        "of each repository are extracted from its Go code alone and compared, by method and normalised path, with",
        "the API specification in its own tree, or with its swag and go-swagger comments, .api or .proto files. A",
        "specification is rarely whole: what the code registers beyond it was looked up in the code, group by",
        "group, and counts as right where it is a route that the repository serves. *Corrected precision* is the",
        "share of the extracted routes that are in the specification or are real; whatever was not looked into",
        "counts as wrong. *With specification* is the recall of what Groundplan shows, which reads specifications",
        "and comments too; where the code registers a comment's function under another path, the code is believed.",
        "",
        "| repository | style | in the specification | recall, code alone | with specification | extracted | precision"
        " | corrected precision |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in all_figures:
        lines.append(
            f"| {each.case.name} | {each.case.style} | {len(each.truth)} | {each.recall:.3f} | {each.recall_with:.3f}"
            f" | {each.found} | {each.raw_precision:.3f} | {each.precision:.3f} |"
        )
    mean = [
        sum(getattr(each, name) for each in all_figures) / count
        for name in ("recall", "recall_with", "raw_precision", "precision")
    ]
    lines.append(f"| **mean** | | | **{mean[0]:.3f}** | **{mean[1]:.3f}** | | {mean[2]:.3f} | **{mean[3]:.3f}** |")
    for each in all_figures:
        lines += ["", f"## {each.case.name}", ""]
        if each.missed_by_code:
            shown = ", ".join(f"`{method} /{'/'.join(shape)}`" for method, shape in each.missed_by_code[:12])
            more = len(each.missed_by_code) - 12
            lines.append(f"Missed: {shown}{f' and {more} more' if more > 0 else ''}. {each.case.misses}".strip())
        else:
            lines.append("Nothing missed.")
        if each.kinds:
            lines += ["", "| beyond the specification | routes | real |", "|---|---|---|"]
            for (real, words), number in sorted(each.kinds.items(), key=lambda pair: (-pair[1], pair[0][1])):
                lines.append(f"| {words} | {number} | {'yes' if real else 'no'} |")
    return "\n".join(lines) + "\n"


def print_figures(each: Figures, limit: int) -> None:
    """Print one comparison with its misses and the extras that no reason covers."""
    print(
        f"{each.case.name}: {len(each.truth)} in the specification, recall {each.recall:.3f}"
        f" (with it {each.recall_with:.3f}), {each.found} extracted, precision {each.raw_precision:.3f},"
        f" corrected {each.precision:.3f}"
    )
    for method, shape in each.missed_by_code[:limit]:
        print(f"  missed {method} /{'/'.join(shape)}")
    unexplained = [route for route in each.extras if not _kind_of(each.case, route)[0]]
    for route in unexplained[:limit]:
        print(
            f"  extra {route.title} {route.file}:{route.line} {route.source} {route.confidence.value} {route.handler}"
        )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="routes_recall", description=__doc__)
    parser.add_argument("--trees", type=Path, help="the folder with the listed repositories")
    parser.add_argument("--page", type=Path, help="the page to write")
    parser.add_argument("--limit", type=int, default=60, help="misses and extras shown of each repository")
    parser.add_argument("arguments", nargs="*", help="pairs of repository and specification, or names of listed ones")
    given = parser.parse_args()
    if given.trees is not None:
        cases = cases_in(given.trees, given.arguments)
    else:
        pairs = zip(given.arguments[::2], given.arguments[1::2], strict=True)
        cases = [Case(Path(root).name, Path(root), specification) for root, specification in pairs]
    found = []
    for case in cases:
        found.append(measure(case))
        print_figures(found[-1], given.limit)
    if given.page is not None:
        given.page.write_text(render_page(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
