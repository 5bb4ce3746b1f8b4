// Package meter takes the readings of shore power and water.
package meter

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/meters/{id}/readings", ListReadings)
	keel.MustRegisterHandler("POST /v1/meters/{id}/readings", RecordReading)
}

// ReadingRequest is the body of RecordReading.
type ReadingRequest struct {
	Value int64 `json:"value"`
}

// ListReadings answers with what was read from a meter.
func ListReadings(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	readings, err := app.Current().Meters.Readings(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, readings)
}

// RecordReading notes the stand of a meter.
func RecordReading(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body ReadingRequest
	if err := req.Decode(&body); err != nil {
		return apierror.Respond(ctx, apierror.Invalid("body", err.Error()))
	}
	reading, err := app.Current().Meters.Record(ctx, req.Param("id"), body.Value, principal.Subject)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, reading)
}
