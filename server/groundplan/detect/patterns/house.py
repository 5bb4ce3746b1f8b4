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
_SENDING = frozenset(("Publish", "Enqueue", "EnqueueContext", "Dispatch", "DispatchAsync", "SendMessage", "Emit"))
_CACHE_TYPE = re.compile(r"(?:^|[a-z])[cC]aches?$|^Cache(?:[A-Z]\w*)?$|Cache$")
_RETRY = re.compile(r"^(?:[rR]etry|[wW]ithRetr|[dD]oWithRetr|[bB]ackoff)|Retr(?:y|ies)$|WithRetry")
_LIMIT = re.compile(r"[rR]ateLimit|^[tT]hrottle")
_TEST_WORDS = ("Max", "max", "Should", "should", "Is", "is", "Get", "get", "Set", "set")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the house's own caches, retries, limits, event functions, and calls of loggers that are values."""
    packages = file.packages
    for func in file.facts.funcs:
        logs = False
        for call in func.calls:
            head, _, last = call.rpartition(".")
            if not head:
                continue
            owner = head.rpartition(".")[2]
            if not logs and last in _LEVELS and owner in _LOGGERS and head not in packages:
                logs = True
                yield at_func(PatternKind.LOGGING, "a logger as a value (`x.logger.Info(…)`)", "place", func)
            elif last in _SENDING:
                yield at_func(PatternKind.QUEUES, f"`{owner}.{last}`", "place", func)
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
