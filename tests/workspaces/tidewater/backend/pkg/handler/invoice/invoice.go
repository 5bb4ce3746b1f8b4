// Package invoice serves the bills.
package invoice

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
	keel.MustRegisterHandler("GET /v1/invoices", ListInvoices)
	keel.MustRegisterHandler("GET /v1/invoices/{id}", GetInvoice)
	keel.MustRegisterHandler("POST /v1/invoices/{id}/issue", auth.Allow("bursar", IssueInvoice))
	keel.MustRegisterHandler("POST /v1/invoices/{id}/void", auth.Allow("bursar", VoidInvoice))
}

// VoidRequest is the body of VoidInvoice.
type VoidRequest struct {
	Reason string `json:"reason"`
}

// Validate asks for a reason, since the tax office does.
func (r *VoidRequest) Validate() error {
	return validate.Required("reason", r.Reason)
}

// ListInvoices answers with the invoices of a boat owner, or with all that are
// overdue on a day.
func ListInvoices(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	invoices := app.Current().Invoices
	if day := req.Query["overdue_on"]; day != "" {
		overdue, err := invoices.ListOverdue(ctx, day)
		if err != nil {
			return apierror.Respond(ctx, err)
		}
		return keel.JSON(http.StatusOK, overdue)
	}
	owned, err := invoices.ListForOwner(ctx, req.Query["owner_id"])
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, owned)
}

// GetInvoice answers with one invoice.
func GetInvoice(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	found, err := app.Current().Invoices.Get(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, found)
}

// IssueInvoice sends a draft to the boat owner.
func IssueInvoice(ctx context.Context, req keel.Request) (keel.Response, error) {
	issued, err := app.Current().Invoices.Issue(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, issued)
}

// VoidInvoice withdraws an invoice that is not paid.
func VoidInvoice(ctx context.Context, req keel.Request) (keel.Response, error) {
	var body VoidRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	voided, err := app.Current().Invoices.Void(ctx, req.Param("id"), body.Reason)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, voided)
}
