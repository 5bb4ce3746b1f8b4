// Package api is the HTTP server for the harbour office: reports, tides and
// everything that only the office may change.
package api

import (
	"log/slog"
	"net/http"
	"time"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.org/slipway/v2"
	"example.org/slipway/v2/middleware"
)

const requestLimit = 20 * time.Second

// NewRouter returns the routes of the server.
func NewRouter(services *app.Services, verifier *auth.Verifier) http.Handler {
	reports := &reportHandlers{services: services}
	tariffs := &tariffHandlers{tariffs: services.Tariffs}
	crew := &crewHandlers{directory: services.Directory}

	r := slipway.NewRouter()
	r.Use(middleware.RequestID, middleware.Recoverer, middleware.Timeout(requestLimit))
	r.Get("/healthz", health)

	r.Route("/v1/office", func(r slipway.Router) {
		r.Use(auth.RequireAuth(verifier))
		r.Get("/tides/{station}", reports.Tides)
		r.Get("/arrivals", reports.Arrivals)
		r.Group(func(r slipway.Router) {
			r.Use(auth.RequireRole("bursar"))
			r.Get("/reports/revenue", reports.Revenue)
			r.Get("/reports/overdue", reports.Overdue)
		})
	})

	r.Route("/v1/admin", func(r slipway.Router) {
		r.Use(auth.RequireAuth(verifier))
		r.Use(auth.RequireRole("harbourmaster"))
		r.Get("/tariffs", tariffs.ListTariffs)
		r.Put("/tariffs/{code}", tariffs.SaveTariff)
		r.With(audited).Delete("/tariffs/{code}", tariffs.DeleteTariff)
		mountCrew(r, crew)
	})

	r.Mount("/v1/pontoons", auth.RequireAuth(verifier)(pontoonRoutes(services)))
	return r
}

// mountCrew adds the routes of the crew to the group that it is given.
func mountCrew(r slipway.Router, crew *crewHandlers) {
	r.Get("/crew", crew.ListCrew)
	r.Post("/crew", crew.HireCrew)
	r.With(audited).Post("/crew/{id}/disable", crew.DisableCrew)
}

func health(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, r, http.StatusOK, map[string]string{"status": "afloat"})
}

// audited notes who made a change that cannot be taken back.
func audited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		principal, _ := auth.FromContext(r.Context())
		slog.Info("audit", "subject", principal.Subject, "method", r.Method, "path", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}
