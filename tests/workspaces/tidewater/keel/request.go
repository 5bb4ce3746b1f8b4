// Package keel is the small framework under every Tidewater function: requests
// and responses, the handler registry, the runtime loop and logging.
package keel

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Request is one HTTP call as the gateway hands it over.
type Request struct {
	Method         string            `json:"httpMethod"`
	Path           string            `json:"path"`
	PathParameters map[string]string `json:"pathParameters"`
	Query          map[string]string `json:"queryStringParameters"`
	Headers        map[string]string `json:"headers"`
	Body           string            `json:"body"`
	Base64         bool              `json:"isBase64Encoded"`
	Context        RequestContext    `json:"requestContext"`
}

// RequestContext carries what the gateway and its authorizer know of the caller.
type RequestContext struct {
	RequestID  string     `json:"requestId"`
	SourceIP   string     `json:"sourceIp"`
	Authorizer Authorizer `json:"authorizer"`
}

// Authorizer is what the user pool vouches for.
type Authorizer struct {
	Claims map[string]string `json:"claims"`
}

// Handler answers one request. An error means the function itself failed; a
// refusal of the caller is a Response.
type Handler func(ctx context.Context, req Request) (Response, error)

// Param returns the path parameter called name, or "".
func (r Request) Param(name string) string {
	return r.PathParameters[name]
}

// Header returns the header called name, whatever its case.
func (r Request) Header(name string) string {
	for key, value := range r.Headers {
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

// QueryInt returns the query parameter as a number, or fallback where it is
// absent or not a number.
func (r Request) QueryInt(name string, fallback int) int {
	n, err := strconv.Atoi(r.Query[name])
	if err != nil {
		return fallback
	}
	return n
}

// RawBody returns the body as bytes, decoding base64 where the gateway used it.
func (r Request) RawBody() ([]byte, error) {
	if !r.Base64 {
		return []byte(r.Body), nil
	}
	raw, err := base64.StdEncoding.DecodeString(r.Body)
	if err != nil {
		return nil, fmt.Errorf("decode body: %w", err)
	}
	return raw, nil
}

// Decode reads the JSON body into target and refuses fields it does not know.
func (r Request) Decode(target any) error {
	raw, err := r.RawBody()
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("decode body: %w", err)
	}
	return nil
}
