package apierror

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"example.com/tidewater/charts/model"
)

func TestStatus(t *testing.T) {
	cases := []struct {
		name string
		err  error
		want int
	}{
		{"none", nil, http.StatusOK},
		{"wrapped sentinel", fmt.Errorf("load: %w", NotFound("invoice", "i1")), http.StatusNotFound},
		{"conflict", Conflict("invoice is paid"), http.StatusConflict},
		{"request field", Invalid("arrival", "is not a day"), http.StatusUnprocessableEntity},
		{"model", (&model.Invoice{}).Validate(), http.StatusUnprocessableEntity},
		{"provider busy", &ProviderError{Provider: "paygate", Retryable: true}, http.StatusServiceUnavailable},
		{"provider refuses", &ProviderError{Provider: "paygate", Code: "declined"}, http.StatusBadGateway},
		{"anything else", errors.New("disk on fire"), http.StatusInternalServerError},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := Status(tc.err); got != tc.want {
				t.Fatalf("Status(%v) = %d, want %d", tc.err, got, tc.want)
			}
		})
	}
}
