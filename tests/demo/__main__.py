"""A walk through Groundplan on the sample workspace: the real server, a sloppy plan, and what comes of it.

Run it from the root of the repository: `python -m tests.demo`. Nothing is written into the workspace; the index goes to
a temporary folder. The exit code is 1 when the server fails or finds nothing to show.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types
from tests.demo.page import Page
from tests.demo.session import DemoFailedError, Editor, editor_session

from groundplan.text.positions import LineIndex

WORKSPACE = Path(__file__).resolve().parent.parent / "workspaces" / "tidewater"
PLAN = WORKSPACE / "docs" / "plans" / "vessel-notices.md"
SECTIONS = "source.groundplan.section"
START = types.Range(types.Position(0, 0), types.Position(0, 0))

_CODE_SPAN = re.compile(rb"`([^`\n]{3,60})`")


async def show_everything(page: Page) -> None:
    """Run the session and print what happens. Raises DemoFailedError when there is nothing to show."""
    with tempfile.TemporaryDirectory() as cache:
        async with editor_session(WORKSPACE, Path(cache)) as editor:
            await _show_index(page, editor)
            editor.open(PLAN)
            diagnostics = await _show_diagnostics(page, editor)
            await _show_quick_fix(page, editor, diagnostics)
            await _show_section(page, editor)
            await _show_hover(page, editor)


async def _show_index(page: Page, editor: Editor) -> None:
    page.heading("The code", f"{WORKSPACE.name}, a marina's backend in three Go modules")
    started = time.monotonic()
    status = await editor.wait_until_indexed()
    if not status.get("files"):
        raise DemoFailedError("the index is empty")
    counts = " · ".join(f"{status[name]:,} {name}" for name in ("types", "handlers", "routes") if name in status)
    page.text(f"The server indexed {status['files']:,} Go files in {time.monotonic() - started:.1f} s: {counts}.")


async def _show_diagnostics(page: Page, editor: Editor) -> list[types.Diagnostic]:
    found = await editor.diagnostics()
    if not found:
        raise DemoFailedError(f"nothing was found in {PLAN.name}")
    name = PLAN.relative_to(WORKSPACE).as_posix()
    page.heading("The plan", f"{name}, as its author left it")
    page.quoted(_summary_of(editor.text.decode()))
    page.text("The server marks what is there already, says where, and offers ways out:")
    lines = LineIndex(editor.text)
    for diagnostic in found:
        page.diagnostic(diagnostic, name, lines, WORKSPACE.as_uri())
    return found


async def _show_quick_fix(page: Page, editor: Editor, diagnostics: list[types.Diagnostic]) -> None:
    loudest = min(diagnostics, key=lambda item: item.severity or types.DiagnosticSeverity.Hint)
    fixes = await editor.actions(loudest.range, types.CodeActionKind.QuickFix, given=(loudest,))
    fixes.sort(key=lambda action: not action.is_preferred)
    if not fixes:
        raise DemoFailedError(f"no quick fix was offered for {loudest.code}")
    page.heading("A way out", f"quick fix: {fixes[0].title}")
    before, after = editor.text, await editor.applied(fixes[0])
    if after == before:
        raise DemoFailedError(f"the quick fix {fixes[0].title!r} changed nothing")
    page.diff(before, after, PLAN.name)
    editor.replace_text(after)
    left = await editor.diagnostics()
    page.text(f"Applied, in the editor only: {len(diagnostics)} findings before, {len(left)} now.")
    if fixes[1:]:
        page.text(f"The other way: {' · '.join(action.title for action in fixes[1:])}.")


async def _show_section(page: Page, editor: Editor) -> None:
    offered = await editor.actions(START, SECTIONS)
    # Prior art says most of what a filled section is.
    offered.sort(key=lambda action: "Existing Pattern" not in action.title)
    for action in offered:
        after = await editor.applied(action)
        if after != editor.text:
            break
    else:
        raise DemoFailedError("no section was offered")
    page.heading("A section, filled from the code", f"action: {action.title}")
    page.inserted(editor.text, after)
    editor.replace_text(after)
    again = [item for item in await editor.actions(START, SECTIONS) if await editor.applied(item) != editor.text]
    if again:
        page.text(f"Inserted once. Still on offer: {' · '.join(item.title for item in again)}.")


async def _show_hover(page: Page, editor: Editor) -> None:
    lines = LineIndex(editor.text)
    best = name = ""
    for match in list(_CODE_SPAN.finditer(PLAN.read_bytes()))[:40]:
        at = editor.text.find(match.group())
        if at < 0:
            continue
        row, character = lines.position_of(at + 1, "utf-16")
        markdown = await editor.hover_at(types.Position(row, character + 1))
        # A declaration is worth more to look at than a route or a file.
        if (markdown.startswith("```"), len(markdown)) > (best.startswith("```"), len(best)):
            best, name = markdown, match.group(1).decode("utf-8", "replace")
    if not best:
        raise DemoFailedError("no name in the plan has a hover")
    page.heading("A hover", f"the cursor rests on `{name}`")
    page.quoted(best)


def _summary_of(plan: str) -> str:
    """Return the plan's title and its first paragraph."""
    paragraphs = [part.strip() for part in plan.split("\n\n") if part.strip()]
    prose = next((part for part in paragraphs if not part.startswith(("#", "-", "`", "|", "<"))), "")
    return f"{paragraphs[0]}\n{' '.join(prose.split())}" if paragraphs else ""


def main() -> int:
    """Show the demo and return the exit code."""
    page = Page(sys.stdout)
    started = time.monotonic()
    page.title("Groundplan: a half-written plan meets the code it is about")
    try:
        asyncio.run(show_everything(page))
    except DemoFailedError as error:
        print(f"\nThe demo failed: {error}.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"\nThe demo failed: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    page.heading("In the terminal", f"all of this took {time.monotonic() - started:.1f} s; now try")
    sample = WORKSPACE.relative_to(WORKSPACE.parents[2]).as_posix()
    program = _program()
    page.command(f"{program} check {sample}/docs/plans", "the same findings, with exit codes for CI")
    page.command(f'{program} find "tell owners about their vessel" --workspace {sample}', "prior art, with reasons")
    page.command(f"{program} routes --workspace {sample}", "every route with its handler and middleware")
    return 0


def _program() -> str:
    """Return how to call the command that belongs to this Python, as short as possible."""
    installed = Path(sys.executable).parent / "groundplan"
    if not installed.exists():
        return f"{Path(sys.executable).name} -m groundplan"
    return installed.relative_to(Path.cwd()).as_posix() if installed.is_relative_to(Path.cwd()) else str(installed)


if __name__ == "__main__":
    sys.exit(main())
