"""Which function bodies are worth parsing for route registration: byte searches, no parse.

A false trigger costs the parse of one body; a missed one loses routes. So the patterns are wide where Go code rarely
looks like that, and narrow where it often does (`.Get(ctx, ...)`, `.Add(1)`).

A search over a whole file costs ten times what a look into the set of its identifiers does, and most files have
nothing to do with routes: a pattern is searched only where the file uses one of the names that it speaks of. Each
begins with literal bytes or one literal byte, so that `re` skips ahead; what must stand before is looked at afterwards.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.go import FuncDecl, ValueDecl

_VERB = rb"(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE|ANY|Get|Post|Put|Patch|Delete)"
_PATH = rb"""["`](?:""" + _VERB + rb"""[ \t]+[\w.:-]*)?/[^"`\s]*["`]"""
_PARAMETER = re.compile(rb"[({,][ \t\r\n]*\Z")
_PATH_VARIABLE = re.compile(rb"(?:Path|Prefix|Route|Root)\w*[ \t]*:?=[ \t]*\Z")
_MAX_BEHIND = 100  # bytes


@dataclass(frozen=True, slots=True)
class _Trigger:
    """A pattern, and what a file must have for it to be searched.

    One of `names` must be among the file's identifiers, or one of `parts` inside of one, or one of `texts` in the
    source; `behind` must match what stands before the pattern.
    """

    pattern: re.Pattern[bytes]
    names: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    texts: tuple[bytes, ...] = ()
    behind: re.Pattern[bytes] | None = None

    def offsets(self, source: bytes, names: frozenset[str], joined: str) -> Iterator[int]:
        """Yield where the pattern is in a source with those identifiers, which `joined` has one a line."""
        if (
            self.names.isdisjoint(names)
            and not any(each in joined for each in self.parts)
            and not any(each in source for each in self.texts)
        ):
            return
        for match in self.pattern.finditer(source):
            start = match.start()
            if self.behind is None or self.behind.search(source[max(0, start - _MAX_BEHIND) : start]):
                yield start


def _methods(names: str, behind: bytes = b"") -> _Trigger:
    """Return the trigger for calls of methods; `names` are theirs."""
    each = names.split()
    pattern = rb"\.(?:" + "|".join(each).encode() + rb")\(" + behind
    return _Trigger(re.compile(pattern), names=frozenset(each))


def _named(part: str, pattern: bytes) -> _Trigger:
    """Return the trigger for a pattern that begins with a part of a name."""
    return _Trigger(re.compile(pattern), parts=(part,))


_ROUTER_PACKAGES = (
    "chi gin echo mux fiber httprouter router iris beego web macaron flamego martini httptreemux bunrouter flow way pat"
    " goji negroni restful routing fox hertz server connect humachi humaecho humago humagin humafiber humamux"
    " humabunrouter"
).split()
_ROUTER_WORDS = ("outer", "mux", "Mux", "ngine", "outes", "echo", "Echo", "fiber", "ebService")
_TABLE_KEYS = "Path Pattern Route URL Url URI Uri Endpoint"

_IN_BODIES = (
    # A path that is not the last thing in its list: f("/x", h), {"GET", "/x", h}, "/x" + y, {"/x": h}.
    _Trigger(re.compile(rb"""\"/[^"`\s]*["`][ \t\r\n]*[,+:]"""), texts=(b'"/',), behind=_PARAMETER),
    _Trigger(re.compile(rb"""`/[^"`\s]*["`][ \t\r\n]*[,+:]"""), texts=(b"`/",), behind=_PARAMETER),
    # A method and a path in one text, or a method as a parameter.
    _Trigger(re.compile(rb"\"" + _VERB + rb"[ \t]+[\w.:-]*/"), texts=(b"/",)),
    _Trigger(re.compile(rb"`" + _VERB + rb"[ \t]+[\w.:-]*/"), texts=(b"/",)),
    _Trigger(re.compile(rb"\"" + _VERB + rb"\"[ \t]*,"), texts=(b'",',), behind=_PARAMETER),
    _named("Method", rb"http\.Method[A-Z]"),
    # Methods that only routers have.
    _methods(
        "Handle HandleFunc HandlerFunc HandleMethod Subrouter PathPrefix ServeFiles MethodFunc StripPrefix HandlePath"
    ),
    _methods("GET POST PUT PATCH DELETE HEAD OPTIONS ANY Any CONNECT TRACE"),
    _methods("Group Route Mount Combo Namespace NewGroup Party SubRouter WithPrefix Prefix", rb"[ \t\r\n]*[\"`\w]"),
    _methods("Use Methods Autoroute AutoRouter Include"),
    # Methods that clients and caches have too: only with a path, "" or a name followed by more arguments.
    _methods(
        "Get Post Put Patch Delete Del Head Options All Path Router Method Connect Trace",
        rb"[ \t\r\n]*(?:[\"`](?:[/:*\"`{])"
        rb"|(?!ctx\b|context\b|url\b|c\.|t\.|r\.Context)[A-Za-z_][\w.]*[ \t]*[,+])",
    ),
    # Constructors of routers.
    _Trigger(
        re.compile(rb"\.New(?:" + "|".join(rf"(?<=\b{each}\.New)" for each in _ROUTER_PACKAGES).encode() + rb")\w*\("),
        names=frozenset(_ROUTER_PACKAGES),
    ),
    _methods("Default Classic Vanilla", rb"\)"),
    _named("New", rb"New\w*(?:Mux|Router|Engine|Routes|Echo|API|Group)\w*[\[(]"),
    _named("ambda", rb"ambda\.Start\w*\("),
    _named("DefaultServeMux", rb"DefaultServeMux"),
    _named("huma", rb"huma\.\w+\("),
    _named("egister", rb"egister\w*(?:\[[\w.*, ]*\])?\("),
    # A path put together for later.
    *(
        _Trigger(re.compile(each + rb"\("), parts=("Path", "Prefix", "Route", "Root"), behind=_PATH_VARIABLE)
        for each in (rb"path\.Join", rb"fmt\.Sprintf", rb"strings\.\w+")
    ),
    # A router passed on.
    *(_named(word, word.encode() + rb"\w*(?:\(\))?[ \t]*[,)]") for word in _ROUTER_WORDS),
    _Trigger(
        re.compile(rb"\.(?:app|api|grp|group|rg)[ \t]*[,)]"), names=frozenset(("app", "api", "grp", "group", "rg"))
    ),
    # Tables of routes.
    *(
        _named(
            key,
            key.encode()
            + rb"[ \t]*:[ \t]*(?:"
            + _PATH
            + rb"|[A-Za-z_][\w.]*[ \t]*(?:\+|,[ \t\r\n]*(?:Method|Handler)))",
        )
        for key in _TABLE_KEYS.split()
    ),
    # A handler that branches on the request's method.
    _Trigger(re.compile(rb"switch[ \t]+\w+\.Method\b"), names=frozenset(("Method",))),
    _Trigger(re.compile(rb"\.Method[ \t]*[!=]="), names=frozenset(("Method",))),
)

_ROUTER_TYPE = re.compile(
    r"(?:^|[.*\]\s])(?:\w*(?:Router|ServeMux|Mux|Routes|Registrar|Registry)\w*|Engine|Echo|R?Group|App|API|Namespace"
    r"|WebService|Container|Party|Macaron|Flame|Application|Hertz)(?:\[.*\])?$"
)
# What a constructor, or a function that a generator of constructors wrote, gives back: it may hold the router.
_SERVER = re.compile(r"(?:^|[.*])\w*[Ss]erver$")
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
_MAX_INIT = 8_000  # bytes; a longer one that neither registers nor names paths fills tables
_MAX_MAIN = 2_000  # bytes; a short `main` hands a handler to the house's own function that starts Lambdas
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
            rb"\bgrpc\.ServiceDesc\{",
        )
    ),
    re.DOTALL,
)
# What the names of a file hold where one of its variables may match.
_VALUE_PARTS = re.compile("Router|Mux|Engine|Echo|Group|App|egister|Subrouter|PathPrefix|Route|Handler|StripPrefix")


