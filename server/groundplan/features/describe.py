"""Descriptions of code in Markdown, for hovers."""

from __future__ import annotations

from groundplan.discover.feature_slice import Anchor, slice_of
from groundplan.discover.resources import ties_of
from groundplan.discover.slices import routes_by_place
from groundplan.discover.type_decision import decide
from groundplan.discover.users import files_naming
from groundplan.features.slice_text import slice_lines
from groundplan.index.projection import func_title
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.feature import Linker
from groundplan.model.go import Field
from groundplan.model.plan import ProposedType
from groundplan.model.resource import Resource
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.plan.targets import Target

MOST_USERS = 25
"""Files that use a declaration, up to which its feature is looked for."""

MAX_FIELDS = 12
"""Fields listed of a struct; the rest is a count."""

MAX_ROUTES = 4
MAX_TIES = 8
"""What a resource hangs together with, that is listed of it; the rest is a count."""


def describe_target(snapshot: Snapshot, target: Target, link: Linker) -> str:
    """Return what a mention's target is."""
    if target.symbol is not None:
        if target.symbol.kind.is_type:
            return _describe_type(snapshot, target.symbol, link)
        return _describe_function(snapshot, target.symbol, link)
    if target.route is not None:
        return _describe_route(snapshot, target.route, link)
    if target.resource is not None:
        return _describe_resource(snapshot, target.resource, link)
    return _describe_file(snapshot, target.location.path, target.location.line, link)


def describe_proposed_type(snapshot: Snapshot, proposed: ProposedType, link: Linker) -> str:
    """Return what a type in a Go fence is in relation to the code; "" when it is new and like nothing."""
    decision = decide(snapshot, proposed)
    match = decision.match
    if match is None or match.confidence < 0.35:
        return ""
    name = match.symbol.display_name
    added = ", ".join(f"`{field.name} {field.type}`" for field in match.added)
    if decision.verdict is TypeVerdict.REPEATS:
        head = f"New beside `{name}`: shares {len(match.shared)} of {len(proposed.decl.fields)} fields."
    else:
        head = f"Extends `{name}` with {added}." if added else f"Restates `{name}`."
    return f"{head}\n\n{_describe_type(snapshot, match.symbol, link)}"


def place(symbol: Symbol, link: Linker) -> str:
    """Return a Markdown link to a symbol's declaration, labelled with its file and line."""
    return f"[{symbol.path}:{symbol.line}]({link(symbol.path, symbol.line)})"


def _fence(code: str) -> str:
    return f"```go\n{code}\n```"


def _doc(symbol: Symbol) -> list[str]:
    return [symbol.doc.strip()] if symbol.doc.strip() else []


def _marks(snapshot: Snapshot, symbol: Symbol) -> list[str]:
    marks = []
    if snapshot.is_registered_model(symbol):
        marks.append("registered model")
    for flag, word in (
        (Origin.GENERATED, "generated"),
        (Origin.VENDORED, "vendored"),
        (Origin.MOCK, "mock"),
        (Origin.TEST, "test code"),
        (Origin.EXTERNAL, "from another module"),
    ):
        if symbol.origin & flag:
            marks.append(word)
    if symbol.doc.startswith("Deprecated:") or "\nDeprecated:" in symbol.doc:
        marks.append("deprecated")
    return marks


def _head(snapshot: Snapshot, symbol: Symbol, link: Linker) -> str:
    return " · ".join([f"`{symbol.import_path}`", place(symbol, link), *_marks(snapshot, symbol)])


def _uses(snapshot: Snapshot, symbol: Symbol) -> list[str]:
    files = files_naming(snapshot, symbol)
    if not files:
        return ["Used in no other file"]
    folders = {path.rpartition("/")[0] for path in files}
    return [
        f"Used in {len(files)} {'file' if len(files) == 1 else 'files'},"
        f" {len(folders)} {'package' if len(folders) == 1 else 'packages'}"
    ]


def _describe_type(snapshot: Snapshot, symbol: Symbol, link: Linker) -> str:
    decl = snapshot.type_decl(symbol)
    lines = [symbol.signature]
    if decl is not None and decl.fields:
        lines[0] += " {"
        shown = decl.fields[:MAX_FIELDS]
        width = max(len(field.name) for field in shown)
        lines += [f"\t{_field_text(field, width)}" for field in shown]
        if len(decl.fields) > MAX_FIELDS:
            lines.append(f"\t// {len(decl.fields) - MAX_FIELDS} more fields")
        lines.append("}")
    elif decl is not None and decl.methods:
        lines[0] += " {"
        lines += [f"\t{method.name}(…)" for method in decl.methods[:MAX_FIELDS]]
        lines.append("}")
    parts = [_fence("\n".join(lines)), _head(snapshot, symbol, link), *_doc(symbol)]
    promoted = len(snapshot.type_fields(symbol)) - len(decl.fields) if decl else 0
    facts = []
    if promoted > 0:
        bases = ", ".join(f"`{field.name}`" for field in decl.fields if field.embedded) if decl else ""
        facts.append(f"+{promoted} fields from {bases}")
    methods = snapshot.methods_of(symbol)
    if methods:
        names = ", ".join(f"`{method.name}`" for method in methods[:6])
        facts.append(f"methods {names}{' …' if len(methods) > 6 else ''}")
    facts += _uses(snapshot, symbol)
    return "\n\n".join([*parts, " · ".join(facts), *_slice(snapshot, symbol, link)])


