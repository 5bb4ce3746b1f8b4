package invoice

import (
	"context"
	"net/http"
	"testing"

	"example.com/tidewater/backend/pkg/app"
	"example.com/tidewater/backend/pkg/mocks"
	"example.com/tidewater/backend/pkg/service"
	"example.com/tidewater/charts/model"
	"example.com/tidewater/keel"
)

func TestInvoiceRoutes(t *testing.T) {
	stay := &model.Stay{OwnerID: "o1"}
	stay.ID, stay.Username = "s1", "marina"
	issued := model.NewInvoice(stay, "2024-05-01", "2024-05-04")
	issued.AddLine("Berth A12", 3, 2400)
	issued.Status, issued.DueDate = model.InvoiceIssued, "2024-05-18"
	app.Replace(&app.Services{Invoices: service.NewInvoiceService(service.InvoiceDeps{
		Invoices: mocks.NewMockInvoiceStore(issued),
		Archive:  &mocks.MockArchive{},
		Events:   mocks.NewMockEventPublisher(),
	})})

	cases := []struct {
		name, method, path, role, body string
		want                           int
	}{
		{"found", "GET", "/v1/invoices/" + issued.ID, "deckhand", "", http.StatusOK},
		{"not found", "GET", "/v1/invoices/none", "deckhand", "", http.StatusNotFound},
		{"not signed in", "GET", "/v1/invoices", "", "", http.StatusUnauthorized},
		{"issued already", "POST", "/v1/invoices/" + issued.ID + "/issue", "bursar", "", http.StatusConflict},
		{"void needs the bursar", "POST", "/v1/invoices/" + issued.ID + "/void", "deckhand", "{}", http.StatusForbidden},
		{"void needs a reason", "POST", "/v1/invoices/" + issued.ID + "/void", "bursar", "{}", http.StatusUnprocessableEntity},
		{"void", "POST", "/v1/invoices/" + issued.ID + "/void", "bursar", `{"reason": "wrong berth"}`, http.StatusOK},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			request := keel.Request{Method: tc.method, Path: tc.path, Body: tc.body}
			if tc.role != "" {
				request.Context.Authorizer.Claims = map[string]string{
					"sub": "u1", "custom:account": "marina", "custom:role": tc.role,
				}
			}
			got, err := keel.Dispatch(context.Background(), request)
			if err != nil {
				t.Fatal(err)
			}
			if got.StatusCode != tc.want {
				t.Fatalf("status %d, want %d: %s", got.StatusCode, tc.want, got.Body)
			}
		})
	}
}
