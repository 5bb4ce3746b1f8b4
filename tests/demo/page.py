"""How the demo looks: headings, diagnostics, diffs and quotations on a terminal."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from textwrap import wrap
from typing import TextIO
from urllib.parse import unquote

from lsprotocol import types

from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.diagnostic_text import render_diagnostic
from groundplan.cli.terminal import cells_of, palette_for, printable, width_of
from groundplan.model.finding import Related
from groundplan.model.location import Location, Span
from groundplan.text.positions import LineIndex, decode_text

MAX_DIFF_LINES = 34
MAX_QUOTED_LINES = 14
PIPE_WIDTH = 116
MAX_WIDTH = 120

_SEVERITIES = {
    types.DiagnosticSeverity.Error: "error",
    types.DiagnosticSeverity.Warning: "warning",
    types.DiagnosticSeverity.Information: "info",
    types.DiagnosticSeverity.Hint: "hint",
}

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BULLET = re.compile(r"\s*[-*] ")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")


class Page:
    """Prints the demo's pieces in one style."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._palette = palette_for(stream)
        self._width = min(width_of(stream) or PIPE_WIDTH, MAX_WIDTH)
        self._headings = 0

    def title(self, text: str) -> None:
        """Print the title of the whole."""
        self._line(self._palette.strong(text))
        self._line(self._palette.faint("═" * cells_of(text)))

    def heading(self, text: str, detail: str) -> None:
        """Print a numbered heading with what it is about."""
        self._headings += 1
        self._line()
        self._line(
            f"{self._palette.strong(f'{self._headings}  {text}')}{self._palette.faint(f'  {printable(detail)}')}"
        )

    def text(self, text: str) -> None:
        """Print a sentence or two."""
        for line in wrap(printable(text), self._width, initial_indent="   ", subsequent_indent="   "):
            self._line(line)

    def command(self, command: str, purpose: str) -> None:
        """Print a command to try, below what it is for."""
        self._line(f"   {self._palette.faint(f'# {purpose}')}")
        self._line(f"   {self._palette.place(command)}")

    def diagnostic(self, item: types.Diagnostic, path: str, lines: LineIndex, root_uri: str) -> None:
        """Print a diagnostic as `groundplan check` does."""
        self._line()
        for line in render_diagnostic(_from_protocol(item, path, lines, root_uri), self._palette, self._width - 3):
            self._line(f"   {line}")

    def diff(self, before: bytes, after: bytes, name: str, context: int = 2) -> None:
        """Print what changes between two texts as a unified diff."""
        changes = difflib.unified_diff(
            decode_text(before).splitlines(),
            decode_text(after).splitlines(),
            f"a/{name}",
            f"b/{name}",
            n=context,
            lineterm="",
        )
        styles = {"+": self._palette.added, "-": self._palette.removed, "@": self._palette.place}
        lines = [line for line in changes if not line.startswith(("---", "+++"))]
        for line in lines[:MAX_DIFF_LINES]:
            style = styles.get(line[0], self._palette.faint)
            self._line("   " + style(self._cut(printable(line))))
        if len(lines) > MAX_DIFF_LINES:
            self._line(self._palette.faint(f"   … {len(lines) - MAX_DIFF_LINES} more lines"))

    def inserted(self, before: bytes, after: bytes) -> None:
        """Print the lines that a text gained, links shortened to their place, long lines folded."""
        old, new = decode_text(before).splitlines(), decode_text(after).splitlines()
        for tag, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "insert":
                for line in new[start:end]:
                    for part in self._folded(_shorten_links(line), self._width - 5) or [""]:
                        self._line(f"   {self._palette.added('+')} {self._marked_up(part)}")

    def quoted(self, markdown: str) -> None:
        """Print a passage of Markdown with a bar beside it."""
        shown = 0
        in_code = False
        lines = _shorten_links(markdown).strip().splitlines()
        for line in lines:
            if line.startswith("```"):
                in_code = not in_code
                continue
            if shown == MAX_QUOTED_LINES:
                self._line(self._palette.faint("   │ …"))
                return
            shown += 1
            for part in self._folded(line, self._width - 5) or [""]:
                styled = self._palette.strong(part) if in_code else self._marked_up(part)
                self._line(f"   {self._palette.faint('│')} {styled}")

    def _folded(self, line: str, width: int) -> list[str]:
        text = printable(line)
        bullet = _BULLET.match(text)
        indent = " " * (bullet.end() if bullet else 0)
        return wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

    def _marked_up(self, line: str) -> str:
        """Show Markdown's headings and strong text as such where there are styles to do it with."""
        if not self._palette.enabled:
            return line
        if line.startswith("#"):
            return self._palette.strong(line)
        return _STRONG.sub(lambda match: self._palette.strong(match.group(1)), line)

    def _cut(self, text: str) -> str:
        room = self._width - 5
        while cells_of(text) > room:
            text = text[: room - 1 if len(text) > room else len(text) - 2] + "…"
        return text

    def _line(self, text: str = "") -> None:
        self._stream.write(text.rstrip() + "\n")
        self._stream.flush()


def _shorten_links(markdown: str) -> str:
    """Return Markdown with each link as its text, followed by file and line where the text does not end in them."""

    def shorten(match: re.Match[str]) -> str:
        text, target = match.group(1), match.group(2)
        name = target.rsplit("/", 1)[-1].replace("#L", ":")
        return text if name in text else f"{text} ({name})"

    return _LINK.sub(shorten, markdown)


def _from_protocol(item: types.Diagnostic, path: str, lines: LineIndex, root_uri: str) -> Diagnostic:
    """Turn a diagnostic of the protocol (UTF-16) into one of the terminal (code points)."""
    start = lines.offset_of(item.range.start.line, item.range.start.character, "utf-16")
    end = lines.offset_of(item.range.end.line, item.range.end.character, "utf-16")
    row, column = lines.position_of(start, "utf-32")
    end_row, end_column = lines.position_of(end, "utf-32")
    whole = lines.line_span(row + 1)
    related = [
        Related(
            "",
            "",
            Location(
                unquote(place.location.uri.removeprefix(root_uri).lstrip("/")),
                place.location.range.start.line + 1,
                Span(0, 0),
            ),
            place.message,
        )
        for place in item.related_information or ()
    ]
    severity = _SEVERITIES[item.severity or types.DiagnosticSeverity.Warning]
    source = decode_text(lines.text[whole.start : whole.end])
    return Diagnostic(
        path,
        row + 1,
        column + 1,
        end_row + 1,
        end_column + 1,
        str(item.code or ""),
        severity,
        1.0,
        item.message if isinstance(item.message, str) else item.message.value,
        source,
        tuple(related),
        _titles_of_fixes(item.data),
    )


def _titles_of_fixes(data: object) -> tuple[str, ...]:
    """Return the titles that the server keeps with a diagnostic; a client gets them as a mapping or as an object."""
    fixes = data.get("fixes") if isinstance(data, Mapping) else getattr(data, "fixes", None)
    titles = [fix.get("title") if isinstance(fix, Mapping) else getattr(fix, "title", None) for fix in fixes or ()]
    return tuple(title for title in titles if isinstance(title, str))
