// Package validate checks what callers send before any service sees it.
package validate

import (
	"net/mail"
	"time"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

// Validator is a request body that can check itself.
type Validator interface {
	Validate() error
}

// Body decodes the body of a request and lets it check itself.
func Body(req keel.Request, body Validator) error {
	if err := req.Decode(body); err != nil {
		return apierror.Invalid("body", err.Error())
	}
	return body.Validate()
}

// Required refuses an empty field.
func Required(field, value string) error {
	if value == "" {
		return apierror.Invalid(field, "is required")
	}
	return nil
}

// Email refuses what is not a plain mail address.
func Email(field, value string) error {
	address, err := mail.ParseAddress(value)
	if err != nil || address.Address != value {
		return apierror.Invalid(field, "is not a mail address")
	}
	return nil
}

// Period refuses days that are malformed or in the wrong order.
func Period(from, until string) error {
	first, err := time.Parse(model.DayLayout, from)
	if err != nil {
		return apierror.Invalid("from", "is not a day")
	}
	last, err := time.Parse(model.DayLayout, until)
	if err != nil {
		return apierror.Invalid("until", "is not a day")
	}
	if !last.After(first) {
		return apierror.Invalid("until", "is not after from")
	}
	return nil
}

// First returns the first failure of several checks.
func First(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}
