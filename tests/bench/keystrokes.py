"""Typing in a long plan over the wire, as an editor does: each key is sent, offers are asked for, diagnostics come."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

from groundplan.lsp.diagnostics import TYPING_PAUSE_SECONDS
from tests.bench.long_plan import long_plan
from tests.bench.wire import Client

BURSTS = 66
KEYS = 3
BETWEEN_KEYS_SECONDS = 0.06

# What an editor asks for again a moment after the last key; the answers are not timed.
_ASKED_AGAIN = ("textDocument/semanticTokens/full", "textDocument/codeLens", "textDocument/inlayHint")

_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"labelDetailsSupport": True}},
        "publishDiagnostics": {"versionSupport": True, "relatedInformation": True},
        "semanticTokens": {
            "requests": {"full": True},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
        "codeLens": {},
        "inlayHint": {},
    },
    "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
}

# Where is typed: in a paragraph, an item, a row, Go code, a heading, at the top, at the very end.
_PLACES = (
    re.compile(r"^The (?:request|nightly).* is "),
    re.compile(r"^- `[\w./-]+`: call "),
    re.compile(r"^\| POST \| /v1/\w+s \| "),
    re.compile(r"^\tSubject   "),
    re.compile(r"^### Phase \d+: \w+"),
    re.compile(r"^Owners hear of "),
    re.compile(r"^Justification: .*boundary\."),
)


async def type_in_long_plan(root: Path, cache: Path) -> dict[str, list[float]]:
    """Type in a plan of 2,000 lines about `root`.

    Returns the seconds of `completion` for each key, and of `diagnostics` for each burst of keys: from the end of the
    pause after which a plan is checked to their arrival.
    """
    client = await Client.start(cache)
    lines = long_plan(root).split("\n")
    uri = (root / "plan.md").as_uri()
    await client.open(root, uri, "\n".join(lines), _CAPABILITIES)
    await client.ready.wait()
    version = 1
    await client.published(uri, version)
    found: dict[str, list[float]] = {"completion": [], "diagnostics": []}
    document = {"uri": uri}
    name = re.search(r"[A-Z]\w{4,}", lines[9])
    typed = f" `{name.group()[:3] if name else 'Cre'}"
    for burst in range(BURSTS):
        row, column = _place(lines, burst)
        last = 0.0
        for key in range(KEYS):
            version += 1
            letter = typed[(burst * KEYS + key) % len(typed)]
            lines[row] = lines[row][:column] + letter + lines[row][column:]
            at = {"line": row, "character": column}
            last = time.perf_counter()
            change = {"range": {"start": at, "end": at}, "text": letter}
            client.tell(
                "textDocument/didChange",
                {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
            )
            column += 1
            asked = time.perf_counter()
            await client.ask(
                "textDocument/completion",
                {"textDocument": document, "position": {"line": row, "character": column}},
            )
            found["completion"].append(time.perf_counter() - asked)
            await asyncio.sleep(BETWEEN_KEYS_SECONDS)
        arrived = await client.published(uri, version)
        found["diagnostics"].append(arrived - last - TYPING_PAUSE_SECONDS)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
        for method in _ASKED_AGAIN:
            await client.ask(method, {"textDocument": document, "range": whole})
    await client.end()
    return found


def _place(lines: list[str], burst: int) -> tuple[int, int]:
    """Return the line and the character of the next burst: each kind of place in turn, all through the plan."""
    pattern = _PLACES[burst % len(_PLACES)]
    fitting = [(row, match.end()) for row, line in enumerate(lines) if (match := pattern.match(line)) is not None]
    return fitting[(burst * 7) % len(fitting)] if fitting else (len(lines) - 1, len(lines[-1]))
