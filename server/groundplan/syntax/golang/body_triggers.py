"""Which function bodies are worth parsing for route registration: byte searches, no parse.

A false trigger costs the parse of one body; a missed one loses routes. So the patterns are wide where Go code rarely
looks like that, and narrow where it often does (`.Get(ctx, ...)`, `.Add(1)`).

Each pattern begins with literal bytes or a set of bytes and has a search of its own: that way `re` skips ahead. One
alternation of all of them takes three times as long (14 s for the 71 MB of Go's standard library).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from groundplan.model.go import FuncDecl, ValueDecl

_VERB = rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|ANY|Get|Post|Put|Patch|Delete)"
_PATH = rb"""["`](?:""" + _VERB + rb"""[ \t]+[\w.:-]*)?/[^"`\s]*["`]"""

_ROUTER_PACKAGES = (
    *(
        b"chi",
        b"gin",
        b"echo",
        b"mux",
        b"fiber",
        b"httprouter",
        b"router",
        b"iris",
        b"beego",
        b"web",
        b"macaron",
        b"flamego",
    ),
    *(
        b"martini",
        b"httptreemux",
        b"bunrouter",
        b"flow",
        b"way",
        b"pat",
        b"goji",
        b"negroni",
        b"restful",
        b"routing",
        b"fox",
    ),
    *(
        b"hertz",
        b"server",
        b"connect",
        b"humachi",
        b"humaecho",
        b"humago",
        b"humagin",
        b"humafiber",
        b"humamux",
        b"humabunrouter",
    ),
)
_ROUTER_WORDS = (b"outer", b"mux", b"Mux", b"ngine", b"outes", b"echo", b"Echo", b"fiber", b"ebService")
_IN_BODIES = tuple(
    re.compile(pattern)
    for pattern in (
        # A path that is not the last thing in its list: f("/x", h), {"GET", "/x", h}, "/x" + y, {"/x": h}.
        rb"[({,][ \t\r\n]*" + _PATH + rb"[ \t\r\n]*[,+:]",
        rb"""["`]""" + _VERB + rb"""[ \t]+[\w.:-]*/""",
        rb"[({,][ \t\r\n]*\"" + _VERB + rb"\"[ \t]*,",
        rb"http\.Method[A-Z]",
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
        rb"\.New(?:" + rb"|".join(rb"(?<=\b%s\.New)" % each for each in _ROUTER_PACKAGES) + rb")\w*\(",
        rb"\.(?:Default|Classic|Vanilla)\(",
        rb"New\w*(?:Mux|Router|Engine|Routes|Echo|API|Group)\w*[\[(]",
        rb"ambda\.Start\w*\(",
        rb"DefaultServeMux",
        rb"huma\.\w+\(",
        rb"egister\w*[\[(]",
        # A path put together for later.
        rb"(?:Path|Prefix|Route|Root)\w*[ \t]*:?=[ \t]*(?:path\.Join|fmt\.Sprintf|strings\.\w+)\(",
        # A router passed on.
        *(word + rb"\w*(?:\(\))?[ \t]*[,)]" for word in _ROUTER_WORDS),
        rb"\.(?:app|api|grp|group|rg)[ \t]*[,)]",
        # Tables of routes.
        rb"(?:Path|Pattern|Route|URL|Url|URI|Uri|Endpoint)[ \t]*:[ \t]*(?:"
        + _PATH
        + rb"|[A-Za-z_][\w.]*[ \t]*(?:\+|,[ \t\r\n]*(?:Method|Handler)))",
        # A handler that branches on the request's method.
        rb"switch[ \t]+\w+\.Method\b",
        rb"\.Method[ \t]*[!=]=",
    )
)

_ROUTER_TYPE = re.compile(
    r"(?:^|[.*\]\s])(?:\w*(?:Router|ServeMux|Mux|Routes|Registrar|Registry)\w*|Engine|Echo|R?Group|App|API|Namespace"
    r"|WebService|Container|Party|Macaron|Flame|Application|Hertz)(?:\[.*\])?$"
)
_NOT_ROUTERS = re.compile(r"\b(?:errgroup|singleflight|sync|xorm|slog|prometheus|docker|types|testing)\.")
_ROUTER_METHODS = frozenset(
    (
        *("Get", "Head", "Post", "Put", "Patch", "Delete", "Del", "Options", "GET", "POST", "Any", "Combo"),
        *("Group", "Route", "Routes", "Sub", "Subrouter", "PathPrefix", "Mount", "With", "Use"),
        *("Handle", "HandleFunc", "Method", "MethodFunc", "Methods", "Register"),
    )
)

_GETTER = re.compile(  # func (r route) Path() string { return "/x" }
    rb"\)[ \t]*(?:string|\w*\.?Handler(?:Func)?)[ \t]*\{[ \t\r\n]*return[ \t]+(?:\"[^\"\n]*\"|[\w.]+)[ \t\r\n]*\}$"
)
_MAX_GETTER = 200  # bytes
_PATH_GIVER = re.compile(rb"""return[^\n]*["`]/|return[ \t]+[\w.]+[ \t]*\+[ \t]*[\w.]+[ \t\r\n]*\}""")
_MAX_PATH_GIVER = 400  # bytes

_IN_VALUES = re.compile(
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


class BodyTriggers:
    """The places of one file that look like registration."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._offsets = sorted(match.start() for each in _IN_BODIES for match in each.finditer(source))

    def in_func(self, func: FuncDecl) -> bool:
        """Tell whether a function may take part in route or model registration."""
        if func.name == "init" and not func.receiver:
            return True
        if func.receiver and func.name in _ROUTER_METHODS and func.signature.params:
            return True
        if any(_is_router(each.type) for each in (*func.signature.params, *func.signature.results)):
            return True
        if _may_give_path(self._source, func):
            return True
        index = bisect_left(self._offsets, func.span.start)
        if index < len(self._offsets) and self._offsets[index] < func.span.end:
            return True
        if func.span.end - func.span.start > _MAX_GETTER or func.signature.params:
            return False
        return _GETTER.search(self._source[func.span.start : func.span.end]) is not None

    def in_value(self, value: ValueDecl) -> bool:
        """Tell whether a package-level variable may hold routes, a router or a registration's result."""
        return not value.constant and _IN_VALUES.search(self._source, value.span.start, value.span.end) is not None


def _may_give_path(source: bytes, func: FuncDecl) -> bool:
    """Tell whether a short function may put a path together: `func v1(p string) string { return "/v1" + p }`."""
    results = func.signature.results
    if len(results) != 1 or results[0].type != "string" or func.span.end - func.span.start > _MAX_PATH_GIVER:
        return False
    return _PATH_GIVER.search(source, func.span.start, func.span.end) is not None


def _is_router(type_text: str) -> bool:
    if _NOT_ROUTERS.search(type_text):
        return False
    if "func(" in type_text:  # func(chi.Router), []func(api huma.API)
        return any(_ROUTER_TYPE.search(each) for each in re.split(r"[(),]\s*", type_text) if each)
    return _ROUTER_TYPE.search(type_text) is not None
