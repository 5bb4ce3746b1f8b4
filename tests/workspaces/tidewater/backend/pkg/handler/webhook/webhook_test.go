package webhook

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/config"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
	"example.com/tidewater/keel/table"
)

func call(t *testing.T, method, path, body string) keel.Response {
	t.Helper()
	response, err := keel.Dispatch(context.Background(), keel.Request{
		Method: method, Path: path, Body: body,
		Context: keel.RequestContext{Authorizer: keel.Authorizer{
			Claims: map[string]string{"sub": "u1", "custom:account": "marina"},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestCreateWebhook(t *testing.T) {
	cases := []struct {
		name, body string
		want       int
	}{
		{"good", `{"target_url": "https://hooks.example.net/tide", "events": ["invoice.paid"]}`, http.StatusCreated},
		{"plain http", `{"target_url": "http://hooks.example.net", "events": ["invoice.paid"]}`, http.StatusUnprocessableEntity},
		{"no events", `{"target_url": "https://hooks.example.net"}`, http.StatusUnprocessableEntity},
		{"unknown field", `{"url": "https://hooks.example.net"}`, http.StatusUnprocessableEntity},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			app.Replace(app.Build(config.FromEnv(), table.NewMemory()))
			if got := call(t, "POST", "/v1/webhooks", tc.body); got.StatusCode != tc.want {
				t.Fatalf("status %d, want %d: %s", got.StatusCode, tc.want, got.Body)
			}
		})
	}
}

func TestSecretIsShownOnce(t *testing.T) {
	app.Replace(app.Build(config.FromEnv(), table.NewMemory()))
	created := call(t, "POST", "/v1/webhooks", `{"target_url": "https://hooks.example.net", "events": ["stay.ended"]}`)
	var webhook model.Webhook
	if err := json.Unmarshal([]byte(created.Body), &webhook); err != nil {
		t.Fatal(err)
	}
	if webhook.Secret == "" {
		t.Fatal("no secret for the caller")
	}
	var listed []model.Webhook
	if err := json.Unmarshal([]byte(call(t, "GET", "/v1/webhooks", "").Body), &listed); err != nil {
		t.Fatal(err)
	}
	if len(listed) != 1 || listed[0].Secret != "" {
		t.Fatalf("listed %+v", listed)
	}
	if got := call(t, "DELETE", "/v1/webhooks/"+webhook.ID, ""); got.StatusCode != http.StatusNoContent {
		t.Fatalf("delete: %d %s", got.StatusCode, got.Body)
	}
}
