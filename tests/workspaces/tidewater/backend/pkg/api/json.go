package api

import (
	"encoding/json"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/keel"
)

const maxBody = 1 << 20

func writeJSON(w http.ResponseWriter, r *http.Request, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		keel.Logger(r.Context()).Warn("answer not written", "error", err)
	}
}

func readJSON(w http.ResponseWriter, r *http.Request, target any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return apierror.Invalid("body", err.Error())
	}
	return nil
}
