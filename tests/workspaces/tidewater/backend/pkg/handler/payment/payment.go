// Package payment takes money for invoices.
package payment

import (
	"context"
	"encoding/json"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/integration/paygate"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("POST /v1/payments", CreatePayment)
	keel.MustRegisterHandler("GET /v1/payments/{id}", GetPayment)
	keel.MustRegisterHandler("POST /v1/payments/callback", ReceiveCallback)
}

// CreateRequest is the body of CreatePayment.
type CreateRequest struct {
	InvoiceID string `json:"invoice_id"`
}

// Validate asks for an invoice.
func (r *CreateRequest) Validate() error {
	return validate.Required("invoice_id", r.InvoiceID)
}

// CreatePayment opens a payment page for an invoice.
func CreatePayment(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	var body CreateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	opened, err := app.Current().Payments.Charge(ctx, body.InvoiceID)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, opened)
}

// GetPayment answers with one payment.
func GetPayment(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	found, err := app.Current().Payments.Get(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, found)
}

// ReceiveCallback hears from the provider whether the money came. Its signature
// stands in for a signed-in caller.
func ReceiveCallback(ctx context.Context, req keel.Request) (keel.Response, error) {
	payments := app.Current().Payments
	raw, err := req.RawBody()
	if err != nil || !payments.Genuine(raw, req.Header(paygate.SignatureHeader)) {
		return apierror.Respond(ctx, apierror.ErrUnauthenticated)
	}
	var callback paygate.Callback
	if err := json.Unmarshal(raw, &callback); err != nil {
		return apierror.Respond(ctx, apierror.Invalid("body", "is not a callback"))
	}
	if err := payments.Settle(ctx, callback); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.NoContent()
}
