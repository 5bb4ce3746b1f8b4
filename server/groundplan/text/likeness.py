"""How two names differ: by one word, by an ending, by a few letters."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.text.identifiers import singular, split_identifier


def one_word_apart(name: str, other: str) -> tuple[str, ...] | None:
    """Return the words that `name` has in place of, or beside, those of `other`, when that is one word.

    `executeCommandsOnce` and `executeToolsOnce` are apart by "commands", `pollOnceNow` and `pollOnce` by "now";
    a name that only lacks a word of the other is apart by no word of its own: the result is empty. None for names
    that differ in more, or not at all.
    """
    left, right = split_identifier(name), split_identifier(other)
    if left == right or not left or not right or abs(len(left) - len(right)) > 1:
        return None
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    end = 0
    while end < min(len(left), len(right)) - start and left[-1 - end] == right[-1 - end]:
        end += 1
    own, others = left[start : len(left) - end], right[start : len(right) - end]
    if len(own) > 1 or len(others) > 1:
        return None
    if len(own) == len(others) == 1 and len(left) == 1:
        # Names of one word each have no word in common.
        return own if letters_apart(name, other) <= 2 else None
    return own


def is_same_word(word: str, other: str) -> bool:
    """Tell whether two lower-case words are one in singular and plural."""
    return singular(word) == singular(other)


def letters_apart(text: str, other: str, limit: int = 3) -> int:
    """Return how many letters must be inserted, dropped or replaced to make one text the other, up to a limit."""
    if abs(len(text) - len(other)) >= limit:
        return limit
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(text, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            change = previous[column - 1] + (letter != against)
            current.append(min(previous[column] + 1, current[column - 1] + 1, change))
        if min(current) >= limit:
            return limit
        previous = current
    return min(previous[-1], limit)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate one word or at most two letters apart, the nearest by letters; None when there is none."""
    ranked = []
    for candidate in candidates:
        if candidate == name:
            continue
        if one_word_apart(name, candidate) is not None or _is_typo(name, candidate):
            ranked.append((letters_apart(name, candidate, 40), candidate))
    return min(ranked)[1] if ranked else None


def _is_typo(name: str, other: str) -> bool:
    return len(name) >= 6 and letters_apart(name, other) <= (1 if len(name) < 9 else 2)
