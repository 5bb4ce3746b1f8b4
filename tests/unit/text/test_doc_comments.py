"""What a doc comment says, and what is written in it for other programs."""

from __future__ import annotations

import pytest

from groundplan.text.doc_comments import said_in
from groundplan.text.identifiers import words


@pytest.mark.parametrize(
    ("doc", "said"),
    [
        ("Get lists boats.", ["get", "list", "boat"]),
        ("See https://boats.example/developers#leaders for more.", ["see"]),
        ("@Summary Boats by length\n@Router /compat/v1/ports [get]\n@Success 200 {object} v1.Port", ["boat", "length"]),
        ("Send writes to owner@boats.example now.", ["send", "write", "owner", "boat", "example"]),
        ("@deprecated", []),
    ],
)
def test_addresses_and_fields_of_generators_say_nothing(doc: str, said: list[str]) -> None:
    assert words(said_in(doc)) == said
