// Package stay lets vessels in and out.
package stay

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/stays", ListStays)
	keel.MustRegisterHandler("POST /v1/stays", auth.Allow("deckhand", CheckIn))
	keel.MustRegisterHandler("POST /v1/stays/{id}/checkout", auth.Allow("deckhand", CheckOut))
}

// CheckInRequest is the body of CheckIn.
type CheckInRequest struct {
	BookingID string `json:"booking_id"`
}

// Validate asks for a booking.
func (r *CheckInRequest) Validate() error {
	return validate.Required("booking_id", r.BookingID)
}

// ListStays answers with the vessels that are here.
func ListStays(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	present, err := app.Current().Stays.Present(ctx, principal.Account)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, present)
}

// CheckIn notes that a vessel has arrived.
func CheckIn(ctx context.Context, req keel.Request) (keel.Response, error) {
	var body CheckInRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	opened, err := app.Current().Stays.CheckIn(ctx, body.BookingID)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, opened)
}

// CheckOut notes that a vessel has left.
func CheckOut(ctx context.Context, req keel.Request) (keel.Response, error) {
	left, err := app.Current().Stays.CheckOut(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, left)
}
