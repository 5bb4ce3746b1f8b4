// Package crew shows the people who work for the marina.
package crew

import (
	"context"
	"net/http"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/auth"
	"example.com/tidewater/keel"
)

func init() {
	keel.MustRegisterHandler("GET /v1/crew/me", GetProfile)
	keel.MustRegisterHandler("GET /v1/crew", auth.Allow("harbourmaster", ListCrew))
}

// GetProfile answers with the user who is signed in.
func GetProfile(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	user, err := app.Current().Directory.CrewUser(ctx, principal.Subject)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, user)
}

// ListCrew answers with everyone who works for the operator.
func ListCrew(ctx context.Context, req keel.Request) (keel.Response, error) {
	principal, err := auth.PrincipalFrom(req)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	users, err := app.Current().Directory.Crew(ctx, principal.Account)
	if err != nil {
		return apierror.Respond(ctx, err)
	}
	return keel.JSON(http.StatusOK, users)
}
