package api

import (
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/service"
	"example.com/tidewater/charts/model"
	"example.org/slipway/v2"
)

type tariffHandlers struct {
	tariffs *service.TariffService
}

type tariffBody struct {
	Season        string `json:"season"`
	PerMetreCents int64  `json:"per_metre_cents"`
	PerKWhCents   int64  `json:"per_kwh_cents"`
	PerCubicCents int64  `json:"per_cubic_cents"`
	ValidFrom     string `json:"valid_from"`
	ValidUntil    string `json:"valid_until"`
}

// ListTariffs answers with every price list.
func (h *tariffHandlers) ListTariffs(w http.ResponseWriter, r *http.Request) {
	tariffs, err := h.tariffs.List(r.Context())
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, tariffs)
}

// SaveTariff adds or replaces a price list.
func (h *tariffHandlers) SaveTariff(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	var body tariffBody
	if err := readJSON(w, r, &body); err != nil {
		apierror.Write(w, r, err)
		return
	}
	tariff := model.NewTariff(principal.Account, slipway.URLParam(r, "code"), body.Season)
	tariff.PerMetreCents, tariff.PerKWhCents, tariff.PerCubicCents = body.PerMetreCents, body.PerKWhCents, body.PerCubicCents
	tariff.ValidFrom, tariff.ValidUntil = body.ValidFrom, body.ValidUntil
	if err := h.tariffs.Save(r.Context(), tariff); err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, tariff)
}

// DeleteTariff removes a price list.
func (h *tariffHandlers) DeleteTariff(w http.ResponseWriter, r *http.Request) {
	if err := h.tariffs.Remove(r.Context(), slipway.URLParam(r, "code")); err != nil {
		apierror.Write(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
