// Package httpx is the outgoing HTTP client that every integration shares:
// retries with backoff, and a rate limit where the other side asks for one.
package httpx

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

const maxErrorBody = 512

// StatusError is an answer outside the 200s.
type StatusError struct {
	StatusCode int
	Body       string
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("status %d: %s", e.StatusCode, e.Body)
}

// Temporary says whether asking again may help.
func (e *StatusError) Temporary() bool {
	return e.StatusCode == http.StatusTooManyRequests || e.StatusCode >= http.StatusInternalServerError
}

// Client sends JSON over HTTP and tries again on temporary failures.
type Client struct {
	http     *http.Client
	attempts int
	backoff  time.Duration
	limiter  *Limiter
}

// Option adjusts a Client.
type Option func(*Client)

// WithAttempts sets how often a request is sent at most.
func WithAttempts(n int) Option {
	return func(c *Client) { c.attempts = n }
}

// WithBackoff sets the pause before the second attempt; it doubles after that.
func WithBackoff(pause time.Duration) Option {
	return func(c *Client) { c.backoff = pause }
}

// WithLimiter makes the client wait its turn before every attempt.
func WithLimiter(limiter *Limiter) Option {
	return func(c *Client) { c.limiter = limiter }
}

// New returns a client with three attempts and a ten second timeout.
func New(options ...Option) *Client {
	client := &Client{
		http:     &http.Client{Timeout: 10 * time.Second},
		attempts: 3,
		backoff:  100 * time.Millisecond,
	}
	for _, option := range options {
		option(client)
	}
	return client
}

// DoJSON sends in as JSON and reads the answer into out; both may be nil.
func (c *Client) DoJSON(ctx context.Context, method, url string, headers map[string]string, in, out any) error {
	var payload []byte
	if in != nil {
		encoded, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("encode request: %w", err)
		}
		payload = encoded
	}
	pause := c.backoff
	for attempt := 1; ; attempt++ {
		err, again := c.attempt(ctx, method, url, headers, payload, out)
		if err == nil || !again || attempt >= c.attempts {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			pause *= 2
		}
	}
}

func (c *Client) attempt(
	ctx context.Context, method, url string, headers map[string]string, payload []byte, out any,
) (err error, again bool) {
	if c.limiter != nil {
		if err := c.limiter.Wait(ctx); err != nil {
			return err, false
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(payload))
	if err != nil {
		return err, false
	}
	request.Header.Set("Content-Type", "application/json")
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return err, ctx.Err() == nil
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusMultipleChoices {
		body, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
		failure := &StatusError{StatusCode: response.StatusCode, Body: string(body)}
		return failure, failure.Temporary()
	}
	if out == nil {
		return nil, false
	}
	if err := json.NewDecoder(response.Body).Decode(out); err != nil {
		return fmt.Errorf("decode answer: %w", err), false
	}
	return nil, false
}
