// Package paygate talks to the payment provider.
package paygate

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"

	"example.com/tidewater/backend/pkg/apierror"
	"example.com/tidewater/keel/httpx"
)

const (
	provider          = "paygate"
	requestsPerSecond = 20
)

// SignatureHeader carries the signature of a callback.
const SignatureHeader = "X-Paygate-Signature"

// Client asks the provider for money, at most twenty times a second.
type Client struct {
	base string
	key  string
	http *httpx.Client
}

// CheckoutRequest is what has to be paid.
type CheckoutRequest struct {
	Reference   string `json:"reference"`
	AmountCents int64  `json:"amount_cents"`
	Currency    string `json:"currency"`
	Description string `json:"description"`
}

// Checkout is the provider's page where it is paid.
type Checkout struct {
	ID  string `json:"id"`
	URL string `json:"url"`
}

// Callback is the provider's word on the outcome.
type Callback struct {
	Reference string `json:"reference"`
	Outcome   string `json:"outcome"`
	Reason    string `json:"reason,omitempty"`
}

// Paid says whether the money arrived.
func (c Callback) Paid() bool {
	return c.Outcome == "paid"
}

// NewClient returns a client for the provider at base.
func NewClient(base, key string) *Client {
	limiter := httpx.NewLimiter(requestsPerSecond)
	return &Client{base: base, key: key, http: httpx.New(httpx.WithAttempts(4), httpx.WithLimiter(limiter))}
}

// CreateCheckout opens a payment page. The reference makes a repeated call
// harmless.
func (c *Client) CreateCheckout(ctx context.Context, request CheckoutRequest) (Checkout, error) {
	headers := map[string]string{
		"Authorization":   "Bearer " + c.key,
		"Idempotency-Key": request.Reference,
	}
	var checkout Checkout
	err := c.http.DoJSON(ctx, http.MethodPost, c.base+"/v2/checkouts", headers, request, &checkout)
	if err != nil {
		return Checkout{}, wrap(err)
	}
	return checkout, nil
}

// Genuine says whether a callback was signed with our key.
func (c *Client) Genuine(body []byte, signature string) bool {
	given, err := hex.DecodeString(signature)
	if err != nil {
		return false
	}
	return hmac.Equal(given, Sign(c.key, body))
}

// Sign returns the signature of a body.
func Sign(key string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write(body)
	return mac.Sum(nil)
}

func wrap(err error) error {
	var status *httpx.StatusError
	if errors.As(err, &status) {
		code := strconv.Itoa(status.StatusCode)
		return &apierror.ProviderError{Provider: provider, Code: code, Retryable: status.Temporary(), Cause: err}
	}
	return &apierror.ProviderError{Provider: provider, Code: "unreachable", Retryable: true, Cause: err}
}
