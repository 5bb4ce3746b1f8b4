package keel

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Response is what a handler gives back to the gateway.
type Response struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers,omitempty"`
	Body       string            `json:"body"`
}

// JSON renders value as the body of a response with the given status.
func JSON(status int, value any) (Response, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return Response{}, fmt.Errorf("render response: %w", err)
	}
	return Response{
		StatusCode: status,
		Headers:    map[string]string{"Content-Type": "application/json"},
		Body:       string(body),
	}, nil
}

// NoContent is the answer to a request that leaves nothing to say.
func NoContent() (Response, error) {
	return Response{StatusCode: http.StatusNoContent}, nil
}

// Problem renders a refusal with one sentence for the caller.
func Problem(status int, message string) Response {
	response, err := JSON(status, map[string]string{"error": message})
	if err != nil {
		return Response{StatusCode: http.StatusInternalServerError}
	}
	return response
}
