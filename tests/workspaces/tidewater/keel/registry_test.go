package keel

import (
	"context"
	"net/http"
	"testing"
)

func answering(text string) Handler {
	return func(_ context.Context, req Request) (Response, error) {
		return Response{StatusCode: http.StatusOK, Body: text + req.Param("id")}, nil
	}
}

func TestDispatch(t *testing.T) {
	registrations = nil
	t.Cleanup(func() { registrations = nil })
	MustRegisterHandler("GET /v1/slips/{id}", answering("slip "))
	MustRegisterHandler("GET /v1/slips/free", answering("free"))
	MustRegisterHandler("POST /v1/slips", answering("created"))

	cases := []struct {
		name, method, path, body string
		status                   int
	}{
		{"parameter", "GET", "/v1/slips/a-12", "slip a-12", http.StatusOK},
		{"literal wins", "GET", "/v1/slips/free", "free", http.StatusOK},
		{"trailing slash", "POST", "/v1/slips/", "created", http.StatusOK},
		{"wrong method", "DELETE", "/v1/slips/a-12", `{"error":"method not allowed"}`, http.StatusMethodNotAllowed},
		{"unknown path", "GET", "/v1/cranes", `{"error":"no such endpoint"}`, http.StatusNotFound},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Dispatch(context.Background(), Request{Method: tc.method, Path: tc.path})
			if err != nil {
				t.Fatal(err)
			}
			if got.StatusCode != tc.status || got.Body != tc.body {
				t.Fatalf("got %d %s, want %d %s", got.StatusCode, got.Body, tc.status, tc.body)
			}
		})
	}
}

func TestMustRegisterHandlerPanicsOnADuplicate(t *testing.T) {
	registrations = nil
	t.Cleanup(func() { registrations = nil })
	MustRegisterHandler("GET /v1/cranes", answering("crane"))
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	MustRegisterHandler("GET /v1/cranes", answering("crane again"))
}
