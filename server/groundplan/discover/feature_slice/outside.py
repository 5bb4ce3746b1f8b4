"""What a function does outside of the workspace: the databases, queues and services that it calls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from groundplan.detect.patterns.technologies import technology_of
from groundplan.discover.calls import imported_as, resolved_type, type_text
from groundplan.index.snapshot import Snapshot
from groundplan.model.go import FuncDecl
from groundplan.model.pattern import PatternKind
from groundplan.model.symbol import Symbol

_KINDS = frozenset((PatternKind.DATABASE, PatternKind.QUEUES, PatternKind.INTEGRATIONS, PatternKind.CACHING))
_AWS = re.compile(r"^github\.com/aws/aws-sdk-go(?:-v2)?/service/([^/]+)(?:/\1iface)?$")
_AWS_MESSAGING = frozenset(("sqs", "sns", "eventbridge", "cloudwatchevents", "kinesis", "firehose", "sfn"))
_AWS_NAMES = {
    "dynamodb": "DynamoDB",
    "sfn": "Step Functions",
    "eventbridge": "EventBridge",
    "kinesis": "Kinesis",
    "secretsmanager": "Secrets Manager",
    "cognitoidentityprovider": "Cognito",
    "lambda": "Lambda",
}
_REQUESTS = frozenset(("NewRequest", "NewRequestWithContext", "Get", "Post", "PostForm", "Head"))
_MAKING = ("New", "Open", "Connect", "With", "Default", "Must", "Parse", "Load", "Register")
"""Functions of a package that begin so make or set up something; what is made is used elsewhere."""

_FOREIGN = re.compile(r"^(?:[*&]|\[\]|\[\d+\])*(\w+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Outside:
    """A technology that a function calls, and the call as written."""

    kind: PatternKind
    technology: str
    call: str


def outside_of(snapshot: Snapshot, symbol: Symbol) -> tuple[Outside, ...]:
    """Return the databases, queues, caches and services that a function itself calls, each once, in source order.

    Only what imports and the declared types of receivers, fields and parameters tell: there is no guess in it.
    """
    key = ("outside", symbol.path, symbol.line, symbol.name)
    return snapshot.remember(key, partial(_outside_of, snapshot, symbol))


def _outside_of(snapshot: Snapshot, symbol: Symbol) -> tuple[Outside, ...]:
    func = snapshot.func_decl(symbol)
    found: dict[str, Outside] = {}
    for call in func.calls if func else ():
        parts = call.split(".")
        if func is None or len(parts) < 2 or not parts[0]:
            continue
        package, type_name = _package_behind(snapshot, symbol, func, parts)
        known = _technology(package, type_name, parts[-1]) if package else None
        if known is not None:
            found.setdefault(known[1], Outside(*known, call))
    return tuple(found.values())


def _package_behind(snapshot: Snapshot, symbol: Symbol, func: FuncDecl, parts: list[str]) -> tuple[str, str]:
    """Return the foreign package, and its type, on which a call is made; ("", "") for calls inside of the workspace."""
    text, path = type_text(snapshot, symbol, func, parts[0]), symbol.path
    if not text:
        imported = imported_as(snapshot, path, parts[0])
        return (imported or "", "") if len(parts) == 2 else ("", "")
    for name in [*parts[1:-1], ""]:
        owner = resolved_type(snapshot, text, path)
        if owner is None:
            return _foreign(snapshot, text, path)
        decl = snapshot.type_decl(owner)
        fields = decl.fields if decl else ()
        if name:
            text = next((field.type for field in fields if field.name == name), "")
        else:
            # A method that the type does not have itself comes from what it embeds.
            if any(method.name == parts[-1] for method in snapshot.methods_of(owner)):
                return "", ""
            text = next((field.type for field in fields if field.embedded and _FOREIGN.match(field.type)), "")
        path = owner.path
        if not text:
            return "", ""
    return _foreign(snapshot, text, path)


def _foreign(snapshot: Snapshot, text: str, path: str) -> tuple[str, str]:
    match = _FOREIGN.match(text)
    if match is None:
        return "", ""
    return imported_as(snapshot, path, match.group(1)) or "", match.group(2)


def _technology(package: str, type_name: str, called: str) -> tuple[PatternKind, str] | None:
    if package == "net/http":
        requests = type_name == "Client" or (not type_name and called in _REQUESTS)
        return (PatternKind.INTEGRATIONS, "HTTP requests") if requests else None
    if not type_name and called.startswith(_MAKING):
        return None
    service = _AWS.match(package)
    if service is not None:
        name = service.group(1)
        title = _AWS_NAMES.get(name, name.upper() if len(name) < 4 else name)
        if name == "dynamodb":
            return PatternKind.DATABASE, title
        return (PatternKind.QUEUES if name in _AWS_MESSAGING else PatternKind.INTEGRATIONS), title
    known = technology_of(package)
    if known is None or known[0] not in _KINDS or known[1].startswith("driver "):
        return None
    return known
