// Package vessel keeps the boats that the marina knows.
package vessel

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
	keel.MustRegisterHandler("GET /v1/vessels", ListVessels)
	keel.MustRegisterHandler("POST /v1/vessels", CreateVessel)
	keel.MustRegisterHandler("PATCH /v1/vessels/{id}", UpdateVessel)
}

// CreateRequest is the body of CreateVessel.
type CreateRequest struct {
	Name             string `json:"name"`
	Registration     string `json:"registration"`
	OwnerID          string `json:"owner_id"`
	LengthCm         int    `json:"length_cm"`
	BeamCm           int    `json:"beam_cm"`
	DraughtCm        int    `json:"draught_cm"`
	InsuranceExpires string `json:"insurance_expires"`
}

// Validate asks for a name and an owner; the model checks the rest.
func (r *CreateRequest) Validate() error {
	return validate.First(validate.Required("name", r.Name), validate.Required("owner_id", r.OwnerID))
}

// UpdateRequest is the body of UpdateVessel; what is nil stays.
type UpdateRequest struct {
	Notes            *string `json:"notes"`
	InsuranceExpires *string `json:"insurance_expires"`
}

// Validate accepts any change.
func (r *UpdateRequest) Validate() error {
	return nil
}

// ListVessels answers with the vessels of a boat owner.
func ListVessels(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	vessels, err := app.Current().Directory.VesselsOf(ctx, req.Query["owner_id"])
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, vessels)
}

// CreateVessel adds a vessel.
func CreateVessel(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body CreateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	added := model.NewVessel(principal.Account, body.OwnerID, body.Name, body.Registration)
	added.LengthCm, added.BeamCm, added.DraughtCm = body.LengthCm, body.BeamCm, body.DraughtCm
	added.InsuranceExpires = body.InsuranceExpires
	if err := app.Current().Directory.SaveVessel(ctx, added); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, added)
}

// UpdateVessel changes the notes and the insurance.
func UpdateVessel(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	var body UpdateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	directory := app.Current().Directory
	known, err := directory.Vessel(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	if body.Notes != nil {
		known.Notes = *body.Notes
	}
	if body.InsuranceExpires != nil {
		known.InsuranceExpires = *body.InsuranceExpires
	}
	if err := directory.SaveVessel(ctx, known); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, known)
}
