// Package webhook lets other systems subscribe to events.
package webhook

import (
	"context"
	"net/http"
	"strings"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/backend/pkg/validate"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("POST /v1/webhooks", CreateWebhook)
}

// CreateRequest is the body of CreateWebhook.
type CreateRequest struct {
	TargetURL string   `json:"target_url"`
	Events    []string `json:"events"`
}

// Validate refuses targets that are not reached over https.
func (r *CreateRequest) Validate() error {
	if !strings.HasPrefix(r.TargetURL, "https://") {
		return apierror.Invalid("target_url", "must start with https://")
	}
	if len(r.Events) == 0 {
		return apierror.Invalid("events", "must name at least one event")
	}
	return nil
}

// CreateWebhook subscribes a system of the operator to events.
func CreateWebhook(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	var body CreateRequest
	if err := validate.Body(req, &body); err != nil {
		return apierror.Respond(ctx, err)
	}
	webhook, err := app.Current().Webhooks.Create(ctx, principal.Account, body.TargetURL, body.Events)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusCreated, webhook)
}
