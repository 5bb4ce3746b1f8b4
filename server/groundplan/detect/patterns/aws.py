"""AWS services in use, by service and by the SDK's version."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile
from groundplan.model.pattern import Evidence, PatternKind

_SDK = "github.com/aws/aws-sdk-go"
_V1 = "github.com/aws/aws-sdk-go/service/"
_V2 = "github.com/aws/aws-sdk-go-v2/service/"
_MESSAGING = {
    "sqs": "SQS",
    "sns": "SNS",
    "eventbridge": "EventBridge",
    "cloudwatchevents": "EventBridge",
    "kinesis": "Kinesis",
    "firehose": "Firehose",
    "sfn": "Step Functions",
}


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the services that a file calls; those that carry messages are queues too."""
    for path in sorted([path for path in file.import_paths if path.startswith(_SDK)]):
        for prefix, version in ((_V1, "v1"), (_V2, "v2")):
            if not path.startswith(prefix):
                continue
            service, _, rest = path[len(prefix) :].partition("/")
            # The packages below a service hold types and interfaces of it.
            if rest and any(other == f"{prefix}{service}" for other in file.import_paths):
                continue
            yield from file.uses_of(path, PatternKind.AWS_SDK, f"{service} ({version})")
            if service in _MESSAGING:
                yield from file.uses_of(path, PatternKind.QUEUES, f"{_MESSAGING[service]} (AWS SDK {version})")
