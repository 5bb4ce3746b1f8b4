"""A language client that does nothing but ask and take the time, over the wire."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ASK_EVERY_SECONDS = 0.02
IDLE_QUESTIONS = 300


class Client:
    """One server process and the answers that come from it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._next = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.ready = asyncio.Event()
        # When the diagnostics of a document arrived last, and of which version they are.
        self._published: dict[str, tuple[float, int]] = {}
        self._news = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, cache: Path) -> Client:
        """Start a server whose index is kept in `cache`."""
        environment = {**os.environ, "GROUNDPLAN_CACHE_DIR": str(cache)}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "groundplan", "serve"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self._process.pid

    def tell(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    async def ask(self, method: str, params: object) -> Any:
        """Send a request and return its result."""
        self._next += 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[self._next] = answer
        self._send({"jsonrpc": "2.0", "id": self._next, "method": method, "params": params})
        return await answer

    async def open(self, root: Path, uri: str, text: str, capabilities: dict[str, Any]) -> None:
        """Begin a session on a folder, as an editor with some capabilities, with a plan open."""
        folder = {"uri": root.as_uri(), "name": root.name}
        await self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "initializationOptions": {"status": True},
                "capabilities": capabilities,
            },
        )
        self.tell("initialized", {})
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    async def published(self, uri: str, version: int) -> float:
        """Wait for the diagnostics of a document's version; return when they arrived (`time.perf_counter`)."""
        while uri not in self._published or self._published[uri][1] < version:
            self._news.clear()
            await self._news.wait()
        return self._published[uri][0]

    async def end(self) -> None:
        """Shut the server down as an editor does."""
        await self.ask("shutdown", None)
        self.tell("exit", None)
        await self._process.wait()
        self._reader.cancel()

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        body = json.dumps(message).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    async def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while head := await stream.readuntil(b"\r\n\r\n"):
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            message = json.loads(await stream.readexactly(length))
            if "method" not in message:
                self._waiting.pop(message["id"]).set_result(message.get("result"))
            elif "id" in message:
                self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
            elif message["method"] == "groundplan/status" and message["params"].get("state") == "ready":
                self.ready.set()
            elif message["method"] == "textDocument/publishDiagnostics":
                params = message["params"]
                self._published[params["uri"]] = (time.perf_counter(), params.get("version", 0))
                self._news.set()


async def ask_while_indexing(root: Path, cache: Path, plan: bytes, lines: range) -> dict[str, list[float]]:
    """Hover over a plan's lines while a server indexes `root` from nothing, and again when it is done.

    Returns the seconds of each answer by phase, the server's resident memory in MB a moment later, and how many worker
    processes are left then.
    """
    client = await Client.start(cache)
    uri = (root / "plan.md").as_uri()
    capabilities = {
        "window": {"workDoneProgress": True},
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}},
    }
    await client.open(root, uri, plan.decode(), capabilities)
    found: dict[str, list[float]] = {"indexing": [], "idle": []}
    number = 0

    async def hover() -> float:
        nonlocal number
        number += 1
        line = lines[number % len(lines)]
        started = time.perf_counter()
        await client.ask(
            "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": line, "character": 12}}
        )
        return time.perf_counter() - started

    while not client.ready.is_set():
        found["indexing"].append(await hover())
        await asyncio.sleep(ASK_EVERY_SECONDS)
    await asyncio.sleep(1)
    while len(found["idle"]) < IDLE_QUESTIONS:
        found["idle"].append(await hover())
        await asyncio.sleep(ASK_EVERY_SECONDS / 4)
    found["resident"] = [_resident(client.pid)]
    found["workers"] = [float(_workers(client.pid))]
    await client.end()
    return found


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _workers(pid: int) -> int:
    """Count a server's worker processes, as far as the system tells; Python's own resource tracker is none."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [each for task in tasks for each in (task / "children").read_text().split()]
        return sum(b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes() for each in children)
    except OSError:
        return 0
