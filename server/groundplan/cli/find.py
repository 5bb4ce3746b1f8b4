"""`groundplan find`: what the workspace already has for a feature."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from groundplan.cli.command import Command, declare_workspace
from groundplan.cli.failure import CannotRunError
from groundplan.cli.terminal import Palette, palette_for, plural, printable, width_of, write_line

if TYPE_CHECKING:
    from groundplan.model.candidate import Candidate

FOUND = 0
NOTHING = 1
DEFAULT_LIMIT = 10
MAX_LIMIT = 1000
BAR_CELLS = 10


def _declare(parser: ArgumentParser) -> None:
    parser.add_argument("description", metavar="DESCRIPTION", nargs="+", help="the feature in a few words")
    declare_workspace(parser)
    parser.add_argument(
        "-n",
        dest="limit",
        metavar="N",
        type=_limit,
        default=DEFAULT_LIMIT,
        help=f"how many results at most; default: {DEFAULT_LIMIT}",
    )
    parser.add_argument(
        "--explain", action="store_true", help="show what each kind of evidence adds to a result's score"
    )
    parser.add_argument("--json", action="store_true", help="write the results as JSON")
    parser.epilog = "Exit code: 0 something found, 1 nothing found, 2 the search could not run."


def _limit(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MAX_LIMIT:
        raise ArgumentTypeError(f"give a number from 1 to {MAX_LIMIT}")
    return int(text)


def _run(arguments: Namespace) -> int:
    from groundplan.cli.json_output import write_json
    from groundplan.cli.opening import open_workspace
    from groundplan.cli.workspace_root import choose_root
    from groundplan.discover.search import find_prior_art
    from groundplan.text.identifiers import words

    description = " ".join(arguments.description)
    wanted = list(dict.fromkeys(words(description)))
    if not wanted:
        raise CannotRunError("The description has no words to search for: name the feature, as in `remind customers`.")
    with open_workspace(choose_root(arguments.workspace, ())) as opened:
        candidates = find_prior_art(opened.snapshot, description, arguments.limit + 1, explain=arguments.explain)
        counts = opened.snapshot.counts
    shown = candidates[: arguments.limit]
    if arguments.json:
        write_json({"results": [candidate_to_json(candidate) for candidate in shown]})
    else:
        for line in render_candidates(shown, palette_for(sys.stdout), width_of(sys.stdout)):
            write_line(line)
        sys.stdout.flush()
        searched = f"{plural(counts.types, 'type')} and {plural(counts.functions, 'function')}"
        found = plural(len(shown), "result") if shown else "Nothing found"
        more = f"; more with -n {arguments.limit * 2}" if len(candidates) > len(shown) else ""
        print(f"{found} among {searched} in {plural(counts.files, 'Go file')}{more}", file=sys.stderr)
        hint = hint_for(wanted, shown)
        if hint:
            print(hint, file=sys.stderr)
    return FOUND if shown else NOTHING


def candidate_to_json(candidate: Candidate) -> dict[str, Any]:
    """Return a result as docs/json.md describes it."""
    symbol = candidate.symbol
    return {
        "kind": symbol.kind.value,
        "name": symbol.qualified_name,
        "path": symbol.path,
        "line": symbol.line,
        "score": round(candidate.score, 3),
        "reasons": list(candidate.reasons),
        **({"signals": dict(candidate.signals)} if candidate.signals else {}),
    }


def render_candidates(candidates: Sequence[Candidate], palette: Palette, width: int) -> list[str]:
    """Return two lines per result for a terminal, one line per result with its place in front for a pipe.

    `width` is the terminal's, 0 for a pipe.
    """
    if not width:
        return [_plain(candidate) for candidate in candidates]
    lines = []
    for candidate in candidates:
        symbol = candidate.symbol
        full = round(candidate.score * BAR_CELLS)
        bar = palette.added("█" * full) + palette.faint("░" * (BAR_CELLS - full))
        place = palette.place(f"{printable(symbol.path)}:{symbol.line}")
        lines.append(
            f"{bar} {palette.strong(printable(symbol.display_name))} {palette.faint(symbol.kind.value)}  {place}"
        )
        if candidate.reasons:
            lines.extend(_reasons(candidate.reasons, width))
        lines.extend(
            f"{' ' * (BAR_CELLS + 1)}{palette.faint(f'{value:+.3f}')} {name}" for name, value in candidate.signals
        )
    return lines


def hint_for(wanted: Sequence[str], candidates: Sequence[Candidate]) -> str:
    """Return what could narrow a search that went badly, "" when it went well.

    `wanted` are the words searched for; the words that results were found by stand in their reasons.
    """
    evidence = " ".join(reason.lower() for candidate in candidates for reason in candidate.reasons)
    missing = [word for word in wanted if word not in evidence]
    if not candidates:
        return "Try the nouns that the code uses: a type, a route or a package has to carry one of the words."
    if len(missing) * 2 < len(wanted) or len(wanted) == 1:
        return ""
    quoted = ", ".join(f"“{word}”" for word in missing[:4])
    return f"Weak: no result speaks of {quoted}. Try the nouns that the code uses."


def _plain(candidate: Candidate) -> str:
    symbol = candidate.symbol
    head = f"{symbol.path}:{symbol.line}: {symbol.kind.value} {symbol.display_name} {candidate.score:.2f}"
    signals = ", ".join(f"{name} {value:+.3f}" for name, value in candidate.signals)
    return printable(" · ".join((head, *candidate.reasons, *([signals] if signals else []))))


def _reasons(reasons: Sequence[str], width: int) -> list[str]:
    from textwrap import wrap

    indent = " " * (BAR_CELLS + 1)
    text = printable(" · ".join(reasons))
    return wrap(text, max(width, 40), initial_indent=indent, subsequent_indent=indent, break_long_words=False)


FIND = Command("find", "find what the code already has for a feature", _declare, _run)
