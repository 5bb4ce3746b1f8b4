"""Line numbers of byte offsets."""

from __future__ import annotations


class LineCounter:
    """Counts lines from the last offset asked for, so that asking in source order reads the source once."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._offset = 0
        self._line = 1

    def at(self, offset: int) -> int:
        """Return the 1-based line of a byte offset."""
        if offset >= self._offset:
            self._line += self._source.count(b"\n", self._offset, offset)
        else:
            self._line -= self._source.count(b"\n", offset, self._offset)
        self._offset = offset
        return self._line
