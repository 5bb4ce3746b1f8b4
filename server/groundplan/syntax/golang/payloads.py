"""Which types a handler reads from the request and answers with, told from its text without parsing it.

Handlers all look alike here: a variable is declared, handed to something that binds or decodes, and a value is handed
to something that writes JSON. What takes another form has no types to show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from groundplan.model.go import FuncDecl
from groundplan.model.route import Payload

_REQUEST = re.compile(
    r"(?:^|[*.])(?:Request|\w*Gateway\w*Request)$|\.ResponseWriter$|(?:^|[*.])\w*(?:Context|Ctx|RequestCtx)$"
)
_MAKES_HANDLER = re.compile(r"Handler(?:Func)?$|^func\(|Handle$|Endpoint$")
_MAX_BODY = 20_000  # bytes; longer functions do more than serve one route
_MAX_CALLS = 40  # looked at in one function

_TYPE = rb"\[?\]?\*?[A-Za-z_][\w.]*(?:\[[\w.*, \[\]]*\])?"
_READS = re.compile(
    rb"(?P<callee>(?:[Bb]ind|[Dd]ecode|[Pp]arse|[Uu]nmarshal|[Rr]ead(?:JSON|Entity)|[Pp]ayload|[Bb]ody)\w*)"
    rb"(?:\[(?P<type>[\w.*]+)\])?\((?P<args>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
)
_VAR = re.compile(rb"\bvar\s+(\w+)\s+(" + _TYPE + rb")")
_ASSIGNED = re.compile(rb"(\w+)\s*:?=\s*(?:&?(" + _TYPE + rb")\{|new\((" + _TYPE + rb")\)|make\((\[\]" + _TYPE + rb"))")
_MAY_SHOW = re.compile(rb"[Bb]ind|ecode|arse|nmarshal|JSON|Json|ncode|ntity|espon|ender|ayload|[Bb]ody")
_VARIABLE = re.compile(rb"(?:^|,)\s*&?([A-Za-z_]\w*)\s*(?=,|$)")
_NO_BODY = re.compile(
    rb"(?i)query|uri|header|param|form$|cookie|url|time|uuid|int|float|bool|duration|template|token|flag"
)
_WRITES = re.compile(rb"(?P<callee>JSON|Json|Encode|[Rr]espond\w*|[Rr]ender|WriteEntity|PureJSON|[Ww]riteResponse)\(")
_BRACKET = re.compile(rb"[][(){},]")
_WORD = re.compile(rb"\w*\Z")
_READING = re.compile(rb"(?i)bind|read|decode|parse|unmarshal")
_FAILS = re.compile(
    rb"(?i)\berr\b|error|Status(?:Bad|Unauth|Forbid|NotFound|Conflict|Internal|Unproc|TooMany|Gone|Not|Method|Service|Pre)"
    rb"|(?<!\w)[45]\d\d(?!\w)"
)
_NAME = re.compile(rb"&?([A-Za-z_]\w*)$")
_LITERAL = re.compile(rb"&?(" + _TYPE + rb")\{")
_UNTELLING = re.compile(
    r"^(?:\*|\[\])*(?:map|gin\.H|echo\.Map|fiber\.Map|any|string|error|bool|interface|struct|nil|true|false|H|M)\b"
)


def read_payloads(source: bytes, funcs: Sequence[FuncDecl]) -> tuple[Payload, ...]:
    """Return the types of the functions that have the shape of a handler or make one, in the order of `funcs`.

    Those without types to show are left out. Types are as written, without `&` and `*`. Nothing is raised.
    """
    found: list[Payload] = []
    for func in funcs:
        if func.span.end - func.span.start > _MAX_BODY or not _may_serve(func):
            continue
        if _MAY_SHOW.search(source, func.span.start, func.span.end) is None:
            continue
        body = _Body(source[func.span.start : func.span.end])
        request, response = body.request(), body.response()
        if request or response:
            found.append(Payload(func.line, request, response))
    return tuple(found)


def _may_serve(func: FuncDecl) -> bool:
    signature = func.signature
    if any(_is_request(each.type) for each in signature.params):
        return True
    return len(signature.results) == 1 and _is_handler(signature.results[0].type)


@lru_cache(maxsize=16384)
def _is_request(type_text: str) -> bool:
    return type_text != "context.Context" and _REQUEST.search(type_text) is not None


@lru_cache(maxsize=16384)
def _is_handler(type_text: str) -> bool:
    return _MAKES_HANDLER.search(type_text) is not None


class _Body:
    """The text of one function."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._declared: dict[bytes, list[tuple[int, str]]] | None = None

    def request(self) -> str:
        """Return the type of the first variable that something binds or decodes into."""
        for match in islice(_READS.finditer(self._text), _MAX_CALLS):
            if _NO_BODY.search(match["callee"]):
                continue
            if match["type"]:
                return _plain(match["type"])
            for name in _VARIABLE.findall(match["args"]):
                text = self._type_of(name, match.start())
                if text:
                    return text
        return ""

    def response(self) -> str:
        """Return the type of the last answer that is no failure."""
        last = ""
        for match in islice(_WRITES.finditer(self._text), _MAX_CALLS):
            word = _WORD.search(self._text[max(0, match.start() - 40) : match.start()])
            if word is not None and _READING.search(word[0]):
                continue
            args = _arguments(self._text, match.end())
            if not args or _FAILS.search(b",".join(args)):
                continue
            value = args[-1].strip()
            literal, name = _LITERAL.match(value), _NAME.fullmatch(value)
            text = _plain(literal[1]) if literal else self._type_of(name[1], match.start()) if name else ""
            last = text or last
        return last

    def _type_of(self, name: bytes, before: int) -> str:
        """Return the type that a variable was last given before an offset: `var x T`, `x := T{`, `x := new(T)`."""
        if self._declared is None:
            self._declared = {}
            for match in _VAR.finditer(self._text):
                self._declared.setdefault(match[1], []).append((match.start(), _plain(match[2])))
            for match in _ASSIGNED.finditer(self._text):
                text = match[2] or match[3] or match[4]
                self._declared.setdefault(match[1], []).append((match.start(), _plain(text)))
        given = [(at, text) for at, text in self._declared.get(name, ()) if at < before and text]
        return max(given)[1] if given else ""


def _arguments(body: bytes, start: int) -> list[bytes]:
    """Return the arguments of a call whose parenthesis opens before an offset; [] when it does not close."""
    depth = 0
    found: list[bytes] = []
    at = start
    for match in _BRACKET.finditer(body, start, start + 2_000):
        char = match[0]
        if char in (b"(", b"[", b"{"):
            depth += 1
        elif char != b",":
            if depth == 0:
                return [*found, body[at : match.start()]]
            depth -= 1
        elif depth == 0:
            found.append(body[at : match.start()])
            at = match.end()
    return []


def _plain(text: bytes) -> str:
    found = text.decode("utf-8", "replace").lstrip("&*")
    return "" if _UNTELLING.match(found) else found
