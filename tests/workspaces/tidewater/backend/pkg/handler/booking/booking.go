// Package booking holds berths for vessels.
package booking

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
	keel.MustRegisterHandler("POST /v1/bookings", CreateBooking)
	keel.MustRegisterHandler("GET /v1/bookings", ListBookings)
	keel.MustRegisterHandler("GET /v1/bookings/{id}", GetBooking)
	keel.MustRegisterHandler("DELETE /v1/bookings/{id}", CancelBooking)
}

// CreateRequest is the body of CreateBooking.
type CreateRequest struct {
	BerthID   string `json:"berth_id"`
	VesselID  string `json:"vessel_id"`
	OwnerID   string `json:"owner_id"`
	Arrival   string `json:"arrival"`
	Departure string `json:"departure"`
}

// Validate refuses bookings in the past and days in the wrong order.
func (r *CreateRequest) Validate() error {
	if r.Arrival < model.Today() {
		return apierror.Invalid("arrival", "is in the past")
	}
	return validate.First(
		validate.Required("berth_id", r.BerthID),
		validate.Required("vessel_id", r.VesselID),
		validate.Required("owner_id", r.OwnerID),
		validate.Period(r.Arrival, r.Departure),
	)
}

// CreateBooking holds a berth.
func CreateBooking(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body CreateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	held := model.NewBooking(principal.Account, body.BerthID, body.VesselID, body.OwnerID)
	held.Arrival, held.Departure = body.Arrival, body.Departure
	if err := app.Current().Bookings.Create(ctx, held); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, held)
}

// ListBookings answers with the bookings of a boat owner.
func ListBookings(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	held, err := app.Current().Bookings.ListForOwner(ctx, req.Query["owner_id"])
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, held)
}

// GetBooking answers with one booking.
func GetBooking(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	held, err := app.Current().Bookings.Get(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, held)
}

// CancelBooking gives the berth back.
func CancelBooking(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	cancelled, err := app.Current().Bookings.Cancel(ctx, req.Param("id"), req.Query["reason"])
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, cancelled)
}
