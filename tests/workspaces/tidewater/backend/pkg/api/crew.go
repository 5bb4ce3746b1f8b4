package api

import (
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/service"
	"example.com/tidewater/charts/model"
	"example.org/slipway/v2"
)

type crewHandlers struct {
	directory *service.DirectoryService
}

type hireBody struct {
	Email       string `json:"email"`
	DisplayName string `json:"display_name"`
	Role        string `json:"role"`
}

// ListCrew answers with everyone who works for the operator.
func (h *crewHandlers) ListCrew(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	users, err := h.directory.Crew(r.Context(), principal.Account)
	if err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusOK, users)
}

// HireCrew adds someone to the crew.
func (h *crewHandlers) HireCrew(w http.ResponseWriter, r *http.Request) {
	principal, _ := auth.FromContext(r.Context())
	var body hireBody
	if err := readJSON(w, r, &body); err != nil {
		apierror.Write(w, r, err)
		return
	}
	user := model.NewCrewUser(principal.Account, body.Email, body.DisplayName, body.Role)
	if err := h.directory.Hire(r.Context(), user); err != nil {
		apierror.Write(w, r, err)
		return
	}
	writeJSON(w, r, http.StatusCreated, user)
}

// DisableCrew keeps someone from signing in.
func (h *crewHandlers) DisableCrew(w http.ResponseWriter, r *http.Request) {
	if err := h.directory.Disable(r.Context(), slipway.URLParam(r, "id")); err != nil {
		apierror.Write(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
