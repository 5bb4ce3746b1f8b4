"""What the terminal can show: colour, width, and how many cells a text takes."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

TAB_CELLS = 4


@dataclass(frozen=True, slots=True)
class Palette:
    """Names for the few styles in use; without colour each returns its text as it is."""

    enabled: bool

    def strong(self, text: str) -> str:
        """Style what the eye should find first."""
        return self._styled("1", text)

    def faint(self, text: str) -> str:
        """Style what is there for the second look."""
        return self._styled("2", text)

    def error(self, text: str) -> str:
        """Style an error."""
        return self._styled("1;31", text)

    def warning(self, text: str) -> str:
        """Style a warning."""
        return self._styled("1;33", text)

    def note(self, text: str) -> str:
        """Style a note or a hint."""
        return self._styled("1;36", text)

    def place(self, text: str) -> str:
        """Style a path with its line."""
        return self._styled("36", text)

    def added(self, text: str) -> str:
        """Style an added line of a diff, or a good value."""
        return self._styled("32", text)

    def removed(self, text: str) -> str:
        """Style a removed line of a diff."""
        return self._styled("31", text)

    def _styled(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled and text else text


PLAIN = Palette(False)


def palette_for(stream: TextIO, forbidden: bool = False, environment: Mapping[str, str] = os.environ) -> Palette:
    """Return the styles to use on a stream: colour on a terminal, unless `NO_COLOR` or the user forbids it.

    `FORCE_COLOR` asks for colour where there is no terminal, as continuous integration does.
    """
    if forbidden or environment.get("NO_COLOR"):
        return PLAIN
    if environment.get("FORCE_COLOR"):
        return Palette(True)
    return Palette(stream.isatty() and environment.get("TERM") != "dumb")


def width_of(stream: TextIO) -> int:
    """Return how many cells a line of the terminal has, 0 for what is no terminal."""
    if not stream.isatty():
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80


def cells_of(text: str) -> int:
    """Return how many terminal cells a printable text takes: East Asian wide characters two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells_of_character(character) for character in text)


def _cells_of_character(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def printable(text: str, column: int = 0) -> str:
    """Return text for a terminal: tabs as spaces up to the next stop, control characters as their pictures.

    `column` is the cell at which the text starts. Nothing in the result can move the cursor or change colours.
    """
    if text.isprintable():
        return text
    out: list[str] = []
    cell = column
    for character in text:
        shown = _shown(character, cell)
        cell += cells_of(shown)
        out.append(shown)
    return "".join(out)


def _shown(character: str, cell: int) -> str:
    if character == "\t":
        return " " * (TAB_CELLS - cell % TAB_CELLS)
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Cs") or character in _DIRECTION_MARKS:
        return "\ufffd"
    return character


# Bidirectional controls could make a line read as something that it does not say.
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Return a count with its noun: `1 plan`, `1,204 Go files`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def write_line(text: str = "") -> None:
    """Write one line to standard output."""
    sys.stdout.write(text + "\n")
