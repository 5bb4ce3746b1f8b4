"""YAML and JSON as values: what they say, where they stand, and what is left of broken files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.model.location import Span
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import MAX_ITEMS, Mapping, Scalar, Sequence, Value, literal, mapping, sequence


def _root(text: str | bytes) -> Value:
    (document,) = read_yaml(text.encode() if isinstance(text, str) else text).documents
    return document


def _map(text: str | bytes) -> Mapping:
    root = _root(text)
    assert isinstance(root, Mapping)
    return root


def _plain(value: Value | None, depth: int = 60) -> object:
    """Return a value as str, list and dict, a tag in front of what it stands before."""
    assert value is not None
    if depth < 0:
        return "…"
    if isinstance(value, Scalar):
        found: object = value.text
    elif isinstance(value, Sequence):
        found = [_plain(item, depth - 1) for item in value.items]
    else:
        found = {entry.key: _plain(entry.value, depth - 1) for entry in value.entries}
    return {value.tag: found} if value.tag else found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b", {"a": "b"}),
        ("a:   b c   # remark\n", {"a": "b c"}),
        ("a: b#c\n", {"a": "b#c"}),
        ("Fn::Sub: arn:aws:s3:::x\n", {"Fn::Sub": "arn:aws:s3:::x"}),
        ("a : b\n'c d': e\n\"f\\n\": g\n", {"a": "b", "c d": "e", "f\n": "g"}),
        ("a:\nb:\n  c:\n", {"a": "", "b": {"c": ""}}),
        ("a:\n  - 1\n  - x: 2\n    y: 3\n  -\n    z: 4\n", {"a": ["1", {"x": "2", "y": "3"}, {"z": "4"}]}),
        ("a:\n- 1\n- - 2\n  - 3\nb: 4\n", {"a": ["1", ["2", "3"]], "b": "4"}),
        ("- a\n# remark\n\n- b\n", ["a", "b"]),
        ("a: one\n  two\n\n  three\nb: c\n", {"a": "one two\nthree", "b": "c"}),
        ("a: !Sub ${X}-y\nb: !GetAtt Q.Arn\n", {"a": {"!Sub": "${X}-y"}, "b": {"!GetAtt": "Q.Arn"}}),
        ("a: !If\n  - Big\n  - !Ref X\n  - 2\n", {"a": {"!If": ["Big", {"!Ref": "X"}, "2"]}}),
        ("a: !Join [',', [b, !Ref C]]\n", {"a": {"!Join": [",", ["b", {"!Ref": "C"}]]}}),
        (
            "a: {b: 'c, d', e: [f,g], \"h\":1, i, j: }\n",
            {"a": {"b": "c, d", "e": ["f", "g"], "h": "1", "i": "", "j": ""}},
        ),
        ("a: [b: c, 'd': e]\n", {"a": [{"b": "c"}, {"d": "e"}]}),
        ("a: [http://x/y, it's, b  # remark ]\n  ]\nc: d\n", {"a": ["http://x/y", "it's", "b"], "c": "d"}),
        ("a: 'it''s'\nb: \"x\\ty \\u00e9 \\\"\"\n", {"a": "it's", "b": 'x\ty é "'}),
        ("a: 'one\n\n  two'\nb: \"three \\\n   four\"\n", {"a": "one\ntwo", "b": "three four"}),
        ("a: |\n  x\n   y\n\nb: c\n", {"a": "x\n y\n", "b": "c"}),
        ("a: |-\n  x\n\nb: |+\n  y\n\nc: d\n", {"a": "x", "b": "y\n\n", "c": "d"}),
        ("a: >\n  x\n  y\n\n  z\n    w\n  v\n", {"a": "x y\nz\n  w\nv\n"}),
        ("a: |2\n    x\n", {"a": "  x\n"}),
        ("a:\n  b: |\n     x\n    # remark\n  c: d\n", {"a": {"b": "x\n", "c": "d"}}),
        ("- |\n x\n- y\n", ["x\n", "y"]),
        ("x: |\n  k: v\n  - 'unclosed\n  [\ny: z\n", {"x": "k: v\n- 'unclosed\n[\n", "y": "z"}),
        ("%YAML 1.2\n---\na: b\n...\n", {"a": "b"}),
        ("\ufeffa: b\r\nc:\r\n  - d\r\n  - |\r\n    e\r\n", {"a": "b", "c": ["d", "e\n"]}),
        (
            "a: [\n  b,\nc\n]\nd: !Sub '{\n  \"e\": 1\n}'\nf: g\n",
            {"a": ["b", "c"], "d": {"!Sub": '{ "e": 1 }'}, "f": "g"},
        ),
        ("just words", "just words"),
    ],
)
def test_what_it_says(text: str, expected: object) -> None:
    assert _plain(_root(text)) == expected


def test_documents_and_empty_files() -> None:
    assert [_plain(each) for each in read_yaml(b"a: 1\n---\n- b\n---\n# nothing\n---\n{c: d}\n").documents] == [
        {"a": "1"},
        ["b"],
        {"c": "d"},
    ]
    for empty in (b"", b"\n\n", b"# only a remark", b"---\n", b"\xef\xbb\xbf"):
        assert read_yaml(empty).documents == ()


def test_anchors_aliases_and_merge_keys() -> None:
    root = _map(
        "base: &base\n  a: 1\n  b: 2\nlist:\n  - &first x\n  - *first\n  - *base\nflow: [&f {q: 1}, *f]\n"
        "merged:\n  <<: *base\n  b: 3\nseveral:\n  <<: [*base, {c: 4}]\nlost: *unknown\n"
    )
    assert _plain(root.get("list")) == ["x", "x", {"a": "1", "b": "2"}]
    assert _plain(root.get("flow")) == [{"q": "1"}, {"q": "1"}]
    merged = mapping(root.get("merged"))
    assert merged is not None
    assert {key: literal(entry.value) for key, entry in merged.by_key().items()} == {"a": "1", "b": "3"}
    several = mapping(root.get("several"))
    assert several is not None
    assert sorted(several.by_key()) == ["a", "b", "c"]
    lost = root.get("lost")
    assert isinstance(lost, Scalar)
    assert (lost.style, lost.text) == ("alias", "*unknown")


@pytest.mark.parametrize(
    "text", ["a: &a [*a]\n", "a: &a\n  <<: *a\n  b: c\n", "a: &a *b\nb: &b *a\n", "&a\n- *a\n", "[&a [*a, &b *a, *b]]"]
)
def test_values_that_contain_themselves_can_be_looked_into(text: str) -> None:
    root = _root(text)
    _plain(root, depth=20)
    if isinstance(root, Mapping):
        for entry in root.by_key().values():
            if isinstance(entry.value, Mapping):
                entry.value.by_key()


def test_spans_and_lines() -> None:
    source = (
        "# é\n"
        "one: !Sub  'a ${B}'  # remark\n"
        '"two":\n'
        "    - x\n"
        "    - y: {k: [1, 2]}\n"
        "      z: |\n"
        "        text\n"
        "three: last\n"
    ).encode()
    root = _map(source)

    def cut(span: Span) -> str:
        return source[span.start : span.end].decode()

    one, two, three = root.entries
    assert [cut(entry.key_span) for entry in root.entries] == ["one", "two", "three"]
    assert [entry.line for entry in root.entries] == [2, 3, 8]
    assert (cut(one.value.span), one.value.tag, one.value.line) == ("'a ${B}'", "!Sub", 2)
    items = sequence(two.value)
    assert items is not None
    assert cut(items.span).startswith("- x\n") and cut(items.span).endswith("text")
    inner = mapping(items.items[1])
    assert inner is not None
    assert [cut(entry.value.span) for entry in inner.entries] == ["{k: [1, 2]}", "|\n        text"]
    assert [entry.line for entry in inner.entries] == [5, 6]
    assert cut(three.value.span) == "last"
    assert cut(root.span) == source.decode()[4:-1]


def test_bytes_that_are_not_utf8() -> None:
    source = b"a\xff: b\xfe\nc: '\xc3'\n"
    assert _plain(_root(source)) == {"a\ufffd": "b\ufffd", "c": "\ufffd"}
    assert [entry.key_span for entry in _map(source).entries] == [Span(0, 2), Span(7, 8)]


def test_template_engines_are_told_apart() -> None:
    assert read_yaml(b"{{- if .Values.x }}\na: b\n{{- end }}\n").templated
    assert read_yaml(b"a:\n  {% if x %}\n  b: c\n").templated
    assert not read_yaml(b"a: '{{resolve:ssm:x}}'\nb: |\n  {% raw %}\n  {{- x }}\n").templated


# --- broken files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a:\n  b: 1\n  Fo\n  c: 2\nd: 3\n", {"a": ["b", "c"], "d": None}),
        ("a:\n  Fo\n  b: 1\n  c: 2\n", {"a": ["b", "c"]}),
        ("a:\n  b: 1\nFo\n  c: 2\nd: 3\n", {"a": ["b", "c"], "d": None}),
        ("a:\nFo\n  b: 1\n  c: 2\n", {"a": ["b", "c"]}),
        ("a:\n  b: 'x\n  c: 'y'\nd: 3\n", {"a": ["b", "c"], "d": None}),
        ('a:\n  b: "\n  c: d\n  e: "f"\n', {"a": ["b", "c", "e"]}),
        ("a:\n  b: [x, y\n  c: {z\n  d: e\n", {"a": ["b", "c", "d"]}),
        ("a:\n    b: 1\n  c: 2\n", {"a": ["b", "c"]}),
        ("a:\n\tb: 1\n\tc: 2\n", {"a": ["b", "c"]}),
        ('{\n  "a": {\n    "b": 1,\n    "c": 2\n  },\n  "d": 3\n', {"a": ["b", "c"], "d": None}),
        ('{\n  "a": {\n    "b": {"x": 1,\n    "c": "2"\n  },\n  "d": 3\n}\n', {"a": ["b", "c"], "d": None}),
        ('{\n  "a": {\n    "b: 1,\n    "c": 2\n  },\n  "d": 3\n}\n', {"a": ["c"], "d": None}),
        ('{\n  "a": {\n    "b": 1\n  }},\n  "d": 3\n}\n', {"a": ["b"], "d": None}),
    ],
)
def test_what_is_left_of_a_broken_file(text: str, keys: dict[str, list[str] | None]) -> None:
    found = {
        entry.key: [each.key for each in entry.value.entries] if isinstance(entry.value, Mapping) else None
        for entry in _map(text).entries
    }
    assert found == keys


def test_a_half_typed_key_leaves_its_neighbours_alone() -> None:
    root = _map("a:\n  one:\n    kind: x\n  two\n    kind: y\n  three:\n    kind: z\n")
    assert _plain(root) == {"a": {"one": {"kind": "x"}, "three": {"kind": "z"}}}


def test_a_half_typed_line_does_not_become_part_of_a_value() -> None:
    assert _plain(_root("a:\n  kind: x\n  Fo\nFo\nb: y\n")) == {"a": {"kind": "x"}, "b": "y"}


# --- an oracle: JSON --------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


def _texts(value: object) -> object:
    """Return what JSON says in the form that values have: everything a text."""
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value if isinstance(value, str) else json.dumps(value)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from([None, 0, 1, 2, "\t"]), st.booleans())
def test_json_says_what_the_json_module_says(value: object, indent: int | str | None, ascii_only: bool) -> None:
    text = json.dumps([value], indent=indent, ensure_ascii=ascii_only)
    assert _plain(_root(text)) == _texts([value])


NAMES = st.sampled_from(("A", "Queue", "Fn::Sub", "Ref", "b-c", "x.y", "Zoë", "5"))
WORDS = st.sampled_from(
    (
        "x",
        "arn:aws:s3:::x",
        "${A}-b",
        "it's",
        "two  words",
        "a, b",
        "x]",
        "v1/{id}",
        "1",
        "a#b",
        'say "it"',
        "-x",
        "?x",
        "::x",
    )
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    max_leaves=20,
)


def _block(value: object, indent: int) -> list[str]:
    """Return a tree as lines of block YAML."""
    pad = " " * indent
    if isinstance(value, dict):
        lines = []
        for key, each in value.items():
            if isinstance(each, str):
                lines.append(f"{pad}{key}: {each}")
            else:
                lines += [f"{pad}{key}:", *_block(each, indent + 2)]
        return lines
    if isinstance(value, list):
        lines = []
        for each in value:
            first, *rest = _block(each, indent + 2)
            lines += [f"{pad}- {first[indent + 2 :]}", *rest]
        return lines
    return [f"{pad}{value}"]


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_block_style_says_what_it_was_written_from(value: object) -> None:
    source = "\n".join(_block(value, 0)) + "\n"
    assert _plain(_root(source)) == value


# --- nothing raises, nothing hangs ------------------------------------------------------------------------------------

_STRUCTURE = ("a:", " b: c\n", "- ", "\n", "  ", "\t", ": ", "|\n", ">-\n", "---\n", "...\n", "%Y\n", "? ", '"k": {\n')
_INLINE = (
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ",",
    "#x",
    " #",
    "!Ref ",
    "Fn::Sub: ",
    "&a ",
    "*a",
    "<<: ",
    "\\",
    "\r\n",
    "é",
    "\0",
)
SNIPPETS = st.sampled_from((*_STRUCTURE, *_INLINE))


def _walk(value: Value, source: bytes) -> None:
    pending: list[tuple[Value, int]] = [(value, 0)]
    lines = source.count(b"\n") + 1
    seen = 0
    while pending and seen < 2_000:
        each, depth = pending.pop()
        seen += 1
        span = each.span
        assert 0 <= span.start <= span.end <= len(source)
        assert 1 <= each.line <= lines
        if isinstance(each, Scalar):
            assert isinstance(each.text, str)
        elif depth < 30:
            if isinstance(each, Mapping):
                each.by_key()
                for entry in each.entries:
                    assert 0 <= entry.key_span.start <= entry.key_span.end <= len(source)
                    assert entry.line >= 1
                    pending.append((entry.value, depth + 1))
            else:
                pending.extend((item, depth + 1) for item in each.items)


@settings(max_examples=400, deadline=None)
@given(st.lists(SNIPPETS, max_size=40).map(lambda parts: "".join(parts).encode()) | st.binary(max_size=200))
def test_any_bytes_can_be_read_and_looked_into(source: bytes) -> None:
    for document in read_yaml(source).documents:
        _walk(document, source)


@pytest.mark.parametrize(
    "source",
    [
        b"[" * 60_000,
        b"[" * 60_000 + b"]" * 60_000,
        b"- " * 60_000,
        b"? " * 60_000,
        b"".join(b" " * depth + b"a:\n" for depth in range(500)),
        b"x: {\n" * 20_000,
        b'a: "x\n' * 20_000,
        b"a: 'x\nb: \"y\n" * 10_000,
        b"  |\n" * 20_000,
        b"a: |\n" * 20_000,
        b"{" + b":" * 20_000 + b"}",
        b"a: [" + b"!" * 100_000,
        b"".join(b"&a%d\n" % number for number in range(10_000)) + b"x: [" + b"*a1, *a2, " * 5_000 + b"]",
        b"k: v\n" * 20_000,
        b"\0" * 100_000,
        b"\n" * 100_000,
    ],
    ids=lambda source: repr(source[:12]),
)
def test_hostile_files_end(source: bytes) -> None:
    for document in read_yaml(source).documents:
        _walk(document, source)


def test_more_lines_and_levels_than_sixteen_bits_count() -> None:
    source = b"".join(b"k%d: %d\n" % (number, number) for number in range(40_000))
    last = _map(source).entries[-1]
    assert (last.key, last.line, literal(last.value)) == ("k39999", 40_000, "39999")
    value: Value | None = _root(b"".join(b" " * depth + b"a:\n" for depth in range(600)))
    depth = 0
    while isinstance(value, Mapping):
        value = value.entries[0].value
        depth += 1
    assert depth == 600


def test_the_number_of_items_and_documents_is_bounded() -> None:
    assert len(_map(b"k: v\n" * (MAX_ITEMS + 10)).entries) == MAX_ITEMS
    assert len(read_yaml(b"--- a\n" * 5_000).documents) == 1_000


def test_a_bracket_whose_partner_is_in_a_comment() -> None:
    assert _plain(_root('{\n  "a": {\n  # "b": {\n    "c": 1\n    }\n  },\n  "d": [\n  # [\n  2]\n  ]\n}\n')) == {
        "a": {"c": "1"},
        "d": ["2"],
    }
