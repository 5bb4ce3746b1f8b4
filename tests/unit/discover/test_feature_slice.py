"""Slices end, leave plumbing out, say how sure they are, and are the same every time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from groundplan.discover.feature_slice import anchors_of, nearest_names, place_of, slice_of, title_of
from groundplan.index.workspace import Workspace
from groundplan.model.join import Confidence
from groundplan.model.slice import NodeKind, Slice, SliceNode

FILES = {
    "go.mod": "module example.com/quay\n\ngo 1.22\n",
    "logging/logging.go": """package logging

import "net/http"

// Send ships a line to the collector.
func Send(line string) { _, _ = http.Get("https://logs.example.com/" + line) }
""",
    "store/postgres.go": """package store

import "database/sql"

// Berth is a place for one boat.
type Berth struct {
	ID string `db:"id"`
}

type Postgres struct{ db *sql.DB }

// NewPostgres returns a store.
func NewPostgres(db *sql.DB) *Postgres { return &Postgres{db: db} }

func (p *Postgres) SaveBerth(berth Berth) error {
	_, err := p.db.Exec("INSERT INTO berths VALUES (?)", berth.ID)
	return err
}
""",
    "store/memory.go": """package store

type Memory struct{ berths []Berth }

func (m *Memory) SaveBerth(berth Berth) error {
	m.berths = append(m.berths, berth)
	return nil
}
""",
    "store/fake.go": """package store

type Lamp struct{}

// SaveBerth has the name alone.
func (l *Lamp) SaveBerth() int { return 0 }
""",
    "service/berths.go": """package service

import (
	"example.com/quay/logging"
	"example.com/quay/store"
)

type Saver interface {
	SaveBerth(berth store.Berth) error
}

type Berths struct{ saver Saver }

func (b *Berths) Assign(berth store.Berth) error {
	logging.Send("assign")
	return b.Again(berth)
}

// Again calls itself through Assign.
func (b *Berths) Again(berth store.Berth) error {
	if berth.ID == "" {
		return b.Assign(berth)
	}
	return b.saver.SaveBerth(berth)
}

func Orphan() int { return 1 }
""",
    "service/berths_test.go": """package service

import "testing"

func TestBerthsAssign(t *testing.T) { _ = (&Berths{}).Again }

func TestAgain(t *testing.T) {}
""",
    "api/api.go": """package api

import (
	"net/http"

	"example.com/quay/service"
	"example.com/quay/store"
)

type API struct{ berths *service.Berths }

func (a *API) AssignBerth(w http.ResponseWriter, r *http.Request) { _ = a.berths.Assign(store.Berth{}) }

func guard(next http.Handler) http.Handler { return next }

func Routes(a *API) *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle("POST /v1/berths/{id}", guard(http.HandlerFunc(a.AssignBerth)))
	mux.HandleFunc("PUT /v1/berths/{id}", a.AssignBerth)
	mux.HandleFunc("GET /v1/closure", func(w http.ResponseWriter, r *http.Request) {})
	return mux
}
""",
}


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    base = tmp_path_factory.mktemp("quay")
    for name, text in FILES.items():
        path = base / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    workspace = Workspace(base / "w", base / "cache")
    workspace.refresh()
    yield workspace
    workspace.close()


def slice_named(quay: Workspace, name: str) -> Slice:
    """Return the slice of the one thing that a name means."""
    with quay.snapshot() as snapshot:
        (anchor,) = anchors_of(snapshot, name)
        return slice_of(snapshot, anchor)


def chain(found: Slice) -> list[str]:
    """Return the names of all nodes, each after the one above it."""
    return [node.name for node in found.nodes()]


def node_named(found: Slice, name: str) -> SliceNode:
    """Return the first node of a name."""
    return next(node for node in found.nodes() if node.name == name)


def test_a_route_goes_down_to_the_store_that_works_with_something_outside(quay: Workspace) -> None:
    found = slice_named(quay, "POST /v1/berths/{berth}")
    assert chain(found) == [
        "POST /v1/berths/{id}",
        "guard",
        "API.AssignBerth",
        "Berths.Assign",
        "Berths.Again",
        "Saver.SaveBerth",
        "Postgres.SaveBerth",
        "Berth",
        "TestAgain",
        "TestBerthsAssign",
    ]


def test_logging_is_left_out_though_it_calls_another_server(quay: Workspace) -> None:
    assert "Send" not in chain(slice_named(quay, "API.AssignBerth"))


def test_of_several_implementations_the_one_that_is_meant_is_said_with_less_confidence(quay: Workspace) -> None:
    found = slice_named(quay, "Berths.Assign")
    assert node_named(found, "Postgres.SaveBerth").confidence is Confidence.MEDIUM
    saver = node_named(found, "Saver.SaveBerth")
    assert saver.confidence is Confidence.HIGH
    # A method of that name with another signature does not implement the interface.
    assert saver.evidence[-1] == "implemented by `store.Memory`, `store.Postgres`"


def test_a_function_stands_below_the_routes_that_lead_to_it(quay: Workspace) -> None:
    found = slice_named(quay, "Postgres.SaveBerth")
    (root,) = found.roots
    assert root.kind is NodeKind.ROUTE
    assert root.detail == "also PUT /v1/berths/{id}"
    assert chain(found)[-3:] == ["Berths.Again", "Postgres.SaveBerth", "Berth"]


def test_a_handler_of_two_routes_has_one_tree(quay: Workspace) -> None:
    found = slice_named(quay, "API.AssignBerth")
    assert [root.name for root in found.roots] == ["POST /v1/berths/{id}", "PUT /v1/berths/{id}"]
    assert found.roots[0].children
    assert not found.roots[1].children


def test_a_type_is_stored_and_served(quay: Workspace) -> None:
    found = slice_named(quay, "store.Berth")
    relations = {(node.relation, node.name) for node in found.roots[0].children}
    assert ("stored by", "Postgres.SaveBerth") in relations
    assert ("served by", "POST /v1/berths/{id}") in relations


@pytest.mark.parametrize("name", ["GET /v1/closure", "service.Orphan", "store.Lamp"])
def test_what_leads_nowhere_stands_alone(quay: Workspace, name: str) -> None:
    found = slice_named(quay, name)
    assert len(found.roots) == 1


def test_names_and_places(quay: Workspace) -> None:
    with quay.snapshot() as snapshot:
        assert [title_of(each) for each in anchors_of(snapshot, "SaveBerth")] == [
            "store.Lamp.SaveBerth",
            "store.Memory.SaveBerth",
            "store.Postgres.SaveBerth",
        ]
        (anchor,) = anchors_of(snapshot, "service/berths.go:14")
        assert title_of(anchor) == "service.Berths.Assign"
        assert anchors_of(snapshot, ":".join(map(str, place_of(anchor)))) == (anchor,)
        for nothing in ("", " ", "/", "POST", "no/such/route", "Brth", "x.go:1", "a.b.c.d", "\u2028", "%"):
            assert anchors_of(snapshot, nothing) == ()
            assert isinstance(nearest_names(snapshot, nothing), tuple)
        assert nearest_names(snapshot, "Bertg") == ("Berth", "Berths")
        assert nearest_names(snapshot, "POST /v1/berth/{id}")[0] == "POST /v1/berths/{id}"
