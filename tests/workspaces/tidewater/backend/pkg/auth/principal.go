// Package auth knows who is calling and what they may do.
package auth

import (
	"context"
	"slices"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

// Principal is whoever is signed in.
type Principal struct {
	Subject string `json:"sub"`
	Account string `json:"account"`
	Role    string `json:"role"`
	Expires int64  `json:"exp"`
}

// Can says whether the principal has the role, or a more powerful one.
func (p Principal) Can(role string) bool {
	have, need := slices.Index(model.Roles, p.Role), slices.Index(model.Roles, role)
	return need >= 0 && have >= need
}

type principalKey struct{}

// FromContext returns the principal that RequireAuth found.
func FromContext(ctx context.Context) (Principal, bool) {
	principal, ok := ctx.Value(principalKey{}).(Principal)
	return principal, ok
}

// PrincipalFrom returns the principal that the gateway's authorizer found.
func PrincipalFrom(req keel.Request) (Principal, error) {
	claims := req.Context.Authorizer.Claims
	principal := Principal{Subject: claims["sub"], Account: claims["custom:account"], Role: claims["custom:role"]}
	if principal.Subject == "" || principal.Account == "" {
		return Principal{}, apierror.ErrUnauthenticated
	}
	return principal, nil
}

// Allow lets a function handler run for callers with the role only.
func Allow(role string, next keel.Handler) keel.Handler {
	return func(ctx context.Context, req keel.Request) (keel.Response, error) {
		principal, err := PrincipalFrom(req)
		if err != nil {
			return apierror.Respond(ctx, err)
		}
		if !principal.Can(role) {
			return apierror.Respond(ctx, apierror.ErrForbidden)
		}
		return next(ctx, req)
	}
}
