package apierror

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

// Status maps an error to the HTTP status that tells the caller what to do.
func Status(err error) int {
	var invalid *ValidationError
	var provider *ProviderError
	switch {
	case err == nil:
		return http.StatusOK
	case errors.As(err, &invalid), errors.Is(err, model.ErrInvalid):
		return http.StatusUnprocessableEntity
	case errors.As(err, &provider):
		if provider.Retryable {
			return http.StatusServiceUnavailable
		}
		return http.StatusBadGateway
	case errors.Is(err, ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, ErrConflict):
		return http.StatusConflict
	case errors.Is(err, ErrUnauthenticated):
		return http.StatusUnauthorized
	case errors.Is(err, ErrForbidden):
		return http.StatusForbidden
	default:
		return http.StatusInternalServerError
	}
}

// Respond turns an error into the answer of a function. What the caller cannot
// help is logged and kept to ourselves.
func Respond(ctx context.Context, err error) (keel.Response, error) {
	return keel.Problem(Status(err), public(ctx, err)), nil
}

// Write turns an error into the answer of an HTTP handler.
func Write(w http.ResponseWriter, r *http.Request, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(Status(err))
	body := map[string]string{"error": public(r.Context(), err)}
	if err := json.NewEncoder(w).Encode(body); err != nil {
		keel.Logger(r.Context()).Warn("answer not written", "error", err)
	}
}

func public(ctx context.Context, err error) string {
	if Status(err) == http.StatusInternalServerError {
		keel.Logger(ctx).Error("request failed", "error", err)
		return "internal error"
	}
	return err.Error()
}
