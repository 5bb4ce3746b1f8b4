package paygate

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/tidewater/backend/pkg/apierror"
)

func TestCreateCheckoutTriesAgainOnlyWhereThatHelps(t *testing.T) {
	cases := []struct {
		name     string
		statuses []int
		calls    int
		ok       bool
	}{
		{"first time", []int{http.StatusOK}, 1, true},
		{"provider recovers", []int{http.StatusBadGateway, http.StatusOK}, 2, true},
		{"declined", []int{http.StatusPaymentRequired}, 1, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			calls := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.WriteHeader(tc.statuses[calls])
				calls++
				_, _ = w.Write([]byte(`{"id": "co_1", "url": "https://pay.example.net/co_1"}`))
			}))
			defer server.Close()

			checkout, err := NewClient(server.URL, "key").CreateCheckout(context.Background(), CheckoutRequest{})
			if tc.ok != (err == nil) {
				t.Fatalf("err = %v", err)
			}
			if calls != tc.calls {
				t.Fatalf("%d calls, want %d", calls, tc.calls)
			}
			if tc.ok && checkout.ID != "co_1" {
				t.Fatalf("checkout = %+v", checkout)
			}
			var failure *apierror.ProviderError
			if !tc.ok && !errors.As(err, &failure) {
				t.Fatalf("%v is not a ProviderError", err)
			}
		})
	}
}

func TestGenuine(t *testing.T) {
	client := NewClient("https://paygate.example.net", "key")
	body := []byte(`{"reference": "p1", "outcome": "paid"}`)
	if !client.Genuine(body, hex.EncodeToString(Sign("key", body))) {
		t.Fatal("own signature refused")
	}
	if client.Genuine(body, hex.EncodeToString(Sign("other", body))) {
		t.Fatal("foreign signature accepted")
	}
}
