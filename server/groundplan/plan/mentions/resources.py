"""Cloud resources and tables that a plan names: a noun beside a backticked name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.joins.kinds import kind_of
from groundplan.model.plan import MentionKind
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import CodeSpan, TextKind

# Noun as plans write it -> the canonical noun of the mention. Nouns that also mean other things ("function",
# "parameter", "role", "rule", "secret", "key") need the service's name with them.
_NOUNS: tuple[tuple[str, str], ...] = (
    (r"(?:dynamodb\s+|database\s+|db\s+|sql\s+|rds\s+|postgres(?:ql)?\s+|join\s+)?tables?", "table"),
    (r"(?:sqs\s+|fifo\s+|dead[- ]letter\s+)?queues?", "queue"),
    (r"dlqs?", "queue"),
    (r"(?:sns\s+|kafka\s+)?topics?", "topic"),
    (r"(?:s3\s+)?buckets?", "bucket"),
    (r"(?:aws\s+)?lambdas?(?:\s+functions?)?", "function"),
    (r"(?:eventbridge|schedule[rd]?|cloudwatch)\s+rules?", "rule"),
    (r"(?:step\s+functions?\s+)?state\s+machines?", "state machine"),
    (r"(?:cognito\s+)?user\s+pools?", "user pool"),
    (r"(?:secrets\s*manager|aws)\s+secrets?", "secret"),
    (r"ssm\s+parameters?|parameter\s+store\s+(?:parameters?|entr(?:y|ies))", "parameter"),
    (r"iam\s+(?:execution\s+)?roles?", "role"),
    (r"(?:kinesis\s+|dynamodb\s+|firehose\s+|delivery\s+)streams?", "stream"),
    (r"(?:eventbridge\s+)?event\s+bus(?:es)?", "event bus"),
)

# One of these is part of every noun; a look for them is cheaper than the expressions below.
_STEMS = (
    *(b"table", b"queue", b"dlq", b"topic", b"bucket", b"lambda", b"rule", b"machine", b"pool", b"secret"),
    *(b"param", b"entr", b"role", b"stream", b"bus"),
)

_NOUN = "|".join(f"(?P<n{index}>{expression})" for index, (expression, _) in enumerate(_NOUNS))
_CANONICAL = {f"n{index}": noun for index, (_, noun) in enumerate(_NOUNS)}

_BEFORE = re.compile(rf"\b(?:{_NOUN})(?:\s+(?:named|called|is|are))?(?:\s*:)?[\s*_(]{{0,4}}$".encode())
_NEW_BEFORE = re.compile(rf"\bnew\s+(?:{_NOUN}),\s$".encode())
_BEHIND = re.compile(rf"^[*_]*\s+(?:[a-z]{{2,12}}\s+)?(?:{_NOUN})\b(?![-\x01])".encode())
_CHAINED = re.compile(rb"^[\s*_]*(?:,|and|or|/|&|,\s*and)[\s*_]*$")

_NAME = re.compile(rb"[A-Za-z][\w\-]{1,80}(?:\.fifo)?")
# Names with strokes in them, which only parameters and secrets have.
_HIERARCHICAL = re.compile(rb"/?[\w.\-]{1,80}(?:/[\w.\-]{1,80}){1,6}")
_ADDRESS = re.compile(rb"((?:aws|google|azurerm)_[a-z0-9_]+)\.[A-Za-z_][\w-]*")
_ADDRESS_IN = re.compile(rb"\b(?:aws|google|azurerm)_[a-z0-9_]+\.")
_COLUMN = re.compile(rb"^(?:dynamodb\s+)?(table|queue|topic|bucket|lambda|state machine|stream)(?:\s+name)?$")

# "| Resource | Kind |": the noun has a cell of its own.
_KIND_COLUMN = re.compile(rb"(?:resource )?(?:kind|type|service)")
_WHOLE_NOUN = re.compile(rf"(?:{_NOUN})".encode())

# In a section about infrastructure a logical id needs no noun beside it.
_SUFFIX = re.compile(rb"[A-Z][A-Za-z0-9]*(Table|Queue|DLQ|Topic|Bucket|Function|Lambda|Role|Rule|Stream|UserPool)")
# A file of templates beside a name has the same effect.
_TEMPLATE = re.compile(rb"(?<![\w-])(?:template|serverless|cloudformation|sam)\.ya?ml\b")
_SUFFIX_NOUN = {b"DLQ": "queue", b"Lambda": "function", b"UserPool": "user pool"}


def find_resources(passage: Passage, infrastructure: bool) -> Iterator[Found]:
    """Yield the resources of a passage; `infrastructure` tells that its section is about deployed resources."""
    lower = passage.lower
    infrastructure = infrastructure or _TEMPLATE.search(passage.text, passage.start, passage.end) is not None
    addressed = _ADDRESS_IN.search(passage.text, passage.start, passage.end) is not None
    in_table = passage.block.kind is TextKind.ROW
    if not (infrastructure or in_table or addressed or any(stem in lower for stem in _STEMS)):
        return
    noun = ""
    previous: CodeSpan | None = None
    named: dict[bytes, str] = {}
    for code in passage.block.code:
        content = passage.text[code.content.start : code.content.end]
        if previous is None or not _CHAINED.match(
            passage.lower[previous.span.end - passage.start : code.span.start - passage.start]
        ):
            noun = _noun_before(passage, code)
        previous = code
        address = _ADDRESS.fullmatch(content)
        kind = kind_of(address.group(1).decode()) if address is not None else "other"
        if kind != "other":
            # A Terraform address says itself what it is.
            if passage.claim(code.content):
                yield Found(MentionKind.RESOURCE, content.decode(), code.content, noun=kind)
            continue
        hierarchical = _HIERARCHICAL.fullmatch(content) is not None
        if _NAME.fullmatch(content) is None and not hierarchical:
            continue
        # A noun in front holds for a whole list (tables `A`, `B`), one behind only for its own name.
        name = noun or _noun_behind(passage, code) or _from_column(passage, code) or _from_row(passage, code)
        if not name and infrastructure and (suffix := _SUFFIX.fullmatch(content)):
            name = _SUFFIX_NOUN.get(suffix.group(1), suffix.group(1).decode().lower())
        if hierarchical and name not in ("parameter", "secret"):
            continue
        if name and passage.claim(code.content):
            named[content] = name
            yield Found(MentionKind.RESOURCE, content.decode(), code.content, noun=name)
    # What a passage calls a table once is one wherever the passage names it.
    for code in passage.free_code() if named else ():
        content = passage.text[code.content.start : code.content.end]
        if content in named and passage.claim(code.content):
            yield Found(MentionKind.RESOURCE, content.decode(), code.content, noun=named[content])


def _noun_before(passage: Passage, code: CodeSpan) -> str:
    before = passage.before(code.span.start, 50)
    return _canonical(_BEFORE.search(before) or _NEW_BEFORE.search(before))


def _noun_behind(passage: Passage, code: CodeSpan) -> str:
    return _canonical(_BEHIND.match(passage.behind(code.span.end, 50)))


def _from_column(passage: Passage, code: CodeSpan) -> str:
    match = _COLUMN.match(passage.column_title(code.span.start))
    return {"lambda": "function"}.get(match.group(1).decode(), match.group(1).decode()) if match else ""


def _from_row(passage: Passage, code: CodeSpan) -> str:
    """Return the noun that a cell of its own gives: "| `Jobs` | DynamoDB table |"."""
    if not _in_first_cell(passage, code):
        return ""
    for cell in passage.block.cells[1:]:
        if _KIND_COLUMN.fullmatch(passage.column_title(cell.start)):
            noun = _WHOLE_NOUN.fullmatch(passage.lower[cell.start - passage.start : cell.end - passage.start].strip())
            return _canonical(noun)
    return ""


def _in_first_cell(passage: Passage, code: CodeSpan) -> bool:
    """Tell whether a name in inline code stands in the first cell of a table's row."""
    return passage.block.kind is TextKind.ROW and passage.cell_index(code.span.start) == 0


def _canonical(match: re.Match[bytes] | None) -> str:
    if match is None:
        return ""
    return next(noun for group, noun in _CANONICAL.items() if match.group(group) is not None)