class BodyTriggers:
    """The places of one file that look like registration."""

    def __init__(self, source: bytes, identifiers: Sequence[str]) -> None:
        """Search a source; `identifiers` are those that it uses or declares."""
        self._source = source
        names = frozenset(identifiers)
        joined = "\n".join(identifiers)
        self._offsets = sorted(offset for each in _IN_BODIES for offset in each.offsets(source, names, joined))
        self._values_may_hold = (
            bool(self._offsets)
            or any(each in source for each in (b'"/', b"`/"))
            or not names.isdisjoint(_ROUTER_PACKAGES)
            or _VALUE_PARTS.search(joined) is not None
        )

    def in_func(self, func: FuncDecl) -> bool:
        """Tell whether a function may take part in route or model registration."""
        if func.name == "init" and not func.receiver and func.span.end - func.span.start <= _MAX_INIT:
            return True
        if func.name == "main" and not func.receiver and func.span.end - func.span.start <= _MAX_MAIN:
            return True
        if "egister" in func.name or (func.receiver and func.name in _ROUTER_METHODS and func.signature.params):
            return True
        if any(_is_router(each.type) for each in (*func.signature.params, *func.signature.results)):
            return True
        if any(_SERVER.search(each.type) for each in func.signature.results):
            return True
        if _may_give_path(self._source, func):
            return True
        index = bisect_left(self._offsets, func.span.start)
        if index < len(self._offsets) and self._offsets[index] < func.span.end:
            return True
        if func.span.end - func.span.start > _MAX_GETTER or func.signature.params or len(func.signature.results) != 1:
            return False
        if not func.signature.results[0].type.endswith(("string", "Handler", "HandlerFunc")):
            return False
        return _GETTER.search(self._source[func.span.start : func.span.end]) is not None

    def in_value(self, value: ValueDecl) -> bool:
        """Tell whether a package-level variable may hold routes, a router or a registration's result."""
        if value.constant or not self._values_may_hold:
            return False
        return _IN_VALUES.search(self._source, value.span.start, value.span.end) is not None


def _may_give_path(source: bytes, func: FuncDecl) -> bool:
    """Tell whether a short function may put a path together: `func v1(p string) string { return "/v1" + p }`."""
    results = func.signature.results
    if len(results) != 1 or results[0].type != "string" or func.span.end - func.span.start > _MAX_PATH_GIVER:
        return False
    return _PATH_GIVER.search(source, func.span.start, func.span.end) is not None


@lru_cache(maxsize=16384)
def _is_router(type_text: str) -> bool:
    if _NOT_ROUTERS.search(type_text):
        return False
    if "func(" in type_text:  # func(chi.Router), []func(api huma.API)
        return any(_ROUTER_TYPE.search(each) for each in re.split(r"[(),]\s*", type_text) if each)
    return _ROUTER_TYPE.search(type_text) is not None
