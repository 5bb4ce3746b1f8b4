package auth

import (
	"context"
	"net/http"
	"strings"

	"example.com/tidewater/backend/pkg/apierror"
)

// RequireAuth refuses requests without a valid bearer token.
func RequireAuth(verifier *Verifier) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
			if !ok {
				apierror.Write(w, r, apierror.ErrUnauthenticated)
				return
			}
			principal, err := verifier.Verify(token)
			if err != nil {
				apierror.Write(w, r, err)
				return
			}
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), principalKey{}, principal)))
		})
	}
}

// RequireRole refuses principals without the role. It stands behind
// RequireAuth.
func RequireRole(role string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			principal, ok := FromContext(r.Context())
			switch {
			case !ok:
				apierror.Write(w, r, apierror.ErrUnauthenticated)
			case !principal.Can(role):
				apierror.Write(w, r, apierror.ErrForbidden)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}
}
