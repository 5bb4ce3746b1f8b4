"""Names split into words, so that `InvoiceReminderURL`, `invoice_reminder_url` and prose meet."""

from __future__ import annotations

import re
from functools import lru_cache

# Names that people write in one piece although their capitals suggest otherwise.
_PIECES = (
    "OAuth|OpenID|OpenAPI|IPv|GraphQL|PostgreSQL|MySQL|NoSQL|SQLite|DynamoDB|MongoDB|InfluxDB|CockroachDB"
    "|GitHub|GitLab|CloudFormation|CloudFront|CloudWatch|EventBridge|WebSocket|macOS|iOS"
)

_SEGMENT = re.compile(
    rf"""
      (?:{_PIECES})(?![a-z])\d*          # OAuth2, DynamoDB
    | [A-Z]{{2,}}s(?![a-z])              # URLs, IDs
    | [A-Z]+\d+(?=[A-Z_]|\W|$)           # S3, EC2
    | [A-Z]+(?=[A-Z][a-z])               # HTTP in HTTPServer
    | [A-Z]?[^\W\d_A-Z]+\d*             # Server, server, v2, über
    | [A-Z]+\d*
    | \d+
    """,
    re.VERBOSE,
)

_TOKEN = re.compile(r"\w+")

_STOP_WORDS = """
    a about above after all also an and any are as at be because been before being below between both but by can
    could did do does done each either else etc every few for from further had has have having he her here his how
    i if in into is it its itself just let like made make many may me might more most must my no nor not now of off
    on once one only or other our out over own per same shall she should so some such than that the their them then
    there these they this those through thus to too two under until up upon us use used uses using very via was we
    were what when where which while who whose why will with within without would yes yet you your
"""

STOP_WORDS = frozenset(_STOP_WORDS.split())


@lru_cache(maxsize=65536)
def split_identifier(name: str) -> tuple[str, ...]:
    """Return the lower-case words of an identifier: `HTTPServerURLs` is http, server, urls.

    Digits stay with the letters before them (`s3`, `oauth2`, `sha256`); punctuation separates and is dropped.
    """
    return tuple(match.group().lower() for match in _SEGMENT.finditer(name))


def words(text: str) -> list[str]:
    """Return the search words of prose or code, in order, repeats included.

    Identifiers are split, stop words, bare numbers and single letters left out, plurals reduced to the singular.
    Other endings stay: on plans, cutting -ing and -ed merges nouns with unrelated verbs (`billing`, `bill`).
    """
    found = []
    for token in _TOKEN.findall(text):
        for word in split_identifier(token):
            if len(word) > 1 and word not in STOP_WORDS and not word.isdigit():
                found.append(singular(word))
    return found


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """Return a lower-case English noun without its regular plural ending; other words come back as they are."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith(("tuses", "ruses", "nuses", "puses")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return a key under which spellings of one name meet: `target_url`, `targetUrl`, `TargetURL`, `target-url`."""
    return name.replace("_", "").replace("-", "").casefold()


_OF_ANY_FUNCTION = frozenset(
    "handle handler serve server http main run execute process start new service lambda".split()
)


def spoken_name(name: str, receiver: str, import_path: str) -> str:
    """Return a function's name as text; where it says nothing with its receiver, and then with its package's folder.

    `Handler.Handle` of `handlers/alarm-creator` is about creating alarms.
    """
    for more in (receiver, import_path.rpartition("/")[2]):
        if not _OF_ANY_FUNCTION.issuperset(words(name)):
            break
        name = f"{name} {more}"
    return name
