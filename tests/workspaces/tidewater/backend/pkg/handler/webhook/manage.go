package webhook

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/webhooks", ListWebhooks)
	keel.MustRegisterHandler("DELETE /v1/webhooks/{id}", DeleteWebhook)
	keel.MustRegisterHandler("POST /v1/webhooks/{id}/ping", PingWebhook)
}

// ListWebhooks answers with the subscriptions of the operator.
func ListWebhooks(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	webhooks, err := app.Current().Webhooks.List(ctx, principal.Account)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, webhooks)
}

// DeleteWebhook ends a subscription.
func DeleteWebhook(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	if err := app.Current().Webhooks.Delete(ctx, principal.Account, req.Param("id")); err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.NoContent()
}

// PingWebhook posts a try-out event and answers with the status that came back.
func PingWebhook(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	status, err := app.Current().Webhooks.Ping(ctx, principal.Account, req.Param("id"))
	if status == 0 && err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, map[string]int{"status": status})
}
