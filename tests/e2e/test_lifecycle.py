"""The start and the end of the server: exit codes, the wire, TCP."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path
from typing import Any

from tests.e2e.conftest import Start
from tests.e2e.editor import PATIENCE, SERVER
from tests.e2e.profiles import BARE, NEOVIM, VSCODE


async def test_shutdown_then_exit_is_success(start: Start, root: Path) -> None:
    editor = await start(NEOVIM)
    await editor.initialize(root)
    assert await editor.end() == 0


async def test_exit_without_shutdown_is_failure(start: Start, root: Path) -> None:
    editor = await start(NEOVIM)
    await editor.initialize(root)
    editor.client.exit(None)
    assert await editor.exit_code() == 1


async def test_shutdown_amid_questions(start: Start, root: Path, plan: Path) -> None:
    editor = await start(VSCODE)
    await editor.initialize(root)
    editor.open(plan)
    pending: list[asyncio.Future[Any]] = [asyncio.ensure_future(editor.hover(plan, "model.Visit")) for _ in range(5)]
    pending.append(asyncio.ensure_future(editor.pull(plan)))
    assert await editor.end() == 0
    for task in pending:
        task.cancel()


async def test_bare_client_is_served(start: Start, root: Path, plan: Path) -> None:
    editor = await start(BARE)
    await editor.initialize(root)
    editor.open(plan)
    found = await editor.diagnostics(plan, bool)
    assert "model/visit.go" in found[0].message, "evidence that cannot be linked is in the message"
    assert await editor.actions(plan, "VisitReminder") == []
    assert await editor.end() == 0


async def test_end_of_input_ends_the_process(tmp_path: Path) -> None:
    wire = await Wire.open(tmp_path)
    await wire.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    wire.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
    assert await asyncio.wait_for(wire.process.wait(), PATIENCE) == 1


async def test_end_of_input_before_initialize(tmp_path: Path) -> None:
    wire = await Wire.open(tmp_path)
    wire.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
    assert await asyncio.wait_for(wire.process.wait(), PATIENCE) == 1


async def test_end_of_input_while_indexing(tmp_path: Path, root: Path) -> None:
    for number in range(300):
        fields = "\n".join(f"\tField{index} string" for index in range(200))
        (root / "model" / f"wide{number}.go").write_text(
            f"package model\n\ntype Wide{number} struct {{\n{fields}\n}}\n"
        )
    wire = await Wire.open(tmp_path)
    await wire.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
    wire.tell("initialized", {})
    wire.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
    assert await asyncio.wait_for(wire.process.wait(), PATIENCE) == 1


async def test_nonsense_on_the_wire_does_not_end_the_session(tmp_path: Path) -> None:
    wire = await Wire.open(tmp_path)
    await wire.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    wire.send(b"{not json")
    wire.tell("textDocument/didChange", {"textDocument": {"uri": "file:///x.md", "version": 3}, "contentChanges": []})
    wire.tell("textDocument/didClose", {"textDocument": {"uri": "file:///never/opened.md"}})
    wire.tell("groundplan/unheardOf", {"a": [1, 2]})
    assert "error" in await wire.ask("workspace/executeCommand", {"command": "groundplan.unheardOf"})
    assert "error" in await wire.ask("workspace/executeCommand", {"command": "groundplan.reindex", "arguments": [3]})
    assert "error" in await wire.ask(
        "workspace/executeCommand", {"command": "groundplan.reindex", "arguments": [{"folder": 3}]}
    )
    assert (await wire.ask("workspace/executeCommand", {"command": "groundplan.reindex"}))["result"] == {}
    assert "result" in await wire.ask("shutdown", None)
    wire.tell("exit", None)
    assert await asyncio.wait_for(wire.process.wait(), PATIENCE) == 0


async def test_first_client_on_tcp_is_served(tmp_path: Path, root: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *SERVER,
        "--tcp",
        "127.0.0.1:0",
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "GROUNDPLAN_CACHE_DIR": str(tmp_path / "cache")},
    )
    try:
        assert process.stderr is not None
        line = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
        said = re.search(rb"127\.0\.0\.1:(\d+)", line)
        assert said is not None
        reader, writer = await asyncio.open_connection("127.0.0.1", int(said.group(1)))
        wire = Wire(process, reader, writer)
        answer = await wire.ask("initialize", {"processId": None, "rootUri": root.as_uri(), "capabilities": {}})
        assert answer["result"]["serverInfo"]["name"] == "groundplan"
        wire.tell("initialized", {})
        await wire.ask("shutdown", None)
        wire.tell("exit", None)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
        writer.close()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class Wire:
    """The bare protocol, for what a well-behaved client would not do."""

    def __init__(
        self, process: asyncio.subprocess.Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.process = process
        self._reader = reader
        self._writer = writer
        self._last = 0

    @classmethod
    async def open(cls, folder: Path) -> Wire:
        """Start a server."""
        process = await asyncio.create_subprocess_exec(
            *SERVER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "GROUNDPLAN_CACHE_DIR": str(folder / "cache")},
        )
        assert process.stdin is not None and process.stdout is not None
        return cls(process, process.stdout, process.stdin)

    def send(self, body: bytes) -> None:
        """Send a message of any bytes."""
        self._writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send(json.dumps({"jsonrpc": "2.0", "method": method, "params": params}).encode())

    async def ask(self, method: str, params: Any) -> dict[str, Any]:
        """Send a request and return the response, passing over what else the server says."""
        self._last += 1
        self.send(json.dumps({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params}).encode())
        while True:
            message = await asyncio.wait_for(self._read(), PATIENCE)
            if message.get("id") == self._last and "method" not in message:
                return message

    async def _read(self) -> dict[str, Any]:
        length = 0
        while (line := await self._reader.readline()) != b"\r\n":
            assert line, "the server went away"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(await self._reader.readexactly(length))
        return message
