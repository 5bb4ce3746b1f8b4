"""Where the documents of a new plan go: beside those of the same style that the repository has, numbered on."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass

from groundplan.index.lookups import Lookups
from groundplan.plan.profiles import Profile, StyleDocument
from groundplan.plan.slugs import slug_of

_OWN_WORDS = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d{3,})-")
_NUMBER = re.compile(r"^(\d{3,})-(?!\d\d-\d\d-)")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d-")
_OVER = frozenset(("archive", "archived", "archives", "templates", ".template", "attic"))

FEWEST_DIGITS = 3
"""Digits of a number in the name of a folder, where none is there to go by."""

NAMED = 6
"""Documents of a plan that is there already which are named."""


class PlanExistsError(Exception):
    """There is a plan of that name; the text says where and what is in it."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a new plan goes: its documents with their paths relative to the workspace root, the main one first.

    `values` are what the slots `{slug}`, `{number}`, `{date}` and `{folder}` of names and outlines stand for.
    """

    documents: tuple[tuple[StyleDocument, str], ...]
    values: tuple[tuple[str, str], ...]


def place_plan(
    lookups: Lookups, style: Profile, title: str, home: str = "", today: str = "", beside: str = "", folder: str = ""
) -> Placement:
    """Return where a plan of a title goes.

    `home` is the folder for the style's plans, "" for the one that the repository uses; `folder` is the plan's own, ""
    for one after the title. `beside` is the path of the requirements: where they are a document of the style, the plan
    is completed around them. Raises PlanExistsError where a document of the plan is there.
    """
    of_folder = "/" in style.documents[0].path
    started = _folder_of(style, beside) if of_folder and not folder else ""
    home = home.strip("/") or _home_in_use(lookups, style) or style.home
    slug = slug_of(title)
    if started or folder:
        own = started or folder
        slug = _OWN_WORDS.sub("", posixpath.basename(own)) or slug
        values = {"slug": slug, "folder": posixpath.basename(own)}
        paths = {each: posixpath.join(own, _below_folder(each.path, values)) for each in style.documents}
    else:
        entries = _entries(lookups, home)
        values = {"slug": slug, "number": _next_number(entries), "date": today}
        lead = "" if of_folder else _lead_in_use(entries)
        named = {each: f"{lead}{each.path}" if each.path == "{slug}.md" else each.path for each in style.documents}
        if not all(path.startswith("{slug}") for path in named.values()):
            _refuse_namesake(lookups, style, home, entries, slug)
        if of_folder:
            values["folder"] = filled_slots(style.documents[0].path.partition("/")[0], values)
        paths = {each: posixpath.join(home, filled_slots(path, values).lstrip("-")) for each, path in named.items()}
    there = {each for each, path in paths.items() if lookups.is_on_disk(path)}
    if style.documents[0] in there or (there and not started):
        place = posixpath.dirname(paths[style.documents[0]]) if of_folder else paths[style.documents[0]]
        raise PlanExistsError(_already(style, place, [paths[each] for each in there]))
    return Placement(
        tuple((each, path) for each, path in paths.items() if each not in there), tuple(sorted(values.items()))
    )


def filled_slots(text: str, values: dict[str, str]) -> str:
    """Return a text with `{name}` replaced for each name that has a value."""
    return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda slot: values.get(slot.group(1), slot.group()), text)


def _below_folder(path: str, values: dict[str, str]) -> str:
    return filled_slots(path.partition("/")[2], values)


def _folder_of(style: Profile, beside: str) -> str:
    """Return the plan's folder that a document lies in by its name and place, "" where it is none of the style's."""
    folder, _, name = beside.rpartition("/")
    names = {each.path.partition("/")[2] for each in style.documents}
    home = folder.rpartition("/")[0]
    return folder if name in names and (home == style.home or home.endswith(f"/{style.home}")) else ""


def _home_in_use(lookups: Lookups, style: Profile) -> str:
    """Return the folder in which most plans of a style are, "" where there are none."""
    if not style.home:
        return ""
    counted: Counter[str] = Counter()
    for path in lookups.files_inside(style.home) + lookups.files_below(style.home):
        start = path.find(f"/{style.home}/") + 1
        home = path[: start + len(style.home)]
        entry = path[len(home) + 1 :].partition("/")[0]
        numbered = "{number}" not in style.documents[0].path or _NUMBER.match(entry)
        if path.endswith(".md") and entry.lower() not in _OVER and numbered:
            counted[home] += 1
    return min(counted, key=lambda home: (-counted[home], len(home), home), default="")


def _entries(lookups: Lookups, home: str) -> list[str]:
    """Return the names of what is in a folder, files and folders, ordered."""
    return sorted({path[len(home) + 1 :].partition("/")[0] for path in lookups.files_below(home)})


def _next_number(entries: list[str]) -> str:
    numbers = [found.group(1) for entry in entries if (found := _NUMBER.match(entry))]
    digits = max((len(number) for number in numbers), default=FEWEST_DIGITS)
    return f"{max(map(int, numbers), default=0) + 1:0{digits}}"


def _lead_in_use(entries: list[str]) -> str:
    """Return what the names of most plans in a folder begin with: a number, a date, or neither."""
    names = [entry for entry in entries if entry.endswith(".md")]
    for pattern, lead in ((_NUMBER, "{number}-"), (_DATE, "{date}-")):
        if 2 * sum(pattern.match(name) is not None for name in names) > len(names) > 1:
            return lead
    return ""


def _refuse_namesake(lookups: Lookups, style: Profile, home: str, entries: list[str], slug: str) -> None:
    """Raise PlanExistsError where a plan has that name under another number or date."""
    for entry in entries:
        if _OWN_WORDS.sub("", entry).removesuffix(".md") == slug:
            place = posixpath.join(home, entry)
            raise PlanExistsError(_already(style, place, list(lookups.files_below(place))))


def _already(style: Profile, place: str, paths: list[str]) -> str:
    """Return a sentence on what is there, and how to go on from it where only the wanted is written down."""
    names = sorted(posixpath.relpath(path, place) for path in paths if path != place)
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    text = f"{place} exists already{f', with {shown}' if names else ''}, and is left as it is."
    wanted = [each.path.partition("/")[2] for each in style.documents if not each.grounded]
    first = next((name for name in wanted if name in names), "")
    if first and style.documents[0].path.partition("/")[2] not in names:
        return f"{text} Give its {first} as the requirements to write what is missing, or choose another title."
    return f"{text} Choose another title."
