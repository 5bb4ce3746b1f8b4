"""Names and prose as words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.text.identifiers import fold_name, singular, split_identifier, spoken_name, words


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HTTPServerURLs", "http server urls"),
        ("userIDs", "user ids"),
        ("target_url", "target url"),
        ("targetURL", "target url"),
        ("OAuth2Token", "oauth2 token"),
        ("S3Bucket", "s3 bucket"),
        ("EC2", "ec2"),
        ("sha256", "sha256"),
        ("DynamoDBTable", "dynamodb table"),
        ("GitHubURL", "github url"),
        ("IPv4Address", "ipv4 address"),
        ("ListV2", "list v2"),
        ("invoice-reminder.due", "invoice reminder due"),
        ("ÜberName", "über name"),
        ("_x", "x"),
        ("", ""),
        ("—…", ""),
    ],
)
def test_identifiers_split_into_words(name: str, expected: str) -> None:
    assert " ".join(split_identifier(name)) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("invoices", "invoice"),
        ("policies", "policy"),
        ("statuses", "status"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("class", "class"),
        ("urls", "url"),
        ("ids", "ids"),
        ("billing", "billing"),
    ],
)
def test_plurals_become_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_prose_and_code_give_the_same_words() -> None:
    prose = words("Send the customers a reminder about their unpaid invoices, 3 days after")
    assert prose == ["send", "customer", "reminder", "unpaid", "invoice", "day"]
    assert words("func (s *Service) SendInvoiceReminders(ctx)")[-4:] == ["send", "invoice", "reminder", "ctx"]


@pytest.mark.parametrize("name", ["target_url", "targetUrl", "TargetURL", "TARGET_URL", "target-url"])
def test_spellings_of_a_name_meet(name: str) -> None:
    assert fold_name(name) == "targeturl"


@given(st.text(max_size=80))
def test_words_are_lower_case_and_not_empty(text: str) -> None:
    assert all(word and word == word.lower() and len(word) > 1 for word in words(text))


@given(st.from_regex(r"[A-Za-z0-9_]{0,30}", fullmatch=True))
def test_splitting_loses_no_letter_and_no_digit(name: str) -> None:
    assert "".join(split_identifier(name)) == name.replace("_", "").lower()


@pytest.mark.parametrize(
    ("name", "receiver", "folder", "spoken"),
    [
        ("Create", "InvoiceHandler", "billing", "Create"),
        ("Handle", "InvoiceHandler", "billing", "Handle InvoiceHandler"),
        ("Handle", "Handler", "handlers/alarm-creator", "Handle Handler alarm-creator"),
        ("main", "", "cmd/notifier", "main  notifier"),
        ("NewServer", "", "tide", "NewServer  tide"),
    ],
)
def test_a_function_that_says_nothing_is_called_by_what_it_is_in(
    name: str, receiver: str, folder: str, spoken: str
) -> None:
    assert spoken_name(name, receiver, f"example.com/{folder}") == spoken