def _field_text(field: Field, width: int) -> str:
    return field.type if field.embedded else f"{field.name.ljust(width)} {field.type}"


def _describe_function(snapshot: Snapshot, symbol: Symbol, link: Linker) -> str:
    decl = snapshot.func_decl(symbol)
    code = func_title(decl) if decl is not None else symbol.signature
    parts = [_fence(code), _head(snapshot, symbol, link), *_doc(symbol)]
    routes = routes_by_place(snapshot).get((symbol.path, symbol.line), ())
    if routes:
        shown = " · ".join(f"`{route.title}`" for route in routes[:MAX_ROUTES])
        parts.append(f"Serves {shown}")
    if symbol.kind is SymbolKind.FUNC:
        # Methods are called on values whose type is not followed here: a count of them would mislead.
        parts.append(" · ".join(_uses(snapshot, symbol)))
    parts += _slice(snapshot, symbol, link) if symbol.kind in (SymbolKind.FUNC, SymbolKind.METHOD) else []
    return "\n\n".join(parts)


def _describe_route(snapshot: Snapshot, route: Route, link: Linker) -> str:
    registered = f"[{route.file}:{route.line}]({link(route.file, route.line)})"
    how = "declared" if route.confidence is RouteConfidence.SPEC else "registered"
    parts = [f"**`{route.title}`** · {route.source} · {how} in {registered}"]
    if route.summary:
        parts.append(route.summary)
    if route.handler_path:
        served = f"[{route.handler_path}:{route.handler_line}]({link(route.handler_path, route.handler_line)})"
        parts.append(f"Served by `{route.handler}` · {served}")
        for symbol in snapshot.symbols_of_file(route.handler_path):
            if symbol.line == route.handler_line and symbol.doc:
                parts.append(symbol.doc.strip())
    elif route.handler:
        parts.append(f"Served by `{route.handler}`")
    types = [f"{word} `{name}`" for word, name in (("Reads", route.request), ("answers", route.response)) if name]
    if types:
        text = " · ".join(types)
        parts.append(text[:1].upper() + text[1:])
    if route.middleware:
        parts.append("Behind " + " → ".join(f"`{name}`" for name in route.middleware))
    parts += _slice(snapshot, route, link)
    return "\n\n".join(parts)


def _describe_resource(snapshot: Snapshot, resource: Resource, link: Linker) -> str:
    target = f"[{resource.path}:{resource.line}]({link(resource.path, resource.line)})"
    parts = [f"**`{resource.logical_id}`** · `{resource.type}` · {target}"]
    if resource.description:
        parts.append(resource.description)
    if resource.properties:
        parts.append("\n".join(f"- {name}: `{value}`" for name, value in resource.properties[:10]))
    ties = ties_of(snapshot, resource)
    if ties:
        lines = [
            f"- {tie.relation} `{tie.name}` · [{tie.path}:{tie.line}]({link(tie.path, tie.line)})"
            + (f" · {tie.remark}" if tie.remark else "")
            for tie in ties[:MAX_TIES]
        ]
        lines += [f"- and {len(ties) - MAX_TIES} more"] if len(ties) > MAX_TIES else []
        parts.append("\n".join(lines))
    parts += _slice(snapshot, resource, link)
    return "\n\n".join(parts)


def _slice(snapshot: Snapshot, anchor: Anchor, link: Linker) -> list[str]:
    """Return the feature around something in one or two lines; nothing while the index is not complete.

    Generated and foreign code has none; nor have types that hold no data, and what is used all over the place, for it
    belongs to every feature: finding them all would keep the hover waiting.
    """
    if not snapshot.complete:
        return []
    if isinstance(anchor, Symbol):
        if anchor.origin or len(snapshot.files_using(anchor)) > MOST_USERS:
            return []
        if anchor.kind.is_type and not _holds_data(snapshot, anchor):
            return []
    return slice_lines(slice_of(snapshot, anchor), link)


def _holds_data(snapshot: Snapshot, symbol: Symbol) -> bool:
    """Tell whether a type is what features work on, a registered model or fields with tags, or what they go through."""
    if snapshot.is_registered_model(symbol) or symbol.kind is SymbolKind.INTERFACE:
        return True
    decl = snapshot.type_decl(symbol)
    return decl is not None and any(field.tag for field in decl.fields)


def _describe_file(snapshot: Snapshot, path: str, line: int, link: Linker) -> str:
    parts = [f"[{path}]({link(path, 0)})"]
    symbols = snapshot.symbols_of_file(path)
    if not symbols:
        return parts[0]
    around = [symbol for symbol in symbols if symbol.line <= line]
    if line > 1 and around:
        parts.append(f"Line {line} is in or after `{around[-1].qualified_name}` (line {around[-1].line})")
    names = [f"`{symbol.qualified_name}`" for symbol in symbols if symbol.exported or symbol.kind.is_type]
    if names:
        parts.append(f"package `{symbols[0].package}`: " + ", ".join(names[:10]) + (" …" if len(names) > 10 else ""))
    return "\n\n".join(parts)
