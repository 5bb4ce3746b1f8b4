"""Endpoints that serve one purpose under other names, and those that only look alike: labelled by hand."""

from __future__ import annotations

import pytest

from groundplan.discover.endpoint_purpose import Purpose, purpose_of

SAME = [
    ("POST /users/{id}/deactivate", "PATCH /users/{id}/status"),
    ("PATCH /users/{id}/status", "POST /users/:id/disable"),
    ("PUT /users/{id}/enabled", "POST /users/{id}/activate"),
    ("POST /users/{id}/suspend", "POST /users/{id}/deactivate"),
    ("POST /users/deactivate/{id}", "PATCH /users/{id}/state"),
    ("POST /v1/orders/{id}/cancel", "POST /orders/{id}/abort"),
    ("POST /orders/{id}:cancel", "PUT /orders/{id}/void"),
    ("PATCH /orders/{id}/cancel", "PUT /orders/{order}/status"),
    ("POST /posts/{id}/accept", "POST /posts/{id}/approve"),
    ("POST /claims/{id}/decline", "PUT /claims/{id}/reject"),
    ("DELETE /repos/{id}/lock", "POST /repos/{id}/unlock"),
    ("DELETE /users/{id}/block", "POST /users/{id}/unban"),
    ("PUT /articles/{id}/archive", "POST /articles/{id}/archive"),
    ("POST /jobs/{id}/halt", "POST /jobs/{id}/stop"),
    ("PUT /invoices/{id}", "PATCH /invoices/{id}"),
    ("POST /invoices/{id}/update", "PATCH /invoices/{id}"),
    ("POST /invoices/edit/{id}", "PUT /invoices/{id}"),
    ("POST /invoices/{id}/delete", "DELETE /invoices/{id}"),
    ("POST /invoices/delete/{id}", "DELETE /api/v1/invoices/{id}"),
    ("POST /createInvoice", "POST /invoices"),
    ("POST /create-invoice", "POST /api/invoices"),
    ("GET /getInvoices", "GET /invoices"),
    ("GET /list_invoices", "GET /invoices"),
    ("PUT /invoices/new", "POST /invoices/create"),
    ("POST /invoices/{id}/send-reminder", "POST /invoices/{id}/reminders"),
    ("POST /users/{id}/upload-avatar", "POST /users/{id}/avatar"),
    ("POST /reports/generate-summary", "POST /reports/summaries"),
    ("POST /tokens/{id}/invalidate", "POST /tokens/{id}/revoke"),
    ("POST /subscriptions/{id}/unpause", "POST /subscriptions/{id}/resume"),
    ("PATCH /features/{key}/active", "POST /features/{key}/enable"),
]

OTHER = [
    ("GET /users", "POST /users"),
    ("GET /users/{id}", "GET /users"),
    ("GET /users/{id}/status", "PATCH /users/{id}/status"),
    ("GET /status", "GET /users/{id}/status"),
    ("GET /users/search", "GET /users"),
    ("POST /users/{id}/activate", "POST /users/{id}/deactivate"),
    ("POST /users/{id}/lock", "POST /users/{id}/deactivate"),
    ("POST /users/{id}/ban", "POST /users/{id}/disable"),
    ("PATCH /admin/users/{id}/status", "POST /teams/{id}/users/{user}/disable"),
    ("PATCH /users/{id}/status", "POST /orders/{id}/cancel"),
    ("PATCH /users/{id}", "POST /users/{id}/deactivate"),
    ("DELETE /users/{id}", "POST /users/{id}/deactivate"),
    ("DELETE /users/{id}/lock", "POST /users/{id}/lock"),
    ("POST /users/{id}", "PUT /users/{id}"),
    ("POST /orders/{id}/refund", "POST /orders/{id}/cancel"),
    ("POST /orders/{id}/approve", "POST /orders/{id}/close"),
    ("POST /jobs/{id}/start", "POST /jobs/{id}/stop"),
    ("POST /jobs/{id}/retry", "POST /jobs/{id}/start"),
    ("POST /jobs/{id}/pause", "POST /jobs/{id}/stop"),
    ("GET /invoices/{id}/reminders", "POST /invoices/{id}/send-reminder"),
    ("POST /invoices/{id}/reminders", "POST /invoices/{id}/payments"),
    ("GET /customers/{id}/invoices", "GET /invoices"),
    ("GET /invoices/export", "GET /invoices"),
    ("GET /invoices/{id}/pdf", "GET /invoices/{id}"),
    ("PUT /users/{id}/avatar", "PUT /users/{id}/password"),
    ("POST /auth/login", "POST /auth/logout"),
    ("POST /invoices/list", "POST /invoices"),
    ("GET /logs/{run}", "GET /logs/{run}/{step}"),
    ("ANY /users", "GET /users"),
    ("POST /start", "POST /stop"),
]


def _purpose(title: str) -> Purpose | None:
    method, _, path = title.partition(" ")
    return purpose_of(method, path)


def _same(one: str, other: str) -> bool:
    mine, theirs = _purpose(one), _purpose(other)
    return mine is not None and theirs is not None and mine.serves(theirs) and theirs.serves(mine)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_do_the_same(one: str, other: str) -> None:
    assert _same(one, other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_these_do_not(one: str, other: str) -> None:
    assert not _same(one, other)


@pytest.mark.parametrize("title", ["GET /", "GET /v1", "POST /{id}", "POST /users/{id}/get", "GET /x/{id}/disable"])
def test_what_says_nothing_has_no_purpose(title: str) -> None:
    assert _purpose(title) is None
