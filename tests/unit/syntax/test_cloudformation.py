"""Templates: what is one, what its resources are, and which routes its functions have."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.detect.sam_routes import routes_of_template
from groundplan.model.resource import Resource, TemplateEvent
from groundplan.model.route import RouteConfidence
from groundplan.syntax.cloudformation import read_template

MARINA = """\
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: Berths and their bookings

Globals:
  Function:
    Runtime: provided.al2023
    Handler: bootstrap
    Timeout: 10
    Environment:
      Variables:
        STAGE: !Ref Stage
        LOG_LEVEL: info

Resources:
  # ------------------------------------
  # Answers the booking screens.
  # One binary for all of them.
  # ------------------------------------
  BookingsFunction:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: makefile
    Properties:
      FunctionName: !Sub "${Stage}-bookings"
      CodeUri: cmd/bookings/
      Timeout: 30
      MemorySize: 512
      Environment:
        Variables:
          BOOKINGS_TABLE: !Ref BookingsTable
          QUEUE_URL: !GetAtt
            - InvoiceQueue
            - QueueUrl
          LOG_LEVEL: debug
          MODE: !If [IsProd, strict, !Ref Mode]
      Events:
        Create:
          Type: HttpApi
          Properties:
            Path: /v1/bookings
            Method: post
            ApiId: !Ref Api
        Read:
          Type: Api
          Properties: {Path: "/v1/bookings/{id}", Method: GET}
        Everything:
          Type: HttpApi
        Odd:
          Type: Api
          Properties:
            Path: !Sub /v1/${Prefix}/odd
            Method: any
        Nightly:
          Type: Schedule
          Properties:
            Schedule: rate(1 day)
        Invoices:
          Type: SQS
          Properties:
            Queue: !GetAtt InvoiceQueue.Arn
            BatchSize: 5

  BookingsTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: bookings
      BillingMode: PAY_PER_REQUEST
      KeySchema:
        - {AttributeName: created, KeyType: RANGE}
        - {AttributeName: owner, KeyType: HASH}
      GlobalSecondaryIndexes:
        - IndexName: byBerth
          KeySchema:
            - AttributeName: berth
              KeyType: HASH
            - AttributeName: created
              KeyType: RANGE
        - IndexName: byState
          KeySchema:
            - AttributeName: state
              KeyType: HASH

  # InvoiceTable:
  #   Type: AWS::DynamoDB::Table
  InvoiceQueue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: invoices.fifo
      FifoQueue: true
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadInvoices.Arn
        maxReceiveCount: 3
  "DeadInvoices":
    Type: "AWS::SQS::Queue"

  Alarm:
    Type: AWS::Events::Rule
    Properties:
      Description: >
        Wakes the harbour
        master
      ScheduleExpression: cron(0 6 * * ? *)

Outputs:
  Url:
    Value: !Sub "https://${Api}.example.com"
