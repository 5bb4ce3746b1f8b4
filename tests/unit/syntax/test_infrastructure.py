"""Templates against an independent reader; Makefiles, SQL and Terraform; and that no file raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.syntax.template_oracle import resources_by_oracle

from groundplan.model.resource import Resource
from groundplan.syntax.cloudformation import read_stack
from groundplan.syntax.hcl import entries_of, read_hcl
from groundplan.syntax.infrastructure import is_infrastructure, read_infrastructure
from groundplan.syntax.makefile import read_makefile
from groundplan.syntax.sql import read_sql

FORMS = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters:
  Stage: {Type: String, Default: dev}
  Size:
    Type: Number
    AllowedValues: [1, 2]
  Open: {Type: String}
Resources:
  Short:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: !Sub "${Stage}-short-${Open}"
      Environment:
        Variables:
          A: !Ref Table
          B: !GetAtt Table.Arn
          C: !GetAtt [Table, StreamArn]
          D: !Sub "${Table}/${AWS::Region}/${!NotMe}"
          E: !Sub ["${x}-${Size}", {x: !Ref Queue}]
          F: !If [IsProd, !Ref Table, !Ref Queue]
          G: !Join ["-", [a, !Ref Stage, !Ref Size]]
          H: !ImportValue {"Fn::Sub": "${Stage}-bus"}
          I: !Select [0, !Split [",", !Ref Queue]]
          J: !GetAtt Nested.Outputs.Name
          K: '{{resolve:ssm:/a/b}}'
  Long:
    Type: "AWS::Lambda::Function"
    Properties:
      FunctionName: {"Fn::Sub": "${Stage}-short-${Open}"}
      Environment:
        Variables:
          A: {Ref: Table}
          B: {"Fn::GetAtt": Table.Arn}
          C: {"Fn::GetAtt": [Table, StreamArn]}
          D: {"Fn::Sub": "${Table}/${AWS::Region}/${!NotMe}"}
          E: {"Fn::Sub": ["${x}-${Size}", {x: {Ref: Queue}}]}
          F: {"Fn::If": [IsProd, {Ref: Table}, {Ref: Queue}]}
          G: {"Fn::Join": ["-", [a, {Ref: Stage}, {Ref: Size}]]}
          H: {"Fn::ImportValue": {"Fn::Sub": "${Stage}-bus"}}
          I: {"Fn::Select": [0, {"Fn::Split": [",", {Ref: Queue}]}]}
          J: {"Fn::GetAtt": [Nested, Outputs.Name]}
          K: '{{resolve:ssm:/a/b}}'
  Table: {Type: AWS::DynamoDB::Table}
  "Queue":
    Type: AWS::SQS::Queue
  Nested:
    Type: AWS::CloudFormation::Stack
  Other: {Type: Custom::Thing, Properties: {ServiceToken: !Ref Short}}
Outputs:
  Name: {Value: !Ref Table, Export: {Name: !Sub "${AWS::StackName}-table"}}
"""

JSON = json.dumps(
    {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {
            "Grün": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "a\u2028b/\U0001f6a2"}},
            "Plain": {"Type": "AWS::SNS::Topic"},
        },
    }
)

FILES = {
    "template.yaml": FORMS,
    "cfn/template.json": JSON,
    "serverless.yml": "provider: {name: aws}\n"
    "functions:\n  a: {handler: bin/a, events: [http: GET x, sqs: {arn: !Ref Q}]}\n"
    "resources: {Resources: {Q: {Type: AWS::SQS::Queue}}}\n",
    "deploy/main.tf": 'resource "aws_sqs_queue" "jobs" {\n  name = "a-${var.x}"\n  tags = { a = "b", "c" : 1 }\n}\n',
    "db/1_init.sql": "CREATE TABLE \"a\" (id int, b text DEFAULT 'x');\nALTER TABLE a ADD COLUMN c int;\n",
    "Makefile": "B := bin\nbuild-%: x\n\tcd a && go build -o $(B)/$* ./cmd/$* \\\n\t && zip x\n",
}


