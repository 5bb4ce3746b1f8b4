"""How this code does what every backend does: what its files show, put together into patterns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from groundplan.discover.closeness import closeness, is_sample
from groundplan.discover.model_forms import conventions_remark, registration_forms, sql_forms
from groundplan.discover.route_guards import guard_forms, unguarded_remark
from groundplan.index.snapshot import Snapshot
from groundplan.model.pattern import Pattern, PatternForm, PatternInFile, PatternKind, PatternSite

EXAMPLES = 3
"""Examples per form: enough to see what varies and what does not."""

NAMESAKE = 0.25
"""Files, relative to the best known logger's, from which a package called `log` is taken for one; so of migrations."""

FEW = 3
"""Sites from which calls and types known by their names alone are a form of their own."""

_SIDE_BY_SIDE = frozenset(
    (
        *(PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION, PatternKind.MIGRATIONS, PatternKind.INTEGRATIONS),
        *(PatternKind.AWS_SDK, PatternKind.CONFIGURATION, PatternKind.CACHING, PatternKind.QUEUES),
        *(PatternKind.RETRIES, PatternKind.METRICS, PatternKind.TEST_SERVERS),
    )
)
"""Kinds whose forms complement each other; forms of the other kinds compete."""

_BY_SITES = frozenset(
    (
        *(PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION, PatternKind.ERROR_SENTINELS, PatternKind.MODELS),
        *(PatternKind.ERROR_TYPES, PatternKind.ERROR_WRAPPING, PatternKind.TESTS),
    )
)
"""Kinds whose forms have the same unit, so that sites compare them; for the others files do."""

_BEHIND = (
    (PatternKind.DATABASE, ("driver ",)),
    (PatternKind.CONFIGURATION, ("flags (",)),
    (PatternKind.LOGGING, ("a logger as a value", "fields by")),
    (PatternKind.ERROR_WRAPPING, ("`fmt.Errorf` without",)),
    (PatternKind.MODELS, ("structs with",)),
)
"""Forms that stand behind the others whatever their number: they say how, and the others what."""

_GUARDING_UNITS = ("route", "function", "handler", "method")
_NAMED_ALONE = ((PatternKind.QUEUES, "`"), (PatternKind.INTEGRATIONS, "HTTP requests by net/http"))


def find_patterns(
    snapshot: Snapshot, kinds: Collection[PatternKind] = (), near: Sequence[str] = ()
) -> tuple[Pattern, ...]:
    """Return the patterns of some kinds, or of all, in the order of the kinds; kinds without any evidence are absent.

    `near` are paths relative to the workspace root: examples closest to them come first.
    """
    found: dict[PatternKind, dict[str, list[PatternInFile]]] = {}
    for row in snapshot.pattern_rows:
        if not kinds or row.kind in kinds:
            found.setdefault(row.kind, {}).setdefault(row.form, []).append(row)
    patterns = []
    for kind in PatternKind:
        if kinds and kind not in kinds:
            continue
        forms = [_form(snapshot, rows, near) for rows in found.get(kind, {}).values()]
        forms = [form for form in forms if not _too_few(kind, form)]
        forms = _without_namesakes(kind, forms)
        remark = _remark(kind, found.get(kind, {}))
        if kind is PatternKind.MODELS:
            forms += registration_forms(snapshot, near, EXAMPLES)
            remark = conventions_remark(snapshot)
        elif kind is PatternKind.MIGRATIONS:
            forms += sql_forms(snapshot, near, EXAMPLES)
        elif kind in (PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION):
            forms += guard_forms(snapshot, kind, near, EXAMPLES)
            forms = _without_counted_twice(forms)
            if kind is PatternKind.AUTHENTICATION:
                remark = unguarded_remark(snapshot)
        if forms:
            patterns.append(Pattern(kind, _ranked(kind, forms), kind not in _SIDE_BY_SIDE, remark))
    return tuple(patterns)