"""


def _read(text: str) -> dict[str, Resource]:
    return {each.logical_id: each for each in read_template("infra/template.yml", text.encode())}


def _props(text: str, logical_id: str) -> dict[str, str]:
    return dict(_read(text)[logical_id].properties)


# --- resources --------------------------------------------------------------------------------------------------------


def test_resources_in_source_order_with_their_places() -> None:
    source = MARINA.encode()
    found = read_template("infra/template.yml", source)
    assert [(each.logical_id, each.type) for each in found] == [
        ("BookingsFunction", "AWS::Serverless::Function"),
        ("BookingsTable", "AWS::DynamoDB::Table"),
        ("InvoiceQueue", "AWS::SQS::Queue"),
        ("DeadInvoices", "AWS::SQS::Queue"),
        ("Alarm", "AWS::Events::Rule"),
    ]
    for each in found:
        assert source[each.name_span.start : each.name_span.end].decode() == each.logical_id
        assert source.count(b"\n", 0, each.name_span.start) + 1 == each.line
        assert each.path == "infra/template.yml"


def test_descriptions_come_from_the_property_or_the_comment_above() -> None:
    found = _read(MARINA)
    assert found["Alarm"].description == "Wakes the harbour master"
    assert found["BookingsFunction"].description == "Answers the booking screens. One binary for all of them."
    assert found["InvoiceQueue"].description == ""
    assert found["BookingsTable"].description == ""


def test_a_function_with_what_globals_give_it() -> None:
    assert _props(MARINA, "BookingsFunction") == {
        "FunctionName": "!Sub ${Stage}-bookings",
        "Handler": "bootstrap",
        "CodeUri": "cmd/bookings/",
        "Runtime": "provided.al2023",
        "Timeout": "30",
        "MemorySize": "512",
        "BuildMethod": "makefile",
        "env:BOOKINGS_TABLE": "!Ref BookingsTable",
        "env:QUEUE_URL": "!GetAtt InvoiceQueue.QueueUrl",
        "env:LOG_LEVEL": "debug",
        "env:MODE": "!If [IsProd, strict, !Ref Mode]",
        "env:STAGE": "!Ref Stage",
        "event:Create": "POST /v1/bookings",
        "event:Read": "GET /v1/bookings/{id}",
        "event:Everything": "ANY $default",
        "event:Odd": "ANY !Sub /v1/${Prefix}/odd",
        "event:Nightly": "Schedule rate(1 day)",
        "event:Invoices": "SQS !GetAtt InvoiceQueue.Arn",
    }


def test_events_say_where_they_are() -> None:
    events = {event.name: event for event in _read(MARINA)["BookingsFunction"].events}
    line = MARINA[: MARINA.index("        Create:")].count("\n") + 1
    assert events["Create"] == TemplateEvent("Create", "HttpApi", "POST", "/v1/bookings", "!Ref Api", line, ("Api",))
    assert list(events) == ["Create", "Read", "Everything", "Odd", "Nightly", "Invoices"]
    assert events["Nightly"].target == "rate(1 day)"


def test_tables_and_queues() -> None:
    assert _props(MARINA, "BookingsTable") == {
        "TableName": "bookings",
        "BillingMode": "PAY_PER_REQUEST",
        "key": "owner, created",
        "gsi:byBerth": "berth, created",
        "gsi:byState": "state",
    }
    assert _props(MARINA, "InvoiceQueue") == {
        "QueueName": "invoices.fifo",
        "FifoQueue": "true",
        "dlq": "!GetAtt DeadInvoices.Arn",
    }


def test_the_key_of_a_simple_table() -> None:
    text = "Resources:\n  A:\n    Type: AWS::Serverless::SimpleTable\n"
    assert _props(text, "A") == {"key": "id"}
    assert _props(text + "    Properties:\n      PrimaryKey: {Name: code, Type: String}\n", "A") == {"key": "code"}


def test_globals_do_not_reach_plain_lambda_functions() -> None:
    text = MARINA.replace("AWS::Serverless::Function", "AWS::Lambda::Function")
    found = _props(text, "BookingsFunction")
    assert "Runtime" not in found and "env:STAGE" not in found and "event:Create" not in found


def test_code_of_plain_functions() -> None:
    text = "Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code: %s\n"
    assert _props(text % "build/a.zip", "A") == {"CodeUri": "build/a.zip"}
    assert _props(text % "{ImageUri: !Ref Image}", "A") == {"ImageUri": "!Ref Image"}
    assert _props(text % "{ZipFile: 'return 1'}", "A") == {}


def test_long_values_are_cut() -> None:
    (resource,) = read_template(
        "t", b"Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: " + b"x" * 5000
    )
    ((_, text),) = resource.properties
    assert len(text) == 200 and text.endswith("…")


def test_resources_of_a_loop_are_found_as_written() -> None:
    text = (
        "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Topics:\n    - Name\n    - [One, Two]\n"
        "    - Topic${Name}:\n        Type: AWS::SNS::Topic\n"
    )
    assert list(_read(text)) == ["Topic${Name}"]


def test_anchors_and_merge_keys_of_resources() -> None:
    text = (
        "Resources:\n  A: &queue\n    Type: AWS::SQS::Queue\n    Properties: &p\n      VisibilityTimeout: 30\n"
        "  B: *queue\n  C:\n    <<: *queue\n    Properties:\n      <<: *p\n      QueueName: c\n"
    )
    assert [(key, dict(each.properties)) for key, each in _read(text).items()] == [
        ("A", {"VisibilityTimeout": "30"}),
        ("B", {"VisibilityTimeout": "30"}),
        ("C", {"QueueName": "c", "VisibilityTimeout": "30"}),
    ]


# --- JSON and long forms ----------------------------------------------------------------------------------------------

BERTHS: dict[str, Any] = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Resources": {
        "Berths": {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "Handler": "bootstrap",
                "Environment": {
                    "Variables": {
                        "A": {"Ref": "Table"},
                        "B": {"Fn::GetAtt": ["Table", "Arn"]},
                        "C": {"Fn::Sub": "x-${Table}"},
                        "D": {"Fn::Join": ["-", ["a", {"Ref": "B"}]]},
                        "E": 5,
                        "F": {"Fn::GetAtt": "Table.Arn"},
                    }
                },
                "Events": {"List": {"Type": "Api", "Properties": {"Path": "/berths", "Method": "get"}}},
            },
        },
        "Tableé": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": 'be"rths\\'}},
        "Notes": {"Comment": "no type"},
    },
}


@pytest.mark.parametrize("indent", [None, 2, 4, "\t"])
def test_json_templates(indent: int | str | None) -> None:
    source = json.dumps(BERTHS, indent=indent, ensure_ascii=False).encode()
    berths, table = read_template("t.json", source)
    assert dict(berths.properties) == {
        "Handler": "bootstrap",
        "env:A": "!Ref Table",
        "env:B": "!GetAtt Table.Arn",
        "env:C": "!Sub x-${Table}",
        "env:D": "!Join [-, [a, !Ref B]]",
        "env:E": "5",
        "env:F": "!GetAtt Table.Arn",
        "event:List": "GET /berths",
    }
    assert dict(table.properties) == {"TableName": 'be"rths\\'}
    for each in (berths, table):
        assert source[each.name_span.start : each.name_span.end].decode() == each.logical_id
        assert source.count(b"\n", 0, each.name_span.start) + 1 == each.line


# --- routes -----------------------------------------------------------------------------------------------------------


def test_routes_of_functions() -> None:
    resources = read_template("infra/template.yml", MARINA.encode())
    routes = routes_of_template("infra/template.yml", resources)
    assert [(route.title, route.handler, route.line) for route in routes] == [
        ("POST /v1/bookings", "BookingsFunction", MARINA[: MARINA.index("        Create:")].count("\n") + 1),
        ("GET /v1/bookings/{id}", "BookingsFunction", MARINA[: MARINA.index("        Read:")].count("\n") + 1),
    ]
    assert {(route.file, route.source, route.confidence) for route in routes} == {
        ("infra/template.yml", "sam", RouteConfidence.EVENT)
    }


# --- what is a template -----------------------------------------------------------------------------------------------

BUCKET = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n"


@pytest.mark.parametrize(
    "text",
    [
        BUCKET,
        "---\n" + BUCKET,
        "\ufeff" + BUCKET,
        BUCKET.replace("\n", "\r\n"),
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: Custom::Thing\n",
        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nResources:\n  A: {Type: Custom::Thing}\n",
        "AWSTemplateFormatVersion: 2010-09-09\nResources:\n  A:\n    Type: Acme::Mail::Box\n",
        "kind: other\n---\n" + BUCKET,
        BUCKET + "    Properties:\n      BucketName: '{{resolve:ssm:name}}'\n      Script: |\n        {% raw %}\n",
    ],
)
def test_templates(text: str) -> None:
    assert list(_read(text)) == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Resources:\n",
        "Resources: AWS::S3::Bucket\n",
        "Resources:\n  - Type: AWS::S3::Bucket\n",
        "resources:\n  Resources:\n    A:\n      Type: AWS::S3::Bucket\n",
        "Resources:\n  A:\n    Type: Custom::Thing\n",
        "Resources:\n  A:\n    Kind: AWS::S3::Bucket\n",
        "Resources:\n  A:\n    Type: [AWS::S3::Bucket]\n",
        "Resources:\n  A:\n    Type: !Ref AWS::S3::Bucket\n",
        "{% if bucket %}\n" + BUCKET + "{% endif %}\n",
        "Resources:\n{{- range .Values.buckets }}\n  A:\n    Type: AWS::S3::Bucket\n{{- end }}\n",
        "# Resources of AWS::S3::Bucket\nkind: Deployment\n",
        '"Resources AWS::"',
    ],
)
def test_everything_else_is_no_template(text: str) -> None:
    assert read_template("x.yml", text.encode()) == ()


def test_files_beyond_the_limit_are_not_read() -> None:
    assert read_template("x.yml", (BUCKET + "# " + "x" * 2_000_000).encode()) == ()


# --- half-typed, hostile, large ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  BookingsTable:\n", "  Bookin\n\n  BookingsTable:\n"),
        ("  BookingsTable:\n", "  New:\n\n  BookingsTable:\n"),
        ("  BookingsTable:\n", "  New:\n    Type: AWS::\n  BookingsTable:\n"),
        ("      TableName: bookings\n", '      TableName: "bookings\n'),
        ("      TableName: bookings\n", "      TableName: !Sub '${Stage}\n"),
        ("      TableName: bookings\n", "      TableName: [book\n"),
        ("      TableName: bookings\n", "      TableN\n"),
        ("  # InvoiceTable:", "Res\n  # InvoiceTable:"),
        ("Resources:\n", "Resources:\n  Ne\n"),
        ("\nOutputs:\n", "\nOutpu\n"),
    ],
)
def test_a_half_typed_line_loses_no_resource(before: str, after: str) -> None:
    assert before in MARINA
    found = _read(MARINA.replace(before, after, 1))
    whole = _read(MARINA)
    assert set(whole) <= set(found)
    for logical_id, each in whole.items():
        assert found[logical_id].type == each.type


def test_a_half_typed_resource_does_not_change_the_one_above() -> None:
    found = _read(MARINA.replace("  InvoiceQueue:\n", "  InvoiceQu\n"))
    assert found["BookingsTable"] == _read(MARINA)["BookingsTable"]
    assert "InvoiceQueue" not in found and "DeadInvoices" in found


PIECES = st.sampled_from(
    (
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        "\n",
        "  ",
        "\t",
        "|",
        "#",
        "&a ",
        "*a",
        "<<: *a",
        "!Ref ",
        "\r",
        "\0",
    )
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from((MARINA, json.dumps(BERTHS), json.dumps(BERTHS, indent=2))),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES | st.binary(max_size=3)), min_size=1, max_size=6),
)
def test_mutated_templates_never_raise(text: str, changes: list[tuple[float, int, str | bytes]]) -> None:
    source = text.encode()
    for place, removed, piece in changes:
        at = int(place * len(source))
        source = source[:at] + (piece.encode() if isinstance(piece, str) else piece) + source[at + removed :]
    resources = read_template("t", source)
    for each in resources:
        assert 0 <= each.name_span.start <= each.name_span.end <= len(source)
        assert 1 <= each.line <= source.count(b"\n") + 1
    assert list(resources) == sorted(resources, key=lambda each: each.name_span)
    assert resources == read_template("t", source)
    routes_of_template("t", resources)


@pytest.mark.parametrize(
    "source",
    [
        b"X: &a\n"
        + b"".join(b"  K%d: v\n" % n for n in range(3_000))
        + b"Resources:\n"
        + b"".join(
            b"  R%d: {Type: 'AWS::Serverless::Function', Properties: {Environment: {Variables: *a}, Events: *a}}\n" % n
            for n in range(2_000)
        ),
        b"Resources:\n  A: &a\n    Type: AWS::S3::Bucket\n    Properties: *a\n    BucketName: *a\n",
        b"Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: "
        + b"[" * 50_000
        + b"]" * 50_000
        + b"}\n",
        b"Resources: &a\n  <<: [" + b"*a, " * 20_000 + b"*a]\n  A: {Type: 'AWS::S3::Bucket'}\n",
        b"Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n" + b"- " * 50_000,
    ],
    ids=["shared", "recursive", "deep", "merges", "dashes"],
)
def test_hostile_templates_end(source: bytes) -> None:
    read_template("t", source)


def test_a_template_of_thousands_of_lines() -> None:
    blocks = MARINA[MARINA.index("  BookingsTable:") : MARINA.index("  Alarm:")]
    text = "Resources:\n" + "".join(
        blocks.replace("  BookingsTable:", f"  Table{n}:")
        .replace("  InvoiceQueue:", f"  Queue{n}:")
        .replace('  "DeadInvoices":', f'  "Dead{n}":')
        for n in range(120)
    )
    assert text.count("\n") > 3_500
    found = _read(text)
    assert len(found) == 360
    assert dict(found["Table119"].properties) == _props(MARINA, "BookingsTable")
