// Package berth shows the berths and when they are free.
package berth

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/keel"
)

const (
	collectionPath   = "/v1/berths"
	itemPath         = collectionPath + "/{id}"
	availabilityPath = itemPath + "/availability"
)

func init() {
	keel.MustRegisterHandler("GET "+collectionPath, ListBerths)
	keel.MustRegisterHandler("GET "+itemPath, GetBerth)
	keel.MustRegisterHandler("GET "+availabilityPath, GetAvailability)
}

// ListBerths answers with the berths of the operator.
func ListBerths(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	berths, err := app.Current().Directory.Berths(ctx, principal.Account)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, berths)
}

// GetBerth answers with one berth.
func GetBerth(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	found, err := app.Current().Directory.Berth(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, found)
}

// GetAvailability says whether a berth is free in a period.
func GetAvailability(ctx context.Context, req keel.Request) (keel.Response, error) {
	from, until := req.Query["from"], req.Query["until"]
	if err := validate.Period(from, until); err != nil {
		return apierror.Respond(ctx, err)
	}
	free, err := app.Current().Bookings.Free(ctx, req.Param("id"), from, until)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, map[string]bool{"free": free})
}
