// Package quote tells what a berth would cost.
package quote

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/quotes", GetQuote)
}

// GetQuote prices a berth for anyone who asks; it needs no sign-in.
func GetQuote(ctx context.Context, req keel.Request) (keel.Response, error) {
	from, until := req.Query["from"], req.Query["until"]
	length := req.QueryInt("length_cm", 0)
	err := validate.First(validate.Period(from, until), validate.Required("tariff", req.Query["tariff"]))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	if length <= 0 {
		return apierror.Respond(ctx, apierror.Invalid("length_cm", "must be positive"))
	}
	price, err := app.Current().Tariffs.Quote(ctx, req.Query["tariff"], length, from, until)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, price)
}
