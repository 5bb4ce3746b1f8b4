"""Names that tell who may pass: of middleware, and of the checks that handlers begin with.

The signature of middleware tells nothing: logging, recovery and CORS share it.
"""

from __future__ import annotations

from functools import lru_cache

from groundplan.text.identifiers import split_identifier, words

_GUARD_STEMS = (
    *("authent", "authoriz", "authoris", "jwt", "token", "session", "login", "signin", "role", "permission", "acl"),
    *("rbac", "principal", "bearer", "oauth", "apikey", "admin", "restrict"),
)
"""How the words begin by which a middleware's name tells who may pass."""

_NOT_PEOPLE = frozenset(
    (
        *("cors", "csrf", "origin", "method", "content", "type", "header", "https", "http", "tls", "json", "plugin"),
        *(
            "enabled",
            "feature",
            "flag",
            "cache",
            "limit",
            "rate",
            "query",
            "param",
            "parameter",
            "body",
            "host",
            "slash",
            "setup",
        ),
    )
)
"""Words of middleware that allows or requires something else than a person."""

_AUTH = frozenset(("auth", "authn", "authz", "authed", "oauth2"))
_NEVER = frozenset(
    ("cor", "cors", "csrf", "xsrf", "rate", "limit", "limiter", "throttle", "log", "logger", "logging", "public")
)
_WEAK = frozenset(("require", "requires", "allow", "protect", "protected", "guard", "guarded", "access"))
_OTHER = frozenset(("author", "authors", "authored", "rolling", "roll", "rollback", "tokenize", "tokenizer"))

_RIGHTS = (
    *("authoriz", "authoris", "role", "permi", "acl", "rbac", "admin", "scope", "access", "owner", "polic", "member"),
    *("allow", "entitle", "privilege"),
)
"""How the words begin that are about what a known caller may do, not about who it is."""

_PEOPLE = frozenset(("user", "account", "principal", "identity", "caller", "actor"))
_BRINGING = frozenset(("set", "load", "inject", "fetch", "must", "require", "resolve", "with", "current", "need"))
_DEMANDING = frozenset(
    ("must", "require", "check", "ensure", "verify", "need", "needs", "only", "optional", "validate")
)

_SURE = frozenset(
    (
        *("auth", "authenticate", "authenticated", "authentication", "authorize", "authorized", "authorise"),
        *("authorised", "authorization", "authorisation", "authn", "authz", "permitted", "forbidden", "unauthorized"),
    )
)
_FROM_REQUESTS = frozenset(("FromContext", "FromCtx", "FromRequest", "ForContext", "UserID", "GetUserID", "GetUser"))
_KEEPERS = frozenset(("auth", "authn", "authz", "authctx", "principal", "identity", "session", "sessions", "claims"))
_RIGHTS_ASKED = frozenset(("permission", "permissions", "rbac", "acl", "jwt"))
_ASKING = frozenset(
    (
        *("require", "requires", "check", "ensure", "verify", "validate", "assert", "must", "is", "has", "get"),
        *("fetch", "current", "load", "extract", "parse"),
    )
)
_ASKED = frozenset(("login", "role", "roles", "scope", "scopes", "access", "admin", "owner", "principal", "claims"))
_VERBS_OF_RIGHTS = frozenset(
    (
        "read",
        "create",
        "update",
        "delete",
        "write",
        "edit",
        "view",
        "access",
        "manage",
        "do",
        "see",
        "admin",
        "modify",
        "pull",
        "push",
    )
)


@lru_cache(maxsize=8192)
def is_guard(name: str) -> bool:
    """Tell whether a middleware's name, as written, says that it decides who may pass, or finds out who it is.

    The last name decides; the package's or receiver's counts where it is about nothing else (`auth.Optional`) or where
    the last one demands something (`session.MustUser`).
    """
    owner, _, last = name.rpartition(".")
    own = [word.rstrip("0123456789") for word in words(last)]
    if not _NEVER.isdisjoint(own) or not _NEVER.isdisjoint(words(owner)):
        return False
    first = split_identifier(last)[:1]
    guarding = _guarding(own)
    if guarding:
        return not _WEAK.issuperset(guarding) or _NOT_PEOPLE.isdisjoint(own)
    if first and first[0] in _BRINGING and _PEOPLE.intersection(own):
        return True
    around = _guarding(words(owner.rpartition(".")[2]))
    if _NOT_PEOPLE.intersection(own) or not around:
        return False
    return any(word.startswith("auth") for word in around) or (bool(first) and first[0] in _DEMANDING)


def _guarding(found: list[str]) -> list[str]:
    return [
        word
        for word in found
        if word in _AUTH or word in _WEAK or (word.startswith(_GUARD_STEMS) and word not in _OTHER)
    ]


@lru_cache(maxsize=8192)
def is_about_rights(name: str) -> bool:
    """Tell whether a guard's last name says that it checks rights (`RequireAdmin`), not identity (`RequireAuth`)."""
    found = split_identifier(name.rpartition(".")[2])
    if "access" in found and any(word == "token" or word.startswith("authent") for word in found):
        return False
    if any(word.startswith(_RIGHTS) or word in ("can", "perm", "perms") for word in found):
        return True
    return len(found) > 1 and found[0] in _DEMANDING and found[-1] in _VERBS_OF_RIGHTS


@lru_cache(maxsize=8192)
def is_check(call: str) -> bool:
    """Tell whether a call in a handler, by its last name, asks who the caller is or what it may do."""
    owner, _, last = call.rpartition(".")
    found = split_identifier(last)
    if not found:
        return False
    if last in _FROM_REQUESTS:
        return owner.rpartition(".")[2].lower() in _KEEPERS
    present = set(found)
    if present & _SURE:
        return found[0] not in (
            "err",
            "error",
            "errors",
            "new",
            "set",
            "make",
            "with",
            "create",
            "delete",
            "list",
            "update",
            "write",
        )
    if present & _RIGHTS_ASKED and (found[0] in _DEMANDING or found[0] in ("has", "is", "can", "assert")):
        return True
    if found[0] == "can" and len(found) > 1:
        return found[1] in _VERBS_OF_RIGHTS
    if "current" in present and ("user" in present or "account" in present):
        return True
    if "user" in present and "from" in present and present & {"context", "ctx", "request", "session", "token"}:
        return True
    return found[0] in _ASKING and bool(present & _ASKED)
