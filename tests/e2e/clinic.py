"""A small Go workspace, written to disk for each test: a clinic for animals."""

from __future__ import annotations

from pathlib import Path

GO_MOD = """module example.org/clinic

go 1.22
"""

VISIT = """package model

import "time"

// Visit is one appointment of a patient, billed when it is closed.
type Visit struct {
	Base
	PatientID     string    `json:"patient_id"`
	Veterinarian  string    `json:"veterinarian"`
	StartsAt      time.Time `json:"starts_at"`
	DurationMin   int       `json:"duration_min"`
	TriageLevel   int       `json:"triage_level"`
	Room          string    `json:"room"`
}

// Valid tells whether the visit can be stored.
func (v Visit) Valid() bool {
	return v.PatientID != "" && v.DurationMin > 0
}
"""

BASE = """package model

// Base is what every stored record has.
type Base struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
}

// Patient is an animal that the clinic knows.
type Patient struct {
	Base
	Name       string `json:"name"`
	Species    string `json:"species"`
	OwnerEmail string `json:"owner_email"`
}
"""

HANDLER = """package api

import (
	"encoding/json"
	"net/http"

	"example.org/clinic/model"
)

// Routes returns the clinic's routes.
func Routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/visits", CreateVisit)
	mux.HandleFunc("GET /v1/visits/{id}", GetVisit)
	return mux
}

// CreateVisit books a visit.
func CreateVisit(w http.ResponseWriter, r *http.Request) {
	var visit model.Visit
	if err := json.NewDecoder(r.Body).Decode(&visit); err != nil || !visit.Valid() {
		http.Error(w, "bad visit", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusCreated)
}

// GetVisit returns one visit.
func GetVisit(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(model.Visit{})
}
"""

PLAN = """# Technical Implementation Plan: visit reminders 🐾

## Executive Summary

Owners forget visits. We remind them a day before: `POST /v1/visits` books, `model.Visit` holds the booking,
and `api/visits.go` serves both. 🐕‍🦺 `model.Patient` knows the owner.

## Simple API Design

### Data Models

```go
// Émile's idea 𝒂𝒔 it stands
type VisitReminder struct {
	PatientID    string
	Veterinarian string
	StartsAt     time.Time
	DurationMin  int
	TriageLevel  int
	RemindedAt   time.Time
}
```
"""


def write_clinic(root: Path) -> Path:
    """Write the workspace below a folder and return the path of its plan."""
    for name, text in {
        "go.mod": GO_MOD,
        "model/visit.go": VISIT,
        "model/base.go": BASE,
        "api/visits.go": HANDLER,
        "docs/plans/reminders.md": PLAN,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    return root / "docs" / "plans" / "reminders.md"
