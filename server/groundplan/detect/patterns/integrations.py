"""Calls to other systems: clients of the house's own, and packages that are clients by their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from groundplan.detect.patterns.code_file import CodeFile, at_func, at_type
from groundplan.detect.patterns.technologies import technology_of
from groundplan.model.go import TypeDecl
from groundplan.model.pattern import Evidence, PatternKind

_KIND = PatternKind.INTEGRATIONS
_CLIENT_FIELDS = ("*http.Client", "http.Client")
_REQUESTS = (
    *("http.NewRequest", "http.NewRequestWithContext", "http.Get", "http.Post", "http.PostForm", "http.Head"),
    *("http.DefaultClient.Do", "http.DefaultClient.Get"),
)
_DIALS = ("grpc.NewClient", "grpc.Dial", "grpc.DialContext")
_SDK_NAME = re.compile(r"(?:^|[-_.])(?:sdk|client)(?:[-_.](?:go|golang|v\d+))*$|^(?:sdk|client)[-_.]go$")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield HTTP and gRPC clients, plain requests to other servers, and third-party SDKs that no list names."""
    paths = file.import_paths
    if "net/http" in paths:
        clients = [decl for decl in file.facts.types if _is_client(decl)]
        for decl in clients:
            yield at_type(_KIND, "type with an `*http.Client`", "type", decl)
        names = {decl.name for decl in clients}
        for func in file.facts.funcs:
            if func.receiver not in names and any(call in _REQUESTS for call in func.calls):
                yield at_func(_KIND, "HTTP requests by net/http", "function", func)
    if "google.golang.org/grpc" in paths:
        for func in file.facts.funcs:
            if any(call in _DIALS for call in func.calls):
                yield at_func(_KIND, "gRPC connections", "function", func)
    for path in sorted(paths):
        module = _module_of(path)
        if module and technology_of(path) is None and not file.owns(path):
            yield from file.uses_of(path, _KIND, f"`{module}`")


def _is_client(decl: TypeDecl) -> bool:
    return any(field.type in _CLIENT_FIELDS for field in decl.fields)


@lru_cache(maxsize=32768)
def _module_of(path: str) -> str:
    """Return the part of an import path up to the element that names an SDK, "" where none does."""
    elements = path.split("/")
    if "." not in elements[0] or path.startswith("github.com/aws/aws-sdk-go"):
        return ""
    for position, element in enumerate(elements[1:4], 2):
        if _SDK_NAME.search(element):
            return "/".join(elements[:position])
    return ""