def _form(snapshot: Snapshot, rows: list[PatternInFile], near: Sequence[str]) -> PatternForm:
    # Of migrations the newest is the one to copy.
    rows = sorted(rows, key=lambda row: row.path, reverse=rows[0].kind is PatternKind.MIGRATIONS)
    best = sorted(rows, key=lambda row: (-closeness(row.path, near), is_sample(row.path), -row.sites))
    best = [row for row in best if row.name] or best
    details = sorted({detail for row in rows for detail in row.details.split()})
    return PatternForm(
        _shortened(snapshot, rows[0].form),
        rows[0].unit,
        sum(row.sites for row in rows),
        len(rows),
        len({row.import_path for row in rows}),
        tuple(PatternSite(row.name, row.path, row.line) for row in _spread(best)),
        tuple(details),
    )


def _shortened(snapshot: Snapshot, form: str) -> str:
    """Return a form with a package of the workspace named by its folder, as people of the house do."""
    path = form.removeprefix("package `").removesuffix("`")
    if path == form:
        return form
    for module in sorted(snapshot.modules, key=lambda module: -len(module.path)):
        if path.startswith(module.path + "/"):
            folder = f"{module.folder}/" if module.folder else ""
            return f"package `{folder}{path[len(module.path) + 1 :]}`"
    return form


def _spread(rows: list[PatternInFile]) -> list[PatternInFile]:
    """Return the first few rows, each of another package as far as there are any."""
    first: dict[str, PatternInFile] = {}
    for row in rows:
        first.setdefault(row.import_path, row)
    chosen = list(first.values())[:EXAMPLES]
    return chosen + [row for row in rows if row not in chosen][: EXAMPLES - len(chosen)]


def _too_few(kind: PatternKind, form: PatternForm) -> bool:
    if kind is PatternKind.ERROR_TO_STATUS and form.unit == "place":
        return form.sites < FEW
    if form.unit == "handler" or form.name.startswith("types `XCache`"):
        return form.sites < 2
    return form.sites < FEW and any(kind is each and form.name.startswith(start) for each, start in _NAMED_ALONE)


def _without_counted_twice(forms: list[PatternForm]) -> list[PatternForm]:
    """Leave out the declarations of middleware where the routes show each of them at work."""
    at_work = sum(form.unit == "route" for form in forms)
    return [form for form in forms if form.name != "middleware" or form.sites > at_work]


def _without_namesakes(kind: PatternKind, forms: list[PatternForm]) -> list[PatternForm]:
    """Leave out packages that are only named like the pattern: much less in use than what is sure to be one."""
    most = max((form.files for form in forms if not form.name.startswith("package ")), default=0)
    share = NAMESAKE if kind in (PatternKind.LOGGING, PatternKind.MIGRATIONS) else 0.0
    return [form for form in forms if not form.name.startswith("package ") or form.files >= share * most]


def _ranked(kind: PatternKind, forms: Iterable[PatternForm]) -> tuple[PatternForm, ...]:
    forms = list(forms)
    mapped = kind is PatternKind.DATABASE and any(
        not form.name.startswith(("driver ", "database/sql", "pgx")) for form in forms
    )
    guarded = any(form.unit == "route" for form in forms)

    def rank(form: PatternForm) -> tuple[object, ...]:
        behind = any(kind is each and form.name.startswith(starts) for each, starts in _BEHIND)
        if kind in (PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION):
            # Libraries say with what, guards say where; middleware that routes show is counted there.
            behind = form.unit not in _GUARDING_UNITS or (guarded and form.name == "middleware")
        # One function for all errors says more than many places that each choose a status.
        lone = form.unit == "place" or (form.unit == "method" and form.sites < FEW)
        behind = behind or (kind is PatternKind.ERROR_TO_STATUS and lone)
        # What maps objects to tables brings database/sql with it.
        behind = behind or (mapped and form.name == "database/sql")
        count = (form.sites, form.files) if kind in _BY_SITES else (form.files, form.sites)
        return behind, -count[0], -count[1], form.name

    return tuple(sorted(forms, key=rank))


def _remark(kind: PatternKind, rows: dict[str, list[PatternInFile]]) -> str:
    if kind is PatternKind.AWS_SDK:
        first, second = (
            sorted({row.path for form, found in rows.items() if form.endswith(f"({version})") for row in found})
            for version in ("v1", "v2")
        )
        if first and second:
            return f"Both versions of the AWS SDK are in use: v1 in {_files(first)}, v2 in {_files(second)}."
    return ""


def _files(paths: Sequence[str]) -> str:
    return f"{paths[0]} and {len(paths) - 1} more" if len(paths) > 1 else paths[0]
