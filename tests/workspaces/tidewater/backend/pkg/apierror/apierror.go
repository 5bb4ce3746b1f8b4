// Package apierror names what can go wrong and says which HTTP status each
// failure deserves.
package apierror

import (
	"errors"
	"fmt"
)

var (
	// ErrNotFound means that no record has the id.
	ErrNotFound = errors.New("not found")
	// ErrConflict means that the record is not in a state that allows the change.
	ErrConflict = errors.New("conflict")
	// ErrUnauthenticated means that nobody is signed in.
	ErrUnauthenticated = errors.New("not signed in")
	// ErrForbidden means that whoever is signed in may not do this.
	ErrForbidden = errors.New("not allowed")
)

// ValidationError is a field of a request that cannot be accepted.
type ValidationError struct {
	Field  string
	Reason string
}

func (e *ValidationError) Error() string {
	return fmt.Sprintf("%s %s", e.Field, e.Reason)
}

// ProviderError is a refusal or a failure of an external service.
type ProviderError struct {
	Provider  string
	Code      string
	Retryable bool
	Cause     error
}

func (e *ProviderError) Error() string {
	return fmt.Sprintf("%s failed (%s)", e.Provider, e.Code)
}

// Unwrap gives access to the transport failure underneath.
func (e *ProviderError) Unwrap() error {
	return e.Cause
}

// Invalid is short for a ValidationError.
func Invalid(field, reason string) error {
	return &ValidationError{Field: field, Reason: reason}
}

// NotFound wraps ErrNotFound with what was looked for.
func NotFound(kind, id string) error {
	return fmt.Errorf("%s %q: %w", kind, id, ErrNotFound)
}

// Conflict wraps ErrConflict with the reason.
func Conflict(reason string) error {
	return fmt.Errorf("%s: %w", reason, ErrConflict)
}
