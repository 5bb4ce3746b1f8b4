// Package notification shows what boat owners were told.
package notification

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/owners/{id}/notifications", ListNotifications)
}

// ListNotifications answers with what was sent to a boat owner.
func ListNotifications(ctx context.Context, req keel.Request) (keel.Response, error) {
	if _, err := auth.PrincipalFrom(req); err != nil {
		return apierror.Respond(ctx, err)
	}
	sent, err := app.Current().Notifications.History(ctx, req.Param("id"))
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, sent)
}
