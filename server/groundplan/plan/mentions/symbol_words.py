"""Words that decide whether a backticked name is a Go symbol, and names that never are."""

from __future__ import annotations

import re


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


# Beside a name these say that it is a Go symbol although it is written in lower case.
_GO_NOUN = _any("functions?", "func", "methods?", "helpers?", "handlers?", "structs?", "interfaces?", "constructors?")
GO_NOUN_BEHIND = re.compile(rf"^[*_]*\s+(?:helper\s+)?{_GO_NOUN}\b".encode())
GO_NOUN_BEFORE = re.compile(
    rf"\b{_any('function', 'func', 'method', 'helper', 'struct', 'interface', '(?:struct|interface|go) type')}s?"
    rf"(?:\s+(?:named|called))?[\s:*_]*$".encode()
)

# Beside a name these say the opposite: it is a field, a key, a value, or a thing of the user interface.
_PLAIN_NOUN = _any(
    "fields?",
    "columns?",
    "attributes?",
    "propert(?:y|ies)",
    "headers?",
    "param(?:eter)?s?",
    "flags?",
    "keys?",
    "claims?",
    "values?",
    "status(?:es)?",
    "states?",
    "options?",
    "buttons?",
    "tabs?",
    "labels?",
    "tags?",
    "scopes?",
    "env(?:ironment)?",
    "branch",
    "index(?:es)?",
    "components?",
    "hooks?",
    "api",
    "conditions?",
    "events?",
    "polic(?:y|ies)",
    "statements?",
    "triggers?",
    "pages?",
)
_QUALIFIER = _any(
    "json", "db", "query", "path", "request", "response", "http", "enum", "custom", "context", "new", "ui"
)
PLAIN_BEHIND = re.compile(rf"^[*_]*\s+(?:{_QUALIFIER}\s+)?{_PLAIN_NOUN}\b".encode())
PLAIN_COLUMN = re.compile(
    rf"^(?:json |db |sql )?{_any(_PLAIN_NOUN, 'variables?', 'default', 'commands?')}(?: names?| \(.*)?$".encode()
)
PLAIN_WORDS = frozenset(
    word.encode()
    for word in _set(
        """
    field fields column columns attribute attributes property properties header headers value values status statuses
    state states key keys flag flags param params parameter parameters tag tags claim claims option options label
    labels scope scopes enum enums index indexes pk sk gsi branch commit
    """
    )
)

# Capitalised words in backticks that name no Go symbol.
NO_SYMBOLS = _set(
    """
    True False None Null Nil Yes No Authorization Bearer Accept Cookie Host Origin Location Vary Basic Linux Windows
    Docker Kubernetes Redis Postgres PostgreSQL MySQL SQLite MongoDB Kafka GitHub GitLab Lambda DynamoDB Cognito
    CloudFormation CloudWatch CloudFront EventBridge Terraform Stripe Slack Enter Escape Tab Ref GetAtt Sub Join
    Allow Deny Go Golang Python TypeScript JavaScript Node React Vue Makefile Dockerfile Given When Then And But
    """
)

# What stands before the dot in code of other languages.
NO_GO_OWNERS = _set("console window document process Math JSON Object Array Promise React Fn AWS self this req res")

# Predeclared identifiers and keywords of Go, and functions of SQL.
PREDECLARED = _set(
    """
    append cap clear close complex copy delete imag len make max min new panic print println real recover
    if for switch select func return go defer range struct interface map chan type var const package import
    bool byte rune string error any int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr
    float32 float64 complex64 complex128 true false nil iota comparable
    now uuid count sum avg NOW UUID COUNT SUM AVG
    """
)

# Last elements that make `a.b` a file or a host.
FILE_ENDINGS = _set("com org io net dev js ts jsx tsx css html json md yml yaml toml sql sh py env lock txt go mod sum")
