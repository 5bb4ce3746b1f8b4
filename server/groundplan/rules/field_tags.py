"""GP301: a proposed field lacks a tag that all fields beside it have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.discover.type_extension import FieldStyle
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.go import Field, TypeDecl
from groundplan.model.location import Span
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.symbol import Symbol
from groundplan.rules.decisions import decisions
from groundplan.rules.new_type_repeats_existing import HINT_AT
from groundplan.rules.rule import Rule
from groundplan.rules.siblings import FEWEST, plain_fields, siblings_of
from groundplan.rules.wording import place_of, quoted_list

_KEY = re.compile(r'([\w-]+):"')


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each proposed struct with fields that lack a tag which all fields beside them have."""
    for proposed, decision in decisions(snapshot, plan):
        match = decision.match
        if decision.verdict in (TypeVerdict.EXTENDS, TypeVerdict.RESTATES) and match is not None:
            new = {field.name for field in match.added}
            judged = [field for field in plain_fields(proposed.decl) if field.name in new]
            beside = [(match.symbol, match.decl)]
            fewest = 1
        elif match is not None and match.confidence >= HINT_AT:
            # GP101 asks for another struct altogether.
            continue
        else:
            judged = plain_fields(proposed.decl)
            beside = siblings_of(snapshot, plan, proposed)
            fewest = FEWEST
        beside = [(symbol, decl) for symbol, decl in beside if plain_fields(decl)]
        keys = _keys_of_all(beside) if len(beside) >= fewest else frozenset()
        lacking = [field for field in judged if keys - set(_KEY.findall(field.tag))]
        if keys and lacking:
            yield _finding(plan, proposed, lacking, keys, beside)


def _keys_of_all(beside: list[tuple[Symbol, TypeDecl]]) -> frozenset[str]:
    """Return the tag keys that every exported field of some structs has; none where the fields are few."""
    fields = [field for _, decl in beside for field in plain_fields(decl)]
    if len(fields) < FEWEST:
        return frozenset()
    return frozenset.intersection(*(frozenset(_KEY.findall(field.tag)) for field in fields))


def _finding(
    plan: Plan,
    proposed: ProposedType,
    lacking: list[Field],
    keys: frozenset[str],
    beside: list[tuple[Symbol, TypeDecl]],
) -> Finding:
    decl = proposed.decl
    symbol = beside[0][0]
    message = _missing(lacking, keys)
    whose = f"`{symbol.name}`" if len(beside) == 1 else f"the {len(beside)} structs beside it"
    message += f" All fields of {whose} have {'them' if message.startswith('Tags') else 'it'}"
    message += f" ({place_of(symbol)})." if len(beside) == 1 else f", as `{symbol.name}` ({place_of(symbol)})."
    style = FieldStyle(tuple(field for _, each in beside for field in plain_fields(each)))
    edits = tuple(edit for field in lacking if (edit := _tag_edit(plan, decl, field, style, keys)) is not None)
    fixes = (Fix(f"Tag the fields as {symbol.name} does", edits, preferred=True),) if len(edits) == len(lacking) else ()
    # A sketch without any tag leaves them to whoever writes the code.
    sketched = not any(field.tag for field in decl.fields)
    related = (Related("struct", symbol.name, symbol.location, symbol.display_name),)
    severity = Severity.HINT if sketched else Severity.INFO
    return Finding(
        FIELD_TAGS.code, severity, 0.5 if sketched else 0.75, message, decl.name_span, decl.name, related, fixes
    )


def _missing(lacking: list[Field], keys: frozenset[str]) -> str:
    """Return which tags are missing on which fields, as a sentence."""
    tags_of: dict[tuple[str, ...], list[str]] = {}
    for key in sorted(keys):
        names = tuple(field.name for field in lacking if key not in _KEY.findall(field.tag))
        if names:
            tags_of.setdefault(names, []).append(key)
    parts = [f"{quoted_list(tags)} on {quoted_list(names)}" for names, tags in tags_of.items()]
    if len(parts) == 1 and all(len(tags) == 1 for tags in tags_of.values()):
        return f"The tag {parts[0].replace(' on ', ' is missing on ', 1)}."
    return f"Tags are missing: {', '.join(parts)}."


def _tag_edit(plan: Plan, decl: TypeDecl, field: Field, style: FieldStyle, keys: frozenset[str]) -> TextEdit | None:
    """Return the edit that gives a field the tags, None where it does not stand on a line of its own."""
    line = re.compile(
        rb"^[ \t>]*" + re.escape(field.name.encode()) + rb"[ \t]+[^`\r\n]*?(?P<end>)[ \t]*(?P<tag>`[^`\r\n]*`)?"
        rb"[ \t]*(?://[^\r\n]*)?\r?$",
        re.MULTILINE,
    )
    match = line.search(plan.text, decl.span.start, decl.span.end)
    if match is None:
        return None
    own = re.findall(r'([\w-]+:"(?:[^"\\]|\\.)*")', field.tag)
    styled = re.findall(r'([\w-]+:"(?:[^"\\]|\\.)*")', style.restyled(field).tag)
    have = set(_KEY.findall(field.tag))
    added = [pair for pair in styled if (key := pair.partition(":")[0]) in keys and key not in have]
    tag = " ".join([*own, *added])
    if match.group("tag"):
        return TextEdit(Span(*match.span("tag")), f"`{tag}`")
    return TextEdit(Span(match.start("end"), match.start("end")), f" `{tag}`")


FIELD_TAGS = Rule(
    code="GP301",
    name="field-tags",
    severity=Severity.INFO,
    summary="Fields of a proposed struct lack a tag that every field beside them has",
    rationale=(
        "A field without the tag is stored under another name, or left out, and nothing fails. The rule compares with"
        " the fields of the struct that is extended, or with all structs of like role in the folder of the file that"
        " the fence names, and only with tags that none of their exported fields is without. A struct that is"
        " sketched without any tag is a hint."
    ),
    bad='```go\ntype Block struct {\n\t// ... existing fields\n\tPaintedAt time.Time `json:"painted_at"`\n}\n```',
    good=(
        "```go\ntype Block struct {\n\t// ... existing fields\n"
        '\tPaintedAt time.Time `json:"painted_at" db:"painted_at"`\n}\n```'
    ),
    check=check,
)
