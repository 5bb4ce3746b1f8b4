"""What the bytes of a YAML scalar stand for. Bytes that are not UTF-8 become replacement characters."""

from __future__ import annotations

import re

_FOLD = re.compile(r"[ \t]*(\r?\n(?:[ \t]*\r?\n)*)[ \t]*")
_HEADER = re.compile(rb"[|>][-+0-9]*")
_LINE_END = re.compile(r"\r?\n")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r?\n[ \t]*)|(.))", re.DOTALL)
_ESCAPED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def decode(source: bytes, start: int, end: int, style: str, parent: int) -> str:
    """Return the text of the scalar of a byte range; see `Scalar` for the style and the parent's column."""
    if style == "double":
        return decode_double(source[start:end])
    if style == "single":
        return decode_single(source[start:end])
    if style in ("literal", "folded"):
        header = _HEADER.match(source, start)
        below = source.find(b"\n", start, end) + 1
        # The last line's end decides whether the text ends in one.
        return decode_block(header[0] if header else b"", source[below : end + 1] if below else b"", parent)
    return decode_plain(source[start:end])


def decode_plain(source: bytes) -> str:
    """Return the text of a plain scalar, which may go over several lines and carry comments behind them."""
    text = source.decode("utf-8", "replace")
    return fold_lines(text) if "\n" in text else text


def decode_single(source: bytes) -> str:
    """Return the text between single quotes; `source` includes them."""
    text = source[1:-1].decode("utf-8", "replace").replace("''", "'")
    return fold_lines(text) if "\n" in text else text


def decode_double(source: bytes) -> str:
    """Return the text between double quotes; `source` includes them. An unknown escape stands for its character."""
    text = source[1:-1].decode("utf-8", "replace")
    if "\n" in text:
        # Folding would eat the spaces in front of an escaped line end, which are meant.
        parts = re.split(r"(?<!\\)((?:\\\\)*\\\r?\n[ \t]*)", text)
        text = "".join(part if index % 2 else fold_lines(part) for index, part in enumerate(parts))
    return _unescape(text) if "\\" in text else text


def decode_block(header: bytes, content: bytes, parent: int) -> str:
    """Return the text of a block scalar.

    `header` is its `|` or `>` with the indicators, `content` the bytes of the lines below with the last line's end if
    it has one, `parent` the column (0-based) of the key or dash that it belongs to: what an explicit indentation counts
    from.
    """
    lines = _LINE_END.split(content.decode("utf-8", "replace"))
    ended = not lines[-1].strip(" \t")
    digit = next((chr(byte) for byte in header if 49 <= byte <= 57), "")
    if digit:
        indent = max(parent, 0) + int(digit)
    else:
        indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip(" ")), 0)
    stripped = [line[indent:] if line[:indent].strip(" ") == "" else line.lstrip(" ") for line in lines]
    while stripped and not stripped[-1]:
        stripped.pop()
    trailing = len(lines) - max(len(stripped), 1)
    text = "\n".join(stripped) if header.startswith(b"|") else _fold_block(stripped)
    if b"-" in header or not ended:
        return text
    if b"+" in header:
        return text + "\n" * trailing
    return text + "\n" if text else ""


def fold_lines(text: str) -> str:
    """Return text with a single line end as a space and further ones as line ends, the blanks around them gone."""
    return _FOLD.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    count = match[1].count("\n")
    return " " if count == 1 else "\n" * (count - 1)


def _fold_block(lines: list[str]) -> str:
    """Fold lines into paragraphs; lines with more indentation keep their line ends."""
    parts: list[str] = []
    blank = 0
    previous = ""
    for line in lines:
        if not line:
            blank += 1
            continue
        if parts or blank:
            kept = line[0] in " \t" or previous[:1] in (" ", "\t")
            if not parts:
                parts.append("\n" * blank)
            elif kept:
                parts.append("\n" * (blank + 1))
            else:
                parts.append("\n" * blank if blank else " ")
        parts.append(line)
        previous = line
        blank = 0
    return "".join(parts)


def _unescape(text: str) -> str:
    decoded = _ESCAPE.sub(_character, text)
    if any("\ud800" <= each <= "\udfff" for each in decoded):
        # JSON writes characters beyond U+FFFF as two escapes; a lone half is not a character.
        decoded = decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return decoded


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    if match[4]:
        return ""
    return _ESCAPED.get(match[5], match[5])
