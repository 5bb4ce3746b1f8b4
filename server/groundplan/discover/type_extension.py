"""Rewriting a proposed struct in a plan as an extension of an existing one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from groundplan.discover.field_pairs import name_in_tag
from groundplan.model.candidate import TypeMatch
from groundplan.model.finding import TextEdit
from groundplan.model.go import Field
from groundplan.model.location import Span
from groundplan.model.plan import Plan, ProposedType
from groundplan.text.edits import newline_of
from groundplan.text.identifiers import split_identifier

INITIALISMS = frozenset(
    """
    api arn aws db dns html http https id ip json jwt kpi os sms sql ssh tls ttl uri url uuid xml
    """.split()
)
"""Words that Go names write in capitals."""

MARKER = "// ... existing fields"

_ANY_FORM = "one word"
"""The form of a one-word name, which snake_case and camelCase spell alike."""

_PATH_COMMENT = re.compile(rb"[ \t>]*//[ \t]*([\w./-]+\.go)[ \t]*(?=[\r\n])")

_TAG_PAIR = re.compile(r'([\w-]+):"((?:[^"\\]|\\.)*)"')


def extension_edits(plan: Plan, proposed: ProposedType, match: TypeMatch) -> tuple[TextEdit, ...]:
    """Return the edits that make the fence extend the matched type: its name and only the new fields, in its style.

    A path comment above, which named the file of the new type, names that of the extended one.
    """
    rewritten = _replace_struct(plan, proposed, match, match.symbol.name, restyle=True)
    fence = plan.fences[proposed.fence]
    only = sum(item.fence == proposed.fence for item in plan.types) == 1
    comment = _PATH_COMMENT.match(plan.text, fence.content_span.start, proposed.decl.span.start)
    if comment is None or not only:
        return (rewritten,)
    return (TextEdit(Span(*comment.span(1)), match.symbol.path), rewritten)


def elision_edits(plan: Plan, proposed: ProposedType, match: TypeMatch) -> tuple[TextEdit, ...]:
    """Return the edits that leave only new and changed fields of a restated type, as the author wrote them."""
    return (_replace_struct(plan, proposed, match, proposed.decl.name, restyle=False),)


def _replace_struct(plan: Plan, proposed: ProposedType, match: TypeMatch, name: str, restyle: bool) -> TextEdit:
    decl = proposed.decl
    newline = newline_of(plan.text)
    line_start = plan.text.rfind(b"\n", 0, decl.span.start) + 1
    indent = re.match(rb"[ \t>]*", plan.text[line_start : decl.span.start])
    lead = indent.group().decode() if indent else ""
    style = FieldStyle(match.decl.fields)
    wanted = {field.name for field in match.added}
    if not restyle:
        wanted |= {new.name for new, _ in match.changed}
    kept = [field for field in decl.fields if field.name in wanted]
    lines = [f"{name}{decl.type_params} struct {{", f"\t{MARKER}"]
    lines += [f"\t{line}" for line in aligned([style.restyled(field) if restyle else field for field in kept])]
    lines.append("}")
    return TextEdit(Span(decl.span.start, decl.span.end), f"{newline}{lead}".join(lines))


def aligned(fields: list[Field]) -> list[str]:
    """Return fields as lines of Go source, in columns as gofmt sets them."""
    names = max((len(field.name) for field in fields if not field.embedded), default=0)
    types = max((len(field.type) for field in fields if not field.embedded and field.tag), default=0)
    lines = []
    for field in fields:
        tag = f"`{field.tag}`" if field.tag else ""
        if field.embedded:
            lines.append(f"{field.type} {tag}".rstrip())
        else:
            lines.append(f"{field.name.ljust(names)} {field.type.ljust(types)} {tag}".rstrip())
    return lines


class FieldStyle:
    """How a struct names and tags its fields, learned from those that it has."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        tagged = [field for field in fields if field.tag and not field.embedded]
        keys: Counter[str] = Counter()
        self._wire: dict[str, Counter[str]] = {}
        self._values: dict[str, Counter[str]] = {}
        for field in tagged:
            for key, value in _TAG_PAIR.findall(field.tag):
                keys[key] += 1
                self._wire.setdefault(key, Counter())[_form_of(field.name, value)] += 1
                self._values.setdefault(key, Counter())[value] += 1
        # A key belongs to the style when most tagged fields carry it.
        self._keys = [key for key, count in keys.items() if 2 * count > len(tagged)]
        named = [field for field in fields if not field.embedded]
        self._exported = not named or sum(field.name[:1].isupper() for field in named) * 2 >= len(named)

    def restyled(self, field: Field) -> Field:
        """Return a proposed field as this struct would declare it: name and tags in its manner."""
        if field.embedded:
            return field
        own = dict(_TAG_PAIR.findall(field.tag))
        pairs = [(key, own.pop(key, None) or self._value(key, field)) for key in self._keys]
        pairs += own.items()
        tag = " ".join(f'{key}:"{value}"' for key, value in pairs)
        return replace(field, name=_go_name(field.name, self._exported), tag=tag)

    def _form(self, key: str) -> str:
        """How the values of a tag key spell field names; "" when the names have one word only."""
        return next((form for form, _ in self._wire[key].most_common() if form != _ANY_FORM), "")

    def _value(self, key: str, field: Field) -> str:
        same, times = self._values[key].most_common(1)[0]
        if times > 1 and 2 * times > sum(self._values[key].values()):
            # A value that most fields share belongs to the type, not to the field.
            return same
        form = self._form(key)
        if not form:
            # This struct has one-word names only: the author's own spelling decides, then that of the other keys.
            if spelled := name_in_tag(field):
                return spelled
            form = next(filter(None, map(self._form, self._keys)), "snake")
        parts = split_identifier(field.name)
        if form == "snake":
            return "_".join(parts)
        if form == "camel":
            return parts[0] + "".join(part.capitalize() for part in parts[1:])
        if form == "name":
            return field.name
        if form == "prose":
            return field.doc.replace('"', "'") if field.doc else f"⟨{' '.join(parts)}?⟩"
        return "⟨?⟩"


def _form_of(name: str, value: str) -> str:
    first = value.split(",", 1)[0]
    parts = split_identifier(name)
    if first == name:
        return "name"
    if len(parts) == 1 and first == parts[0]:
        return _ANY_FORM
    if first == "_".join(parts):
        return "snake"
    if parts and first == parts[0] + "".join(part.capitalize() for part in parts[1:]):
        return "camel"
    if " " in value:
        return "prose"
    return "snake" if "_" in first and first.islower() else "other"


def _go_name(name: str, exported: bool) -> str:
    if "_" not in name and name[:1].isupper() == exported:
        return name
    parts = split_identifier(name)
    spelled = [part.upper() if part in INITIALISMS else part.capitalize() for part in parts]
    if not exported and spelled:
        spelled[0] = parts[0]
    return "".join(spelled) or name