def _variables(name: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    resources = {each.logical_id: each for each in read_stack("t.yaml", FORMS.encode()).resources}
    return {each.name: (each.targets, each.texts) for each in resources[name].variables}


def test_short_and_long_forms_say_the_same() -> None:
    assert _variables("Short") == _variables("Long")


def test_what_expressions_refer_to_and_can_be() -> None:
    assert _variables("Short") == {
        "A": (("Table",), ("${Table}",)),
        "B": (("Table",), ("${Table.Arn}",)),
        "C": (("Table",), ("${Table.StreamArn}",)),
        "D": (("Table",), ("${Table}/${AWS::Region}/${NotMe}",)),
        "E": (("Size", "Queue"), ("${Queue}-1", "${Queue}-2")),
        "F": (("Table", "Queue"), ("${Table}", "${Queue}")),
        "G": (("Stage", "Size"), ("a-dev-1", "a-dev-2")),
        "H": (("import:${Stage}-bus",), ("${!ImportValue}",)),
        "I": (("Queue",), ("${!Select}",)),
        "J": (("Nested.Outputs.Name",), ("${Nested.Outputs.Name}",)),
        "K": ((), ("{{resolve:ssm:/a/b}}",)),
    }


def test_names_parameters_and_outputs() -> None:
    stack = read_stack("t.yaml", FORMS.encode())
    assert stack.resources[0].names == ("dev-short-${Open}",)
    assert [(each.name, each.texts) for each in stack.parameters] == [
        ("Stage", ("dev",)),
        ("Size", ("1", "2")),
        ("Open", ()),
    ]
    assert [(each.name, each.targets) for each in stack.outputs] == [
        ("Name", ("Table",)),
        ("import:${AWS::StackName}-table", ("Table",)),
    ]


@pytest.mark.parametrize("text", [FORMS, JSON, FORMS.replace("\n", "\r\n"), "\ufeff" + FORMS])
def test_resources_are_those_of_an_independent_reader(text: str) -> None:
    source = text.encode()
    as_json = text.startswith("{")
    expected = resources_by_oracle(source, as_json=as_json)
    assert expected
    found = {each.logical_id: (each.type, 0 if as_json else each.line) for each in read_stack("t", source).resources}
    assert found == expected


def test_ranges_of_json_are_exact() -> None:
    source = json.dumps(json.loads(JSON), ensure_ascii=False, indent=1).encode()
    for resource in read_stack("t.json", source).resources:
        assert source[resource.name_span.start : resource.name_span.end].decode() == resource.logical_id


def test_files_are_chosen_by_path() -> None:
    chosen = ("deploy/main.tf", "Makefile", "a/b.mk", "db/migrations/0001_x.up.sql", "schema.sql", "x/template.json")
    assert all(is_infrastructure(path) for path in chosen)
    assert all(is_infrastructure(path) for path in ("V1__init.sql", "20240101_users.sql", "infra/app.json"))
    passed_over = ("package.json", "a.tfvars", "db/migrations/0001_x.down.sql", "export/dump.sql", "make.go")
    assert not any(is_infrastructure(path) for path in passed_over)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("a:\n\tgo build -o bin/a ./cmd/a\n", ("a", "s/cmd/a", "s/bin/a")),
        ("a:\n\t@GOOS=linux $(GO) build -ldflags '-s -w' -o=a.out .\n", ("a", "s", "s/a.out")),
        ("bin/%:\n\tgo build -o $@ ./cmd/$*/main.go\n", ("bin/*", "s/cmd/*/main.go", "s/bin/*")),
        ("a:\n\tcd x && go build -o bootstrap && zip a.zip bootstrap\n", ("a", "s/x", "s/x/bootstrap")),
        ("a:\n\tgo build -C x -o ../y\n", ("a", "s/x", "s/y")),
        ("D = out\na:\n\tgo build -o $(D)/a -tags x ../cmd/a\n", ("a", "cmd/a", "s/out/a")),
        ("a:\n\tfor d in x y; do go build -o bin/$$d ./fn/$$d; done\n", ("a", "s/fn/*", "s/bin/*")),
        ("a:\n\tgo build 'half\n", ("a", "s/half", "")),
    ],
)
def test_what_a_makefile_builds(rule: str, expected: tuple[str, str, str]) -> None:
    (build,) = read_makefile("s/Makefile", rule.encode())
    assert (build.target, build.package, build.output) == expected


def test_tables_of_migrations() -> None:
    text = b"""\
/* CREATE TABLE hidden (id int); */
CREATE TABLE IF NOT EXISTS app."users" (
  id bigint, -- CREATE TABLE not_me (
  "full name" text,
  email varchar (80) UNIQUE,
  PRIMARY KEY (id, email)
);
ALTER TABLE users ADD CONSTRAINT x CHECK (1), ADD COLUMN IF NOT EXISTS age int;
ALTER TABLE users DROP COLUMN age;
-- +goose Down
CREATE TABLE gone (id int);
"""
    created, altered = read_sql("m/1.sql", text)
    assert (created.logical_id, created.line) == ("users", 2)
    assert created.properties == (
        ("column:id", "bigint"),
        ("column:full name", "text"),
        ("column:email", "varchar (80)"),
        ("key", "id, email"),
    )
    assert (altered.logical_id, altered.line, altered.properties) == ("users", 8, (("column:age", "int"),))


def test_blocks_of_hcl() -> None:
    source = b"""\
# a comment { with a brace
resource "a_b" "c" {
  name = "x-${lookup(var.m, "k")}" // behind
  list = [
    "}", # {
    1,
  ]
  doc = <<-EOT
    }
  EOT
  when = a == b ? 1 : 2
  dynamic "inner" {
    for_each = x
    content { key = 1 }
  }
  half
}
locals { a = { b = 1, "c" : 2 } }
"""
    block, local = read_hcl(source)
    assert (block.type, block.labels, block.line) == ("resource", ("a_b", "c"), 2)
    assert source[block.name_span.start : block.name_span.end] == b"c"
    assert block.text("name") == '"x-${lookup(var.m, "k")}"'
    assert block.text("when") == "a == b ? 1 : 2"
    assert "}" in block.text("list") and block.text("doc").endswith("EOT")
    assert [inner.text("key") for inner in block.inner("inner")] == ["1"]
    assert [(each.name, each.text) for each in entries_of(local.text("a"), 1)] == [("b", "1"), ("c", "2")]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.sampled_from(
                (b"", b"{", b"}", b'"', b"\n", b"${", b"<<E\n", b"!Ref ", b"\xff", b"[", b"(", b"\t", b":")
            ),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_mutated_files_never_raise(path: str, changes: list[tuple[float, int, bytes]]) -> None:
    source = FILES[path].encode()
    for where, length, put in changes:
        at = int(where * len(source))
        source = source[:at] + put + source[at + length :]
    for resource in read_infrastructure(path, source).resources:
        assert isinstance(resource, Resource)
        assert 0 <= resource.name_span.start <= resource.name_span.end <= len(source)
        assert 1 <= resource.line <= source.count(b"\n") + 1


@pytest.mark.parametrize("path", sorted(FILES))
@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe",
        b"{" * 50_000,
        b'"' * 50_000,
        b"a:\n\t" * 10_000,
        b"CREATE TABLE a (" * 10_000,
        b"<<A\n" * 9_000,
    ],
)
def test_hostile_files_end(path: str, source: bytes) -> None:
    read_infrastructure(path, source)
