package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/keel/table"
)

func TestRoutesAskForTheRightRole(t *testing.T) {
	verifier := auth.NewVerifier("secret")
	router := NewRouter(app.Build(config.FromEnv(), table.NewMemory()), verifier)
	tariff := `{"season": "summer", "per_metre_cents": 350, "valid_from": "2024-04-01", "valid_until": "2024-09-30"}`
	berth := `{"length_cm": 1200, "beam_cm": 420, "depth_cm": 250, "tariff_code": "summer"}`

	cases := []struct {
		name, method, path, role, body string
		want                           int
	}{
		{"health needs nobody", "GET", "/healthz", "", "", http.StatusOK},
		{"arrivals need anybody", "GET", "/v1/office/arrivals", "", "", http.StatusUnauthorized},
		{"arrivals for a deckhand", "GET", "/v1/office/arrivals", "deckhand", "", http.StatusOK},
		{"overdue not for a deckhand", "GET", "/v1/office/reports/overdue", "deckhand", "", http.StatusForbidden},
		{"overdue for the bursar", "GET", "/v1/office/reports/overdue", "bursar", "", http.StatusOK},
		{"revenue needs a period", "GET", "/v1/office/reports/revenue", "bursar", "", http.StatusUnprocessableEntity},
		{"tariffs not for the bursar", "GET", "/v1/admin/tariffs", "bursar", "", http.StatusForbidden},
		{"tariff saved", "PUT", "/v1/admin/tariffs/summer", "harbourmaster", tariff, http.StatusOK},
		{"tariff incomplete", "PUT", "/v1/admin/tariffs/summer", "harbourmaster", "{}", http.StatusUnprocessableEntity},
		{"tariff removed", "DELETE", "/v1/admin/tariffs/summer", "harbourmaster", "", http.StatusNoContent},
		{"unknown crew", "POST", "/v1/admin/crew/nobody/disable", "harbourmaster", "", http.StatusNotFound},
		{"berth saved", "PUT", "/v1/pontoons/A/berths/12", "harbourmaster", berth, http.StatusOK},
		{"berths listed", "GET", "/v1/pontoons/A/berths", "deckhand", "", http.StatusOK},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			request := httptest.NewRequest(tc.method, tc.path, strings.NewReader(tc.body))
			if tc.role != "" {
				token, err := verifier.Sign(auth.Principal{
					Subject: "u1", Account: "marina", Role: tc.role, Expires: time.Now().Add(time.Minute).Unix(),
				})
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Authorization", "Bearer "+token)
			}
			recorder := httptest.NewRecorder()
			router.ServeHTTP(recorder, request)
			if recorder.Code != tc.want {
				t.Fatalf("status %d, want %d: %s", recorder.Code, tc.want, recorder.Body)
			}
		})
	}
}
