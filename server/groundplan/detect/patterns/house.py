"""What teams write themselves: caches, retries, events, loggers handed around; told by names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func, at_type
from groundplan.model.go import FuncDecl, TypeKind
from groundplan.model.pattern import Evidence, PatternKind

_LOGGERS = frozenset(("log", "logger", "logging", "lgr", "slog", "zlog", "Log", "Logger"))
_LEVELS = frozenset(
    (
        *("Debug", "Info", "Warn", "Warning", "Error", "Fatal", "Debugf", "Infof", "Warnf", "Warningf", "Errorf"),
        *("Fatalf", "Debugw", "Infow", "Warnw", "Errorw", "InfoContext", "ErrorContext", "WarnContext", "DebugContext"),
        *("Printf", "Println", "WithError", "WithField", "WithFields", "Trace", "Tracef", "Err"),
    )
)
_SENDING = frozenset(
    (
        *("Publish", "PublishAsync", "PublishEvent", "Enqueue", "EnqueueContext", "Dispatch", "DispatchAsync"),
        *("DispatchWithContext", "DispatchOnCommit", "DispatchEvent", "EmitEvent"),
    )
)
_BY_STATUS = {
    f"{prefix}{name}{suffix}": f"{prefix}NotFound{suffix}(…)"
    for prefix in ("", "New", "Err", "NewErr", "NewError", "Error")
    for name in ("NotFound", "BadRequest", "InternalServerError", "Forbidden", "Unauthorized", "Conflict")
    for suffix in ("", "f", "Error", "Err")
}
"""Functions that make an error of one status, as a package has them side by side, and how the row of them is named."""

_STATUS_CONSTANTS = frozenset(("net/http",))
_ANSWERS = frozenset(
    ("echo.NewHTTPError", "fiber.NewError", "status.Errorf", "status.Error", "connect.NewError", "http.Error")
)
_ABORTS = frozenset(("AbortWithError", "AbortWithStatusJSON", "AbortWithStatus"))
_CACHE_TYPE = re.compile(r"(?:^|[a-z])[cC]aches?$|^Cache(?:[A-Z]\w*)?$|Cache$")
_RETRY = re.compile(r"^(?:[rR]etry|[wW]ithRetr|[dD]oWithRetr|[bB]ackoff)|Retr(?:y|ies)$|WithRetry")
_LIMIT = re.compile(r"[rR]ateLimit(?:er|ing|ed|Middleware|Handler|By\w+)?$|^[tT]hrottle")
_TEST_WORDS = ("Max", "max", "Should", "should", "Is", "is", "Get", "get", "Set", "set")


PACKAGES: dict[str, PatternKind] = {
    **dict.fromkeys(("auth", "authn", "authentication", "sessions", "jwt"), PatternKind.AUTHENTICATION),
    **dict.fromkeys(("authz", "authorization", "rbac", "acl", "permissions", "permission"), PatternKind.AUTHORISATION),
    **dict.fromkeys(("validation", "validator", "validate", "validators"), PatternKind.VALIDATION),
    **dict.fromkeys(("config", "configuration", "conf", "settings", "setting", "env"), PatternKind.CONFIGURATION),
    **dict.fromkeys(("cache", "caches", "caching"), PatternKind.CACHING),
    **dict.fromkeys(
        ("queue", "queues", "pubsub", "events", "event", "eventbus", "messaging", "broker", "mq"), PatternKind.QUEUES
    ),
    **dict.fromkeys(("retry", "retries", "backoff", "ratelimit", "ratelimiter", "throttle"), PatternKind.RETRIES),
    **dict.fromkeys(("log", "logger", "logging", "logs", "xlog", "zlog"), PatternKind.LOGGING),
    **dict.fromkeys(("metrics", "telemetry", "tracing", "observability"), PatternKind.METRICS),
    **dict.fromkeys(("migrations", "migration", "migrate"), PatternKind.MIGRATIONS),
}
"""What a package of the house is for, by the last element of its path."""


def detect_packages(file: CodeFile) -> Iterator[Evidence]:
    """Yield the house's own packages in use whose names say what they are for."""
    for path in sorted(file.import_paths):
        kind = PACKAGES.get(path.rpartition("/")[2])
        if kind is not None and file.owns(path) and "/" in path:
            yield from file.uses_of(path, kind, f"package `{path}`")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the house's own caches, retries, limits, event functions, and calls of loggers that are values."""
    packages = file.packages
    for func in file.facts.funcs:
        logs = False
        statuses: set[str] = set()
        for call in func.calls:
            head, _, last = call.rpartition(".")
            if not head:
                continue
            owner = head.rpartition(".")[2]
            if last in _BY_STATUS:
                if head in packages and packages[head] not in _STATUS_CONSTANTS:
                    statuses.add(f"`{head}.{_BY_STATUS[last]}`")
            elif call in _ANSWERS or last in _ABORTS:
                statuses.add(f"`{call}`" if call in _ANSWERS else f"`ctx.{last}`")
            if not logs and last in _LEVELS and owner in _LOGGERS and head not in packages:
                logs = True
                yield at_func(PatternKind.LOGGING, "a logger as a value (`x.logger.Info(…)`)", "place", func)
            elif last in _SENDING:
                form = f"`{head}.{last}`" if head in packages else f"`x.{last}(…)`"
                yield at_func(PatternKind.QUEUES, form, "place", func)
        for form in sorted(statuses):
            yield at_func(PatternKind.ERROR_TO_STATUS, form, "place", func)
        if _RETRY.search(func.name) and not func.name.startswith(_TEST_WORDS) and _is_wrapper(func):
            yield at_func(PatternKind.RETRIES, "retries of its own", "function", func)
        elif _LIMIT.search(func.name) and not func.name.startswith(_TEST_WORDS):
            yield at_func(PatternKind.RETRIES, "rate limits of its own", "function", func)
    for decl in file.facts.types:
        if _CACHE_TYPE.search(decl.name) and decl.kind in (TypeKind.STRUCT, TypeKind.INTERFACE):
            yield at_type(PatternKind.CACHING, "types `XCache` of its own", "type", decl)


def _is_wrapper(func: FuncDecl) -> bool:
    """Whether a function runs another one: it takes a function, or is called for its waiting."""
    return any("func(" in each.type for each in func.signature.params) or "time.Sleep" in func.calls
