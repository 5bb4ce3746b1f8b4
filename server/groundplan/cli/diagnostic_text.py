"""A diagnostic in text: place, sentence, source line with carets, evidence and ways out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import wrap

from groundplan.cli.diagnostic import Diagnostic
from groundplan.cli.excerpt import cut_excerpt
from groundplan.cli.terminal import Palette, cells_of, printable
from groundplan.model.finding import Related, Severity

SEVERITY_WORDS = {
    Severity.ERROR.value: "error",
    Severity.WARNING.value: "warning",
    Severity.INFO.value: "note",
    Severity.HINT.value: "hint",
}

GUTTER = 5
"""Cells for the line number; longer numbers push the line to the right."""
_INDENT = "   "
_NARROWEST_NOTE = 40

# The end of a sentence: a full stop outside of a path, a number or an abbreviation, before a new beginning.
_SENTENCE_END = re.compile(r"(?<=\.)\s+(?=[A-Z`⟨])")
_DETAILS_BEGIN = re.compile(r"(?<=:)\s+")


def render_diagnostic(diagnostic: Diagnostic, palette: Palette, width: int = 0) -> list[str]:
    """Return the lines that show a diagnostic; `width` is the terminal's, 0 where lines need not be broken."""
    fact, consequence, evidence = split_message(diagnostic.message)
    place = f"{printable(diagnostic.path)}:{diagnostic.line}:{diagnostic.column}"
    word = SEVERITY_WORDS.get(diagnostic.severity, diagnostic.severity)
    style = {"error": palette.error, "warning": palette.warning}.get(word, palette.note)
    # A place with spaces in its path must not be folded: terminals open it.
    unbroken = place.replace(" ", "\u00a0")
    lines = _folded(f"{unbroken} {word} {diagnostic.code} {printable(fact)}", width, "")
    lines[0] = lines[0].replace(unbroken, palette.strong(place), 1)
    lines[0] = lines[0].replace(f"{word} {diagnostic.code}", style(f"{word} {diagnostic.code}"), 1)
    number = f"{diagnostic.line:>{GUTTER}}"
    margin = " " * len(number)
    end = diagnostic.end_column if diagnostic.end_line == diagnostic.line else len(diagnostic.source) + 1
    excerpt = cut_excerpt(diagnostic.source, diagnostic.column - 1, end - 1, width - len(number) - 3 if width else 0)
    lines.append(f"{palette.faint(f'{number} |')} {excerpt.text}")
    carets = f"{palette.faint(f'{margin} |')} {' ' * excerpt.offset}{style('^' * excerpt.length)}"
    lines.extend(_beside(carets, len(margin) + 3 + excerpt.offset + excerpt.length, printable(consequence), width))
    if evidence:
        lines.extend(_folded(printable(" · ".join(evidence)), width))
    for item in diagnostic.related:
        where = f"{printable(item.location.path)}:{item.location.line}"
        first, *rest = _folded(f"see {where} {printable(_describe(item, diagnostic.message))}".rstrip(), width)
        lines.append(first.replace(where, palette.place(where), 1))
        lines.extend(rest)
    if diagnostic.fixes:
        lines.extend(_folded(f"fix: {' · '.join(printable(title) for title in diagnostic.fixes)}", width))
    return lines


def split_message(message: str) -> tuple[str, str, list[str]]:
    """Return a message's sentence of fact, the one of consequence ("" if none), and what else it says.

    Lines of the message are kept apart; a message of one line is divided where its sentences end.
    """
    parts = [part.strip() for part in message.splitlines() if part.strip()]
    if len(parts) == 1:
        parts = _divide(parts[0], _SENTENCE_END)
    if len(parts) == 1:
        fact, *details = _divide(parts[0], _DETAILS_BEGIN)
        parts = [fact.removesuffix(":"), " ".join(details)]
    if not parts:
        return "", "", []
    parts = [part.removesuffix(".") for part in parts]
    return parts[0], parts[1] if len(parts) > 1 else "", parts[2:]


def _describe(item: Related, message: str) -> str:
    """Return what a related place is, without the clauses that the diagnostic's own message has already.

    The place's message stands alone where it names the thing itself.
    """
    clauses = [clause for clause in item.message.split("; ") if clause.lower() not in message.lower()]
    said = "; ".join(clauses)
    if item.name and item.name in said:
        return f"{item.kind} {said}".strip()
    return " · ".join(part for part in (f"{item.kind} {item.name}".strip(), said) if part)


def _divide(text: str, boundary: re.Pattern[str]) -> list[str]:
    """Divide at the white space that a pattern matches, but not inside of a pair of backquotes."""
    found: list[str] = []
    start = 0
    for match in boundary.finditer(text):
        if text.count("`", start, match.start()) % 2 == 0:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def _beside(carets: str, used: int, note: str, width: int) -> Iterator[str]:
    """Yield the caret line with the note behind it, or below it where the terminal is too narrow for both."""
    if not note:
        yield carets
    elif not width or used + 1 + cells_of(note) <= width:
        yield f"{carets} {note}"
    elif width - used - 1 >= _NARROWEST_NOTE:
        first, *rest = wrap(note, width - used - 1, break_long_words=False, break_on_hyphens=False)
        yield f"{carets} {first}"
        for line in rest:
            yield f"{' ' * (used + 1)}{line}"
    else:
        yield carets
        yield from _folded(note, width)


def _folded(text: str, width: int, indent: str = _INDENT) -> list[str]:
    """Return the text in lines of at most `width` cells, longer words whole; one line when the width is 0."""
    if not width:
        return [indent + text]
    return wrap(
        text,
        max(width, _NARROWEST_NOTE),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
