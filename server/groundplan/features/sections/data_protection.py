"""Data Protection: how input is checked, which fields are sensitive, where data rests and who may read it."""

from __future__ import annotations

import re

from groundplan.detect.joins.kinds import kind_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.data_architecture import WORTH_SHOWING
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.plan_resources import others_joined, resource_link, touched_resources
from groundplan.features.sections.reusable_infrastructure import related_resources
from groundplan.features.sections.ways import example_links, form_line
from groundplan.model.go import Field
from groundplan.model.join import JoinKind
from groundplan.model.pattern import PatternKind
from groundplan.text.identifiers import words

VALIDATIONS = 2
TYPES = 4
FIELDS = 4
STORES = 3
"""Forms of validation, types looked into, sensitive fields and resting places that are named."""

_SENSITIVE = frozenset(
    "secret secrets password passwd token tokens credential credentials email phone iban ssn birthday address".split()
)
_NO_TEXT = re.compile(r"(?:u?int|float|bool|time\.|map\[)")
_RESTING = ("table", "bucket", "database")
_AUDIT = ("audit", "audited", "auditlog", "auditing")


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return the validation in use, sensitive fields, where the data rests, who is audited; and a blank."""
    lines: list[Line] = []
    validation = context.patterns.get(PatternKind.VALIDATION)
    if validation is not None:
        lines += [form_line(context, form) for form in validation.forms[:VALIDATIONS]]
    lines += [*_sensitive(context), *_resting(context), *_audit(context)]
    passwords = context.patterns.get(PatternKind.AUTHENTICATION)
    for form in passwords.forms if passwords is not None else ():
        if form.name.startswith("passwords by "):
            text = f"- {form.name.capitalize()}: as in {example_links(context, form)}."
            lines.append(Line(text, f"- {form.name.capitalize()}: "))
    if lines:
        question = "- ⟨which of the new data is personal, how long is it kept, and encrypted with which key?⟩"
        lines.append(Line(question, "⟨which of the new data"))
    return tuple(lines)


def _sensitive(context: SectionContext) -> list[Line]:
    shown = []
    for candidate in context.types[:TYPES]:
        symbol = candidate.symbol
        if candidate.score < WORTH_SHOWING:
            continue
        decl = context.snapshot.type_decl(symbol)
        for field in decl.fields if decl else ():
            if not field.embedded and _is_sensitive(field):
                target = context.links.target(symbol.path, field.line or symbol.line)
                shown.append(f"[`{symbol.display_name}.{field.name}`]({target}){_hiding(field)}")
    if not shown:
        return []
    more = f" and {len(shown) - FIELDS} more" if len(shown) > FIELDS else ""
    return [Line(f"- Sensitive fields nearby: {', '.join(shown[:FIELDS])}{more}.", "- Sensitive fields nearby: ")]


def _is_sensitive(field: Field) -> bool:
    """Whether a field is called by something that others must not see, and can hold it: numbers of tokens cannot."""
    if _NO_TEXT.match(field.type.lstrip("*[]")):
        return False
    said = words(field.name)
    return bool(set(said) & _SENSITIVE) or said[-2:] == ["api", "key"] or said[-1:] == ["apikey"]


def _hiding(field: Field) -> str:
    return " (never in JSON)" if 'json:"-"' in field.tag else ""


def _resting(context: SectionContext) -> list[Line]:
    stores = [each for each in touched_resources(context) if kind_of(each.type) in _RESTING]
    titled = set(context.title_query.words)
    # What similar features also touch is theirs; what bears the plan's name is where its data will be.
    known = (*stores, *(each for each, _ in related_resources(context) if kind_of(each.type) in _RESTING))
    stores = [each for each in known if titled & set(words(each.logical_id))] or stores
    stores = list({each.logical_id.lower(): each for each in reversed(stores)}.values())[::-1]
    parts = []
    for each in stores[:STORES]:
        users = len({join.resource for join in others_joined(context, each, JoinKind.GRANT)})
        open_to = f" (open to {count_of(users, 'function')})" if users else ""
        parts.append(f"{resource_link(context, each)}{open_to}")
    return [Line(f"- Rests in {', '.join(parts)}.", "- Rests in ")] if parts else []


def _audit(context: SectionContext) -> list[Line]:
    routes = context.snapshot.routes
    audited = [route for route in routes if any(set(words(name)) & set(_AUDIT) for name in route.middleware)]
    if not audited:
        return []
    name = next(each for each in audited[0].middleware if set(words(each)) & set(_AUDIT))
    place = context.links.place(audited[0].file, audited[0].line)
    text = f"- Audit: `{name}` stands before {len(audited)} of {count_of(len(routes), 'route')} (as in {place})."
    return [Line(text, "- Audit: ")]
