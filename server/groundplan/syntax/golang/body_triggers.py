"""Which function bodies are worth parsing for route registration: byte searches, no parse.

A false trigger costs the parse of one body; a missed one loses routes. So the patterns are wide where Go code rarely
looks like that, and narrow where it often does (`.Get(ctx, ...)`, `.Add(1)`).
"""

from __future__ import annotations

import re

from groundplan.model.go import FuncDecl, ValueDecl

_VERB = rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|ANY|Get|Post|Put|Patch|Delete)"
_PATH = rb"""["`](?:""" + _VERB + rb"""[ \t]+[\w.:-]*)?/[^"`\s]*["`]"""
_ROUTER_WORD = rb"(?i:router|mux|engine|routes|echo|fiber|webservice)"

_BODY = re.compile(
    rb"|".join(
        (
            # A path that is not the last thing in its list: f("/x", h), {"GET", "/x", h}, "/x" + y, {"/x": h}.
            rb"[({,][ \t\r\n]*" + _PATH + rb"[ \t\r\n]*[,+:]",
            rb"""["`]""" + _VERB + rb"""[ \t]+[\w.:-]*/""",
            rb"[({,][ \t\r\n]*\"" + _VERB + rb"\"[ \t]*,",
            rb"\bhttp\.Method[A-Z]",
            # Methods that only routers have.
            rb"\.(?:Handle|HandleFunc|HandlerFunc|HandleMethod|Subrouter|PathPrefix|ServeFiles|MethodFunc"
            rb"|StripPrefix|HandlePath)\(",
            rb"\.(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY|Any|CONNECT|TRACE)\(",
            rb"\.(?:Group|Route|Mount|Combo|Namespace|NewGroup|Party|SubRouter|WithPrefix|Prefix)\([ \t\r\n]*[\"`\w]",
            rb"\.(?:Use|Methods|Autoroute|AutoRouter|Include)\(",
            # Methods that clients and caches have too: only with a path, "" or a name followed by more arguments.
            rb"\.(?:Get|Post|Put|Patch|Delete|Del|Head|Options|All|Path|Router|Method|Connect|Trace)"
            rb"\([ \t\r\n]*(?:[\"`](?:[/:*\"`{])"
            rb"|(?!ctx\b|context\b|url\b|c\.|t\.|r\.Context)[A-Za-z_][\w.]*[ \t]*[,+])",
            # Constructors of routers.
            rb"\b(?:chi|gin|echo|mux|fiber|httprouter|iris|beego|web|macaron|flamego|martini|httptreemux|bunrouter|flow"
            rb"|way|pat|goji|negroni|restful|routing|fox|hertz|server|huma\w*|humacli)\."
            rb"(?:New\w*|Default|Classic|Vanilla)\(",
            rb"\bNew\w*(?:Mux|Router|Engine|Routes|Echo|API|Group)\w*[\[(]",
            rb"\blambda\.Start\w*\(|\bDefaultServeMux\b",
            rb"\bhuma\.\w+\(",
            rb"[Rr]egister\w*[\[(]",
            # A path put together for later.
            rb"\b\w*(?:Path|Prefix|Route|Root)\w*[ \t]*:?=[ \t]*(?:path\.Join|fmt\.Sprintf|strings\.\w+)\(",
            # A router passed on.
            rb"[(,][ \t\r\n]*&?(?:\w+\.)*\w*" + _ROUTER_WORD + rb"\w*(?:\(\))?[ \t]*[,)]",
            rb"[(,][ \t\r\n]*\w+\.(?:app|api|grp|group|rg)[ \t]*[,)]",
            # Tables of routes.
            rb"\b(?:Path|Pattern|Route|RoutePath|URL|Url|URI|Uri|Endpoint)[ \t]*:[ \t]*(?:"
            + _PATH
            + rb"|[A-Za-z_][\w.]*[ \t]*(?:\+|,[ \t\r\n]*(?:Method|Handler)))",
            # A handler that branches on the request's method.
            rb"\bswitch[ \t]+\w+\.Method\b|\b\w+\.Method[ \t]*[!=]=",
        )
    )
)

_ROUTER_TYPE = re.compile(
    r"(?:^|[.*\]\s])(?:\w*(?:Router|ServeMux|Mux|Routes|Registrar|Registry)\w*|Engine|Echo|R?Group|App|API|Namespace"
    r"|WebService|Container|Party|Macaron|Flame|Application|Hertz)(?:\[.*\])?$"
)
_NOT_ROUTERS = re.compile(r"\b(?:errgroup|singleflight|sync|xorm|slog|prometheus|docker|types|testing)\.")

_GETTER = re.compile(
    rb"\)[ \t]*(?:string|\w*\.?Handler(?:Func)?)[ \t]*\{[ \t\r\n]*return[ \t]+(?:\"[^\"\n]*\"|[\w.]+)[ \t\r\n]*\}$"
)
_MAX_GETTER = 200  # bytes

_VALUE = re.compile(
    rb"|".join(
        (
            rb"[({,][ \t\r\n]*" + _PATH + rb"[ \t\r\n]*[,+:]",
            rb"\b(?:Path|Pattern|Route|URL|Url|URI|Endpoint)[ \t]*:[ \t]*" + _PATH,
            rb"\b(?:Path|Pattern|Route)[ \t]*:.*\bHandler\w*[ \t]*:",
            rb"\b(?:chi|gin|echo|mux|fiber|httprouter|iris|macaron|flamego|martini|restful|web)\.(?:New\w*|Default|Classic)\(",
            rb"\bNew\w*(?:Mux|Router|Engine|Echo)\w*\(",
            rb"\.(?:Group|Subrouter|PathPrefix|Route)\(",
            rb"\bfunc\b[^\n]*(?:Router|Mux|Engine|Echo|Group|App)\b",
            rb"\b\w*[Rr]egister\w*\(",
            rb"\bhttp\.HandlerFunc\(|\bhttp\.StripPrefix\(|\bDefaultServeMux\b",
        )
    ),
    re.DOTALL,
)


def body_matters(source: bytes, func: FuncDecl) -> bool:
    """Tell whether a function may take part in route or model registration."""
    if func.name == "init" and not func.receiver:
        return True
    if any(_is_router(each.type) for each in (*func.signature.params, *func.signature.results)):
        return True
    if _BODY.search(source, func.span.start, func.span.end) is not None:
        return True
    if func.span.end - func.span.start > _MAX_GETTER or func.signature.params:
        return False
    return _GETTER.search(source[func.span.start : func.span.end]) is not None  # Path() string { return "/x" }


def value_matters(source: bytes, value: ValueDecl) -> bool:
    """Tell whether a package-level variable may hold routes, a router or a registration's result."""
    if value.constant:
        return False
    return _VALUE.search(source, value.span.start, value.span.end) is not None


def _is_router(type_text: str) -> bool:
    return _ROUTER_TYPE.search(type_text) is not None and _NOT_ROUTERS.search(type_text) is None
