// Package owner keeps the boat owners.
package owner

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("POST /v1/owners", CreateOwner)
	keel.MustRegisterHandler("GET /v1/owners/{id}", GetOwner)
}

// CreateRequest is the body of CreateOwner.
type CreateRequest struct {
	FullName string `json:"full_name"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Consents bool   `json:"consents"`
}

// Validate asks for a name and a mail address.
func (r *CreateRequest) Validate() error {
	return validate.First(validate.Required("full_name", r.FullName), validate.Email("email", r.Email))
}

// CreateOwner adds a boat owner.
func CreateOwner(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body CreateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	added := model.NewOwner(principal.Account, body.FullName, body.Email)
	added.Phone, added.Consents = body.Phone, body.Consents
	if err := app.Current().Directory.SaveOwner(ctx, added); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, added)
}

// GetOwner answers with one boat owner.
func GetOwner(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	found, err := app.Current().Directory.Owner(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, found)
}
