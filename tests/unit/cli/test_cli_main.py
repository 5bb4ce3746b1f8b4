"""The command line as a whole: help, version, endings, start-up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan import __version__
from groundplan.cli import main
from groundplan.cli.failure import CannotRunError
from groundplan.cli.serve import read_address
from groundplan.cli.terminal import palette_for


def _run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "groundplan", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_version_and_help_start_fast_because_nothing_heavy_is_imported() -> None:
    assert _run("--version").stdout == f"groundplan {__version__}\n"
    code = (
        "import sys; from groundplan.cli.main import run; run(['--help']);"
        "heavy = {'tree_sitter', 'pygls', 'lsprotocol', 'sqlite3', 'asyncio', 'multiprocessing'};"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert outcome.returncode == 0, outcome.stderr
    for command in main.COMMANDS:
        assert command.name in outcome.stdout


def test_nothing_and_nonsense_end_with_2() -> None:
    for arguments in ([], ["frobnicate"], ["check", "--frobnicate"]):
        outcome = _run(*arguments)
        assert outcome.returncode == 2
        assert outcome.stdout == ""
        assert "usage: groundplan" in outcome.stderr


def test_a_reader_that_goes_away_is_no_failure(harbour: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "GROUNDPLAN_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "groundplan", "routes", "--workspace", str(harbour)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(30) == main.READER_GONE


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (CannotRunError("Do this."), 2, "groundplan: Do this.\n"),
        (PermissionError(13, "Permission denied", "a.md"), 2, "groundplan: a.md: Permission denied.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_each_ending_has_its_code(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_arguments: object) -> int:
        raise error

    monkeypatch.setattr(main, "_dispatch", fail)
    assert main.run(["index"]) == code
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("localhost:2087", ("localhost", 2087)),
        ("[::1]:2087", ("::1", 2087)),
        (":0", ("127.0.0.1", 0)),
    ],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["localhost", "localhost:", "localhost:x", "localhost:70000", "localhost:-1"])
def test_no_addresses(text: str) -> None:
    with pytest.raises(CannotRunError, match="is no address"):
        read_address(text)


class _Terminal:
    def __init__(self, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("terminal", "forbidden", "environment", "coloured"),
    [
        (True, False, {}, True),
        (False, False, {}, False),
        (True, True, {"FORCE_COLOR": "1"}, False),
        (True, False, {"NO_COLOR": "1"}, False),
        (True, False, {"TERM": "dumb"}, False),
        (False, False, {"FORCE_COLOR": "1"}, True),
    ],
)
def test_colour(terminal: bool, forbidden: bool, environment: dict[str, str], coloured: bool) -> None:
    assert palette_for(_Terminal(terminal), forbidden, environment).enabled is coloured  # type: ignore[arg-type]  # isatty is all it asks
