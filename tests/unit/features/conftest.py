"""A small indexed workspace for feature tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from groundplan.index.workspace import Workspace

FILES = {
    "go.mod": "module example.com/ferry\n\ngo 1.22\n",
    "booking/passage.go": """package booking

// Passage is one sold place on one sailing.
type Passage struct {
	ID        string `json:"id"`
	SailingID string `json:"sailing_id"`
	Passenger string `json:"passenger"`
	DeckClass string `json:"deck_class"`
	FareCents int64  `json:"fare_cents"`
}

// Service sells passages.
type Service struct{}

// Book sells a passage on a sailing.
func (s *Service) Book(p Passage) error { return nil }
""",
    "api/passages.go": """package api

import (
	"net/http"

	"example.com/ferry/booking"
)

type API struct{ bookings *booking.Service }

// BookPassage sells a passage.
func (a *API) BookPassage(w http.ResponseWriter, r *http.Request) { _ = a.bookings.Book(booking.Passage{}) }

// Routes registers the API.
func Routes() *http.ServeMux {
	api := &API{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/passages", api.BookPassage)
	return mux
}
""",
    "template.yml": """AWSTemplateFormatVersion: "2010-09-09"
Resources:
  PassagesTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: passages
""",
}


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Return the indexed workspace."""
    base = tmp_path_factory.mktemp("ferry")
    for name, text in FILES.items():
        path = base / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    workspace = Workspace(base / "w", base / "cache")
    workspace.refresh()
    yield workspace
    workspace.close()
