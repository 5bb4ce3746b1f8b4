package api

import (
	"net/http"
	"strconv"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/service"
	"example.com/tidewater/charts/model"
	"example.org/slipway/v2"
)

type pontoonHandlers struct {
	directory *service.DirectoryService
}

type berthBody struct {
	Marina     string `json:"marina"`
	LengthCm   int    `json:"length_cm"`
	BeamCm     int    `json:"beam_cm"`
	DepthCm    int    `json:"depth_cm"`
	ShoreAmps  int    `json:"shore_amps"`
	TariffCode string `json:"tariff_code"`
}

// pontoonRoutes is a router of its own that the server mounts.
func pontoonRoutes(services *app.Services) http.Handler {
	h := &pontoonHandlers{directory: services.Directory}
	r := slipway.NewRouter()
	r.Get("/{pontoon}/berths", h.ListPontoon)
	r.With(auth.RequireRole("harbourmaster")).Put("/{pontoon}/berths/{number}", h.SaveBerth)
	return r
}

// ListPontoon answers with the berths of one pontoon.
func (h *pontoonHandlers) ListPontoon(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	berths, err := h.directory.Berths(r.Context(), principal.Account)
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	here := []*model.Berth{}
	for _, berth := range berths {
		if berth.Pontoon == slipway.URLParam(r, "pontoon") {
			here = append(here, berth)
		}
	}
	writeJSON(w, r, http.StatusOK, here)
}

// SaveBerth adds or replaces a berth.
func (h *pontoonHandlers) SaveBerth(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	number, err := strconv.Atoi(slipway.URLParam(r, "number"))
	if err != nil {
		apierror.Write(w, r, apierror.Invalid("number", "is not a number"))
		return
	}
	var body berthBody
	if err := readJSON(w, r, &body); err != nil {
		apierror.Write(w, r, err)
		return
	}
	berth := model.NewBerth(principal.Account, slipway.URLParam(r, "pontoon"), number)
	berth.Marina, berth.TariffCode, berth.ShoreAmps = body.Marina, body.TariffCode, body.ShoreAmps
	berth.LengthCm, berth.BeamCm, berth.DepthCm = body.LengthCm, body.BeamCm, body.DepthCm
	if err := h.directory.SaveBerth(r.Context(), berth); err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, berth)
}
