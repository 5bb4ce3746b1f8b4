package api

import (
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/charts/model"
	"example.org/slipway/v2"
)

type reportHandlers struct {
	services *app.Services
}

// Revenue adds up what was paid in a period.
func (h *reportHandlers) Revenue(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	from, until := r.URL.Query().Get("from"), r.URL.Query().Get("until")
	if err := validate.Period(from, until); err != nil {
		apierror.Write(w, r, err)
		return
	}
	total, err := h.services.Invoices.Revenue(r.Context(), principal.Account, from, until)
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, total)
}

// Overdue lists the invoices that should have been paid by today.
func (h *reportHandlers) Overdue(w http.ResponseWriter, r *http.Request) {
	overdue, err := h.services.Invoices.ListOverdue(r.Context(), model.Today())
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, overdue)
}

// Arrivals lists the vessels that are here.
func (h *reportHandlers) Arrivals(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	present, err := h.services.Stays.Present(r.Context(), principal.Account)
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, present)
}

// Tides passes on the high tides of a day.
func (h *reportHandlers) Tides(w http.ResponseWriter, r *http.Request) {
	day := r.URL.Query().Get("day")
	if day == "" {
		day = model.Today()
	}
	tides, err := h.services.Tides.HighWaters(r.Context(), slipway.URLParam(r, "station"), day)
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, tides)
}
