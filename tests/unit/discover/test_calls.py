"""Calls are followed through imports, receivers, fields, results, local names and lone implementations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from groundplan.discover.calls import callees_of
from groundplan.index.workspace import Workspace

FILES = {
    "go.mod": "module example.com/quay\n",
    "store/store.go": """package store

type BerthStore struct{}

func (s *BerthStore) Save(id string) error { return nil }
""",
    "service/service.go": """package service

import "example.com/quay/store"

type Saver interface {
	Save(id string) error
}

type BerthService struct {
	saver  Saver
	berths *store.BerthStore
}

func New() *BerthService { return &BerthService{} }

func NewNamed(name string) (*BerthService, string) { return New(), name }

func (s *BerthService) Assign(id string) error {
	if err := check(id); err != nil {
		return err
	}
	_ = s.berths.Save(id)
	return s.saver.Save(id)
}

func check(id string) error { return nil }
""",
    "api/api.go": """package api

import (
	"fmt"

	svc "example.com/quay/service"
)

type App struct{ Berths *svc.BerthService }

func Current() *App { return nil }

func AssignBerth(service *svc.BerthService) error { return service.Assign("a") }

func ThroughResult() error { return Current().Berths.Assign("a") }

func OnTheSpot() error { return svc.NewNamed("q").Assign("a") }

func ThroughLocal() error {
	berthService := svc.New()
	fmt.Println("x")
	return berthService.Assign("a")
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


@pytest.mark.parametrize(
    ("caller", "callees"),
    [
        ("BerthService.Assign", ["check", "BerthStore.Save"]),
        ("AssignBerth", ["BerthService.Assign"]),
        ("ThroughResult", ["Current", "BerthService.Assign"]),
        ("OnTheSpot", ["NewNamed", "BerthService.Assign"]),
        ("ThroughLocal", ["New", "BerthService.Assign"]),
    ],
)
def test_callees(quay: Workspace, caller: str, callees: list[str]) -> None:
    with quay.snapshot() as snapshot:
        (symbol,) = snapshot.resolve(caller)
        assert [callee.qualified_name for callee in callees_of(snapshot, symbol)] == callees
